/**
 * Assertions of the kernel that simulates most of many worlds: the program is broken on purpose, and the world, the
 * month and the formula are named as by the back end that checks everything.
 */
import { describe, expect, test } from 'vitest';
import { Faults } from '../../src/diagnostic/diagnostic.ts';
import { type BackEnd, compile, Engine, type Model } from '../../src/engine/ask.ts';
import type { Program, Value } from '../../src/engine/program/program.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { scenarioOf } from '../scenario/reading.ts';
import { endingsOf, worldsOf } from './asking.ts';

const COMPANY = `runway: 1
start: 2024-01
months: 18
cash: 500
assumptions:
  u: uniform(0, 1)
  noise: monthly(normal(1, 5%))
revenue:
  sales: {amount: 90 * noise, collect: [50%, 45%], receivable: [40]}
  plans: {amount: 12 * noise, over: 12}
costs:
  rent: {amount: 60 * noise, to: landlord}
  wages: {amount: 50, to: staff}
  licence: {amount: 6 * noise, over: 6}
assets: {machines: {value: 80, sold: 2025-01, proceeds: 60 * noise}}
creditors:
  staff: {priority: 1, critical: true}
  landlord: {terms: net 60, priority: 2, due: [50, 50], late_fee: 1%}
  bank: {priority: 3}
debts:
  loan: {principal: 120, rate: 1%, kind: amortising, due: 2025-06, lender: bank}
  bridge: {principal: 70, rate: 2%, kind: accruing, draw: 2024-04, due: 2025-03, lender: bank}
funding: {grant: {amount: 30 * noise, month: 2024-09, kind: grant}}
`;
const RANGE = { first: 0, count: 9_000, seed: 2 };
/** One world in 10,000 or so draws less. */
const RARELY = 1e-4;
const MONTH = 7;

const modelOf = (text: string): Model => compile(scenarioOf(text));

/** Breaks what a register carries from one month to the next, where `isHit` holds. */
function breakState(model: Model, name: string, change: (p: Program, next: Value) => Value, isHit: Hit): Model {
  const register = model.month.state.get(name)!;
  const { program: p } = model.month;
  register.next = p.select(isHit(p), change(p, register.next!), register.next!);
  return model;
}

/** A boolean of a program: where it is true, the test breaks what the program computes. */
type Hit = (p: Program) => Value;
const inMonth: Hit = (p) => p.eq(p.index, p.constant(MONTH));
const inOneWorld: Hit = (p) => p.and(inMonth(p), p.lt(p.input('draw u 0'), p.constant(RARELY)));

/** The message of a run's fault. */
function told(model: Model, backEnd: BackEnd, range = RANGE): string {
  try {
    endingsOf(model, leverSettings(model.scenario), { ...range, series: ['cash'] }, new Engine(null, backEnd));
    return 'nothing';
  } catch (error) {
    return error instanceof Faults ? error.diagnostics.map(({ message }) => message).join('; ') : String(error);
  }
}

/** The world that a message names. */
const worldIn = (message: string): number => Number(/in world (\d+)/.exec(message)?.[1]);

/** Whether a world's number alone makes it one of those with all checks. */
const isSampled = (world: number): boolean => world % 1024 < 16;

const plus = (x: number) => (p: Program, next: Value) => p.add(next, p.constant(x));
const nothing = (p: Program): Value => p.zero;

