import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { backtest, backtestNumbers, scoreOf } from '../../src/analysis/backtest.ts';
import { askCase, compile, Engine } from '../../src/engine/ask.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { scenarioOf } from '../scenario/reading.ts';

/** The backtest of a scenario's text, over `worlds` worlds, or of its base case. */
function tested(text: string, count: number) {
  const scenario = scenarioOf(text);
  const model = compile(scenario);
  const settings = leverSettings(scenario);
  const result = askCase(model, settings);
  const numbers = backtestNumbers(scenario);
  const worlds = { first: 0, count, seed: scenario.seed };
  const found =
    count === 0 ? null : new Engine().answer({ want: 'numbers', model, variants: [{ settings }], worlds, numbers });
  return backtest(scenario, settings, result, found);
}
const byName = (text: string, count: number) => new Map(tested(text, count).map((line) => [line.reported.name, line]));

/**
 * Sales of 10 are collected at once; wages of 40, bought on account of 25 at net 60, cash of 100: burn is 30 a month
 * until the bills fall due, and the wages fail in the fourth month (100 - 3 · 30 = 10).
 */
const HAND = `runway: 1
start: 2024-01
months: 6
cash: 100
revenue: {sales: 10}
costs:
  wages: {amount: 40, to: staff}
  goods: {amount: 25, to: shop}
creditors:
  staff: {priority: 1, critical: true}
  shop: {terms: net 60, due: [0, 5], overdue: 7, pay: 0}
reported:
  cash_march: {measure: cash, at: 2024-03, about: 10}
  sales: {measure: revenue, from: 2024-01, to: 2024-03, about: 36}
  sales_rate: {measure: mean(revenue), from: 2024-01, to: 2024-03, at_least: 12}
  owed_shop: {measure: owed("shop"), at: 2024-03, about: 100}
  first: {measure: net_burn, at: 2024-01, about: 20}
  failed: {measure: failure, about: 2024-05}
  later: {measure: failure, at_least: 2024-03}
  next_year: {measure: cash, at: 2025-01, about: 5}
  after: {measure: cash, at: 2024-06, at_most: 20}
`;

describe('a case worked by hand, in which every world is the same', () => {
  const lines = byName(HAND, 20);

  test('verdicts', () => {
    const verdicts = Object.fromEntries([...lines].map(([name, { verdict }]) => [name, verdict]));
    expect(verdicts).toEqual({
      ...{ cash_march: 'inside', sales: 'outside', sales_rate: 'missed', owed_shop: 'outside', first: 'outside' },
      // It fails in April, so in June it has no cash, and no bound is met.
      ...{ failed: 'outside', later: 'met', next_year: null, after: 'missed' },
    });
    expect(lines.get('next_year')).toMatchObject({ base: 'outside', worlds: null, score: null });
    expect(lines.get('after')).toMatchObject({ base: 'failed', worlds: { failed: 1, within: 0 } });
  });

  test('scores: of the same in every world the CRPS is the absolute error; a month is off by months', () => {
    const own = (name: string) => lines.get(name)!.score?.own ?? null;
    expect(own('cash_march')).toBeCloseTo(0, 9);
    expect(own('sales')).toBeCloseTo(6, 9);
    // 7 in arrears, 5 and three bills of 25: 87.
    expect(own('owed_shop')).toBeCloseTo(13, 9);
    expect(own('failed')).toBe(1);
    expect(own('later')).toBe(0);
    expect(own('sales_rate')).toBeNull();
  });

  test('the forecast that burn stays as it was', () => {
    const asItWas = (name: string) => lines.get(name)!.score!.asItWas;
    // 100 less three times 30, and 12 opening with 25 more each month: as it comes here.
    expect(asItWas('cash_march')).toBeCloseTo(0, 9);
    expect(asItWas('owed_shop')).toBeCloseTo(13, 9);
    expect(asItWas('sales')).toBeCloseTo(6, 9);
    // 100 / 30 is gone in the fourth month, one before May.
    expect(asItWas('failed')).toBe(1);
    // Of the first month it repeats what the scenario says.
    expect(asItWas('first')).toBeNull();
  });

  test('the score counts figures, bounds and dates apart, and skill against a forecast that is as good is 0', () => {
    const score = scoreOf([...lines.values()]);
    expect(score.wide).toMatchObject({ inside: 1, of: 5, expected: 0.9 });
    // Wilson's for 1 of 5.
    expect(score.wide.interval![0]).toBeCloseTo(0.0362, 4);
    expect(score.wide.interval![1]).toBeCloseTo(0.6245, 4);
    expect(score.bounds).toEqual({ met: 1, of: 3 });
    // Relative to what was reported: 0, 6/36, 13/100, 10/20.
    expect(score.amounts.mean).toBeCloseTo((0 + 6 / 36 + 0.13 + 0.5) / 4, 9);
    expect(score.amounts).toMatchObject({ of: 4, skillOf: 3, better: 0 });
    expect(score.amounts.skill).toBeCloseTo(0, 9);
    expect(score.dates).toMatchObject({ of: 2, mean: 0.5, skill: 0, skillOf: 2 });
  });

  test('of the base case alone there is no band, and bounds are met or missed', () => {
    const base = byName(HAND, 0);
    expect(base.get('cash_march')).toMatchObject({ base: { number: 10 }, worlds: null, verdict: null, score: null });
    expect([base.get('sales_rate')!.verdict, base.get('later')!.verdict]).toEqual(['missed', 'met']);
    expect(scoreOf([...base.values()]).wide).toEqual({ inside: 0, of: 0, expected: 0.9, interval: null });
  });
});

