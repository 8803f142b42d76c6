import type { Month } from '../formula/month.ts';
import { monthName } from '../formula/month.ts';

/** How months map to the columns of a plot: a month has one column or more, or a column one month or more. */
export interface MonthScale {
  readonly months: number;
  readonly columns: number;
  /** `first` and `last`: first and last column of month t. */
  readonly first: (t: number) => number;
  readonly last: (t: number) => number;
  /** `from` and `to`: first and last month of a column. */
  readonly from: (column: number) => number;
  readonly to: (column: number) => number;
}

/** A scale of at most `room` columns: fewer where all months then have equal width, at little loss. */
export function monthScale(months: number, room: number): MonthScale {
  const even = Math.floor(room / months) * months;
  return scaleOf(months, even >= 0.85 * room ? even : room);
}

/** A scale of exactly `columns` columns. */
export function scaleOf(months: number, columns: number): MonthScale {
  const edge = (t: number): number => Math.floor((t * columns) / months);
  if (columns >= months) {
    const month = Array.from({ length: columns }, () => 0);
    for (let t = 0; t < months; t++) month.fill(t, edge(t), edge(t + 1));
    const at = (column: number): number => month[column] as number;
    return { months, columns, first: edge, last: (t) => edge(t + 1) - 1, from: at, to: at };
  }
  return {
    months,
    columns,
    first: edge,
    last: edge,
    from: (column) => Math.ceil((column * months) / columns),
    to: (column) => Math.ceil(((column + 1) * months) / columns) - 1,
  };
}

export interface AxisLabel {
  readonly column: number;
  readonly text: string;
}

/** Months between labels; each divides a year or is whole years, so that labels are on the same months every year. */
const STRIDES = [1, 3, 6, 12, 24, 36, 60, 120];

/**
 * Labels for the axis of months: the start in full at column 0, then months as `Apr` and each January as its year, each
 * after a tick of one column. As many as fit without touching each other or the end of the row.
 */
export function monthLabels(start: Month, scale: MonthScale): AxisLabel[] {
  const head = { column: 0, text: monthName(start) };
  if (head.text.length > scale.columns) return [];
  return STRIDES.map((stride) => labelsEvery(stride, start, scale, head)).find((labels) => labels !== null) ?? [head];
}

/** Labels every `stride` months; null where two would touch (only the first may be dropped in favour of the start). */
function labelsEvery(stride: number, start: Month, scale: MonthScale, head: AxisLabel): AxisLabel[] | null {
  const labels = [head];
  let end = head.text.length;
  for (let t = stride - (start % stride); t < scale.months; t += stride) {
    const label = { column: scale.first(t), text: shortName(start + t) };
    if (label.column + 1 + label.text.length > scale.columns) break;
    const apart = labels.length > 1 ? 1 : 0;
    if (label.column >= end + apart) {
      labels.push(label);
      end = label.column + 1 + label.text.length;
    } else if (labels.length > 1 || stride === 1) return null;
  }
  return labels;
}

const shortName = (month: Month): string =>
  month % 12 === 0 ? monthName(month).slice(4) : monthName(month).slice(0, 3);
