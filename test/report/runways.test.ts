import { describe, expect, test } from 'vitest';
import { neededGrowth } from '../../src/analysis/growth.ts';
import { burnMultiple, runwaysOf } from '../../src/analysis/runways.ts';
import { rowText } from '../../src/chart/cells.ts';
import { askCase, compile } from '../../src/engine/ask.ts';
import { pageRows } from '../../src/report/page.ts';
import { runwaysJson, runwaysPage } from '../../src/report/runways.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { runCli } from '../cli/captured.ts';

function simulated(rest: string) {
  const { scenario, diagnostics } = readScenario({ name: 'test', text: `runway: 1\nstart: 2024-01\n${rest}` });
  if (scenario === null) throw new Error(diagnostics[0]?.message);
  const model = compile(scenario);
  const settings = leverSettings(scenario);
  return { scenario, model, settings, result: askCase(model, settings) };
}

const growthOf = (rest: string) => {
  const { model, settings } = simulated(rest);
  return neededGrowth(model, settings);
};

/** 90 in hand, of which 20 are arrears; sales of 10, then 11, 12.1 …; costs of 40, half of them paid a month later. */
const BURNING = `months: 6
cash: 90
assumptions: {growth: 10%}
revenue: {sales: "prev(sales, 10 / 1.1) * (1 + growth)"}
costs: {wages: {amount: 20, to: staff}, cloud: {amount: 20, to: cloud}}
creditors:
  staff: {priority: 1, critical: true}
  cloud: {priority: 2, terms: net 30, overdue: 20, pay: since("2024-02"), patience: 9, then: petition}
`;

describe('runway by its definitions, worked by hand', () => {
  test('the quotients, the zero-cash date and the failure', () => {
    // January pays the wages alone: net burn 20 - 10 = 10; costs less revenue are 30. February pays wages, the 20 of
    // January's cloud and the 20 of arrears: 60 - 11 = 49; March 40 - 12.1 = 27.9. In hand 80, then 31, then 3.1; April
    // owes 40 against 3.1 + 13.31.
    const { result } = simulated(BURNING);
    const found = Object.fromEntries(runwaysOf(result).map((one) => [one.name, one]));
    expect(found.net_burn!.months).toBeCloseTo(90 / 10, 9);
    expect(found.net_burn_3!.months).toBeCloseTo(90 / ((10 + 49 + 27.9) / 3), 9);
    expect(found.accrued_burn!.months).toBeCloseTo(90 / 30, 9);
    expect(found.paid_up!.months).toBeCloseTo((90 - 20) / 30, 9);
    expect(found.zero_cash).toMatchObject({ t: 3, quotient: null });
    expect(found.zero_cash!.months).toBeCloseTo(3 + 3.1 / (40 - 13.31), 9);
    // 16.41 do not pay the wages of April either.
    expect(found.failure).toMatchObject({ t: 3, months: 3 });
    expect(result.measures.runwayNow).toBe(found.accrued_burn!.months);
  });

  test('arrears of more than there is leave nothing; who does not burn has no end', () => {
    const late = runwaysOf(simulated('cash: 5\ncosts: {rent: 1}\ncreditors: {others: {overdue: 8}}').result);
    expect(late.find(({ name }) => name === 'paid_up')!.months).toBe(0);
    const rich = runwaysOf(simulated('cash: 5\nrevenue: {sales: 2}\ncosts: {rent: 1}').result);
    expect(rich.map(({ months }) => months)).toEqual([null, null, null, null, null, null]);
  });

  test('the burn multiple is net burn over new yearly revenue, of the same months', () => {
    // February to April: 49 + 27.9, then what there is, 3.1 more than comes in.
    const { result } = simulated(BURNING);
    const burn = 49 + 27.9 + 3.1;
    const growth = 12 * (10 * 1.1 ** 3 - 10);
    const found = burnMultiple(result)!;
    expect(found.months).toBe(3);
    expect(found.burn).toBeCloseTo(burn, 9);
    expect(found.growth).toBeCloseTo(growth, 9);
    expect(found.value).toBeCloseTo(burn / growth, 9);
    expect(burnMultiple(simulated('cash: 5\ncosts: {rent: 1}').result)).toBeNull();
    expect(burnMultiple(simulated('cash: 5\nrevenue: {sales: 1}\ncosts: {rent: 2}').result)!.value).toBeNull();
  });
});

