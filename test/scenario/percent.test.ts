import { describe, expect, test } from 'vitest';
import { readGrid } from '../../src/analysis/grid.ts';
import { Faults } from '../../src/diagnostic/diagnostic.ts';
import { applySettings, leverSettings } from '../../src/scenario/override.ts';
import { asPercent } from '../../src/scenario/percent.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { argument, HEAD, scenarioOf } from './reading.ts';

const LEVERS = `levers:
  layoffs: {value: 0%, range: [0%, 50%]}
  share: {value: 0, range: [0, 0.5]}
  prices: {value: 0%, range: [-20%, 150%]}
  raise: {value: 0, range: [0, 20]}
  free: 0%
`;

/** The message and hint of each fault, of a file with the lever or thrown by a function. */
function told(diagnostics: Faults['diagnostics']): string[] {
  return diagnostics.map(({ code, message, hint }) => `${code}: ${message}: ${hint}`);
}

function thrown(what: () => unknown): string[] {
  try {
    what();
  } catch (error) {
    if (error instanceof Faults) return told(error.diagnostics);
    throw error;
  }
  return [];
}

const FAULT = 'bad-value: layoffs is 30, above its range, which is from 0% to 50%: write 30%';

describe('a bare number on a lever whose range is in percent', () => {
  const scenario = scenarioOf(HEAD + LEVERS);
  const lever = (name: string) => scenario.levers.get(name)!;

  test('is meant as a percentage where it lies above the range, and in it as one', () => {
    expect(asPercent(lever('layoffs'), '30')).toBe('30%');
    expect(asPercent(lever('layoffs'), ' 7.5 ')).toBe('7.5%');
    expect(asPercent(lever('layoffs'), '50@2024-03')).toBe('50%@2024-03');
    expect(asPercent(lever('layoffs'), '1')).toBe('1%');
    expect(asPercent(lever('prices'), '120')).toBe('120%');
    expect(asPercent(lever('prices'), '1_50')).toBe('1_50%');
  });

  test('and as it is in any other case', () => {
    for (const text of ['0', '0.3', '30%', '51', '-30', '30k', '3 * 10', '', 'x', '30@', '0.9'])
      if (text !== '30@') expect(asPercent(lever('layoffs'), text), text).toBeNull();
    expect(asPercent(lever('prices'), '1.5')).toBeNull();
    expect(asPercent(lever('prices'), '1')).toBeNull();
    for (const name of ['share', 'raise', 'free']) expect(asPercent(lever(name), '30'), name).toBeNull();
  });

  test('is refused as the value of the lever, and in a plan', () => {
    const file = (value: string, plan: string) =>
      `${HEAD}levers: {layoffs: {value: ${value}, range: [0%, 50%]}}\nplans: {p: {set: {layoffs: ${plan}}}}`;
    const faults = (value: string, plan: string) =>
      told(readScenario({ name: 'test', text: file(value, plan) }).diagnostics);
    expect(faults('30', '0')).toEqual([FAULT]);
    expect(faults('0', '30')).toEqual([FAULT]);
    expect(faults('0', '30@2024-03')).toEqual([FAULT.replace(/30%$/, '30%@2024-03')]);
    expect(faults('30%', '51')).toEqual([]);
  });

  test('is refused with --set and --grid, in a range too', () => {
    const base = leverSettings(scenario);
    const set = (text: string) => thrown(() => applySettings(scenario, base, [argument('--set', text)]));
    const grid = (text: string) => thrown(() => readGrid(scenario, base, [argument('--grid', text)]));
    expect(set('layoffs=30')).toEqual([FAULT]);
    expect(grid('layoffs=0,30')).toEqual([FAULT]);
    expect(grid('layoffs=0:30:10')).toEqual([FAULT]);
    expect(grid('raise=10,layoffs=0%:30:10@2024-03')).toEqual([FAULT]);
    expect([...set('layoffs=51'), ...set('raise=30'), ...grid('layoffs=0:0.3:0.1,free=30')]).toEqual([]);
  });
});
