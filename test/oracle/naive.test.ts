import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { standardFolder } from '../standard.ts';
import { agree } from './agree.ts';
import { Account, balanceSheet } from './naive/books.ts';
import { conserve, flowsOf, type Moved } from './naive/conservation.ts';
import { betaMedian } from './naive/medians.ts';
import { openBooks } from './naive/opening.ts';
import { NaiveFault, NotFinite, naiveCase } from './naive.ts';
import { caseObject } from './output.ts';

/** Cases that belong to the standard, not to this program. */
const FOLDER = standardFolder('conformance-2');
const isThere = existsSync(FOLDER);

function read(name: string, text: string): Scenario {
  const { scenario, diagnostics } = readScenario({ name, text });
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  expect(
    errors.map(({ message, place }) => `${message} (${place?.source.text.slice(place.start, place.end)})`),
    `${name} is read without an error`,
  ).toEqual([]);
  return scenario!;
}

const NO_CHANCE = { draw: () => 0, arrives: () => false };
const NOTHING: Moved = {
  billed: 0,
  earned: 0,
  collected: 0,
  badDebt: 0,
  equity: 0,
  grants: 0,
  proceeds: 0,
  gain: 0,
  invoiced: 0,
  expensed: 0,
  lateFees: 0,
  interest: 0,
  converted: 0,
  forgiven: 0,
  drawn: 0,
};

function small(text: string): Scenario {
  return read('small', `runway: 1\nstart: 2024-01\nmonths: 3\n${text}`);
}

if (!isThere) console.warn(`SKIPPED: no conformance cases at ${FOLDER}: the naive engine is not held to them`);

describe.skipIf(!isThere)('the naive engine and the standard', () => {
  const names = (isThere ? readdirSync(FOLDER) : [])
    .filter((file) => file.endsWith('.expected.json'))
    .map((file) => file.slice(0, -'.expected.json'.length));

  test('there are scenarios', () => {
    expect(names.length).toBeGreaterThan(0);
  });

  test.each(names)('%s', (name) => {
    const scenario = read(`${name}.yaml`, readFileSync(join(FOLDER, `${name}.yaml`), 'utf8'));
    const expected: unknown = JSON.parse(readFileSync(join(FOLDER, `${name}.expected.json`), 'utf8'));
    expect(agree(expected, caseObject(scenario, naiveCase(scenario)))).toEqual([]);
  });
});

describe('medians of beta', () => {
  // a, b, median: closed forms, and the mirror of each.
  test.each([
    [1, 1, 0.5],
    [1, 5, 1 - 0.5 ** (1 / 5)],
    [5, 1, 0.5 ** (1 / 5)],
    [1, 2, 1 - Math.SQRT1_2],
    [0.02, 1, 0.5 ** 50],
    [1, 4000, -Math.expm1(Math.log(0.5) / 4000)],
    // x^2 (3 - 2x) of the mirror-free 2, 3: x^2 (6 - 8x + 3x^2) = 1/2.
    [2, 3, 0.38572756813238945],
    [700, 700, 0.5],
  ])('%s, %s', (a, b, expected) => {
    expect(Math.abs(betaMedian(a, b) / expected - 1)).toBeLessThan(1e-12);
    expect(Math.abs(betaMedian(b, a) - (1 - expected))).toBeLessThan(1e-12);
  });
});

