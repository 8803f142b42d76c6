import type { Diagnostic, Place } from '../../diagnostic/diagnostic.ts';
import { Faults } from '../../diagnostic/diagnostic.ts';
import { formatMonth } from '../../formula/month.ts';
import type { Formula } from '../../formula/tree.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Check } from '../program/check.ts';
import type { Model } from './model.ts';
import { creditorSeries, lineSeries } from './outcome.ts';

/** By kind of check, the code of the user's fault. */
const CODES = {
  finite: 'not-finite',
  negative: 'negative-amount',
  share: 'bad-share',
  shares: 'bad-share',
  overflow: 'overflow',
} as const;

/** One world's amounts: by name of a series a number a month, which need not be finite. */
export type Amounts = ReadonlyMap<string, Float64Array>;

/** Names of the series that `Amounts` must have, to place an overflow. */
export function amountSeries({ revenue, costs, creditors }: Scenario): string[] {
  const lines = [...revenue.keys(), ...costs.keys()].map(lineSeries);
  return [...lines, ...[...creditors.keys()].map((name) => creditorSeries(name, 'owed')), 'cash'];
}

/** An amount of a scenario: what messages call it, where its formula stands, and its absolute value in a month. */
interface Amount {
  readonly where: string;
  readonly place: Place;
  readonly value: number;
}

/** The amount to blame for an overflow in month t: the largest in absolute value, NaN counting as infinite. */
function largest({ scenario }: Model, amounts: Amounts, t: number): Amount {
  const at = (name: string): number => {
    const value = Math.abs(amounts.get(name)![Math.max(0, t)]!);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  };
  const line = (section: string) => (one: { name: string; amount: Formula }) => ({
    where: `${section}.${one.name}`,
    place: one.amount.place,
    value: at(lineSeries(one.name)),
  });
  const lines: Amount[] = [
    ...[...scenario.revenue.values()].map(line('revenue')),
    ...[...scenario.costs.values()].map(line('costs')),
  ];
  const balances: Amount[] = [
    ...[...scenario.creditors.values()].map(({ name, place }) => ({
      where: `what creditors.${name} is owed`,
      place,
      value: at(creditorSeries(name, 'owed')),
    })),
    { where: 'cash', place: scenario.cash.place, value: at('cash') },
  ];
  const most = (among: readonly Amount[]): Amount | undefined =>
    among.reduce<Amount | undefined>(
      (best, one) => (best === undefined || one.value > best.value ? one : best),
      undefined,
    );
  // An amount that is still finite, but nearly too large, made the sums overflow; and balances follow from lines.
  const near = [...lines, ...balances].filter(({ value }) => Number.isFinite(value) && value > NEAR);
  const [top, own] = [most(near), most(lines.filter((one) => near.includes(one)))];
  if (top !== undefined) return own !== undefined && own.value >= top.value / ALIKE ? own : top;
  return most([...lines, ...balances])!;
}

/** A line that is smaller than the largest balance by at most this factor is blamed for it. */
const ALIKE = 1000;

/** An amount of which a few, added or multiplied, overflow. */
const NEAR = 1e290;

/**
 * The error for a check that failed: Faults where it is the user's, any other error where it is the program's
 * (`assert`). `fault` is what a kernel left: the index among `checks`, the world, the month (-1: before month 0) and
 * the value found. The world is named where it is one of many, as `first` plus its number. `amounts` gives the amounts
 * of a world, by which an overflow is placed; null: it is not placed.
 */
export function runFault(
  model: Model,
  checks: readonly Check[],
  fault: Float64Array,
  isOneOfMany: boolean,
  first = 0,
  amounts: ((world: number) => Amounts) | null = null,
): Error {
  const [index, world, t, value] = fault as unknown as readonly [number, number, number, number];
  const check = checks[index]!;
  const month = t < 0 ? 'before the first month' : `in ${formatMonth(model.scenario.start + t)}`;
  const when = isOneOfMany ? `${month}, in world ${first + world}` : month;
  if (check.kind === 'assert') return new Error(`${check.where} is not conserved ${when}: ${value} is missing`);
  if (check.kind === 'overflow' && amounts !== null) return overflow(largest(model, amounts(world), t), when);
  const { message, hint } = told(model, check, value, when);
  const base = { severity: 'error', code: CODES[check.kind], place: check.place, message } as const;
  const diagnostic: Diagnostic = hint === undefined ? base : { ...base, hint };
  return new Faults([diagnostic]);
}

function overflow({ where, place, value }: Amount, when: string): Error {
  const found = Number.isFinite(value) ? `${where} is ${figure(value)}` : `${where} has outgrown it`;
  const message = `amounts grow beyond what a number can hold: ${found}, ${when}`;
  const hint = 'a number holds up to 1.8e308: see what it is multiplied by month after month';
  return new Faults([{ severity: 'error', code: 'overflow', place, message, hint }]);
}

const figure = (x: number): string => String(Number(x.toPrecision(6)));
const percent = (x: number): string => `${figure(x * 100)}%`;

/** The message of a check that failed, and a hint how to mend it. */
function told(model: Model, { kind, where }: Check, value: number, when: string): { message: string; hint?: string } {
  switch (kind) {
    case 'finite':
      return { message: `${where} has no finite value, ${when}` };
    case 'negative':
      return { message: `${where} is ${figure(value)}, and cannot be below zero, ${when}` };
    case 'share': {
      const message = `${where} is ${figure(value)}, and must be from 0 to 1, ${when}`;
      return value >= 2 && value <= 100
        ? { message, hint: `a share is written ${figure(value)}% or ${figure(value / 100)}` }
        : { message };
    }
    case 'shares':
      return { message: `the shares of ${where} sum to ${percent(value)}, and at most 100% can be collected, ${when}` };
    default:
      return {
        message: `${model.scenario.cash.place.source.name}: amounts grow beyond what a number can hold, ${when}`,
        hint: 'run alone, as with --world, that one names the amount',
      };
  }
}
