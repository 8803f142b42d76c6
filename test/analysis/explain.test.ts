import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ExplainedSide, type Explanation, explain, playersOf } from '../../src/analysis/explain.ts';
import type { Explained } from '../../src/analysis/explained.ts';
import { exactParts, ordersInPairs } from '../../src/analysis/shapley.ts';
import { compile } from '../../src/engine/ask.ts';
import { leverSettings, type Settings } from '../../src/scenario/override.ts';
import { readFigure } from '../../src/scenario/target.ts';
import { scenarioOf } from '../scenario/reading.ts';
import { fileOf, randomLevers } from './random-scenario.ts';
import { asking } from './rescuing.ts';

/** One side: a file with its levers as it sets them, except those in `set`. */
function side(text: string, set: Readonly<Record<string, number>> = {}): ExplainedSide {
  const scenario = scenarioOf(text);
  const settings: Settings = new Map(
    [...leverSettings(scenario)].map(([name, own]) => [name, { ...own, value: set[name] ?? own.value }]),
  );
  return { model: compile(scenario), settings };
}

/** The same file with levers pulled. */
function pulled(from: ExplainedSide, set: Readonly<Record<string, number>>): ExplainedSide {
  const settings = new Map([...from.settings].map(([name, own]) => [name, { ...own, value: set[name] ?? own.value }]));
  return { model: from.model, settings };
}

async function explained(
  from: ExplainedSide,
  to: ExplainedSide,
  { measure = 'months_alive', worlds = 200 }: { measure?: string; worlds?: number } = {},
): Promise<Explanation> {
  const { scenario } = to.model;
  const what: Explained =
    measure === 'months_alive' ? measure : readFigure({ name: '--measure', text: measure }, scenario);
  const range = worlds === 0 ? null : { first: 0, count: worlds, seed: scenario.seed };
  const asked = { ask: asking(), from, to, explained: what, worlds: range };
  return (await explain(asked, playersOf(asked)))!;
}

/** By player its part, to nine decimals, since rounding leaves some. */
const byName = ({ parts }: Explanation): Record<string, number> =>
  Object.fromEntries(parts.map(({ player, mean }) => [player.name, Number(mean.toFixed(9))]));
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/**
 * 100 in the bank, 30 a month, three levers: of `a` and `b` each saves 10 a month, and `both` 10 where the two are
 * pulled.
 */
const HAND = `runway: 1
start: 2024-01
months: 12
cash: 100
levers:
  a: {value: 0, range: [0, 1]}
  b: {value: 0, range: [0, 1]}
  idle: {value: 0, range: [0, 1]}
costs: {wages: {amount: 30 - 10 * a - 10 * b - 5 * a * b, to: staff}}
creditors: {staff: {critical: true}}
`;

