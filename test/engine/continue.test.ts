import { describe, expect, test } from 'vitest';
import { continuedFrom } from '../../src/analysis/continue.ts';
import { askAccounts, askCase, compile, drawWorld, Engine } from '../../src/engine/ask.ts';
import { formatMonth, type Month } from '../../src/formula/month.ts';
import { ageing } from '../../src/report/patience.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Actual, Scenario } from '../../src/scenario/scenario.ts';
import { agree } from '../oracle/agree.ts';
import { differences } from '../oracle/differences.ts';
import { generateScenario } from '../oracle/generate.ts';
import { naiveContinued } from '../oracle/naive.ts';
import { worldsOf } from './asking.ts';

/** The one seed to replay, if any: RUNWAY_SEED=4711 npx vitest run test/engine/continue.test.ts */
const only = process.env.RUNWAY_SEED;
const seeds = only === undefined ? Array.from({ length: 16 }, (_, i) => i + 1) : [Number(only)];
const half = seeds.slice(0, Math.ceil(seeds.length / 2));

function scenarioOf(text: string): Scenario {
  const { scenario, diagnostics } = readScenario({ name: 'test.yaml', text });
  if (scenario === null) throw new Error(`it does not read: ${diagnostics[0]?.message}`);
  return scenario;
}

const base = (scenario: Scenario) => askCase(compile(scenario), leverSettings(scenario));

const from = (scenario: Scenario, month: Month): Scenario =>
  continuedFrom(scenario, { name: '--from', text: formatMonth(month) });

/** The actuals of one month, of figures by their names. */
function actual(month: Month, figures: Readonly<Record<string, number>>): Actual {
  const measured = Object.entries(figures).map(([name, value]) => {
    const [, measure = name, of = null] = /^(\w+)\("(\w+)"\)$/.exec(name) ?? [];
    return [name, { measure, of, value, place: null }] as const;
  });
  return { month, figures: new Map(measured), note: null, source: null };
}

const knowing = (scenario: Scenario, ...actuals: readonly Actual[]): Scenario => ({
  ...scenario,
  actuals: new Map(actuals.map((one) => [one.month, one])),
});

const accountsIn = (scenario: Scenario) => askAccounts(compile(scenario), leverSettings(scenario));

/** The numbers without the zeros at the end. */
const trimmed = (ages: readonly number[]): number[] => ages.slice(0, ages.findLastIndex((part) => part > 0) + 1);

/** The first months of a scenario that its base case lives through, about a third; 0 where it lives through none. */
function lived(scenario: Scenario, failure: { readonly t: number } | null): number {
  return Math.min(Math.floor(scenario.months / 3), failure?.t ?? scenario.months);
}

describe('a scenario that goes on from what its own base case says', () => {
  test('is that base case from then on', () => {
    const differing: string[] = [];
    let compared = 0;
    for (const seed of half) {
      const scenario = scenarioOf(generateScenario(seed));
      const whole = base(scenario);
      const months = lived(scenario, whole.measures.failure);
      if (months === 0) continue;
      const month = scenario.start + months;
      const cash = whole.byMonth.cash[months - 1]!;
      const restOf = from(knowing(scenario, actual(month - 1, { cash })), month);
      const rest = base(restOf);
      const cut = (series: object): object =>
        Object.fromEntries(Object.entries(series).map(([name, all]) => [name, Array.from(all).slice(months)]));
      const inFull = (series: object): object =>
        Object.fromEntries(Object.entries(series).map(([name, all]) => [name, Array.from(all)]));
      const failed = whole.measures.failure;
      const expected = {
        byMonth: cut(whole.byMonth),
        lines: cut(Object.fromEntries(whole.lines)),
        creditors: Object.fromEntries([...whole.creditors].map(([name, of]) => [name, cut(of)])),
        failure: failed === null ? null : { t: failed.t - months, cause: failed.cause },
        opening: { cash, equity: whole.byMonth.equity[months - 1]!, owed: whole.byMonth.owed[months - 1]! },
      };
      const found = {
        byMonth: inFull(rest.byMonth),
        lines: inFull(Object.fromEntries(rest.lines)),
        creditors: Object.fromEntries([...rest.creditors].map(([name, of]) => [name, inFull(of)])),
        failure: rest.measures.failure,
        opening: rest.opening,
      };
      compared++;
      const accounts = [scenario, restOf].map((one) => accountsIn(one).creditors);
      const oldOf = (ages: readonly number[]) => ages.map((part) => Math.round(part * 1e3) / 1e3);
      const end = Math.min(failed?.t ?? scenario.months, scenario.months - 1);
      for (const name of scenario.creditors.keys()) {
        const all = ageing(accounts[0]!.get(name)!, whole.creditors.get(name)!, end);
        const fallen = restOf.past!.fallen.get(name);
        const part = ageing(accounts[1]!.get(name)!, rest.creditors.get(name)!, end - months, fallen);
        differing.push(...agree(trimmed(oldOf(all)), trimmed(oldOf(part))).map((one) => `seed ${seed}: ages ${one}`));
      }
      const differences = agree(expected, found);
      if (differences.length > 0) differing.push(`seed ${seed}: ${differences.slice(0, 3).join('; ')}`);
    }
    expect(differing).toEqual([]);
    if (only === undefined) expect(compared).toBeGreaterThan(half.length / 3);
  });
});