describe('of one world in ten thousand, in one month, it is caught and named', () => {
  test.each([
    ['a payment that does not leave the cash', 'cash', plus(60)],
    ['a cent that comes from nowhere', 'cash', plus(0.01)],
    ['cash that is lost', 'cash', nothing],
    ['a bill that is lost', 'creditors.landlord due 1', nothing],
    ['arrears that come from nowhere', 'creditors.landlord overdue', plus(5)],
    [
      'a debt that falls by more than is paid',
      'debts.loan balance',
      (p: Program, next: Value) => p.mul(next, p.constant(0.9)),
    ],
    ['a debt that is drawn twice', 'debts.bridge balance', plus(70)],
    ['what a customer owes, received twice', 'receivable of day 1 by default 0', plus(45)],
    ['income that is earned twice', 'deferred income 3', plus(1)],
    ['an expense that is forgotten', 'prepaid 2', nothing],
    ['an asset that comes back', 'assets.machines held', plus(80)],
  ])('%s', (_, name, change) => {
    const broken = () => breakState(modelOf(COMPANY), name, change, inOneWorld);
    const said = told(broken(), 'plain');
    expect(said).toMatch(/is not conserved in 2024-09, in world \d+: .* is missing$/);
    expect(isSampled(worldIn(said))).toBe(false);
    expect(told(broken(), 'lean')).toBe(said);
  });

  const rare = (value: string): string => `u < ${RARELY} and t == ${MONTH} ? ${value} : 1`;
  test.each([
    ['not a number, in an assumption that nothing uses', `x: "${rare('0 / 0')}"`, ''],
    ['infinite on the way into a line', `x: "${rare('1 / 0')}"`, 'y: {amount: "min(x, 5)"}'],
    ['minus infinity in an amount that counts as 0', `x: "${rare('-1')}"`, 'y: {amount: "log(max(0, x)) + 3"}'],
    ['infinite in one month, and read in the next', `x: "${rare('1 / 0')}"`, 'y: {amount: "prev(x, 1) > 2 ? 3 : 4"}'],
    ['not a number where it is compared', `x: "${rare('0 / 0')}"`, 'y: {amount: "x > 0 ? 3 : 4"}'],
    ['opposite infinities in two lines', `x: "${rare('-1 / 0')}"`, 'y: {amount: x}\n  z: {amount: -x}'],
  ])('%s', (_, assumption, line) => {
    const text = COMPANY.replace('  u:', `  ${assumption}\n  u:`).replace('revenue:\n', `revenue:\n  ${line}\n`);
    const said = told(modelOf(text), 'plain');
    expect(said).toMatch(/^(assumptions\.x|revenue\.y) has no finite value, in 2024-08, in world \d+$/);
    expect(isSampled(worldIn(said))).toBe(false);
    expect(told(modelOf(text), 'lean')).toBe(said);
  });

  test('sums that outgrow the numbers, and are numbers again at the end', () => {
    const line = (name: string): string => `${name}: {amount: "u < ${RARELY} and t == ${MONTH} ? 1.2e308 : 0"}`;
    const text = COMPANY.replace('revenue:\n', `revenue:\n  ${line('sold')}\n`).replace(
      'costs:\n',
      `costs:\n  ${line('spent')}\n`,
    );
    const said = told(modelOf(text), 'plain');
    expect(said).toMatch(/amounts grow beyond what a number can hold, in 2024-08, in world \d+$/);
    expect(isSampled(worldIn(said))).toBe(false);
    expect(told(modelOf(text), 'lean')).toBe(said);
  });
});

describe('worlds with all checks', () => {
  /** Breaks prepaid costs and deferred income alike: equity stays, so sums over a whole world do not show it. */
  const swollen = (): Model =>
    breakState(breakState(modelOf(COMPANY), 'prepaid 2', plus(5), inMonth), 'deferred income 3', plus(5), inMonth);

  test('are in every run, and find what sums over a whole world do not show', () => {
    for (const range of [RANGE, { ...RANGE, first: 700, count: 50 }, { ...RANGE, first: 5_001, count: 3 }])
      expect(told(swollen(), 'lean', range)).toBe(told(swollen(), 'plain', range));
    expect(told(swollen(), 'lean')).toMatch(/^Error: deferred income is not conserved in 2024-09, in world 0: /);
  });

  test('take the place of the others where amounts fall below zero, to the same bytes', () => {
    const text = COMPANY.replace('normal(1, 5%)', 'normal(0.8, 1)');
    const all = (backEnd: BackEnd): string =>
      JSON.stringify(
        worldsOf(
          modelOf(text),
          leverSettings(modelOf(text).scenario),
          { first: 4, count: 9_000, seed: 2, series: ['cash', 'owed', 'net_income'] },
          new Engine(null, backEnd),
        ),
        (_, value) => (value instanceof Map ? [...value] : value instanceof Float64Array ? [...value] : value),
      );
    expect(all('lean')).toBe(all('plain'));
  });

  test('are all of a run, until so many have been asked for that another kernel pays', () => {
    const model = modelOf(COMPANY.replace('months: 18', 'months: 2'));
    const engine = new Engine();
    const ask = () => endingsOf(model, leverSettings(model.scenario), { ...RANGE, count: 520_000, series: [] }, engine);
    const isLean = () => [...model.compiled.values()].map(({ lean }) => lean !== null);
    const checked = ask();
    expect(isLean()).toEqual([false]);
    expect(ask()).toEqual(checked);
    expect(isLean()).toEqual([true]);
  });
});
