import type { Month } from '../formula/month.ts';
import { monthName } from '../formula/month.ts';
import type { Canvas } from './canvas.ts';
import { canvas, charAt, isBlank, put, rowsOf } from './canvas.ts';
import type { Row } from './cells.ts';
import type { CashChart } from './chart-input.ts';
import { legendOf } from './chart-legend.ts';
import { fillColumn, largest, RISING } from './fill.ts';
import type { Glyphs } from './glyphs.ts';
import { MARKS } from './glyphs.ts';
import { money } from './money.ts';
import { samplesOf } from './month-samples.ts';
import { monthScale } from './month-scale.ts';
import type { Most, Plot } from './plot.ts';
import {
  around,
  bottomOf,
  drawAxes,
  drawCursor,
  drawEvents,
  drawHanging,
  drawLevel,
  gutter,
  LOWER,
  monthAt,
  nameAtRight,
} from './plot.ts';
import { drawReported, mostReported } from './reported-marks.ts';
import { fitRow } from './text.ts';
import type { ValueAxis } from './ticks.ts';
import { valueAxis } from './ticks.ts';

/** The plot, with its legend and axes. */
interface Frame extends Plot {
  readonly legend: readonly Row[];
  readonly cash: ValueAxis;
  readonly arrears: ValueAxis;
  /** Months that are drawn: up to the month of failure. */
  readonly lived: number;
  readonly hasFailed: boolean;
}

/**
 * Cash above the axis of months, arrears below it, each on a scale of its own; exactly `height` rows of `width`
 * columns. Cash runs straight from month-end to month-end and is blank at 0; each bar of arrears is a month-end.
 */
export function cashChart(input: CashChart, width: number, height: number, glyphs: Glyphs): Row[] {
  const frame = layOut(input, width, height, glyphs);
  const { lowest, reserve, baseline } = MARKS[glyphs];
  const on = canvas(width, height - frame.legend.length);
  drawCash(on, frame, input, glyphs);
  drawHanging(on, frame, input.overdue, frame.arrears.top, frame.lived, glyphs, 'arrears');
  drawLevel(on, frame, input.lowest ?? null, frame.cash.top, frame.lived, lowest, 'warn', LEAST);
  drawLevel(on, frame, input.reserve, frame.cash.top, frame.lived, reserve, 'reserve');
  drawLevel(on, frame, input.baseline, frame.cash.top, frame.scale.months, baseline, 'baseline');
  const tops = { cash: frame.cash.top, arrears: frame.lowerRows > 0 ? frame.arrears.top : null };
  drawReported(on, frame, input.reported, tops, glyphs);
  drawCashAxes(on, frame, input, glyphs);
  drawEnd(on, frame, input.start, glyphs);
  drawNames(on, frame);
  drawEvents(on, frame, input.events, glyphs);
  drawCursor(on, frame, input.cursor, glyphs);
  return [...rowsOf(on), ...frame.legend.map((row) => fitRow(row, width))];
}

/** The month (t) drawn in column x of the chart; null outside of the plot. */
export const cashMonthAt = (input: CashChart, width: number, height: number, glyphs: Glyphs, x: number) =>
  monthAt(layOut(input, width, height, glyphs), x);

function layOut(input: CashChart, width: number, height: number, glyphs: Glyphs): Frame {
  const failure = input.events.find((e) => e.kind === 'failure');
  const end = input.common?.endsAt ?? input.cash.length;
  const lived = failure === undefined ? end : Math.min(failure.t + 1, end);
  const { legend, axis, events, rows } = around(input, height, (lines) => legendOf(input, width, lines, glyphs));
  const most = cashMost(input);
  const owed = Math.max(most.arrears, input.common?.arrears ?? 0);
  const hasLower = (owed > 0 || input.common !== undefined) && rows >= 2;
  const lowerRows = hasLower ? Math.max(Math.round(rows * (input.common === undefined ? 0.36 : LOWER)), 1) : 0;
  const upperRows = rows - lowerRows;
  const cash = valueAxis(Math.max(most.cash, input.common?.cash ?? 0), upperRows);
  const arrears = valueAxis(owed, lowerRows);
  const label = (value: number): string => money(value, input.currency, glyphs === 'ascii');
  const labels = [label(0), ...[...cash.ticks, ...arrears.ticks].map((tick) => label(tick.value))];
  const left = axis === 1 ? gutter(labels, width) : 0;
  return {
    left,
    scale: monthScale(input.cash.length, width - left),
    eventRow: events === 1 ? 0 : null,
    top: events,
    upperRows,
    axisRow: axis === 1 ? events + upperRows : null,
    lowerRows,
    legend,
    cash,
    arrears,
    lived,
    hasFailed: failure !== undefined,
  };
}

