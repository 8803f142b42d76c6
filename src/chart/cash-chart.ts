import type { Month } from '../formula/month.ts';
import { monthName } from '../formula/month.ts';
import type { Canvas } from './canvas.ts';
import { canvas, charAt, isBlank, paint, put, rowsOf } from './canvas.ts';
import type { Row } from './cells.ts';
import { placeEvents } from './chart-events.ts';
import type { CashChart } from './chart-input.ts';
import { legendOf } from './chart-legend.ts';
import type { Extent } from './fill.ts';
import { extremes, FALLING, fillColumn, largest, RISING } from './fill.ts';
import type { Glyphs } from './glyphs.ts';
import { MARKS } from './glyphs.ts';
import { money } from './money.ts';
import type { MonthScale } from './month-scale.ts';
import { monthLabels, monthScale, scaleOf } from './month-scale.ts';
import { fitRow } from './text.ts';
import type { ValueAxis } from './ticks.ts';
import { valueAxis } from './ticks.ts';

/** Where things stand: columns from `left`, rows from the top; a lane of no rows is not drawn. */
interface Frame {
  readonly left: number;
  readonly scale: MonthScale;
  readonly eventRow: number | null;
  readonly cashTop: number;
  readonly cashRows: number;
  readonly axisRow: number | null;
  readonly arrearsRows: number;
  readonly legend: readonly Row[];
  readonly cash: ValueAxis;
  readonly arrears: ValueAxis;
  /** Months that are drawn: up to the month of failure. */
  readonly lived: number;
}

/**
 * Cash above the line of months, arrears below it, each on a scale of its own. Exactly `height` rows of `width`
 * columns. Where cash is blank there is none. Cash runs straight from month-end to month-end; each arrears bar is a
 * month-end.
 */
export function cashChart(input: CashChart, width: number, height: number, glyphs: Glyphs): Row[] {
  const frame = layOut(input, width, height, glyphs);
  const on = canvas(width, height - frame.legend.length);
  drawCash(on, frame, input, glyphs);
  drawArrears(on, frame, input, glyphs);
  drawLevel(on, frame, input.reserve, MARKS[glyphs].reserve, 'reserve');
  drawLevel(on, frame, input.baseline, MARKS[glyphs].baseline, 'baseline');
  drawAxes(on, frame, input, glyphs);
  drawEnd(on, frame, input.start, glyphs);
  drawNames(on, frame);
  if (frame.eventRow !== null) {
    for (const { column, mark, role } of placeEvents(input.events, frame.scale, glyphs)) {
      put(on, frame.left + column, frame.eventRow, mark, role);
    }
  }
  if (input.cursor !== null) drawCursor(on, frame, input.cursor, glyphs);
  return [...rowsOf(on), ...frame.legend.map((row) => fitRow(row, width))];
}

function layOut(input: CashChart, width: number, height: number, glyphs: Glyphs): Frame {
  const failure = input.events.find((e) => e.kind === 'failure');
  const lived = failure === undefined ? input.cash.length : Math.min(failure.t + 1, input.cash.length);
  const legend = legendOf(input, width, height < 9 ? 0 : height < 12 ? 1 : 2, glyphs);
  const axis = height >= 3 ? 1 : 0;
  const events = input.events.length > 0 && height >= 5 ? 1 : 0;
  const rows = height - legend.length - axis - events;
  const owed = largest(input.overdue);
  const arrearsRows = owed > 0 && rows >= 2 ? Math.max(Math.round(rows * 0.36), 1) : 0;
  const cashRows = rows - arrearsRows;
  const most = Math.max(input.openingCash, largest(input.cash), largest(input.reserve), largest(input.baseline));
  const cash = valueAxis(most, cashRows);
  const arrears = valueAxis(owed, arrearsRows);
  const label = (value: number): number => money(value, input.currency, glyphs === 'ascii').length;
  const gutter = 1 + Math.max(label(0), ...[...cash.ticks, ...arrears.ticks].map((tick) => label(tick.value)));
  const left = axis === 1 && width - gutter >= 8 ? gutter : 0;
  return {
    left,
    scale: monthScale(input.cash.length, width - left),
    eventRow: events === 1 ? 0 : null,
    cashTop: events,
    cashRows,
    axisRow: axis === 1 ? events + cashRows : null,
    arrearsRows,
    legend,
    cash,
    arrears,
    lived,
  };
}

