import type { Month } from '../../formula/month.ts';
import type { Debt } from '../../scenario/scenario.ts';
import type { Program, Value } from '../program/program.ts';

/** A debt as the month opens. */
interface Standing {
  readonly open: Value;
  /** A month. */
  readonly rate: Value;
  /** Received this month: bears no interest in it. */
  readonly drawn: Value;
}

interface Service {
  /** Falls due this month. */
  readonly falls: Value;
  readonly interest: Value;
  /** Becomes equity. */
  readonly converted: Value;
  /** The balance as the month closes. */
  readonly next: Value;
}

/** One month of one debt: it converts, bears interest and falls due, in the way of its kind. */
export function serveDebt(p: Program, debt: Debt, start: Month, { open, rate, drawn }: Standing): Service {
  const isConversion = debt.converts === null ? p.false : p.eq(p.month, p.constant(debt.converts - start));
  const converted = p.select(isConversion, open, p.zero);
  const balance = p.select(isConversion, p.zero, open);
  const interest = p.scale(balance, rate);
  const isDue = p.eq(p.month, p.constant(debt.due - start));
  const close = (left: Value): Value => p.add(p.select(isDue, p.zero, left), drawn);
  if (debt.kind === 'interest_only') {
    const falls = p.add(interest, p.select(isDue, balance, p.zero));
    return { falls, interest, converted, next: close(balance) };
  }
  const grown = p.add(balance, interest);
  if (debt.kind === 'accruing')
    return { falls: p.select(isDue, grown, p.zero), interest, converted, next: close(grown) };
  const falls = p.select(isDue, grown, payment(p, balance, rate, debt.due - start));
  return { falls, interest, converted, next: close(p.sub(grown, falls)) };
}

/**
 * The level payment of a loan with balance B, rate r and n payments left: B·r/(1−(1+r)^−n), or B/n where r is 0 or too small to tell;
 * nothing after the last.
 */
function payment(p: Program, balance: Value, rate: Value, due: number): Value {
  const left = p.sub(p.constant(due + 1), p.month);
  const factor = p.sub(p.one, p.pow(p.add(p.one, rate), p.neg(left)));
  const level = p.select(p.eq(factor, p.zero), p.div(balance, left), p.div(p.mul(balance, rate), factor));
  return p.select(p.le(left, p.zero), p.zero, level);
}
