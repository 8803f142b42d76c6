import type { Month } from '../formula/month.ts';
import type { Canvas } from './canvas.ts';
import { charAt, isBlank, paint, put } from './canvas.ts';
import type { Role, Row } from './cells.ts';
import type { ChartEvent } from './chart-events.ts';
import { placeEvents } from './chart-events.ts';
import { extremes, FALLING, fillColumn } from './fill.ts';
import type { Glyphs } from './glyphs.ts';
import { MARKS } from './glyphs.ts';
import type { MonthScale } from './month-scale.ts';
import { monthLabels } from './month-scale.ts';

/**
 * Layout of a chart over months: one lane above the axis of months and one below it; columns count from `left`, rows
 * from the top. A lane of 0 rows is not drawn.
 */
export interface Plot {
  readonly left: number;
  readonly scale: MonthScale;
  readonly eventRow: number | null;
  /** First row of the upper lane. */
  readonly top: number;
  readonly upperRows: number;
  readonly axisRow: number | null;
  readonly lowerRows: number;
}

/** The least ends of the axes of cash and of arrears, in currency. */
export interface Most {
  readonly cash: number;
  readonly arrears: number;
}

/** Share of the rows for the lower lane below bands, and in charts that are compared. */
export const LOWER = 0.25;

/**
 * Rows for legend, axis and events, of `height` rows, and the `rows` left for the lanes. Charts that are compared
 * (`common`) get equal ones.
 */
export function around(
  input: { readonly events: readonly ChartEvent[]; readonly common?: object },
  height: number,
  legendOf: (lines: number) => readonly Row[],
) {
  const lines = height < 9 ? 0 : height < 12 ? 1 : 2;
  const told = legendOf(lines);
  const blank: Row = [];
  const legend = input.common === undefined ? told : [...told, ...Array(lines - told.length).fill(blank)];
  const axis = height >= 3 ? 1 : 0;
  const events = (input.events.length > 0 || input.common !== undefined) && height >= 5 ? 1 : 0;
  return { legend, axis, events, rows: height - legend.length - axis - events };
}

/** A label of the value axis, in one row of the canvas. */
export interface SideLabel {
  readonly text: string;
  readonly y: number;
}

/** Columns for labels left of the plot; 0 where they would leave fewer than eight for the plot. */
export function gutter(labels: readonly string[], width: number): number {
  const columns = 1 + Math.max(...labels.map((text) => text.length));
  return width - columns >= 8 ? columns : 0;
}

/** Draws the axis of months and, where there is room, the value axis at its left; `zero` labels the axis of months. */
export function drawAxes(
  on: Canvas,
  plot: Plot,
  start: Month,
  zero: string,
  labels: readonly SideLabel[],
  glyphs: Glyphs,
): void {
  const { left, axisRow } = plot;
  const marks = MARKS[glyphs];
  if (axisRow === null) return;
  put(on, left, axisRow, marks.axis.repeat(plot.scale.columns), 'muted');
  for (const { column, text } of monthLabels(start, plot.scale)) {
    const tick = column === 0 ? 0 : 1;
    if (tick === 1) put(on, left + column, axisRow, marks.tick, 'muted');
    put(on, left + column + tick, axisRow, text, 'plain');
  }
  if (left === 0) return;
  for (let y = plot.top; y <= axisRow + plot.lowerRows; y++) put(on, left - 1, y, marks.side, 'muted');
  for (const { text, y } of [{ text: zero, y: axisRow }, ...labels]) {
    put(on, left - 1 - text.length, y, text, 'plain');
    put(on, left - 1, y, marks.label, 'muted');
  }
  put(on, left - 1, axisRow, marks.tick, 'muted');
}

/** Draws the marks of events in their row, where the plot has one. */
export function drawEvents(on: Canvas, plot: Plot, events: readonly ChartEvent[], glyphs: Glyphs): void {
  if (plot.eventRow === null) return;
  for (const { column, mark, role } of placeEvents(events, plot.scale, glyphs)) {
    put(on, plot.left + column, plot.eventRow, mark, role);
  }
}

