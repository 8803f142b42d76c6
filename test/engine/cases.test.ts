/** Small inputs as people write them, worked by hand, one of each kind. */
import { describe, expect, test } from 'vitest';
import { runChecks } from '../../src/analysis/checks.ts';
import { askCase, compile } from '../../src/engine/ask.ts';
import type { Case } from '../../src/engine/month/measures.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { worldsOf } from './asking.ts';

function read(text: string, start = '2026-01'): Scenario {
  const { scenario, diagnostics } = readScenario({ name: 'test', text: `runway: 1\nstart: ${start}\n${text}` });
  if (scenario === null) throw new Error(diagnostics[0]?.message);
  return scenario;
}

function simulate(text: string, start?: string): Case {
  const scenario = read(text, start);
  return askCase(compile(scenario), leverSettings(scenario));
}

const thousands = (values: Float64Array): number[] => Array.from(values, (x) => Math.round(x) / 1000);

describe('a company that loses money without growing', () => {
  const text = 'cash: 300k\nrevenue: {fees: 20k}\ncosts: {all: 30k}';

  test('is not default alive for lasting to the horizon: it still burns', () => {
    expect(simulate(text).measures).toMatchObject({ zeroCash: null, failure: null, defaultAlive: 0 });
  });

  test('fails when it cannot pay, though nobody is named who could end it', () => {
    const { measures } = simulate(`months: 60\n${text}`);
    expect(measures).toMatchObject({ zeroCash: 30, firstUnpaid: 30, runway: 30, monthsAlive: 30 });
    expect(measures.failure).toEqual({ t: 30, cause: 'unpaid:others' });
  });
});

test('a bonus each April, and a sum each January from 2027 on', () => {
  const { lines } = simulate('cash: 1M\ncosts:\n  bonus: 9k * (month_of_year == 4) + 6k * every(12, "2027-01")');
  expect(thousands(lines.get('bonus')!)).toEqual([0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 9, ...Array(8).fill(0)]);
});

test('a covenant: a loan is called in the month after cash fell below its bound, and owed once', () => {
  const { measures, byMonth, creditors } = simulate(`
cash: 12M
costs: {wages: {amount: 1M, to: staff}}
creditors: {bank: {priority: 1, patience: 0, then: petition}, staff: {priority: 2, critical: true}}
debts: {term: {principal: 5M, kind: interest_only, due: 2028-12, lender: bank, call: {when: cash < 3M}}}`);
  // 12M less ten months of 1M are 2M as November opens; the bank comes first, and is 3M short; the staff get nothing.
  expect(measures.failure).toEqual({ t: 10, cause: 'unpaid:staff' });
  expect(creditors.get('bank')!.owed[10]).toBe(3e6);
  expect([byMonth.owed[10], byMonth.debt[10], byMonth.cash[10]]).toEqual([4e6, 0, 0]);
});

test('a year paid ahead is earned month by month, and owed until then', () => {
  const { measures, byMonth } = simulate(`
months: 12
cash: 10k
revenue: {contract: {amount: '120k * at("2026-01")', over: 12}}
costs: {wages: {amount: 12k, to: staff}}
creditors: {staff: {critical: true}}`);
  expect(thousands(byMonth.equity)).toEqual([8, 6, 4, 2, 0, -2, -4, -6, -8, -10, -12, -12]);
  expect(thousands(byMonth.deferred_income).slice(0, 3)).toEqual([110, 100, 90]);
  expect(measures).toMatchObject({ insolvent: 5, failure: { t: 10 } });
});

test('machines are an expense over the years of their use', () => {
  const { measures, byMonth } = simulate(`
cash: 900k
revenue: {sales: 100k}
costs: {running: 85k, machines: {amount: '600k * at("2026-02")', over: 60}}
debts: {loan: {principal: 700k, kind: interest_only, due: 2030-12}}`);
  expect(thousands(byMonth.costs).slice(0, 3)).toEqual([85, 95, 95]);
  expect(thousands(byMonth.equity).slice(0, 3)).toEqual([215, 220, 225]);
  expect(thousands(byMonth.prepaid).slice(0, 3)).toEqual([0, 590, 580]);
  expect(measures).toMatchObject({ insolvent: null, breakEven: 0 });
});

test('a note that converts if a round closes lives as often as the round does', () => {
  const scenario = read(
    `
cash: 1.2M
costs: {wages: {amount: 60k, to: staff}}
creditors: {staff: {priority: 1, critical: true}, holder: {priority: 2, patience: 0, then: petition}}
debts:
  note: {principal: 500k, draw: 2022-01, rate: 5%/year, kind: accruing, due: 2023-09, converts: {when: 'arrived("series_a")'}, lender: holder}
funding: {series_a: {amount: 3M, month: 2023-01, probability: 60%}}`,
    '2022-01',
  );
  const count = 20_000;
  const { survival, causes } = worldsOf(compile(scenario), leverSettings(scenario), {
    ...{ first: 0, count, seed: 1, series: [] },
  });
  // Four standard errors.
  expect(Math.abs(survival.at(-1)! - 0.6)).toBeLessThan(4 * Math.sqrt((0.6 * 0.4) / count));
  expect(causes.map(({ cause, medianT }) => [cause, medianT])).toEqual([['petition:holder', 20]]);
});

