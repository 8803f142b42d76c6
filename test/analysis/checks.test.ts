import { describe, expect, test } from 'vitest';
import { type AskNumbers, runChecks, worldsAsked } from '../../src/analysis/checks.ts';
import { askCase, compile, drawWorld, Engine } from '../../src/engine/ask.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { worldsOf } from '../engine/asking.ts';
import { scenarioOf } from '../scenario/reading.ts';

/** 100, less 30 a month: month-ends 70, 40, 10; in April 30 are due and 10 are left, and the staff is not paid. */
const BURN = `runway: 1
start: 2024-01
months: 6
cash: 100
costs: {wages: {amount: 30, to: staff}}
creditors: {staff: {critical: true}}
`;

/** The value that a check finds in a scenario, and whether the check holds. */
function checked(check: string, text = BURN) {
  const scenario = scenarioOf(`${text}checks: {x: {${check}}}`);
  const model = compile(scenario);
  const settings = leverSettings(scenario);
  const runs = worldsAsked(scenario, 1, 'random').map(({ worlds, series }) =>
    worldsOf(model, settings, { ...worlds, series }),
  );
  const ask: AskNumbers = (count, numbers) => {
    const worlds = { first: 0, count, seed: 1 };
    return new Engine().answer({ want: 'numbers', model, variants: [{ settings }], worlds, numbers });
  };
  const [result] = runChecks(scenario, askCase(model, settings), runs, ask);
  return { found: result!.found, holds: result!.holds };
}

const january = 2024 * 12;

describe('a check finds', () => {
  test.each<[string, unknown]>([
    ['measure: survival', { number: 0 }],
    ['measure: survival, to: 2024-03, from: 2024-01', { number: 1 }],
    ['measure: survival, at: 2024-04', { number: 0 }],
    ['measure: runway', { number: 3 + 10 / 30 }],
    ['measure: runway_now', { number: 100 / 30 }],
    ['measure: low', { number: 0 }],
    ['measure: default_alive', { number: 0 }],
    ['measure: cash, at: 2024-02', { number: 40 }],
    ['measure: cash, from: 2024-01, to: 2024-03', { number: 10 }],
    ['measure: costs, from: 2024-01, to: 2024-03', { number: 90 }],
    ['measure: gross_burn, from: 2024-03, to: 2024-06', { number: 40 }],
    ['measure: wages, from: 2024-01, to: 2024-02', { number: 60 }],
    [`measure: 'owed("staff")', at: 2024-06`, { number: 20 }],
    [`measure: 'paid("staff")', from: 2024-03, to: 2024-04`, { number: 40 }],
    [`measure: "due('staff')", at: 2024-04`, { number: 30 }],
    ['measure: min(cash), from: 2024-01, to: 2024-03', { number: 10 }],
    ['measure: max(cash), from: 2024-02, to: 2024-04', { number: 40 }],
    ['measure: mean(cash), from: 2024-01, to: 2024-03', { number: 40 }],
    ['measure: min(cash), from: 2024-02', { number: 0 }],
    ['measure: max(cash)', { number: 70 }],
    [`measure: max(owed("staff")), to: 2024-04`, { number: 20 }],
  ])('%s', (check, found) => {
    expect(checked(`${check}, at_least: 0`).found).toEqual(
      Object.fromEntries(
        Object.entries(found as object).map(([key, value]) => [key, expect.closeTo(value as number, 9)]),
      ),
    );
  });

  test.each([
    ['zero_cash', january + 3],
    ['failure', january + 3],
    ['insolvent', january + 3],
  ])('the month of %s', (measure, month) => {
    expect(checked(`measure: ${measure}, at_least: 2024-01`).found).toEqual({ month });
  });
});

describe('a check holds', () => {
  test.each<[string, boolean | null]>([
    ['measure: runway, at_least: 3', true],
    ['measure: runway, at_least: 4', false],
    ['measure: runway, at_least: 3, at_most: 4', true],
    ['measure: runway, at_least: 1, at_most: 3', false],
    ['measure: zero_cash, at_least: 2024-04', true],
    ['measure: zero_cash, at_least: 2024-05', false],
    ['measure: failure, at_most: 2024-04', true],
    ['measure: survival, at_least: 80%', false],
    ['measure: cash, at: 2024-01, at_least: 70, at_most: 70', true],
  ])('or not: %s', (check, holds) => {
    expect(checked(check).holds).toBe(holds);
  });

  test('an event that never occurs is at least as late as any month, and never as early', () => {
    const rich = BURN.replace('cash: 100', 'cash: 1000');
    for (const measure of ['zero_cash', 'failure', 'insolvent']) {
      expect(checked(`measure: ${measure}, at_least: 2199-12`, rich)).toEqual({ found: null, holds: true });
      expect(checked(`measure: ${measure}, at_most: 2199-12`, rich).holds).toBe(false);
    }
    expect(checked('measure: runway, at_least: 1e6', rich)).toEqual({ found: null, holds: true });
  });

  test('is open where its months lie outside the horizon', () => {
    expect(checked('measure: cash, at: 2024-07, at_least: 0').holds).toBeNull();
    expect(checked('measure: cash, at: 2023-12, at_least: 0').holds).toBeNull();
    expect(checked('measure: costs, from: 2024-05, to: 2024-07, at_least: 0').holds).toBeNull();
  });
});