function drawCash(on: Canvas, frame: Frame, input: CashChart, glyphs: Glyphs): void {
  const fill = RISING[glyphs];
  const extents = cashExtents(input, frame, fill.samples);
  for (let x = 0; x < frame.scale.columns; x++) {
    const column = extents.slice(x * fill.samples, (x + 1) * fill.samples);
    fillColumn(fill, column, frame.cash.top, frame.cashRows).forEach((char, row) => {
      put(on, frame.left + x, frame.cashTop + frame.cashRows - 1 - row, char, 'cash');
    });
  }
}

/**
 * Cash at each column of dots; null after the end. A month's last one is exactly its month-end; months that share one
 * give their extremes.
 */
function cashExtents(input: CashChart, frame: Frame, samples: number): (Extent | null)[] {
  const { scale, lived } = frame;
  const out: (Extent | null)[] = Array(scale.columns * samples).fill(null);
  if (scale.columns < scale.months) {
    const fine = scaleOf(scale.months, out.length);
    return out.map((_, i) => extremes(input.cash, fine.from(i), Math.min(fine.to(i), lived - 1)));
  }
  for (let t = 0; t < lived; t++) {
    const before = t === 0 ? input.openingCash : (input.cash[t - 1] as number);
    const after = input.cash[t] as number;
    const first = scale.first(t) * samples;
    const count = (scale.last(t) + 1) * samples - first;
    for (let i = 0; i < count; i++) {
      // Month 0 begins at the opening balance itself, where there is room for it.
      const share = t === 0 && count > 1 ? i / (count - 1) : (i + 1) / count;
      const value = share === 1 ? after : before + (after - before) * share;
      out[first + i] = { low: value, high: value };
    }
  }
  return out;
}

function drawArrears(on: Canvas, frame: Frame, input: CashChart, glyphs: Glyphs): void {
  const { scale, lived, axisRow } = frame;
  if (frame.arrearsRows === 0 || axisRow === null) return;
  const fill = FALLING[glyphs];
  for (let x = 0; x < scale.columns; x++) {
    const t = scale.from(x);
    const gap = scale.last(t) - scale.first(t) >= 2 && x === scale.last(t);
    const extent = extremes(input.overdue, t, Math.min(scale.to(x), lived - 1));
    if (extent === null || gap) continue;
    const column = Array(fill.samples).fill({ low: extent.high, high: extent.high });
    fillColumn(fill, column, frame.arrears.top, frame.arrearsRows).forEach((char, row) => {
      put(on, frame.left + x, axisRow + 1 + row, char, 'arrears');
    });
  }
}

/** A line at the height of the series, over what is there; nothing where it is zero. */
function drawLevel(
  on: Canvas,
  frame: Frame,
  series: Float64Array | null,
  mark: string,
  role: 'reserve' | 'baseline',
): void {
  if (series === null) return;
  const lived = role === 'reserve' ? frame.lived : frame.scale.months;
  for (let x = 0; x < frame.scale.columns; x++) {
    const extent = extremes(series, frame.scale.from(x), Math.min(frame.scale.to(x), lived - 1));
    if (extent === null || extent.high <= 0) continue;
    const row = Math.max(Math.ceil((extent.high / frame.cash.top) * frame.cashRows - 1e-9) - 1, 0);
    const y = frame.cashTop + frame.cashRows - 1 - row;
    // The last of the cash is never hidden.
    const lastOfCash = row === 0 && charAt(on, frame.left + x, y) !== ' ' && charAt(on, frame.left + x, y - 1) === ' ';
    if (!lastOfCash) put(on, frame.left + x, y, mark, role);
  }
}