test('a shop with two good months that loses 60k a year is not default alive', () => {
  const { measures, byMonth } = simulate(`
cash: 900k
revenue: {sales: 'by_month(24k, 24k, 24k, 24k, 24k, 24k, 24k, 24k, 24k, 24k, 480k, 480k)'}
costs: {goods: '40% * by_month(24k, 24k, 24k, 24k, 24k, 24k, 24k, 24k, 480k, 480k, 24k, 24k)', fixed: 65k}`);
  const year = thousands(byMonth.net_income).slice(0, 12);
  expect(year.reduce((a, b) => a + b)).toBeCloseTo(-60, 9);
  // 900k less eight months of 50.6k and two of 233k, twice, with two of 405.4k between: 30.8k are missing in the second
  // October.
  expect(measures).toMatchObject({ zeroCash: 21, failure: { t: 21 }, defaultAlive: 0, breakEven: null });
});

test('a bound over months is held in every one of them', () => {
  const scenario = read(
    `
months: 12
cash: 400
revenue: {income: 300}
costs: {usual: 200, order: '600 * at("2025-05")'}
checks:
  last: {measure: cash, from: 2025-02, to: 2026-01, at_least: 250}
  each_month: {measure: min(cash), from: 2025-02, to: 2026-01, at_least: 250}
  most: {measure: max(costs), at_most: 800}
  usual: {measure: mean(costs), at_most: 249}`,
    '2025-02',
  );
  const results = runChecks(scenario, askCase(compile(scenario), leverSettings(scenario)));
  expect(results.map(({ found, holds }) => [found, holds])).toEqual([
    [{ number: 1000 }, true],
    [{ number: 200 }, false],
    [{ number: 800 }, true],
    [{ number: 250 }, false],
  ]);
});

test('a supplier who is always paid a month late never waits longer', () => {
  const { measures, creditors } = simulate(`
months: 12
cash: 500k
costs: {goods: {amount: 10k, to: supplier}, wages: {amount: 1k, to: staff}}
creditors:
  staff: {critical: true, priority: 1}
  supplier: {overdue: 10k, overdue_months: 1, pay: 50%, patience: 3, then: petition}`);
  expect(measures.failure).toBeNull();
  expect([...creditors.get('supplier')!.age]).toEqual(Array(12).fill(1));
});

test('stock that is sold at a loss leaves the books', () => {
  const { measures, byMonth } = simulate(`
months: 8
cash: 200k
assets: {stock: {value: 500k, sold: 2026-04, proceeds: 300k}}
costs: {rest: 20k}
debts: {loan: {principal: 600k, kind: interest_only, due: 2027-12}}`);
  expect([byMonth.cash[3], byMonth.assets[3], byMonth.disposals[3], byMonth.equity[3]]).toEqual([
    420e3, 0, -200e3, -180e3,
  ]);
  expect(measures.insolvent).toBe(3);
});

test('staff who accept one late payroll are paid it in the next month', () => {
  const { measures, creditors } = simulate(`
months: 4
cash: 100k
revenue: {sales: '150k * at("2026-02") + 120k * since("2026-03")'}
costs: {wages: {amount: 110k, to: staff}}
creditors: {staff: {critical: true, priority: 1, patience: 1}}`);
  expect(thousands(creditors.get('staff')!.overdue)).toEqual([10, 0, 0, 0]);
  expect(measures).toMatchObject({ zeroCash: 0, firstUnpaid: 0, failure: null, monthsAlive: 4 });
});

test('a yearly premium weighs on every month of the year', () => {
  const { measures, byMonth } = simulate(`
cash: 20k
revenue: {sales: 10k}
costs: {other: 8.5k, insurance: {amount: '12k * every(12, "2026-01")', over: 12}}`);
  expect(thousands(byMonth.net_income)).toEqual(Array(24).fill(0.5));
  expect(measures).toMatchObject({ runwayNow: null, zeroCash: null });
});

test('tranches come when sales or cash pass their bounds, once', () => {
  const { byMonth } = simulate(`
cash: 1M
revenue: {sales: 'prev(sales, 60k) * 1.05'}
costs: {all: {amount: 180k, to: staff}}
creditors: {staff: {critical: true}}
funding:
  tranche: {amount: 2M, month: {when: sales > 100k}}
  insiders: {amount: 500k, month: {when: cash < 300k}}`);
  // 60k × 1.05^11 is the first above 100k; cash opens month 7 at 261k.
  const arrivals = [...byMonth.equity_raised].flatMap((amount, t) => (amount > 0 ? [[t, amount]] : []));
  expect(arrivals).toEqual([
    [7, 500e3],
    [10, 2e6],
  ]);
});

describe('pay on the 15th, and the customer on the 30th', () => {
  const text = (sales: string, staff: string) => `
months: 6
cash: 50k
revenue: {sales: {amount: 120k${sales}}}
costs: {wages: {amount: 100k, to: staff}}
creditors: {staff: {priority: 1, critical: true${staff}}}`;

  test('end a company within the month that is rich enough at its end', () => {
    const { measures, byMonth } = simulate(text(', day: 30', ', day: 15'));
    expect(measures).toMatchObject({ zeroCash: 0, runway: 14 / 31, failure: { t: 0, cause: 'unpaid:staff' } });
    expect([byMonth.lowest_cash[0], byMonth.cash[0]]).toEqual([0, 120e3]);
  });

  test('are no matter without days', () => {
    expect(simulate(text('', '')).measures).toMatchObject({ zeroCash: null, failure: null, defaultAlive: 1 });
  });
});