/** 100 in the bank, and 30 or 45 a month at even odds: it lives through March, or does not. */
const CHANCE = `runway: 1
start: 2024-01
months: 6
cash: 100
assumptions: {dear: bernoulli(50%)}
costs: {wages: {amount: 30 + 15 * dear, to: staff}}
creditors: {staff: {critical: true}}
`;

describe('over worlds a check finds', () => {
  /** Half of 1000 worlds, give or take five standard errors. */
  const half = 5 * Math.sqrt(0.25 / 1000);
  test('the share that survive until its month', () => {
    const { found } = checked('measure: survival, at: 2024-03, at_least: 50%, worlds: 1000', CHANCE);
    expect(Math.abs((found as { number: number }).number - 0.5)).toBeLessThan(half);
    expect(checked('measure: survival, at_most: 0, worlds: 1000', CHANCE)).toEqual({
      found: { number: 0 },
      holds: true,
    });
  });

  test('the median of what differs by world, and the mean of a sum over months', () => {
    expect(checked('measure: wages, at: 2024-01, at_least: 0, worlds: 999', CHANCE).found).toMatchObject({
      number: expect.any(Number),
    });
    const { found } = checked('measure: costs, from: 2024-01, to: 2024-02, at_least: 0, worlds: 1000', CHANCE);
    expect(Math.abs((found as { number: number }).number - 75)).toBeLessThan(30 * half);
    expect(checked('measure: failure, at_most: 2024-04, worlds: 100', CHANCE).holds).toBe(true);
  });

  test('the median of what the months of each world come to', () => {
    // Most worlds are dear: month-ends 55 and 10, and a failure in March.
    const dear = CHANCE.replace('50%', '90%');
    const found = (check: string) => checked(`${check}, at_least: 0, worlds: 300`, dear);
    expect(found('measure: min(cash), to: 2024-02').found).toEqual({ number: 10 });
    expect(found('measure: max(cash), to: 2024-02').found).toEqual({ number: 55 });
    expect(found('measure: mean(cash), to: 2024-02').found).toEqual({ number: 32.5 });
    // What fails before the last of the months is worse than any number.
    expect(found('measure: min(cash), to: 2024-05')).toEqual({ found: 'failed', holds: false });
    expect(found('measure: cash, at: 2024-05')).toEqual({ found: 'failed', holds: false });
  });

  test('the same with the same seed', () => {
    const check = 'measure: low, at_least: 0, worlds: 300';
    expect(checked(check, CHANCE)).toEqual(checked(check, CHANCE));
  });
});

test('a line may bear the name of what every object has', () => {
  const text = BURN.replace('costs: {wages', 'revenue: {constructor: 7}\ncosts: {wages');
  expect(checked('measure: constructor, at: 2024-01, at_least: 0', text).found).toEqual({ number: 7 });
  expect(checked('measure: constructor, at: 2024-01, at_least: 0, worlds: 3', text).found).toEqual({ number: 7 });
});

test('over worlds, the least of some months is the median of the worlds, those that failed before the last counted as worst', () => {
  const text = `runway: 1
start: 2024-01
months: 6
cash: 100
assumptions: {pay: 'uniform(10, 25)', wave: 'monthly(normal(0, 3))'}
costs: {wages: {amount: pay + wave, to: staff}}
creditors: {staff: {critical: true}}
checks: {least: {measure: min(cash), from: 2024-02, to: 2024-05, at_least: 20, worlds: 41}}
`;
  const scenario = scenarioOf(text);
  const model = compile(scenario);
  const settings = leverSettings(scenario);
  const runs = worldsAsked(scenario, 1, 'random').map(({ worlds, series }) =>
    worldsOf(model, settings, { ...worlds, series }),
  );
  const engine = new Engine();
  const [result] = runChecks(scenario, askCase(model, settings), runs, (count, numbers) =>
    engine.answer({ want: 'numbers', model, variants: [{ settings }], worlds: { first: 0, count, seed: 1 }, numbers }),
  );
  const least = Array.from({ length: 41 }, (_, w) => {
    const { measures, byMonth } = askCase(model, settings, drawWorld(model, 1, w));
    const isDead = measures.failure !== null && measures.failure.t < 4;
    return isDead ? Number.NEGATIVE_INFINITY : Math.min(...byMonth.cash.slice(1, 5));
  });
  expect(result!.found).toEqual({ number: least.sort((a, b) => a - b)[20] });
});