/** Wages of 100 and sales of 60, of which half comes in a month later; the cloud is paid after 60 days. */
const SHOP = `runway: 1
name: Shop
start: 2026-01
months: 6
cash: 500
levers: {cut: {value: 0%, range: [0%, 100%], from: 2026-01}}
assumptions: {drawn: "uniform(0, 40)"}
revenue: {sales: {amount: "prev(sales, 60)", collect: [50%, 50%], receivable: [30]}}
costs: {wages: {amount: 100 * (1 - cut), to: staff}, cloud: {amount: 10, to: cloud}}
creditors: {staff: {critical: true}, cloud: {terms: net 60, due: [10, 10]}}
debts: {loan: {principal: 120, kind: interest_only, due: 2026-12}, note: {principal: 40, kind: interest_only, due: 2026-12}}
`;
const START = scenarioOf(SHOP).start;

describe('what is taken over', () => {
  const known = (figures: Readonly<Record<string, number>>, text = SHOP): Scenario => {
    const scenario = scenarioOf(text);
    return from(knowing(scenario, actual(START, {}), actual(START + 1, figures)), START + 2);
  };

  test('cash is what the actuals say, all else what the base case has', () => {
    const { byMonth, opening } = base(known({ cash: 350 }));
    // Customers owe half of February's 60; the cloud waits for January's and February's 10.
    expect(opening).toMatchObject({ cash: 350, receivable: 30, due_later: 20, overdue: 0, debt: 160, owed: 180 });
    // March: 30 + 30 come in, the wages and January's 10 go out.
    expect(Array.from(byMonth.cash)).toEqual([300, 250, 200, 150]);
  });

  test('a line is what it was: what is due, collected and remembered of it follows', () => {
    const { byMonth, lines, opening } = base(known({ cash: 350, sales: 80, cloud: 16 }));
    expect(opening).toMatchObject({ receivable: 40, due_later: 26 });
    // 80 go on, for sales are those of the month before. March: 40 + 40 in, 100 + 10 out; April pays February's 16.
    expect(Array.from(lines.get('sales')!)).toEqual([80, 80, 80, 80]);
    expect(Array.from(byMonth.cash)).toEqual([320, 284, 254, 224]);
  });

  test('balances in parts keep their proportions', () => {
    const figures = { cash: 350, receivable: 50, debt: 80, 'due_later("cloud")': 30, 'overdue("cloud")': 7 };
    const { byMonth, creditors, opening } = base(known(figures));
    expect(opening).toEqual({
      ...{ cash: 350, receivable: 50, prepaid: 0, assets: 0, deferred_income: 0 },
      ...{ due_later: 30, overdue: 7, debt: 80, owed: 117, equity: 283 },
    });
    // March: 50 + 30 in; 100, the arrears of 7 and half of the 30 out.
    expect(byMonth.cash[0]).toBe(350 + 80 - 122);
    // 120 and 40 became 60 and 20.
    expect(creditors.get('loan')!.owed[0]).toBe(60);
    expect(creditors.get('note')!.owed[0]).toBe(20);
  });

  test('a balance that the model does not have comes in, or falls due, in the first month', () => {
    const text = SHOP.replace(', collect: [50%, 50%], receivable: [30]', '').replace(
      'terms: net 60, due: [10, 10]',
      '',
    );
    const { byMonth } = base(known({ cash: 350, receivable: 25, 'due_later("cloud")': 12 }, text));
    expect(byMonth.cash[0]).toBe(350 + 60 + 25 - 100 - 10 - 12);
    expect(byMonth.cash[1]).toBe(byMonth.cash[0]! + 60 - 110);
  });

  test('whoever the model had fail, and tells what happened, lives', () => {
    const poor = SHOP.replace('cash: 500', 'cash: 20').replace('amount: "prev(sales, 60)"', 'amount: 0');
    expect(base(scenarioOf(poor)).measures.failure).toEqual({ t: 0, cause: 'unpaid:staff' });
    const { measures } = base(known({ cash: 230, 'overdue("staff")': 0 }, poor));
    // The cloud has waited for 20. March: 100 and 30 of 230; April 100 and 10 of the 100 that are left.
    expect(measures.failure).toEqual({ t: 2, cause: 'unpaid:staff' });
    expect(measures.runway).toBeCloseTo(1 + 100 / 110, 12);
  });

  test('levers change nothing of what is past', () => {
    const scenario = known({ cash: 350 });
    const cut = { value: 0.5, from: START, until: null };
    const { byMonth, opening } = askCase(compile(scenario), new Map([['cut', cut]]));
    expect(opening.cash).toBe(350);
    expect(byMonth.cash[0]).toBe(350 + 60 - 60);
  });
});