function drawAxes(on: Canvas, frame: Frame, input: CashChart, glyphs: Glyphs): void {
  const { left, axisRow } = frame;
  const marks = MARKS[glyphs];
  if (axisRow === null) return;
  put(on, left, axisRow, marks.axis.repeat(frame.scale.columns), 'muted');
  for (const { column, text } of monthLabels(input.start, frame.scale)) {
    const tick = column === 0 ? 0 : 1;
    if (tick === 1) put(on, left + column, axisRow, marks.tick, 'muted');
    put(on, left + column + tick, axisRow, text, 'plain');
  }
  if (left === 0) return;
  for (let y = frame.cashTop; y <= axisRow + frame.arrearsRows; y++) put(on, left - 1, y, marks.side, 'muted');
  const label = (value: number, y: number): void => {
    const text = money(value, input.currency, glyphs === 'ascii');
    put(on, left - 1 - text.length, y, text, 'plain');
    put(on, left - 1, y, marks.label, 'muted');
  };
  label(0, axisRow);
  put(on, left - 1, axisRow, marks.tick, 'muted');
  for (const { value, row } of frame.cash.ticks) label(value, axisRow - row);
  for (const { value, row } of frame.arrears.ticks) label(value, axisRow + row);
}

/** The months after the failure, in which nothing happens any more. */
function drawEnd(on: Canvas, frame: Frame, start: Month, glyphs: Glyphs): void {
  const { scale, lived, left } = frame;
  if (lived >= scale.months) return;
  const from = scale.columns < scale.months ? scale.last(lived - 1) + 1 : scale.first(lived);
  const room = scale.columns - from;
  const bottom = frame.cashTop + frame.cashRows + (frame.axisRow === null ? 0 : 1) + frame.arrearsRows;
  for (let y = frame.cashTop; y < bottom; y++) {
    if (y === frame.axisRow) continue;
    for (let x = left + from; x < left + scale.columns; x++) {
      if (charAt(on, x, y) === ' ' && (x + y) % 2 === 0) put(on, x, y, MARKS[glyphs].ended, 'muted');
    }
  }
  const name = monthName(start + lived - 1);
  const text = [` failed ${name} `, ' failed '].find((t) => t.length <= room);
  if (text === undefined) return;
  const x = left + from + Math.floor((room - text.length) / 2);
  put(on, x, frame.cashTop + Math.floor((frame.cashRows - 1) / 2), text, 'bad');
}

/** Names the two lanes where there is blank room in a corner. */
function drawNames(on: Canvas, frame: Frame): void {
  if (frame.axisRow === null || on.height < 8) return;
  const right = frame.left + frame.scale.columns - 5;
  if (isBlank(on, right, frame.cashTop, 5)) put(on, right, frame.cashTop, ' cash', 'cash');
  const y = frame.axisRow + frame.arrearsRows;
  if (frame.arrearsRows > 1 && isBlank(on, frame.left, y, 9)) put(on, frame.left + 1, y, 'arrears', 'arrears');
}

function drawCursor(on: Canvas, frame: Frame, t: number, glyphs: Glyphs): void {
  if (t < 0 || t >= frame.scale.months) return;
  const x = frame.left + Math.floor((frame.scale.first(t) + frame.scale.last(t)) / 2);
  const last = frame.cashTop + frame.cashRows + (frame.axisRow === null ? 0 : 1) + frame.arrearsRows;
  for (let y = frame.cashTop; y < last; y++) {
    const char = charAt(on, x, y);
    if (char === ' ' || char === MARKS[glyphs].ended) put(on, x, y, MARKS[glyphs].cursor, 'accent');
    else paint(on, x, y, 'selected');
  }
}
