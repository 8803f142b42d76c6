import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { Faults } from '../../diagnostic/diagnostic.ts';
import { formatMonth } from '../../formula/month.ts';
import type { Check } from '../program/check.ts';
import type { Model } from './model.ts';

const CODES = {
  finite: 'not-finite',
  negative: 'negative-amount',
  share: 'bad-share',
  shares: 'bad-share',
  overflow: 'overflow',
} as const;

/**
 * The user's fault behind a check that failed, or the program's own. `fault` is what a kernel leaves; the world is named where there are
 * many, counted from `first`.
 */
export function runFault(model: Model, fault: Float64Array, isOneOfMany: boolean, first = 0): Error {
  const [index, world, t, value] = fault as unknown as readonly [number, number, number, number];
  const check = model.month.checks[index]!;
  const month = t < 0 ? 'before the first month' : `in ${formatMonth(model.scenario.start + t)}`;
  const when = isOneOfMany ? `${month}, in world ${first + world}` : month;
  if (check.kind === 'assert') return new Error(`${check.where} is not conserved ${when}: ${value} is missing`);
  const { message, hint } = told(model, check, value, when);
  const base = { severity: 'error', code: CODES[check.kind], place: check.place, message } as const;
  const diagnostic: Diagnostic = hint === undefined ? base : { ...base, hint };
  return new Faults([diagnostic]);
}

const figure = (x: number): string => String(Number(x.toPrecision(6)));
const percent = (x: number): string => `${figure(x * 100)}%`;

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
      };
  }
}