describe('what ends a run', () => {
  test('a formula without a finite value, named with its month', () => {
    const scenario = small('cash: 5\ncosts: {rent: 1 / (1 - t)}\n');
    expect(() => naiveCase(scenario)).toThrow(NotFinite);
    try {
      naiveCase(scenario);
    } catch (error) {
      expect(error).toMatchObject({ where: 'costs.rent', t: 1 });
    }
  });

  test.each([
    'cash: 3 - 5',
    'cash: 5\nrevenue: {sales: {amount: 5, collect: [60%, 60%]}}',
    'cash: 5\nrevenue: {sales: {amount: 5, collect: [120% - since("2024-02")]}}',
    'cash: 5\nassumptions: {p: 130%}\nfunding: {angel: {amount: 5, month: 2024-02, probability: p}}',
    'cash: 5\ndebts: {note: {principal: 5, rate: 1% - 1% * t, kind: accruing, due: 2030-01}}',
  ])('%s', (text) => {
    // A reader may refuse some of these at once; what it lets through ends the run, by the third month at the latest.
    const { scenario } = readScenario({ name: 'small', text: `runway: 1\nstart: 2024-01\nmonths: 3\n${text}\n` });
    if (scenario === null) return;
    if (text.includes('- 1% * t')) expect(() => naiveCase(scenario)).toThrow('rate is negative');
    else expect(() => naiveCase(scenario)).toThrow(NaiveFault);
  });
});

describe('worked by hand', () => {
  const run = (text: string) => naiveCase(small(text));

  test('two credit lines give in the order of the file, and are repaid in it', () => {
    // 50 are missing: 30, up to the limit, and 20. In t=1 200 - 50 = 150 are over: 30 and 20 are repaid.
    const { byMonth } = run(`cash: 0
revenue: {sales: '200 * at("2024-02")'}
costs: {wages: {amount: 50, to: staff}}
creditors: {staff: {critical: true}, one: {}, two: {}}
debts:
  a: {principal: 0, kind: revolving, limit: 30, lender: one}
  b: {principal: 0, kind: revolving, limit: 100, lender: two}
`);
    expect([...byMonth.debt_drawn]).toEqual([50, 0, 0]);
    expect([...byMonth.debt]).toEqual([50, 0, 0]);
    expect([...byMonth.cash]).toEqual([0, 100, 50]);
  });

  test('a credit line takes only what is there on the day its lender is paid', () => {
    // In t=1 the 200 come on the 20th: on the 10th nothing is over. In t=2 the end leaves the least: 150 - 50 = 100 of
    // which 50.
    const { byMonth, creditors } = run(`cash: 0
revenue: {sales: {amount: '200 * at("2024-02")', day: 20}}
costs: {wages: {amount: 50, to: staff}}
creditors: {staff: {critical: true}, bank: {day: 10}}
debts: {line: {principal: 0, kind: revolving, limit: 100, lender: bank}}
`);
    expect([...byMonth.debt]).toEqual([50, 50, 0]);
    expect([...byMonth.cash]).toEqual([0, 150, 50]);
    expect([...creditors.get('bank')!.paid]).toEqual([0, 0, 50]);
    // On the 1st of t=2 the 150 are there, from the 10th on 100.
    expect([...byMonth.lowest_cash]).toEqual([0, 0, 50]);
  });

  test('a line that its lender calls is closed, and owes next month what it had', () => {
    // 5 due, 2 drawn, 3 wait: called. t=1: 3 + 2 of the 20 that come. t=2: the staff need 30 of 15, and the line is
    // closed.
    const { byMonth, measures, creditors } = run(`cash: 0
revenue: {sales: '20 * at("2024-02")'}
costs: {fee: {amount: '5 * at("2024-01")', to: bank}, wages: {amount: '30 * at("2024-03")', to: staff}}
creditors: {staff: {critical: true}, bank: {patience: 0, then: call}}
debts: {line: {principal: 0, kind: revolving, limit: 2 + 90 * t, lender: bank}}
`);
    expect([...byMonth.debt_drawn]).toEqual([2, 0, 0]);
    expect([...creditors.get('bank')!.due]).toEqual([5, 5, 0]);
    expect([...byMonth.cash]).toEqual([0, 15, 0]);
    expect(measures.failure).toEqual({ t: 2, cause: 'unpaid:staff' });
  });

  test('a credit line that had lent nothing is closed too', () => {
    const { byMonth, measures } = run(`cash: 0
revenue: {sales: '20 * at("2024-02")'}
costs: {fee: {amount: '5 * at("2024-01")', to: bank}, wages: {amount: '30 * at("2024-03")', to: staff}}
creditors: {staff: {critical: true}, bank: {patience: 0, then: call}}
debts: {line: {principal: 0, kind: revolving, limit: 90 * t, lender: bank}}
`);
    expect([...byMonth.debt_drawn]).toEqual([0, 0, 0]);
    expect(measures.failure).toEqual({ t: 2, cause: 'unpaid:staff' });
  });

  test('a late fee is as old as the month in which it was added', () => {
    // The 10 that have waited two months are paid, the fee of 1 is not.
    const { creditors } = run(`cash: 10
creditors: {staff: {critical: true}, cloud: {overdue: 10, overdue_months: 2, late_fee: 10%}}
`);
    const { age, overdue } = creditors.get('cloud')!;
    expect([...age]).toEqual([1, 2, 3]);
    expect(overdue[2]).toBeCloseTo(1.21, 12);
  });

  test('the oldest part is forgiven first', () => {
    const { byMonth, creditors } = run(`cash: 10
costs: {compute: {amount: '10 * at("2024-01")', to: cloud}}
creditors: {staff: {critical: true}, cloud: {pay: 0, overdue: 10, overdue_months: 2, forgive: '50% * at("2024-02")'}}
`);
    expect([...byMonth.forgiven]).toEqual([0, 10, 0]);
    expect([...creditors.get('cloud')!.age]).toEqual([3, 2, 3]);
  });

  test('a debt that would convert and be called in one month converts', () => {
    const { byMonth } = run(`cash: 0
debts: {note: {principal: 10, kind: accruing, rate: 1%, due: 2024-12, converts: 2024-02, call: {when: t == 1}}}
`);
    expect([...byMonth.debt_converted]).toEqual([0, 10.1, 0]);
    expect([...byMonth.overdue]).toEqual([0, 0, 0]);
  });

  test('whoever asks whether it lives without later money asks another world', () => {
    // With the 30 of t=1 the stock is kept. Without them t=2 opens with nothing, and it is the stock that pays the
    // rent of the 1st.
    const { measures, byMonth } = run(`cash: 20
revenue: {sales: {amount: '30 * at("2024-03")', day: 31}}
costs: {rent: {amount: 10, to: landlord}}
creditors: {landlord: {critical: true, day: 1}}
funding: {angel: {amount: 30, month: 2024-02}}
assets: {stock: {value: 50, sold: {when: cash < 5}, proceeds: 100}}
`);
    expect(measures).toMatchObject({ zeroCash: null, failure: null, defaultAlive: 1 });
    expect([...byMonth.asset_sales]).toEqual([0, 0, 0]);
  });
});

