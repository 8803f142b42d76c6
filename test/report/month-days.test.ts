import { describe, expect, test } from 'vitest';
import { rowText } from '../../src/chart/cells.ts';
import { caseEvents } from '../../src/report/case-events.ts';
import { runJson } from '../../src/report/json.ts';
import { daySentences, dayTable, monthDays } from '../../src/report/month-days.ts';
import { openedMonth } from '../../src/report/opened-month.ts';
import { pageRows } from '../../src/report/page.ts';
import { monthWords, paymentWords } from '../../src/report/payment-words.ts';
import { tableRows } from '../../src/report/table.ts';
import { lastMonth } from '../../src/report/words.ts';
import { givesDays } from '../../src/scenario/days.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { generateScenario } from '../oracle/generate.ts';
import { company, orderIn, type Paid, paid } from './payments.ts';

const daysIn = ({ scenario, result, accounts }: Paid, t: number) => monthDays(scenario, result, accounts, t);
const page = (of: Paid, t: number): string =>
  pageRows(openedMonth(of, t, true), { width: 90, glyphs: 'ascii' })
    .map(rowText)
    .join('\n');

/** Wages on the 15th, the rent on the 1st, the cloud at the end; customers on the 25th, the shop's from the 1st. */
const PAYROLL = company(`
cash: 20k
revenue: {sales: {amount: 60k, day: 25}, shop: 5k}
costs: {wages: {amount: 30k, to: staff}, rent: {amount: 10k, to: landlord}, cloud: {amount: 15k, to: cloud}}
creditors:
  staff: {priority: 1, critical: true, day: 15, label: Staff}
  landlord: {priority: 2, day: 1, patience: 6, then: petition}
  cloud: {priority: 3, patience: 6, then: petition}
debts: {line: {principal: 0, kind: revolving, limit: 20k, keep: 5k, rate: 9%/year, lender: bank, label: Bank line}}
`);

describe('a month by its days, worked by hand', () => {
  test('in their order, with what came in, who was paid, and the cash after it', () => {
    // 20k and the shop's 5k; 10k of rent and 30k of wages fall before the 25th: the line gives 20k, and 5k stay.
    const days = daysIn(PAYROLL, 0).map(({ day, received, paid, cash }) => [
      day,
      received.map(({ kind, name, amount }) => [kind, name, amount]),
      paid.map(({ creditor, amount }) => [creditor.name, amount]),
      cash,
    ]);
    expect(days).toEqual([
      [
        1,
        [
          ['collections', null, 5000],
          ['debt', 'line', 20000],
        ],
        [['landlord', 10000]],
        35000,
      ],
      [15, [], [['staff', 30000]], 5000],
      [25, [['collections', null, 60000]], [], 65000],
      [null, [], [['cloud', 15000]], 50000],
    ]);
  });

  test('as a table and in sentences', () => {
    const { scenario } = PAYROLL;
    const days = daysIn(PAYROLL, 0);
    expect(tableRows(dayTable(scenario, 20_000, days), 90).map(rowText)).toEqual([
      '  Day  Received   Paid  Cash after  From and to',
      'start                        20.0k',
      '    1     25.0k  10.0k       35.0k  from customers 5.00k, Bank line 20.0k; to landlord',
      '   15         0  30.0k       5.00k  to Staff',
      '   25     60.0k      0       65.0k  from customers',
      '  end         0  15.0k       50.0k  to cloud',
    ]);
    expect(daySentences(scenario, days).slice(1)).toEqual([
      'Day 15: 30.0k paid, to Staff; 5.00k left.',
      'Day 25: 60.0k received, from customers; 65.0k left.',
      "At the month's end: 15.0k paid, to cloud; 50.0k left.",
    ]);
  });

  test('a month that brings enough, and not by the day, says so', () => {
    const of = company(`
cash: 80
revenue: {sales: {amount: 100, day: 20}}
costs: {pay: {amount: 70, to: team}, withheld: {amount: 30, to: tax}}
creditors: {team: {priority: 1, critical: true, day: 15}, tax: {priority: 2, patience: 3, then: petition, day: 10}}
`);
    const month = (t: number) => ({ ...of, order: orderIn(of, t), ascii: true });
    const said = (t: number): string => monthWords(month(t)).at(-1)!.text;
    expect(said(0)).toBe(
      'Due: $100. The month brings enough, but by day 15 $20 too little: somebody must wait. This is the first such month: zero cash.',
    );
    // In February 100 - 70 = 30 are there for the tax office, which is due 20 of January's and 30 more.
    const why = orderIn(of, 1).payments.find(({ creditor }) => creditor.name === 'tax')!;
    expect(paymentWords(month(1), why)[1]!.text).toBe('What it got settles its oldest bills first.');
    const first = orderIn(of, 0).payments.find(({ creditor }) => creditor.name === 'tax')!;
    expect(
      paymentWords(month(0), first)
        .map(({ text }) => text)
        .join(),
    ).not.toContain('oldest bills first');
  });

  test('without days there are none', () => {
    const of = company('cash: 20\nrevenue: {sales: 5}\ncosts: {rent: 1}');
    expect(daysIn(of, 0)).toEqual([]);
    expect(page(of, 0)).not.toContain('Day by day');
  });
});

