import { describe, expect, test } from 'vitest';
import { Faults } from '../../src/diagnostic/diagnostic.ts';
import { askCase, compile } from '../../src/engine/ask.ts';
import type { Case } from '../../src/engine/month/measures.ts';
import { LEVEL, levels, Program } from '../../src/engine/program/program.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { generateScenario } from '../oracle/generate.ts';

function simulate(text: string): Case {
  const { scenario, diagnostics } = readScenario({ name: 'test', text });
  if (scenario === null) throw new Faults(diagnostics);
  return askCase(compile(scenario), leverSettings(scenario));
}

const HEAD = 'runway: 1\nstart: 2024-01\n';

describe('money', () => {
  test('is conserved: cash moves by receipts less payments, equity by income, equity raised and debt converted', () => {
    for (let seed = 5000; seed < 5300; seed++) {
      const { byMonth: m, opening } = simulate(generateScenario(seed));
      for (let t = 0; t < m.cash.length; t++) {
        const before = t === 0 ? opening : { cash: m.cash[t - 1]!, equity: m.equity[t - 1]! };
        const gross =
          Math.abs(m.gross_burn[t]!) +
          m.collections[t]! +
          m.funding[t]! +
          m.asset_sales[t]! +
          m.billings[t]! +
          before.cash +
          m.owed[t]! +
          m.revenue[t]! +
          m.costs[t]!;
        const cash = m.collections[t]! + m.funding[t]! + m.asset_sales[t]! - m.gross_burn[t]!;
        expect(Math.abs(m.cash[t]! - before.cash - cash), `seed ${seed}, month ${t}`).toBeLessThanOrEqual(4e-9 * gross);
        const equity = m.net_income[t]! + m.equity_raised[t]! + m.debt_converted[t]!;
        expect(Math.abs(m.equity[t]! - before.equity - equity), `seed ${seed}, month ${t}`).toBeLessThanOrEqual(
          4e-9 *
            (gross + m.receivable[t]! + m.prepaid[t]! + m.assets[t]! + m.deferred_income[t]! + Math.abs(m.equity[t]!)),
        );
      }
    }
  });

  test('scales: every amount a thousand times larger gives every amount a thousand times larger, and the same months', () => {
    const text = (k: string) => `${HEAD}cash: 100${k}
revenue: {sales: {amount: 10${k} * (1 + t / 10), collect: [50%, 40%]}}
costs: {wages: {amount: 20${k}, to: staff}, cloud: {amount: 15${k}, to: cloud}}
creditors: {staff: {critical: true, priority: 1}, cloud: {terms: net 30, late_fee: 1%, limit: 60${k}, then: petition}}`;
    const [small, large] = [simulate(text('')), simulate(text('k'))];
    expect(large.measures.failure).toEqual(small.measures.failure);
    expect(large.measures.runway).toBeCloseTo(small.measures.runway!, 9);
    expect([...large.byMonth.owed].map((x) => x / 1000)).toEqual(
      [...small.byMonth.owed].map((x) => expect.closeTo(x, 9)),
    );
  });
});

describe('a guard', () => {
  test('keeps what is behind it to itself, and is an `and` where its test is known', () => {
    const p = new Program();
    const [x, y] = [p.input('x'), p.input('y')];
    const shared = p.add(x, y);
    let behind = shared;
    const guard = p.guard(p.lt(x, y), () => {
      expect(p.add(x, y)).toBe(shared);
      behind = p.mul(x, y);
      return p.lt(behind, shared);
    });
    expect(guard.op).toBe('guard');
    expect(p.values.slice(guard.data, guard.id)).toContain(behind);
    expect(p.mul(x, y)).not.toBe(behind);
    expect(p.guard(p.true, () => p.lt(x, y))).toBe(p.lt(x, y));
    expect(p.guard(p.false, () => p.lt(y, x))).toBe(p.false);
    expect(() => p.guard(p.lt(y, x), () => p.register(x).value)).toThrow(/nothing is carried/);
  });
});

