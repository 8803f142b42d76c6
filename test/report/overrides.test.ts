import { describe, expect, test } from 'vitest';
import { load, type ScenarioOptions } from '../../src/cli/load.ts';
import { askCase, compile } from '../../src/engine/ask.ts';
import { compareHead } from '../../src/report/compare-json.ts';
import { runJson } from '../../src/report/json.ts';
import { overridesJson, overrideWords } from '../../src/report/overrides.ts';

const FILE = `runway: 1
start: 2024-01
months: 24
cash: opening
sources:
  register: {title: The register, publisher: Companies House}
  press: {title: A paper, publisher: The press}
assumptions:
  opening:
    value: 20M
    source: register
    note: As filed.
    claims:
      researchers: {value: 50M, source: press, note: As heard.}
  growth: 4%
levers:
  layoffs: {value: 0%, range: [0%, 50%], label: Lay off staff}
`;

const loaded = (options: ScenarioOptions) => load({ name: 'file', text: FILE }, options);

function said(options: ScenarioOptions) {
  const { scenario, settings } = loaded(options);
  return { words: overrideWords(scenario, settings), json: overridesJson(scenario) };
}

describe('overrides of the command line are told', () => {
  test.each<[ScenarioOptions, string, object]>([
    [{ set: ['layoffs=20%@2024-03'] }, 'Lay off staff 20% from Mar 2024', { set: ['layoffs=20%@2024-03'] }],
    [
      { set: ['layoffs=20%@2024-03..2024-06'] },
      'Lay off staff 20% from Mar 2024 to Jun 2024',
      { set: ['layoffs=20%@2024-03..2024-06'] },
    ],
    [
      { claim: ['opening=researchers'] },
      'opening = 50M, claimed by researchers (in place of 20M, source register)',
      { claims: { opening: 'researchers' } },
    ],
    [{ assume: ['opening = 10M'] }, 'opening = 10M (in place of 20M, source register)', { assume: { opening: '10M' } }],
    [{ assume: ['growth=3%'] }, 'growth = 3% (in place of 4%)', { assume: { growth: '3%' } }],
    [{ months: '36' }, '36 months (in place of 24)', { months: 36 }],
    // Of a claim and a formula for one assumption, the formula is in force.
    [
      { claim: ['opening=researchers'], assume: ['opening=1M'] },
      'opening = 1M (in place of 20M, source register)',
      { assume: { opening: '1M' } },
    ],
    [
      { set: ['layoffs=20%', 'layoffs=30%@2024-02'] },
      'Lay off staff 30% from Feb 2024',
      { set: ['layoffs=20%', 'layoffs=30%@2024-02'] },
    ],
    [
      { set: ['layoffs=20%'], assume: ['growth=3%'], months: '12' },
      'Lay off staff 20% from Jan 2024; growth = 3% (in place of 4%); 12 months (in place of 24)',
      { set: ['layoffs=20%'], assume: { growth: '3%' }, months: 12 },
    ],
  ])('%j', (options, words, overrides) => {
    expect(said(options)).toEqual({ words: `Set by hand: ${words}`, json: { overrides } });
  });

  test.each<ScenarioOptions>([{}, { months: '24' }, { seed: '9' }])('and nothing where nothing is: %j', (options) => {
    expect(said(options)).toEqual({ words: null, json: {} });
  });

  test('behind the scenario in run --json, and before the variants in compare --json', () => {
    const { scenario, settings } = loaded({ months: '12' });
    const json = runJson(scenario, askCase(compile(scenario), settings), settings);
    expect(Object.keys(json).slice(0, 5)).toEqual(['format', 'command', 'scenario', 'overrides', 'plan']);
    const files = [loaded({}).scenario, scenario].map((one) => ({ file: 'a.yaml', scenario: one }));
    expect(compareHead(files, null)).toMatchObject({
      format: 1,
      command: 'compare',
      overrides: { months: 12 },
      worlds: 0,
    });
    expect(compareHead(files.slice(0, 1), null)).not.toHaveProperty('overrides');
  });
});