describe('a credit line', () => {
  test('is told with the amounts that it gives and takes back', () => {
    const { scenario, result } = PAYROLL;
    const events = caseEvents(scenario, result, leverSettings(scenario)).filter(({ t }) => t < 2);
    expect(events.map(({ label }) => label)).toEqual(['Bank line 20.0k', 'Bank line repaid 20.0k']);
    expect(page(PAYROLL, 0)).toContain('The credit line Bank line gives $20k.');
    expect(page(PAYROLL, 1)).toContain('The credit line Bank line takes back $20k of what is over');
  });

  test('in JSON too, with the days', () => {
    const { scenario, result, accounts } = PAYROLL;
    const json = JSON.parse(JSON.stringify(runJson(scenario, result, leverSettings(scenario), accounts)));
    expect(json.happened.slice(0, 2)).toEqual([
      { month: '2024-01', kind: 'drawn', name: 'line', amount: 20000 },
      { month: '2024-02', kind: 'repaid', name: 'line', amount: 20000 },
    ]);
    expect(json.by_day[1]).toEqual({
      ...{ month: '2024-01', day: 15, received: [], cash: 5000 },
      paid: [{ creditor: 'staff', amount: 30000 }],
    });
  });
});

test('the page of a month tells who was paid, and why; of one after the failure that it is none', () => {
  const of = company('cash: 20\ncosts: {rent: 15}\ncreditors: {others: {label: The landlord}}');
  expect(page(of, 1)).toMatch(/Feb 2024: who was paid, and why[\s\S]*1 {2}The landlord +15 +5 +10 +0/);
  expect(page(of, 1)).toContain('The company fails this month');
  expect(page(of, 2)).toContain('The company failed in Feb 2024.');
});

const COUNT = 25;

test(`the days come to the engine's month in ${COUNT} random scenarios`, () => {
  let told = 0;
  let within = 0;
  for (let seed = 1; told < COUNT; seed++) {
    const of = paid(generateScenario(seed));
    const { scenario, result } = of;
    if (!givesDays(scenario)) continue;
    told++;
    for (let t = 0; t <= lastMonth(result.measures.failure, scenario.months); t++) {
      const days = daysIn(of, t);
      const { byMonth } = result;
      const opening = t === 0 ? result.opening.cash : byMonth.cash[t - 1]!;
      const moneyIn = ['collections', 'equity_raised', 'grants', 'debt_drawn', 'asset_sales'] as const;
      const received = moneyIn.reduce((sum, name) => sum + byMonth[name][t]!, 0);
      const slack = 2e-9 * Math.max(1, opening + received);
      const near = (a: number, b: number, what: string): void =>
        expect(Math.abs(a - b), `seed ${seed}, month ${t}: ${what}`).toBeLessThanOrEqual(slack);
      const sum = (of: (day: (typeof days)[number]) => readonly { amount: number }[]): number =>
        days.flatMap(of).reduce((all, { amount }) => all + amount, 0);
      near(
        sum((day) => day.received),
        received,
        'received',
      );
      near(
        sum((day) => day.paid),
        byMonth.gross_burn[t]!,
        'paid',
      );
      near(days.at(-1)?.cash ?? opening, byMonth.cash[t]!, 'cash');
      // Where nothing moves on the 1st, it is a day at the opening cash.
      const start = days[0]?.day === 1 ? [] : [opening];
      const lowest = Math.min(...start, ...days.map(({ cash }) => cash));
      near(lowest, byMonth.lowest_cash[t]!, 'lowest cash');
      if (lowest < byMonth.cash[t]! - slack) within++;
    }
  }
  // The scenarios are hard enough.
  expect(within).toBeGreaterThan(15);
});
