import { describe, expect, test } from 'vitest';
import { holdsInCase, holdsOverWorlds, numbersWanted } from '../../src/analysis/target.ts';
import type { Faults } from '../../src/diagnostic/diagnostic.ts';
import { askCase, compile, Engine } from '../../src/engine/ask.ts';
import { figureText } from '../../src/scenario/figure.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readTarget } from '../../src/scenario/target.ts';
import { scenarioOf } from '../scenario/reading.ts';

/** 100, less 30 a month: month-ends 70, 40, 10; in April 30 are due and 10 are left, and the staff is not paid. */
const BURN = `runway: 1
start: 2024-01
months: 6
cash: 100
costs: {wages: {amount: 30, to: staff}}
creditors: {staff: {critical: true}}
`;
const RICH = BURN.replace('cash: 100', 'cash: 1000');
/** As above, but in each of two worlds of three the wages are 10, and it lives. */
const CHANCE = BURN.replace('amount: 30', 'amount: 30 - 20 * cheap').replace(
  'cash: 100',
  'cash: 100\nassumptions: {cheap: bernoulli(2/3)}',
);

const target = (text: string, scenario = scenarioOf(BURN)) => readTarget({ name: '--until', text }, scenario);

function isMet(text: string, file: string): boolean {
  const scenario = scenarioOf(file);
  return holdsInCase(scenario, askCase(compile(scenario), leverSettings(scenario)), target(text, scenario));
}

describe('a target is read', () => {
  test.each([
    ['survival >= 80%', 'survival', { number: 0.8, month: null }, null],
    ['survival@2024-06 >= 50%', 'survival@2024-06', { number: 0.5, month: null }, null],
    ['runway >= 18', 'runway', { number: 18, month: null }, null],
    ['failure >= 2025-01', 'failure', { number: null, month: 2025 * 12 }, null],
    ['min(cash)@2024-01..2024-06 >= 1M', 'min(cash)@2024-01..2024-06', { number: 1e6, month: null }, null],
    ['min(cash)>=2*3k', 'min(cash)', { number: 6e3, month: null }, null],
    ['owed("staff")@2024-05 <= 10M', 'owed("staff")@2024-05', null, { number: 1e7, month: null }],
    [
      " max( owed('staff') ) @ 2024-01 .. 2024-05 <= 10 ",
      'max(owed("staff"))@2024-01..2024-05',
      null,
      { number: 10, month: null },
    ],
    ['wages@2024-02 <= 30', 'wages@2024-02', null, { number: 30, month: null }],
  ])('%s', (text, figure, atLeast, atMost) => {
    const read = target(text);
    expect(figureText(read)).toBe(figure);
    expect(read).toMatchObject({ text: text.trim(), atLeast, atMost });
  });
});

/** The faults of a target, as `CODE at TEXT: MESSAGE; HINT`. */
function faultsOf(text: string): string[] {
  try {
    target(text);
    return [];
  } catch (error) {
    return (error as Faults).diagnostics.map(
      ({ code, place, message, hint }) =>
        `${code} at ${text.slice(place!.start, place!.end)}: ${message}${hint === undefined ? '' : ` / ${hint}`}`,
    );
  }
}

describe('a target that cannot be read says where and how to mend it', () => {
  test.each([
    [
      'survivel >= 80%',
      'unknown-measure at survivel: there is no measure "survivel"; did you mean "survival"? / measures: survival,',
    ],
    [
      'survival > 80%',
      'usage at >: a target is MEASURE >= VALUE or MEASURE <= VALUE; ">" is neither / write survival >= 80%',
    ],
    ['owed("staff")@2024-05 < 5', '/ write owed("staff")@2024-05 <= 5'],
    ['survival = 80%', '"=" is neither / write survival >= 80%'],
    ['survival', 'usage at survival: a target is MEASURE >= VALUE or MEASURE <= VALUE; "survival" is none / as in'],
    ['', 'usage at : a target is MEASURE >= VALUE or MEASURE <= VALUE; "" is none'],
    ['0 <= cash@2024-01 <= 5', 'usage at 0 <= cash@2024-01 <= 5: a target is'],
    ['runway >=', 'no value is given'],
    ['cash >= 1M', 'missing-key at cash: cash is a measure by month, and no month is given / as in cash@2024-03, or'],
    ['runway@2024-03 >= 5', 'usage at @2024-03 : runway is of the whole world and takes no month / write runway'],
    ['min(runway) >= 5', 'unknown-measure at min(runway): min(…) is taken over the months of a measure by month'],
    [
      'owed("staf")@2024-05 <= 5',
      'unknown-creditor at owed("staf"): there is no creditor "staf"; did you mean "staff"?',
    ],
    ['owned("staff")@2024-05 <= 5', 'there is no measure owned of a creditor; did you mean "owed"?'],
    ['failure >= 12', 'bad-value at 12: the measure is a month, and "12" is none (YYYY-MM)'],
    ['survival >= 80', 'bad-value at 80: a share is from 0% to 100%, and 80 is not / write 80%'],
    ['survival >= -1', 'bad-value at -1: a share is from 0% to 100%, and -1 is not'],
    ['runway >= burn', 'not-constant at burn: a formula of numbers alone is expected here'],
    ['cash@2024-13 >= 5', 'bad-value at 2024-13: "2024-13" is not a month'],
    [
      'cash@2024-07 >= 5',
      'bad-dates at 2024-07: 2024-07 is not simulated: months go from 2024-01 to 2024-06 / more months: --months N',
    ],
    ['costs@2024-05..2024-02 <= 5', 'bad-dates at 2024-05..2024-02: it ends in 2024-02, before it begins, 2024-05'],
  ])('%s', (text, fault) => {
    expect(faultsOf(text).join('\n')).toContain(fault);
  });

  test('all of it at once', () => {
    expect(faultsOf('min(csh)@2023-01 >= x').map((fault) => fault.split(' ')[0])).toEqual([
      'unknown-measure',
      'bad-dates',
      'not-constant',
    ]);
  });
});

