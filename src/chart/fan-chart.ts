import type { Percentile } from '../engine/answers.ts';
import type { Month } from '../formula/month.ts';
import type { BandColumn, BandPen, BandSpan } from './band.ts';
import { BAND_PENS } from './band.ts';
import type { Canvas } from './canvas.ts';
import { canvas, put, rowsOf } from './canvas.ts';
import type { Role, Row, Run } from './cells.ts';
import { run } from './cells.ts';
import type { ChartEvent } from './chart-events.ts';
import { eventWordings } from './chart-events.ts';
import type { Common } from './chart-input.ts';
import { full, legendRows } from './chart-legend.ts';
import type { Extent } from './fill.ts';
import { FALLING, largest, RISING } from './fill.ts';
import type { Glyphs } from './glyphs.ts';
import { MARKS } from './glyphs.ts';
import { money, percent } from './money.ts';
import { samplesOf } from './month-samples.ts';
import { monthScale } from './month-scale.ts';
import type { Most, Plot, SideLabel } from './plot.ts';
import {
  around,
  drawAxes,
  drawCursor,
  drawEvents,
  drawHanging,
  drawLevel,
  gutter,
  LOWER,
  monthAt,
  nameAtRight,
  rowAt,
} from './plot.ts';
import { drawReported, mostReported, type ReportedMark, reportedLegend } from './reported-marks.ts';
import { drawShares } from './share-lane.ts';
import { fitRow } from './text.ts';
import type { ValueAxis } from './ticks.ts';
import { shareAxis, valueAxis } from './ticks.ts';

/**
 * Data of the chart of many worlds. Series have one number a month (index = t): money in currency from 0 up, shares
 * from 0 to 1. A percentile is NaN from the month in which it falls among failed worlds, and its line ends there.
 */
export interface FanChart {
  readonly start: Month;
  readonly opening: Readonly<Record<Percentile, number>>;
  /** At the end of each month, by percentile. */
  readonly cash: Readonly<Record<Percentile, Float64Array>>;
  /** Share of worlds that have not failed by the end of each month. */
  readonly survival: Float64Array;
  /** Cash of the base case, drawn over the fan; its months end with its failure. */
  readonly base: { readonly opening: number; readonly cash: Float64Array } | null;
  /**
   * Arrears of the base case, by its months; where it has any, they stand below the axis in place of the share alive.
   */
  readonly overdue: Float64Array | null;
  /** Cash of the case compared with; null: none. */
  readonly baseline: Float64Array | null;
  /** Name of the case compared with, for the legend. */
  readonly baselineName?: string;
  readonly common?: Common;
  readonly reserve: Float64Array | null;
  /** Reported cash, and arrears where they are drawn. */
  readonly reported?: readonly ReportedMark[];
  readonly events: readonly ChartEvent[];
  /** The month (t) to point at; null: none. */
  readonly cursor: number | null;
  /** Whether bands, median and shares are of earlier settings than the rest; they are then drawn faintly. */
  readonly isStale: boolean;
  /** ISO 4217 code. */
  readonly currency: string;
}

/** The plot, with its legend and axes. */
interface Frame extends Plot {
  /** Months that are drawn: up to the last of the chart's own. */
  readonly months: number;
  readonly legend: readonly Row[];
  readonly cash: ValueAxis;
  /** Axis of the lower lane: the share alive rises from its foot, arrears hang from the axis of months. */
  readonly lower: ValueAxis;
  readonly hasArrears: boolean;
}

/**
 * Bands of cash above the axis of months (p5 to p95 light, p25 to p75 dense) with the median; below it arrears, or the
 * share of worlds alive from 0 to 100%. Exactly `height` rows of `width` columns. Values of 0 are blank.
 */
export function fanChart(input: FanChart, width: number, height: number, glyphs: Glyphs): Row[] {
  const frame = layOut(input, width, height, glyphs);
  const marks = MARKS[glyphs];
  const on = canvas(width, height - frame.legend.length);
  drawBands(on, frame, input, BAND_PENS[glyphs]);
  drawLevel(on, frame, input.reserve, frame.cash.top, frame.months, marks.reserve, 'reserve');
  drawLevel(on, frame, input.baseline, frame.cash.top, frame.months, marks.pinned, 'baseline');
  const opensAt = input.common?.opensAt ?? 0;
  drawLine(on, frame, input.cash.p50, input.opening.p50, opensAt, 1, marks.median, input.isStale ? 'muted' : 'title');
  // The base case is drawn in every other column, so that the median can be seen where both coincide.
  if (input.base !== null)
    drawLine(on, frame, input.base.cash, input.base.opening, opensAt, 2, marks.baseline, 'accent');
  drawLower(on, frame, input, glyphs);
  const tops = { cash: frame.cash.top, arrears: frame.hasArrears ? frame.lower.top : null };
  drawReported(on, frame, input.reported, tops, glyphs);
  drawFanAxes(on, frame, input, glyphs);
  drawNames(on, frame);
  drawEvents(on, frame, input.events, glyphs);
  drawCursor(on, frame, input.cursor, glyphs);
  return [...rowsOf(on), ...frame.legend.map((row) => fitRow(row, width))];
}

