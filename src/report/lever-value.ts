import { digits, money, percent } from '../chart/money.ts';
import type { Lever } from '../scenario/scenario.ts';

/** Whether the lever is a switch: 0 is off, 1 is on, and its range has no other step. */
export const isSwitch = ({ range, step }: Pick<Lever, 'range' | 'step'>): boolean =>
  range?.[0] === 0 && range[1] === 1 && step === 1;

/**
 * A lever's value as people read it: off or on for a switch, percent for a share, money from 1,000 on, else a number.
 */
export function leverValue(
  lever: Pick<Lever, 'range' | 'value' | 'isShare' | 'step'>,
  value: number,
  currency: string,
  ascii = false,
): string {
  if (isSwitch(lever) && (value === 0 || value === 1)) return value === 0 ? 'off' : 'on';
  if (lever.isShare) return percent(value);
  const most = Math.max(...[value, lever.value, ...(lever.range ?? [])].map(Math.abs));
  return most >= 1000 ? money(value, currency, ascii) : digits(value);
}
