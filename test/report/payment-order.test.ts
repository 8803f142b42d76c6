import { describe, expect, test } from 'vitest';
import { closingWords, monthWords, type PaidMonth, paymentWords } from '../../src/report/payment-words.ts';
import { lastMonth } from '../../src/report/words.ts';
import { generateScenario } from '../oracle/generate.ts';
import { company, orderIn, type Paid, paid } from './payments.ts';

const turns = (of: Paid, t: number): unknown[] =>
  orderIn(of, t).payments.map(({ creditor, place, left, room, paid, arrears }) => [
    place,
    creditor.name,
    left,
    room,
    paid,
    arrears,
  ]);

const month = (of: Paid, t: number): PaidMonth => ({ ...of, order: orderIn(of, t), ascii: false });
const said = (of: Paid, t: number): string[] => monthWords(month(of, t)).map(({ text }) => text);
const why = (of: Paid, t: number, name: string): string =>
  paymentWords(month(of, t), orderIn(of, t).payments.find(({ creditor }) => creditor.name === name)!)
    .map(({ text }) => text)
    .join(' ');
const closing = (of: Paid, t: number): string[] => closingWords(month(of, t)).map(({ text }) => text);

/** 100 in hand, 10 of it kept for the staff; tax and cloud stand alike, the landlord behind them. */
const RANKS = company(`
cash: 100
reserve: 10
costs: {wages: {amount: 60, to: staff}, levy: {amount: 20, to: tax}, hosting: {amount: 30, to: cloud}, rent: {amount: 20, to: landlord}}
creditors:
  landlord: {priority: 3, patience: 2, then: petition}
  cloud: {priority: 2, limit: 40, then: suspend}
  tax: {priority: 2, late_fee: 10%}
  staff: {priority: 1, critical: true}
`);