describe('a case meets a target, or does not', () => {
  test.each<[string, string, boolean]>([
    ['survival >= 80%', BURN, false],
    ['survival@2024-03 >= 100%', BURN, true],
    ['survival@2024-04 >= 1%', BURN, false],
    ['runway >= 3', BURN, true],
    ['runway >= 4', BURN, false],
    ['failure >= 2024-04', BURN, true],
    ['failure >= 2024-05', BURN, false],
    // A month that never comes is later than any.
    ['failure >= 2199-12', RICH, true],
    ['failure <= 2199-12', RICH, false],
    ['min(cash)@2024-01..2024-03 >= 10', BURN, true],
    ['min(cash)@2024-01..2024-03 >= 11', BURN, false],
    ['max(cash)@2024-01..2024-03 <= 70', BURN, true],
    ['mean(cash)@2024-01..2024-03 >= 40', BURN, true],
    ['mean(cash)@2024-01..2024-03 <= 39.9', BURN, false],
    ['costs@2024-01..2024-03 <= 90', BURN, true],
    ['costs@2024-01..2024-03 <= 89', BURN, false],
    // After its failure a company keeps no promise, though its balances stand still.
    ['cash@2024-04 >= 0', BURN, true],
    ['cash@2024-06 >= 0', BURN, false],
    ['owed("staff")@2024-06 <= 1M', BURN, false],
    ['min(cash) >= 0', BURN, false],
    ['min(cash) >= 820', RICH, true],
  ])('%s', (text, file, expected) => {
    expect(isMet(text, file)).toBe(expected);
  });
});

describe('over worlds a target is met by a share of them', () => {
  const COUNT = 900;
  const scenario = scenarioOf(CHANCE);
  const model = compile(scenario);
  const worlds = { first: 0, count: COUNT, seed: 7 } as const;
  const variants = [{ settings: leverSettings(scenario) }];
  const over = (text: string, manner?: { confidence?: number; sampler?: 'sobol' }) => {
    const read = target(text, scenario);
    const numbers = new Engine().answer({
      ...{ want: 'numbers', model, variants, worlds },
      numbers: numbersWanted(scenario, read),
    } as const);
    return holdsOverWorlds(scenario, read, numbers, manner);
  };
  /** Share of the worlds that live, as the engine itself counts them. */
  const alive = new Engine().answer({ want: 'endings', model, variants, worlds, series: [] }).survival.at(-1)!;

  test('the share of a target that is one, held to its bound', () => {
    const { share, interval, holds } = over('survival >= 50%');
    expect(share).toBe(alive);
    expect(Math.abs(share - 2 / 3)).toBeLessThan(5 * Math.sqrt(2 / 9 / COUNT));
    expect(holds).toBe(true);
    expect(interval![0]).toBeLessThan(share);
    expect(interval![1]).toBeGreaterThan(share);
    expect(over('survival >= 90%').holds).toBe(false);
    expect(over('survival <= 90%').holds).toBe(true);
    expect(over('survival@2024-03 >= 100%')).toMatchObject({ share: 1, holds: true });
  });

  test.each([
    'failure >= 2025-01',
    'runway >= 5',
    'zero_cash >= 2024-06',
    'cash@2024-06 >= 40',
    'min(cash)@2024-01..2024-06 >= 40',
    'mean(cash) >= 65',
    // Those that failed in April owe 20 for ever; they count as worse than any that lives.
    'owed("staff")@2024-06 <= 20',
    'gross_burn@2024-05 <= 100',
    'max(overdue("staff"))@2024-01..2024-05 <= 1k',
  ])('%s: by those that live, and they are as many as the confidence asks', (text) => {
    expect(over(text).share).toBe(alive);
    expect(over(text, { confidence: 0.5 }).holds).toBe(true);
    expect(over(text).holds).toBe(false);
  });

  test('an interval is given where worlds are drawn independently', () => {
    expect(over('survival >= 50%', { sampler: 'sobol' }).interval).toBeNull();
  });
});
