import { digits, money, percent } from '../chart/money.ts';
import type { Lever } from '../scenario/scenario.ts';

/**
 * A lever's value as people read it. The file does not say what a lever counts: one whose range ends at 100% or below
 * is a share, one of a thousand or more is money, any other a plain number.
 */
export function leverValue(
  lever: Pick<Lever, 'range' | 'value'>,
  value: number,
  currency: string,
  ascii = false,
): string {
  const ends = [value, lever.value, ...(lever.range ?? [])].map(Math.abs);
  const most = Math.max(...ends);
  if (most >= 1000) return money(value, currency, ascii);
  if (most <= 1 && most > 0 && (lever.range !== null || !Number.isInteger(most))) return percent(value);
  return digits(value);
}