describe('over worlds', () => {
  const DRAWN = SHOP.replace('cash: 500', 'cash: 480 + drawn')
    .replace('amount: 10, to: cloud', 'amount: drawn * noise, to: cloud')
    .replace('"uniform(0, 40)"', '"uniform(0, 40)", noise: "monthly(uniform(0, 1))"');
  const scenario = scenarioOf(DRAWN);
  const rest = from(knowing(scenario, actual(START + 1, { cash: 350 })), START + 2);

  test('all begin alike', () => {
    const { opening, byMonth } = worldsOf(compile(rest), leverSettings(rest), {
      ...{ first: 0, count: 400, seed: 1, sampler: 'random', series: ['cash'] },
    });
    expect(opening.cash).toMatchObject({ p5: 350, p50: 350, p95: 350 });
    expect(opening.owed).toMatchObject({ p5: opening.owed.p50, p95: opening.owed.p50 });
    const last = byMonth.get('cash')!;
    expect(last.p95[3]).toBeGreaterThan(last.p5[3]!);
  });

  test('a month has the draws that it has in the whole', () => {
    const whole = drawWorld(compile(scenario), 1, 7).numbers;
    const part = drawWorld(compile(rest), 1, 7).numbers;
    expect([...part.keys()]).toEqual([...whole.keys()]);
    for (const [name, column] of part)
      expect(Array.from(column)).toEqual(Array.from(whole.get(name)!).slice(column.length === 1 ? 0 : 2));
  });

  test('vectors and JavaScript give the same', () => {
    const asked = { first: 0, count: 300, seed: 2, sampler: 'random', series: ['cash', 'owed'] } as const;
    const of = (backEnd: 'vectors' | 'plain') =>
      worldsOf(compile(rest), leverSettings(rest), asked, new Engine(null, backEnd));
    expect(of('vectors')).toEqual(of('plain'));
  });

  test('funding that came does not come again; what was drawn for a month of the past comes in the first after it', () => {
    const funded = scenarioOf(
      `${SHOP}funding: {angel: {amount: 1000, month: "whole(0, 4)"}, early: {amount: 7, month: "0 * cut"}}\n`,
    );
    // The base case has the angel in March, which is not past: of five months two are.
    const model = compile(from(knowing(funded, actual(START + 1, { cash: 350 })), START + 2));
    const { byMonth } = worldsOf(model, leverSettings(funded), {
      ...{ first: 0, count: 500, seed: 1, sampler: 'random', series: ['funding'] },
    });
    const sums = Array.from(byMonth.get('funding')!.mean, (mean) => Math.round(mean / 10) / 100);
    expect(sums[0]).toBeGreaterThan(0.5);
    expect(sums.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 1);
    const late = compile(from(knowing(funded, actual(START + 2, { cash: 350 })), START + 3));
    const arrived = worldsOf(late, leverSettings(funded), {
      ...{ first: 0, count: 100, seed: 1, sampler: 'random', series: ['funding'] },
    });
    expect(Math.max(...arrived.byMonth.get('funding')!.mean)).toBe(0);
  });
});

describe('whatever the actuals say', () => {
  test('money is conserved in the past and after it, and the naive engine finds the same', () => {
    const differing: string[] = [];
    for (const seed of seeds) {
      const scenario = scenarioOf(generateScenario(seed));
      const lines = [...scenario.revenue.keys(), ...scenario.costs.keys()];
      const creditors = [...scenario.creditors.keys()].flatMap((name) => [
        `overdue("${name}")`,
        `due_later("${name}")`,
      ]);
      const names = [...lines, ...creditors, ...(scenario.revenue.size > 0 ? ['receivable'] : [])];
      const months = Math.min(3, scenario.months - 1);
      if (months < 1) continue;
      const actuals = Array.from({ length: months }, (_, t) => {
        const told = names.filter((_, i) => (seed + 3 * i + t) % 4 === 0);
        const figures = told.map((name, i) => [name, ((seed * 7919 + i * 104_729 + t) % 1000) * 100] as const);
        return actual(scenario.start + t, { ...Object.fromEntries(figures), cash: ((seed * 31) % 17) * 10_000 });
      });
      const rest = from(knowing(scenario, ...actuals), scenario.start + months);
      const fast = base(rest);
      expect(fast.opening.cash, `seed ${seed}`).toBe(actuals.at(-1)!.figures.get('cash')!.value);
      const found = differences(rest, naiveContinued(knowing(scenario, ...actuals), months), fast);
      if (found.length > 0) differing.push(`seed ${seed}: ${found.slice(0, 3).join('; ')}`);
    }
    expect(differing).toEqual([]);
  });
});