describe('by hand', () => {
  const from = side(HAND);
  const to = pulled(from, { a: 1, b: 1, idle: 1 });

  test('months lived: the parts of two that are alike are alike, and what does nothing has none', async () => {
    // 100 last 3 whole months at 30, 5 at 20, and longer than the horizon at 5: from 3 to 12, each alone 2.
    const found = await explained(from, to, { worlds: 0 });
    expect(found.base).toEqual({ value: 3, survival: 0, medianFailure: 3 });
    expect(found.result).toEqual({ value: 12, survival: 1, medianFailure: null });
    expect(byName(found)).toEqual({ a: 4.5, b: 4.5, idle: 0 });
    expect(found.parts.map(({ alone, last }) => [alone, last])).toEqual([
      [2, 7],
      [2, 7],
      [0, 0],
    ]);
    expect(found.interaction).toBe(5);
    expect(found.pair!.of.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(found.pair!.together).toBe(5);
    expect(found).toMatchObject({ method: 'exact', error: 0, simulated: 8, change: { mean: 9, interval: null } });
  });

  test('cash at a month, and survival', async () => {
    // At the end of March 10 are left at 30 a month, 40 at 20, 85 at 5.
    const cash = await explained(from, to, { worlds: 0, measure: 'cash@2024-03' });
    expect([cash.base.value, cash.result.value]).toEqual([10, 85]);
    expect(byName(cash)).toEqual({ a: 37.5, b: 37.5, idle: 0 });
    const alive = await explained(from, to, { worlds: 0, measure: 'survival@2024-05' });
    expect(byName(alive)).toEqual({ a: 0.5, b: 0.5, idle: 0 });
  });

  test('a failure that never comes counts as the horizon', async () => {
    const zero = await explained(from, to, { worlds: 0, measure: 'zero_cash' });
    expect([zero.base.value, zero.result.value]).toEqual([3, 12]);
    const runway = await explained(from, to, { worlds: 0, measure: 'runway' });
    expect(runway.result.value).toBe(12);
  });
});

describe('laws', () => {
  const far = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`l${i}`, 1]));

  test('parts sum to the whole, whatever the order of the levers in the file', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomLevers(5),
        fc.constantFrom('months_alive', 'survival', 'cash@2024-08'),
        async (levers, measure) => {
          const order = levers.map((_, i) => i);
          const [from, other] = [side(fileOf(levers, 90)), side(fileOf(levers, 90, order.reverse()))];
          const found = await explained(from, pulled(from, far(levers.length)), { measure });
          const again = await explained(other, pulled(other, far(levers.length)), { measure });
          const scale = Math.max(1, Math.abs(found.base.value), Math.abs(found.result.value));
          expect(Math.abs(sum(found.parts.map(({ mean }) => mean)) - found.change.mean)).toBeLessThan(1e-9 * scale);
          expect(found.change.mean).toBeCloseTo(found.result.value - found.base.value, 9);
          for (const { player, mean } of found.parts) {
            const other = again.parts.find((part) => part.player.name === player.name)!;
            expect(Math.abs(mean - other.mean)).toBeLessThan(1e-9 * scale);
          }
          expect(found.interaction).toBeCloseTo(found.change.mean - sum(found.parts.map(({ alone }) => alone)), 9);
        },
      ),
      { numRuns: 30, seed: 2 },
    );
  });

  test('a lever that does nothing has 0, exactly, with its interval', async () => {
    const levers = [
      { steps: 1, pain: 1, brings: 20, beside: 0 },
      { steps: 1, pain: 1, brings: 0, beside: 0 },
      { steps: 1, pain: 1, brings: 7, beside: 0 },
    ];
    const from = side(fileOf(levers));
    const { parts } = await explained(from, pulled(from, far(3)));
    expect(parts[1]).toMatchObject({ mean: 0, interval: [0, 0], alone: 0, last: 0 });
    expect(parts[0]!.mean).toBeGreaterThan(parts[2]!.mean);
  });

  test('levers that do the same share alike', async () => {
    const lever = { steps: 1, pain: 1, brings: 9, beside: 0 };
    const from = side(fileOf([lever, lever, lever]));
    const { parts } = await explained(from, pulled(from, far(3)));
    expect(parts[1]!.mean).toBeCloseTo(parts[0]!.mean, 12);
    expect(parts[2]!.mean).toBeCloseTo(parts[0]!.mean, 12);
  });

  test('sets are valued in stretches of worlds with the same result', async () => {
    const levers = Array.from({ length: 12 }, (_, i) => ({ steps: 1, pain: 1, brings: 2 + i, beside: 0 }));
    const from = side(fileOf(levers, 60));
    const found = await explained(from, pulled(from, far(12)), { worlds: 1100 });
    expect(found.simulated).toBe(4096 * 1100);
    expect(sum(found.parts.map(({ mean }) => mean))).toBeCloseTo(found.change.mean, 9);
  });
});

