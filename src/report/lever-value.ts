import { digits, money, percent } from '../chart/money.ts';
import type { Lever } from '../scenario/scenario.ts';

/** A lever's value as people read it: a share in percent, a thousand or more as money, else a plain number. */
export function leverValue(
  lever: Pick<Lever, 'range' | 'value' | 'isShare'>,
  value: number,
  currency: string,
  ascii = false,
): string {
  if (lever.isShare) return percent(value);
  const most = Math.max(...[value, lever.value, ...(lever.range ?? [])].map(Math.abs));
  return most >= 1000 ? money(value, currency, ascii) : digits(value);
}
