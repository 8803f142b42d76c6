import { describe, expect, test } from 'vitest';
import { Faults } from '../../src/diagnostic/diagnostic.ts';
import { askCase, compile } from '../../src/engine/ask.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { scenarioOf } from '../scenario/reading.ts';
import { gridOf } from './asking.ts';

/** The one fault of a run: the text at its place, and its message. */
function faultOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    expect(error.diagnostics).toHaveLength(1);
    const { place, code, message } = error.diagnostics[0]!;
    expect(code).toBe('overflow');
    return `«${place!.source.text.slice(place!.start, place!.end)}» ${message}`;
  }
  return 'none';
}

const GROWS = 'amounts grow beyond what a number can hold: ';

describe('an overflow blames what is largest, in its month', () => {
  test.each([
    ['cash: 5\nrevenue: {a: 1, b: 1e308 * 1, c: 0.9e308}', `«1e308 * 1» ${GROWS}revenue.b is 1e+308, in 2024-01`],
    [
      'cash: 5\ncosts: {a: 1.5e308 * (t > 1), b: 1e306}\ncreditors: {others: {pay: 100%}}',
      `«1.5e308 * (t > 1)» ${GROWS}costs.a is 1.5e+308, in 2024-03`,
    ],
    ['cash: 1.7e308\nassets: 1.7e308\nrevenue: {a: 9}', `«1.7e308» ${GROWS}cash is 1.7e+308, in 2024-01`],
    [
      'cash: 5\ncosts: {a: {amount: 1e300, to: bank}}\ncreditors: {bank: {late_fee: 90000000, pay: 100%}}',
      `«bank» ${GROWS}what creditors.bank is owed is 9e+307, in 2024-02`,
    ],
    [
      'cash: 5\ndebts: {loan: {principal: 1e100, rate: 1e10, due: 2026-01, kind: accruing}}',
      `«loan» ${GROWS}what creditors.loan is owed has outgrown it, in 2025-09`,
    ],
  ])('%s', (text, told) => {
    const scenario = scenarioOf(`runway: 1\nstart: 2024-01\n${text}\n`);
    expect(faultOf(() => askCase(compile(scenario), leverSettings(scenario)))).toBe(told);
  });

  test('under the settings of the variant that has it', () => {
    const scenario = scenarioOf(
      'runway: 1\nstart: 2024-01\ncash: 5\nlevers: {up: 0}\nrevenue: {a: 1e308 * up, b: 1e306}\n',
    );
    const settings = (value: number) => new Map([['up', { value, from: scenario.start, until: null }]]);
    const run = () => gridOf(compile(scenario), [settings(0), settings(0.01), settings(1.2)]);
    expect(faultOf(run)).toBe(`«1e308 * up» ${GROWS}revenue.a is 1.2e+308, in 2024-01, in world 2`);
  });
});