/** Where months share a column, the lowest cash of them is drawn; cash of 0 has a mark, as it is the worst news. */
const LEAST = { end: 'low', isToldAtZero: true } as const;

/** The greatest values that the axes of cash and of arrears must reach, in currency. */
export const cashMost = ({ openingCash, cash, reserve, baseline, overdue, reported }: CashChart): Most => ({
  cash: Math.max(openingCash, largest(cash), largest(reserve), largest(baseline), mostReported(reported, 'cash')),
  arrears: Math.max(largest(overdue), mostReported(reported, 'arrears')),
});

function drawCash(on: Canvas, frame: Frame, input: CashChart, glyphs: Glyphs): void {
  const fill = RISING[glyphs];
  const extents = samplesOf(
    input.cash,
    input.openingCash,
    frame.scale,
    fill.samples,
    frame.lived,
    input.common?.opensAt,
  );
  for (let x = 0; x < frame.scale.columns; x++) {
    const column = extents.slice(x * fill.samples, (x + 1) * fill.samples);
    fillColumn(fill, column, frame.cash.top, frame.upperRows).forEach((char, row) => {
      put(on, frame.left + x, frame.top + frame.upperRows - 1 - row, char, 'cash');
    });
  }
}

function drawCashAxes(on: Canvas, frame: Frame, input: CashChart, glyphs: Glyphs): void {
  const axis = frame.axisRow ?? 0;
  const label = (value: number): string => money(value, input.currency, glyphs === 'ascii');
  const labels = [
    ...frame.cash.ticks.map(({ value, row }) => ({ text: label(value), y: axis - row })),
    ...frame.arrears.ticks.map(({ value, row }) => ({ text: label(value), y: axis + row })),
  ];
  drawAxes(on, frame, input.start, label(0), labels, glyphs);
}

/** Shades the months after the failure. */
function drawEnd(on: Canvas, frame: Frame, start: Month, glyphs: Glyphs): void {
  const { scale, lived, left, hasFailed } = frame;
  if (!hasFailed || lived >= scale.months) return;
  const from = scale.columns < scale.months ? scale.last(lived - 1) + 1 : scale.first(lived);
  const room = scale.columns - from;
  for (let y = frame.top; y < bottomOf(frame); y++) {
    if (y === frame.axisRow) continue;
    for (let x = left + from; x < left + scale.columns; x++) {
      if (charAt(on, x, y) === ' ' && (x + y) % 2 === 0) put(on, x, y, MARKS[glyphs].ended, 'muted');
    }
  }
  const name = monthName(start + lived - 1);
  const text = [` failed ${name} `, ' failed '].find((t) => t.length <= room);
  if (text === undefined) return;
  const x = left + from + Math.floor((room - text.length) / 2);
  put(on, x, frame.top + Math.floor((frame.upperRows - 1) / 2), text, 'bad');
}

/** Names the two lanes where a corner is blank. */
function drawNames(on: Canvas, frame: Frame): void {
  if (frame.axisRow === null || on.height < 8) return;
  nameAtRight(on, frame, frame.top, 'cash', 'cash');
  const y = frame.axisRow + frame.lowerRows;
  if (frame.lowerRows > 1 && isBlank(on, frame.left, y, 9)) put(on, frame.left + 1, y, 'arrears', 'arrears');
}