describe('the order of payments, worked by hand', () => {
  test('by priority; those alike in proportion; nobody but the critical out of the reserve', () => {
    // 60 to the staff; of the 40 left 10 are kept; 50 are wanted by two: 60% of 30 and of 20; then the reserve alone is
    // left.
    expect(turns(RANKS, 0)).toEqual([
      [1, 'staff', 100, 100, 60, 0],
      [2, 'cloud', 40, 30, 18, 12],
      [2, 'tax', 40, 30, 12, 8],
      [3, 'landlord', 10, 0, 0, 20],
    ]);
    expect(orderIn(RANKS, 0)).toMatchObject({ opening: 100, available: 100, reserve: 10, due: 130, left: 10 });
  });

  test('is told in words: how much there was, whose turn it was, what held it back, what that leads to', () => {
    expect(said(RANKS, 0)).toEqual([
      'To pay with: $100 at the start.',
      'Due: $130, $30 more than that: somebody must wait. This is the first such month: zero cash.',
    ]);
    expect(why(RANKS, 0, 'staff')).toBe('Critical: it must be paid in full, or the company fails.');
    expect(why(RANKS, 0, 'cloud')).toBe(
      'Of the $40 left when its turn came, $10 is the reserve, kept for critical creditors. ' +
        'It shares the rest with tax, of the same rank: each gets 60%. ' +
        'Its oldest unpaid bill fell due this month. If owed $28 more, it suspends its service.',
    );
    expect(why(RANKS, 0, 'tax')).toMatch(
      /each gets 60%. Its oldest unpaid bill fell due this month. The file sets no end/,
    );
    expect(why(RANKS, 0, 'landlord')).toBe(
      'The $10 left when its turn came is the reserve, kept for critical creditors. ' +
        'Its oldest unpaid bill fell due this month. If unpaid by the end of Mar 2024, it petitions for insolvency.',
    );
    expect(closing(RANKS, 0)).toEqual(['Left at the end of the month: $10.']);
  });

  test('the month in which a critical creditor goes unpaid says that the company fails of it', () => {
    // 10 are left for 60 of wages.
    expect(turns(RANKS, 1).slice(0, 2)).toEqual([
      [1, 'staff', 10, 10, 10, 50],
      [2, 'cloud', 0, 0, 0, 42],
    ]);
    expect(said(RANKS, 1).at(-1)).toBe('The company fails this month: staff could not be paid in full.');
    expect(why(RANKS, 1, 'staff')).toBe(
      '$10 was left when its turn came. It got all of it. It is critical, and was not paid in full: the company fails.',
    );
    // 12 and 30 more: over the 40 it tolerates.
    expect(why(RANKS, 1, 'cloud')).toBe(
      'Nothing was left when its turn came. ' +
        'Its oldest bill is 2 months past due, and its arrears are over the $40 it tolerates: it suspends its service from Mar 2024 on, until all of it is paid.',
    );
    expect(why(RANKS, 1, 'tax')).toContain('For paying late it added $0.8.');
  });

  test('within one priority the critical come first', () => {
    const of = company(`
cash: 50
costs: {parts: {amount: 20, to: maker}, wages: {amount: 40, to: staff}}
creditors: {maker: {}, staff: {critical: true}}
`);
    expect(turns(of, 0)).toEqual([
      [1, 'staff', 50, 50, 40, 0],
      [2, 'maker', 10, 10, 10, 10],
    ]);
  });

  test('what the company chose not to pay is told apart from what it could not', () => {
    const of = company(`
cash: 100
costs: {hosting: {amount: 40, to: cloud}}
creditors: {cloud: {pay: 25%, patience: 1, then: petition}}
`);
    // 40, of which 10; then 30 + 40, of which 17.5: patience is over.
    expect(turns(of, 0)).toEqual([[1, 'cloud', 100, 100, 10, 30]]);
    expect(said(of, 0)[1]).toBe('Due: $40. There is enough for all of it.');
    expect(why(of, 0, 'cloud')).toBe(
      'The company chose to pay 25% of what was due. ' +
        'Its oldest unpaid bill fell due this month. If unpaid by the end of Feb 2024, it petitions for insolvency.',
    );
    expect(turns(of, 1)).toEqual([[1, 'cloud', 90, 90, 17.5, 52.5]]);
    expect(why(of, 1, 'cloud')).toBe(
      'The company chose to pay 25% of what was due. What it got settles its oldest bills first. ' +
        'Its oldest bill is 2 months past due, longer than the 1 month it tolerates: it petitions for insolvency, and the company ends.',
    );
  });

  test('arrears are as old as their oldest bill, not as the months in a row that there were any', () => {
    const of = company(`
cash: 1k
costs: {hosting: {amount: 10, to: cloud}}
creditors: {cloud: {pay: 50%, patience: 2, then: petition}, staff: {critical: true}}
`);
    expect(why(of, 3, 'cloud')).toContain(
      'Its oldest unpaid bill fell due this month. If unpaid by the end of Jun 2024',
    );
  });

  test('what a credit line takes back is said to be part of what is due', () => {
    const of = company(`
cash: 0
revenue: {sales: 'series("2024-02", 90)'}
costs: {wages: {amount: 'series("2024-01", 30)', to: staff}}
creditors: {staff: {critical: true}}
debts: {line: {label: Overdraft, principal: 0, kind: revolving, limit: 100, lender: bank}}
`);
    expect(said(of, 0)[0]).toBe('To pay with: $0 at the start + $30 borrowed, $30 in all.');
    expect(said(of, 1).at(-1)).toBe(
      'The credit line Overdraft takes back $30 of what is over: that is part of what is due to bank.',
    );
  });

  test('who was suspended, and is paid at last, is told of; who had nothing to get too', () => {
    const of = company(`
cash: 0
costs: {hosting: {amount: 10, to: cloud}, audit: {amount: at("2024-06") * 5, to: auditor}}
creditors: {cloud: {limit: 5}}
funding: {angels: {amount: 100, month: 2024-03}}
`);
    expect(why(of, 1, 'cloud')).toMatch(/its arrears are over the \$5 it tolerates: its service stays suspended/);
    expect(said(of, 2)[0]).toBe('To pay with: $0 at the start + $100 from investors, $100 in all.');
    expect(why(of, 2, 'cloud')).toBe('All of it is paid: its service is suspended no longer.');
    expect(closing(of, 2)).toEqual(['Left at the end of the month: $70.', 'Nothing was due to auditor.']);
  });
});

const COUNT = 120;

describe('the explanation and the engine', () => {
  test(`agree on every payment of ${COUNT} random scenarios`, () => {
    let payments = 0;
    let partly = 0;
    for (let seed = 1; seed <= COUNT; seed++) {
      const of = paid(generateScenario(seed));
      const { scenario, result } = of;
      for (let t = 0; t <= lastMonth(result.measures.failure, scenario.months); t++) {
        const order = orderIn(of, t);
        const slack = 1e-9 * Math.max(order.available, order.due, 1);
        const near = (a: number, b: number): boolean => Math.abs(a - b) <= slack;
        const where = `seed ${seed}, month ${t}`;
        expect(near(order.left, result.byMonth.cash[t]!), `${where}: cash`).toBe(true);
        for (const { creditor, paid, arrears, want } of order.payments) {
          const engine = result.creditors.get(creditor.name)!;
          expect(near(paid, engine.paid[t]!), `${where}: paid to ${creditor.name}`).toBe(true);
          expect(near(arrears, engine.overdue[t]!), `${where}: arrears of ${creditor.name}`).toBe(true);
          payments++;
          if (paid > 0 && paid < want) partly++;
        }
        for (const payment of order.payments) paymentWords({ ...of, order, ascii: false }, payment);
      }
    }
    // The scenarios are hard enough.
    expect(payments).toBeGreaterThan(2000);
    expect(partly).toBeGreaterThan(100);
  });
});