function drawLower(on: Canvas, frame: Frame, input: FanChart, glyphs: Glyphs): void {
  if (frame.axisRow === null) return;
  if (frame.hasArrears) {
    const overdue = input.overdue ?? new Float64Array();
    drawHanging(on, frame, overdue, frame.lower.top, overdue.length, glyphs, 'arrears');
    return;
  }
  const lane = { left: frame.left, top: frame.axisRow + 1, rows: frame.lowerRows, scale: frame.scale };
  drawShares(on, lane, input.survival, glyphs, input.isStale ? 'muted' : 'good');
}

/** The month (t) drawn in column x of the chart; null outside of the plot. */
export const fanMonthAt = (input: FanChart, width: number, height: number, glyphs: Glyphs, x: number) =>
  monthAt(layOut(input, width, height, glyphs), x);

function layOut(input: FanChart, width: number, height: number, glyphs: Glyphs): Frame {
  const months = input.survival.length;
  const { legend, axis, events, rows } = around(input, height, (lines) => legendOf(input, width, lines, glyphs));
  const lowerRows = axis === 1 && rows >= 3 ? Math.max(Math.round(rows * LOWER), 1) : 0;
  const upperRows = rows - lowerRows;
  const most = fanMost(input);
  const owed = Math.max(most.arrears, input.common?.arrears ?? 0);
  const cash = valueAxis(Math.max(most.cash, input.common?.cash ?? 0), upperRows);
  const hasArrears = owed > 0;
  const lower = hasArrears ? valueAxis(owed, lowerRows) : shareAxis(lowerRows);
  const money = moneyOf(input, glyphs);
  const below = (value: number): string => (hasArrears ? money(value) : percent(value));
  const labels = [money(0), ...cash.ticks.map((t) => money(t.value)), ...lower.ticks.map((t) => below(t.value))];
  const left = axis === 1 ? gutter(labels, width) : 0;
  return {
    months: input.common?.endsAt ?? months,
    left,
    scale: monthScale(months, width - left),
    eventRow: events === 1 ? 0 : null,
    top: events,
    upperRows,
    axisRow: axis === 1 ? events + upperRows : null,
    lowerRows,
    legend,
    cash,
    lower,
    hasArrears,
  };
}

/** The greatest values that the axes of cash and of arrears must reach, in currency. */
export const fanMost = ({ opening, base, baseline, cash, reserve, overdue, reported }: FanChart): Most => ({
  cash: Math.max(
    ...[opening.p95, base?.opening ?? 0, largest(base?.cash ?? null)],
    ...[largest(baseline), largest(cash.p95), largest(reserve), mostReported(reported, 'cash')],
  ),
  arrears: overdue === null ? 0 : Math.max(largest(overdue), mostReported(reported, 'arrears')),
});

const moneyOf =
  (input: FanChart, glyphs: Glyphs) =>
  (value: number): string =>
    money(value, input.currency, glyphs === 'ascii');

function drawBands(on: Canvas, frame: Frame, input: FanChart, pen: BandPen): void {
  const samples = (name: Percentile): (Extent | null)[] =>
    samplesOf(
      input.cash[name],
      input.opening[name],
      frame.scale,
      pen.samples,
      Math.min(frame.months, livingMonths(input.cash[name])),
      input.common?.opensAt,
    );
  const [p5, p25, p75, p95] = [samples('p5'), samples('p25'), samples('p75'), samples('p95')];
  const level = (value: number): number | null => rowAt(value, frame.cash.top, frame.upperRows * pen.levels);
  const span = (low: Extent | null, high: Extent | null): BandSpan => {
    const to = high === null ? null : level(high.high);
    return to === null ? null : [level(low?.low ?? 0) ?? 0, to];
  };
  const columns = p5.map(
    (_, i): BandColumn => ({
      wide: span(p5[i]!, p95[i]!),
      narrow: span(p25[i]!, p75[i]!),
    }),
  );
  const dense = (column: BandColumn, row: number): boolean =>
    column.narrow !== null && column.narrow[0] < (row + 1) * pen.levels && column.narrow[1] >= row * pen.levels;
  for (let x = 0; x < frame.scale.columns; x++) {
    const cell = columns.slice(x * pen.samples, (x + 1) * pen.samples);
    const highest = cell.reduce((most, { wide, narrow }) => Math.max(most, wide?.[1] ?? -1, narrow?.[1] ?? -1), -1);
    for (let row = 0; row < frame.upperRows; row++) {
      const isAbove = row * pen.levels > highest;
      const role = !isAbove && !input.isStale && cell.some((column) => dense(column, row)) ? 'cash' : 'muted';
      put(on, frame.left + x, frame.top + frame.upperRows - 1 - row, isAbove ? ' ' : pen.glyph(cell, row), role);
    }
  }
}