describe('a run', () => {
  test('does not depend on the order of the file', () => {
    const wages = 'wages: {amount: "20 + prev(rent, 5)", to: staff}';
    const rent = 'rent: {amount: 10 * growth, to: landlord}';
    const creditors = 'creditors: {staff: {critical: true}, landlord: {terms: net 60}}';
    const a = simulate(
      `${HEAD}cash: 100\nassumptions: {growth: 1 + t / 5}\ncosts:\n  ${wages}\n  ${rent}\n${creditors}`,
    );
    const b = simulate(
      `${HEAD}${creditors}\ncosts:\n  ${rent}\n  ${wages}\nassumptions: {growth: 1 + t / 5}\ncash: 100`,
    );
    expect(b.byMonth).toEqual(a.byMonth);
    expect(b.measures).toEqual(a.measures);
  });

  test('ends with an error at the first formula that has no finite value, not at one that reads it', () => {
    const run = () => simulate(`${HEAD}cash: 9\nassumptions: {sum: rate + 1, rate: 1 / (2 - t)}\ncosts: {rent: sum}`);
    expect(run).toThrow(/assumptions\.rate has no finite value, in 2024-03/);
  });

  test('takes the branch that counts: what the other would divide by does not matter', () => {
    expect([...simulate(`${HEAD}months: 2\ncash: 9\ncosts: {rent: "t == 0 ? 1 : 1 / t"}`).lines.get('rent')!]).toEqual([
      1, 1,
    ]);
  });

  test('evaluates nothing after the failure', () => {
    const { measures } = simulate(
      `${HEAD}cash: 5\ncosts: {wages: {amount: 10 / (3 - t), to: staff}}\ncreditors: {staff: {critical: true}}`,
    );
    expect(measures.failure).toEqual({ t: 1, cause: 'unpaid:staff' });
  });

  test('says so where amounts outgrow the numbers', () => {
    expect(() => simulate(`${HEAD}cash: 0\ncosts: {rent: 1e308}`)).toThrow(
      /amounts grow beyond what a number can hold: .* is 1e\+308, in 2024-01/,
    );
  });

  test('refuses a share that is none, and shares that sum to more than 1, but for rounding', () => {
    expect(() => simulate(`${HEAD}cash: 0\nrevenue: {sales: {amount: 1, collect: [70%, 40%]}}`)).toThrow(
      /sum to 110%, and at most 100%/,
    );
    expect(() => simulate(`${HEAD}cash: 0\nrevenue: {sales: {amount: 1, collect: [t - 1]}}`)).toThrow(
      /is -1, and must be from 0 to 1, in 2024-01/,
    );
    expect(() => simulate(`${HEAD}cash: 0\nrevenue: {sales: {amount: 1, collect: [0.1, 0.2, 0.7]}}`)).not.toThrow();
    expect(() =>
      simulate(`${HEAD}cash: 0\nfunding: {seed_round: {amount: 1, month: 2024-01, probability: 2}}`),
    ).toThrow(/probability is 2, and must be from 0 to 1/);
  });
});

describe('amounts within 1e-9 of each other', () => {
  test('pay in full, and leave nothing', () => {
    const { byMonth, measures } = simulate(`${HEAD}months: 1\ncash: 0.3\ncosts: {rent: 0.1 + 0.2}`);
    expect(byMonth.cash[0]).toBe(0);
    expect(byMonth.overdue[0]).toBe(0);
    expect(measures.zeroCash).toBeNull();
  });

  test('do not make a critical creditor unpaid', () => {
    const text = `${HEAD}months: 3\ncash: 0.9\ncosts: {wages: {amount: 0.1 + 0.2, to: staff}}\ncreditors: {staff: {critical: true}}`;
    expect(simulate(text).measures.failure).toBeNull();
  });
});

describe('levels of a program', () => {
  test('a register depends on the world where what goes into it does, through others too', () => {
    const p = new Program();
    const draw = p.input('draw');
    const a = p.register(p.zero);
    const b = p.register(p.zero);
    a.next = p.add(b.value, p.one);
    b.next = p.add(b.value, draw);
    expect(levels(p, new Map())[a.value.id]).toBe(LEVEL.month);
    expect(levels(p, new Map([['draw', LEVEL.world]]))[a.value.id]).toBe(LEVEL.both);
  });
});