describe('more than twelve', () => {
  test('parts of some orders sum to the whole too, and are within their error of those of a game that is known', async () => {
    // Lever i alone saves i + 1 a month and nothing beside: of cash that is linear, and of survival far from it.
    const n = 14;
    const levers = Array.from({ length: n }, (_, i) => ({ steps: 1, pain: 1, brings: i % 7, beside: 0 }));
    const from = side(fileOf(levers, 20));
    const set = Object.fromEntries(levers.map((_, i) => [`l${i}`, 1]));
    const found = await explained(from, pulled(from, set), { worlds: 50 });
    expect(found.method).toBe('sampled');
    expect(found.error).toBeGreaterThan(0);
    expect(sum(found.parts.map(({ mean }) => mean))).toBeCloseTo(found.change.mean, 9);
    const means = found.parts.map(({ mean }) => mean);
    // Levers i and i + 7 do the same; twice the error, for there are seven pairs.
    for (let i = 0; i < 7; i++) expect(Math.abs(means[i]! - means[i + 7]!)).toBeLessThan(2 * Math.SQRT2 * found.error);
    expect(means[0]).toBe(0);
  });

  test('each order is followed by its reverse, and each player stands in each place as often as any other', () => {
    const orders = ordersInPairs(5, 2000, 1);
    expect(orders).toHaveLength(4000);
    expect(orders[1]).toEqual([...orders[0]!].reverse());
    const first = [0, 1, 2, 3, 4].map((player) => orders.filter((order) => order[0] === player).length);
    for (const count of first) expect(Math.abs(count - 800)).toBeLessThan(120);
    expect(ordersInPairs(5, 3, 1)).toEqual(orders.slice(0, 6));
    expect(ordersInPairs(5, 3, 2)).not.toEqual(orders.slice(0, 6));
  });
});

test('the gloves game: one left glove and two right ones', () => {
  // Bit 0 holds the left glove; a pair is worth 1. L. S. Shapley and M. Shubik's parts are 2/3, 1/6, 1/6.
  const values = Float64Array.from({ length: 8 }, (_, set) => Number((set & 1) === 1 && set > 1));
  const parts = exactParts(3, 1, values).map((part) => part[0]!);
  expect(parts[0]).toBeCloseTo(2 / 3, 15);
  expect(parts[1]).toBeCloseTo(1 / 6, 15);
  expect(parts[2]).toBeCloseTo(1 / 6, 15);
});

describe('between two files', () => {
  const OLD = HAND.replace('cash: 100', 'cash: money\nassumptions: {money: 100, pay: 30}').replace(
    'amount: 30',
    'amount: pay',
  );
  const NEW = OLD.replace('money: 100, pay: 30', 'money: 120, pay: 25').replace('a: {value: 0', 'a: {value: 1');

  test('levers and numbers that differ are the parts, and no rest is left', async () => {
    const found = await explained(side(OLD), side(NEW), { worlds: 0, measure: 'cash@2024-03' });
    // 100 - 90 before, 120 - 45 now: the money 20, the pay 15, the lever 30.
    expect(byName(found)).toEqual({ a: 30, money: 20, pay: 15, 'the rest': 0 });
    expect([found.base.value, found.result.value]).toEqual([10, 75]);
  });

  test('formulas that differ are the rest', async () => {
    const other = NEW.replace('5 * a * b', '5 * a * b - 4');
    const found = await explained(side(OLD), side(other), { worlds: 0, measure: 'cash@2024-03' });
    expect(byName(found)).toEqual({ a: 30, money: 20, pay: 15, 'the rest': 12 });
    expect(found.result.value).toBe(87);
  });

  test('a distribution that differs is of the rest, and the worlds are the same', async () => {
    const [old, now] = ['normal(30, 2)', 'normal(30, 4)'].map((pay) => side(OLD.replace('pay: 30', `pay: '${pay}'`)));
    const found = await explained(old!, now!, { measure: 'cash@2024-02' });
    expect(found.parts.map(({ player }) => player.kind)).toEqual(['rest']);
    expect(found.parts[0]!.mean).toBeCloseTo(found.change.mean, 12);
  });
});

test('interrupted, nothing is told', async () => {
  const from = side(HAND);
  const asked = { from, to: pulled(from, { a: 1 }), explained: 'months_alive', worlds: null } as const;
  const ask = async function* () {};
  expect(await explain({ ...asked, ask }, playersOf(asked))).toBeNull();
});
