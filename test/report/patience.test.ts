import { describe, expect, test } from 'vitest';
import { ageing, standingOf } from '../../src/report/patience.ts';
import { lastMonth } from '../../src/report/words.ts';
import { generateScenario } from '../oracle/generate.ts';
import { company, type Paid, paid } from './payments.ts';

const standing = ({ scenario, result, accounts }: Paid, name: string, t: number) =>
  standingOf(scenario.creditors.get(name)!, result, accounts, t);
const ages = ({ result, accounts }: Paid, name: string, t: number): number[] =>
  ageing(accounts.creditors.get(name)!, result.creditors.get(name)!, t);

describe('patience and limit, worked by hand', () => {
  const of = company(`
cash: 0
costs: {hosting: {amount: 10, to: cloud}}
creditors: {cloud: {patience: 2, limit: 45, overdue: 5, overdue_months: 1, then: petition}}
`);

  test('count down, and the one that comes first acts', () => {
    // A month in arrears when it opens: two at the end of January, three, past the two it tolerates, of February.
    expect(standing(of, 'cloud', 0)).toMatchObject({
      arrears: 15,
      months: 2,
      monthsLeft: 1,
      limitLeft: 30,
      past: null,
    });
    expect(standing(of, 'cloud', 1)).toMatchObject({ months: 3, monthsLeft: 0, past: 'patience', ends: true });
    expect(of.result.measures.failure).toEqual({ t: 1, cause: 'petition:cloud' });
  });

  test('are whole where nothing is overdue, and without end where the file sets none', () => {
    const calm = company(`
cash: 1000
costs: {hosting: {amount: 10, to: cloud}, rent: {amount: 10, to: landlord}}
creditors: {cloud: {patience: 3}, landlord: {limit: 20}}
`);
    expect(standing(calm, 'cloud', 2)).toMatchObject({ arrears: 0, monthsLeft: 4, limitLeft: null, past: null });
    expect(standing(calm, 'landlord', 2)).toMatchObject({ monthsLeft: null, limitLeft: 20, past: null });
  });
});

describe('ageing, worked by hand', () => {
  test('payments count against the oldest; what is new stays', () => {
    const of = company(
      `
cash: 0
costs: {hosting: {amount: 10, to: cloud}}
creditors: {cloud: {patience: 12}}
funding: {angels: {amount: 15, month: 2024-03}}
`,
    );
    expect(ages(of, 'cloud', 0)).toEqual([10]);
    expect(ages(of, 'cloud', 1)).toEqual([10, 10]);
    // 15 pay the 10 of January and half of February's.
    expect(ages(of, 'cloud', 2)).toEqual([10, 5, 0]);
  });

  test('fees are new, what is written off counts against the oldest; opening arrears are as old as the file says', () => {
    const of = company(`
cash: 0
costs: {hosting: {amount: 10, to: cloud}}
creditors: {cloud: {overdue: 20, overdue_months: 3, patience: 12, late_fee: 10%, forgive: at("2024-02") * 50%}}
`);
    // 20 of three months ago; 10 and a fee of 2 in January. In February a fee of 3.2, and half of 35.2 is written off
    // the oldest.
    expect(ages(of, 'cloud', 0)).toEqual([12, 0, 0, 20]);
    const february = ages(of, 'cloud', 1);
    expect(february).toHaveLength(5);
    [13.2, 12, 0, 0, 2.4].forEach((amount, k) => {
      expect(february[k]).toBeCloseTo(amount, 9);
    });
  });
});

describe('what is told and what the engine does', () => {
  test('agree in random scenarios: ages sum to the arrears; past patience or limit is when it acts', () => {
    const seen = { patience: 0, limit: 0, ending: 0, suspended: 0, aged: 0 };
    for (let seed = 1; seed <= 120; seed++) {
      const of = paid(generateScenario(seed));
      const { scenario, result } = of;
      const last = lastMonth(result.measures.failure, scenario.months);
      for (const creditor of scenario.creditors.values()) {
        const { overdue, suspended, due } = result.creditors.get(creditor.name)!;
        for (let t = 0; t <= last; t++) {
          const where = `seed ${seed}, month ${t}, ${creditor.name}`;
          const found = ages(of, creditor.name, t);
          const sum = found.reduce((a, b) => a + b, 0);
          const gross = due.subarray(0, t + 1).reduce((a, b) => a + b, 0);
          expect(Math.abs(sum - overdue[t]!), where).toBeLessThanOrEqual(1e-8 * Math.max(1, gross));
          if (found.filter((amount) => amount > 0).length > 1) seen.aged++;
          const { acts, past, monthsLeft, ends } = standing(of, creditor.name, t);
          if (ends) expect(t).toBe(last);
          if (past === null) {
            if (overdue[t]! > 0 && monthsLeft !== null) expect(monthsLeft, where).toBeGreaterThan(0);
            continue;
          }
          seen[past]++;
          if (acts === 'petition' || acts === 'fail') {
            seen.ending++;
            expect(t, where).toBe(result.measures.failure!.t);
          } else if (acts === 'suspend' && t < last) {
            seen.suspended++;
            expect(suspended[t + 1], where).toBe(1);
          }
        }
      }
    }
    // The scenarios are hard enough.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10);
  });
});