describe('conservation', () => {
  test('is asked of every month: money from nowhere is an error', () => {
    const books = openBooks({
      scenario: small('cash: 5\n'),
      levers: new Map(),
      chance: NO_CHANCE,
      extent: 'all',
      past: 0,
    });
    const before = balanceSheet(books);
    const flows = flowsOf(NOTHING, 0);
    expect(() => conserve(books, 0, flows, before, before, NOTHING)).not.toThrow();
    expect(() => conserve(books, 0, flows, before, { ...before, cash: 6 }, NOTHING)).toThrow(
      'cash moved by 1 in month 0',
    );
    expect(() => conserve(books, 0, flows, before, { ...before, prepaid: 6 }, NOTHING)).toThrow('prepaid moved by 6');
    const earned = flowsOf({ ...NOTHING, earned: 1 }, 0);
    expect(() => conserve(books, 0, earned, before, before, NOTHING)).toThrow('deferred_income moved by 0');
  });

  test('so is that the parts of arrears are their sum', () => {
    const account = new Account();
    account.fallDue(-2, 10);
    account.fallDue(0, 5);
    account.settle(12);
    expect([account.arrears, account.sumOfParts(), account.age(3)]).toEqual([3, 3, 4]);
    account.settle(3 * (1 - 1e-10));
    expect([account.arrears, account.sumOfParts(), account.age(3)]).toEqual([0, 0, 0]);
  });
});