describe('the growth that would make it default alive', () => {
  test('is the least, to a hundredth of a percent, on top of what the file says', () => {
    // 24 months, 12 of costs: the last twelve months have to bring 144 of 6 x (1 + g)^t.
    const text = (sales: string): string => `months: 24\ncash: 200\nrevenue: {sales: ${sales}}\ncosts: {rent: 12}`;
    const needed = growthOf(text('6')) as number;
    const last = (g: number): number =>
      Array.from({ length: 12 }, (_, i) => 6 * (1 + g) ** (12 + i)).reduce((a, b) => a + b, 0);
    expect(last(needed)).toBeGreaterThanOrEqual(144);
    expect(last(needed - 0.0001)).toBeLessThan(144);
    // A line that remembers itself grows once a month, not once for every month that it remembers.
    const own = growthOf(text('"prev(sales, 6 / 1.01) * 1.01"')) as number;
    expect((1 + own) * 1.01).toBeCloseTo(1 + needed, 3);
    // And what costs read of sales stays as the file has it.
    expect(growthOf(text('6').replace('rent: 12', 'rent: 10 + sales / 3'))).toBe(needed);
  });

  test('is 0 where it is, none where none does, and not asked without revenue', () => {
    expect(growthOf('cash: 5\nrevenue: {sales: 2}\ncosts: {rent: 1}')).toBe(0);
    expect(growthOf('cash: 0\nrevenue: {sales: 1}\ncosts: {rent: 2}')).toBeNull();
    expect(growthOf('cash: 5\ncosts: {rent: 1}')).toBe('without');
    const broken = 'cash: 50\nrevenue: {sales: 1}\ncosts: {rent: "2 + 0 * exp(exp(exp(cash / 30)))"}';
    expect(growthOf(broken)).toBe('unknown');
  });
});

describe('as it is told', () => {
  test('on a page', () => {
    const { scenario, result } = simulated(BURNING);
    const text = pageRows(runwaysPage(scenario, result, 0.1234, true), { width: 100, glyphs: 'ascii' }).map(rowText);
    expect(text.slice(3)).toEqual([
      'Runway by            Months  Ends      Because',
      'Net burn                  9            $90 / $10: opening cash / net burn of Jan 2024',
      'Net burn, mean of 3    3.11            $90 / $29: opening cash / mean net burn, to Mar 2024',
      'Accrued burn              3            $90 / $30: opening cash / costs less revenue of Jan 2024',
      'Arrears paid first     2.33            $70 / $30: cash less arrears of $20 / costs less revenue',
      'Zero cash              3.12  Apr 2024  the first month in which more is due than there is',
      'Failure                   3  Apr 2024  staff could not be paid in full',
      '',
      'Burn multiple  2.01: $80 net burn, Feb 2024 to Apr 2024 / $39.7 more revenue a year than in Jan 2024',
      'Default alive  no: without new funding or loans it runs short in Apr 2024',
      'Growth needed  12.34% a month, of all revenue and on top of what the file says, costs as they are,',
      '               would make it default alive',
    ]);
  });

  test('for machines, under the same names', () => {
    const { scenario, result } = simulated(BURNING);
    expect(runwaysJson(scenario, result, null)).toMatchObject({
      definitions: [
        { name: 'net_burn', ends: null, cash: 90, burn: 10 },
        { name: 'net_burn_3' },
        { name: 'accrued_burn', months: 3 },
        { name: 'paid_up', cash: 70 },
        { name: 'zero_cash', ends: '2024-04', cash: null, burn: null },
        { name: 'failure', months: 3, ends: '2024-04' },
      ],
      ...{ default_alive: 0, growth_needed: null },
    });
  });

  test.each([
    [['--worlds', '10'], '--runway and --worlds do not go together'],
    [['--month', '2026-01'], '--runway and --month do not go together'],
    [['--format', 'csv'], 'it has no records by month'],
  ])('run --runway refuses %j', async (args, message) => {
    const { status, stdout, stderr } = await runCli(['run', 'test/conformance/days.yaml', '--runway', ...args]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
