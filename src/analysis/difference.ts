/** Difference between two values of a measure: the one comparison behind tables, deltas and colours. */
import type { Measure } from '../scenario/measure-names.ts';
import type { MeasureValue } from './measure.ts';

/** Whether a change is good news; null where the two cannot be compared, being money of two currencies. */
export type News = 'better' | 'worse' | 'same' | null;

export interface Difference {
  /**
   * `value` less `other`: an amount, a share, or months. Null where either does not occur, or they cannot be compared.
   */
  readonly by: number | null;
  readonly news: News;
}

/** A value as a number to sort by: months are calendar months; a value that does not occur is infinite. */
export const rankOf = (value: MeasureValue): number =>
  value === null ? Number.POSITIVE_INFINITY : 'number' in value ? value.number : value.month;

/** A value, and the currency of its scenario. */
export interface Valued {
  readonly value: MeasureValue;
  readonly currency: string;
}

/** Compares `value` with `other`, both of the given measure. */
export function differenceOf(
  { unit, better }: Pick<Measure, 'unit' | 'better'>,
  { value, currency }: Valued,
  other: Valued,
): Difference {
  if (unit === 'money' && currency !== other.currency) return { by: null, news: null };
  const [now, before] = [rankOf(value), rankOf(other.value)];
  const by = Number.isFinite(now) && Number.isFinite(before) ? now - before + 0 : null;
  if (now === before) return { by, news: 'same' };
  return { by, news: now > before === (better === 'more') ? 'better' : 'worse' };
}
