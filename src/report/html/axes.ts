/** What the charts of a page have in common: frame, axes, and the scale of months. Lengths are in pixels. */
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { columnsOf } from '../../diagnostic/columns.ts';
import { type Month, monthName } from '../../formula/month.ts';
import { type Child, el, type Markup, px } from './markup.ts';

/** Approximate width of a character of a label, and height of a row of text. */
const COLUMN = 6.6;
export const ROW = 16;
/** Margin at the right, into which the last month's label may reach. */
export const RIGHT = 14;

export const textWidth = (text: string): number => columnsOf(text) * COLUMN;

/** Id, title and description of a picture; ids differ within a page. */
export interface Naming {
  readonly id: string;
  readonly title: string;
  readonly describes: string;
}

/** An SVG picture of the given size, labelled for screen readers. */
export function svg({ id, title, describes }: Naming, width: number, height: number, ...children: Child[]): Markup {
  const labelled = { role: 'img', 'aria-labelledby': `${id}-t ${id}-d` };
  const size = { viewBox: `0 0 ${px(width)} ${px(height)}`, width: px(width), height: px(height) };
  return el(
    'svg',
    { ...size, ...labelled },
    el('title', { id: `${id}-t` }, title),
    el('desc', { id: `${id}-d` }, describes),
    ...children,
  );
}

/** Scale of months: month t spans from t to t + 1. */
export const monthsAlong = (months: number, left: number, width: number): ScaleLinear<number, number> =>
  scaleLinear([0, months], [left, width - RIGHT]);

/** Width of a month's name. */
const MONTH = 66;

/**
 * The axis of months at height `y`, with as many names as have room: every month, or every third, sixth or twelfth of
 * the calendar.
 */
export function monthAxis(
  x: ScaleLinear<number, number>,
  start: Month,
  y: number,
  top: number,
  bottom: number,
): Child[] {
  const [, months] = x.domain() as [number, number];
  const [left, right] = x.range() as [number, number];
  const every = [1, 3, 6, 12, 24, 60].find((n) => (n * (right - left)) / months >= MONTH) ?? 120;
  const named = Array.from({ length: months }, (_, t) => t).filter((t) => t === 0 || (start + t) % every === 0);
  const shown = named.filter((t, i) => i !== 1 || x(t) - x(0) >= MONTH);
  return [
    ...shown.flatMap((t) => [
      t === 0 ? null : el('line', { x1: px(x(t)), x2: px(x(t)), y1: px(top), y2: px(bottom), class: 'grid' }),
      el('text', { x: px(x(t) + 3), y: px(y + 12), class: 'tick' }, monthName(start + t)),
    ]),
    el('line', { x1: px(left), x2: px(right), y1: px(y), y2: px(y), class: 'axis' }),
  ];
}

/** Labels of values left of a lane, with a faint line for each; none for 0, which is the axis of months. */
export function valueTicks(
  y: ScaleLinear<number, number>,
  [left, right]: readonly [number, number],
  count: number,
  text: (value: number) => string,
): Child[] {
  return y
    .ticks(count)
    .flatMap((value) => [
      value === 0
        ? null
        : el('line', { x1: px(left), x2: px(right), y1: px(y(value)), y2: px(y(value)), class: 'grid' }),
      el('text', { x: px(left - 6), y: px(y(value) + 4), class: 'tick end' }, text(value)),
    ]);
}

/** Width that the labels need at the left, with some space. */
export const gutterOf = (labels: readonly string[]): number => Math.max(...labels.map(textWidth), 0) + 10;