/**
 * Draws a bar down from the axis of months for each of the first `months`; `top` is the value at the foot of the lower
 * lane.
 */
export function drawHanging(
  on: Canvas,
  plot: Plot,
  series: Float64Array,
  top: number,
  months: number,
  glyphs: Glyphs,
  role: Role,
): void {
  const { scale, axisRow } = plot;
  if (plot.lowerRows === 0 || axisRow === null) return;
  const fill = FALLING[glyphs];
  for (let x = 0; x < scale.columns; x++) {
    const t = scale.from(x);
    const gap = scale.last(t) - scale.first(t) >= 2 && x === scale.last(t);
    const extent = extremes(series, t, Math.min(scale.to(x), months - 1));
    if (extent === null || gap) continue;
    const column = Array(fill.samples).fill({ low: extent.high, high: extent.high });
    fillColumn(fill, column, top, plot.lowerRows).forEach((char, row) => {
      put(on, plot.left + x, axisRow + 1 + row, char, role);
    });
  }
}

/** The row of the upper lane, from its bottom, that a value falls in; null unless it is above 0. */
export function rowAt(value: number, top: number, rows: number): number | null {
  if (!(value > 0)) return null;
  return Math.min(Math.max(Math.ceil((value / top) * rows - 1e-9) - 1, 0), rows - 1);
}

/**
 * Draws a line at the height of the series for the first `months`; months that share a column show their greatest or
 * their least. A value of 0 is blank, or has a mark on the lowest row with `isToldAtZero`.
 */
export function drawLevel(
  on: Canvas,
  plot: Plot,
  series: Float64Array | null,
  top: number,
  months: number,
  mark: string,
  role: Role,
  { end, isToldAtZero }: { readonly end: 'high' | 'low'; readonly isToldAtZero: boolean } = AT_MOST,
): void {
  if (series === null) return;
  for (let x = 0; x < plot.scale.columns; x++) {
    const extent = extremes(series, plot.scale.from(x), Math.min(plot.scale.to(x), months - 1));
    if (extent === null || plot.upperRows === 0) continue;
    const isAtZero = isToldAtZero && !(extent[end] > 0);
    const row = isAtZero ? 0 : rowAt(extent[end], top, plot.upperRows);
    if (row === null) continue;
    const y = plot.top + plot.upperRows - 1 - row;
    // The last cell of a filled column is not overwritten, so that the fill stays visible.
    const last =
      !isAtZero && row === 0 && charAt(on, plot.left + x, y) !== ' ' && charAt(on, plot.left + x, y - 1) === ' ';
    if (!last) put(on, plot.left + x, y, mark, role);
  }
}

const AT_MOST = { end: 'high', isToldAtZero: false } as const;

/** Writes a lane's name at the right end of a row where that is blank. */
export function nameAtRight(on: Canvas, plot: Plot, y: number, name: string, role: Role): void {
  const x = plot.left + plot.scale.columns - name.length - 1;
  if (isBlank(on, x, y, name.length + 1)) put(on, x, y, ` ${name}`, role);
}

/** Draws the cursor through the middle of month t; null: none. */
export function drawCursor(on: Canvas, plot: Plot, t: number | null, glyphs: Glyphs): void {
  if (t === null || t < 0 || t >= plot.scale.months) return;
  const x = plot.left + Math.floor((plot.scale.first(t) + plot.scale.last(t)) / 2);
  for (let y = plot.top; y < bottomOf(plot); y++) {
    const char = charAt(on, x, y);
    if (char === ' ' || char === MARKS[glyphs].ended) put(on, x, y, MARKS[glyphs].cursor, 'accent');
    else paint(on, x, y, 'selected');
  }
}

/** The month (t) in column x, the first of those that share it; null outside of the plot. */
export function monthAt({ left, scale }: Plot, x: number): number | null {
  const column = x - left;
  return column < 0 || column >= scale.columns ? null : scale.from(column);
}

/** The first row below the plot. */
export const bottomOf = (plot: Plot): number =>
  plot.top + plot.upperRows + (plot.axisRow === null ? 0 : 1) + plot.lowerRows;