/**
 * A line of marks, one in every so many columns and one in the last, at the height of the series at the column's end.
 */
function drawLine(
  on: Canvas,
  frame: Frame,
  series: Float64Array,
  opening: number,
  opensAt: number,
  every: number,
  mark: string,
  role: Role,
): void {
  const { scale, upperRows } = frame;
  const months = Math.min(livingMonths(series), frame.months);
  const samples = samplesOf(series, opening, scale, 1, months, opensAt);
  for (let x = (scale.columns - 1) % every; x < scale.columns; x += every) {
    const value = scale.columns < scale.months ? series[scale.to(x)] : samples[x]?.high;
    const row = value === undefined || Number.isNaN(value) ? null : rowAt(value, frame.cash.top, upperRows);
    if (row !== null) put(on, frame.left + x, frame.top + upperRows - 1 - row, mark, role);
  }
}

/** Months before the first NaN. */
function livingMonths(series: Float64Array): number {
  const end = series.findIndex(Number.isNaN);
  return end === -1 ? series.length : end;
}

function drawFanAxes(on: Canvas, frame: Frame, input: FanChart, glyphs: Glyphs): void {
  const axis = frame.axisRow ?? 0;
  const money = moneyOf(input, glyphs);
  const labels: SideLabel[] = [
    ...frame.cash.ticks.map(({ value, row }) => ({ text: money(value), y: axis - row })),
    ...frame.lower.ticks.map(({ value, row }) =>
      frame.hasArrears
        ? { text: money(value), y: axis + row }
        : { text: percent(value), y: axis + frame.lowerRows + 1 - row },
    ),
  ];
  drawAxes(on, frame, input.start, money(0), labels, glyphs);
}

/** Names the two lanes where there is blank room at the right. */
function drawNames(on: Canvas, frame: Frame): void {
  if (frame.axisRow === null || on.height < 8) return;
  nameAtRight(on, frame, frame.top, 'cash', 'cash');
  if (frame.hasArrears) nameAtRight(on, frame, frame.axisRow + frame.lowerRows, 'arrears', 'arrears');
  else nameAtRight(on, frame, frame.axisRow + 1, 'alive', 'good');
}

function legendOf(input: FanChart, width: number, rows: number, glyphs: Glyphs): Row[] {
  const marks = MARKS[glyphs];
  const { glyph, levels, samples } = BAND_PENS[glyphs];
  const sample = (wide: BandSpan, narrow: BandSpan): string => glyph(Array(samples).fill({ wide, narrow }), 0);
  const bands: Run[] = [
    run(`${sample(null, [0, levels - 1])} p25-p75`, 'cash'),
    run(`${sample([0, levels], null)} p5-p95`, 'muted'),
  ];
  const lines: Run[] = [run(`${marks.median} median`, 'title')];
  if (input.base !== null) lines.push(run(`${marks.baseline} base case`, 'accent'));
  if (input.baseline !== null) lines.push(run(`${marks.pinned} ${input.baselineName ?? 'pinned'}`, 'baseline'));
  if (largest(input.reserve) > 0) lines.push(run(`${marks.reserve} reserve`, 'reserve'));
  const hasArrears = Math.max(fanMost(input).arrears, input.common?.arrears ?? 0) > 0;
  lines.push(...reportedLegend(input.reported, hasArrears, glyphs));
  const lane = hasArrears
    ? run(`${full(FALLING[glyphs])} arrears, below`, 'arrears')
    : run(`${full(RISING[glyphs])} alive, below`, 'good');
  const wordings = eventWordings(input.events, input.start, glyphs);
  return legendRows([...bands, ...lines, lane], wordings, width, rows, [...lines, ...bands, lane]);
}