test('a figure drawn from the forecast itself lies in its bands as often as they say', () => {
  // Sixty months of sales that are drawn each for itself; what "happened" is the draw of another seed, world 0.
  const head = `runway: 1
start: 2024-01
months: 60
cash: 1M
assumptions: {noise: "monthly(lognormal(100, 30%))"}
revenue: {sales: noise}
`;
  const other = scenarioOf(`${head}seed: 77`);
  const world = { first: 0, count: 1, seed: 77 };
  const drawn = new Engine().answer({
    ...({ want: 'numbers', model: compile(other), worlds: world } as const),
    variants: [{ settings: leverSettings(other) }],
    numbers: Array.from({ length: 60 }, (_, t) => ({ series: 'revenue', over: 'sum', from: t, to: t }) as const),
  });
  const month = (t: number) => `${2024 + Math.floor(t / 12)}-${String((t % 12) + 1).padStart(2, '0')}`;
  const reported = Array.from(
    { length: 60 },
    (_, t) => `  m${t}: {measure: revenue, at: ${month(t)}, about: ${drawn.of(t)[0]}}`,
  );
  const { half, wide } = scoreOf(tested(`${head}reported:\n${reported.join('\n')}\n`, 500));
  // Binomial, 60 times: beyond these in fewer than one seed of a thousand.
  expect(wide.inside).toBeGreaterThanOrEqual(46);
  expect(half.inside).toBeGreaterThanOrEqual(18);
  expect(half.inside).toBeLessThanOrEqual(42);
  expect(wide.interval![0]).toBeLessThan(0.9);
  expect(wide.interval![1]).toBeGreaterThan(0.9);
});

test.each(['stability-ai-2022-08', 'stability-ai-2023-10', 'stability-ai-2024-04', 'inflection-ai', 'first-scenario'])(
  '%s says what was reported, and nothing that is simulated depends on it',
  (name) => {
    const text = readFileSync(`scenarios/${name}.yaml`, 'utf8');
    const at = text.indexOf('\nreported:');
    const without = text.slice(0, at + 1);
    expect(without).not.toContain('\nreported:');
    const [with_, bare] = [text, without].map((own) => {
      const scenario = scenarioOf(own);
      const model = compile(scenario);
      const variants = [{ settings: leverSettings(scenario) }];
      const base = askCase(model, variants[0]!.settings);
      if (name !== 'stability-ai-2023-10') return { count: scenario.reported.size, base };
      const worlds = { first: 0, count: 50, seed: scenario.seed };
      const asked = { want: 'measures', model, variants, worlds, series: ['cash', 'owed'] } as const;
      return { count: scenario.reported.size, base, worlds: new Engine().answer(asked) };
    });
    expect(with_!.count).toBeGreaterThan(0);
    expect(bare).toEqual({ ...with_, count: 0 });
  },
);
