import type { Month } from '../formula/month.ts';
import { canvas, rowsOf } from './canvas.ts';
import type { Row, Run } from './cells.ts';
import { run } from './cells.ts';
import { full, legendRows } from './chart-legend.ts';
import { FALLING, largest, RISING } from './fill.ts';
import type { Glyphs } from './glyphs.ts';
import { percent } from './money.ts';
import { monthScale } from './month-scale.ts';
import type { Plot, SideLabel } from './plot.ts';
import { drawAxes, drawCursor, drawHanging, gutter, nameAtRight } from './plot.ts';
import { drawShares } from './share-lane.ts';
import { fitRow } from './text.ts';
import type { ValueAxis } from './ticks.ts';
import { shareAxis, valueAxis } from './ticks.ts';

/** Shares of worlds by month (index = t), from 0 to 1. */
export interface SurvivalChart {
  readonly start: Month;
  /** Shares that have not failed by the end of each month. */
  readonly survival: Float64Array;
  /** Shares that fail in each month. */
  readonly failing: Float64Array;
  /** The month (t) to point at; null: none. */
  readonly cursor: number | null;
}

interface Frame extends Plot {
  readonly legend: readonly Row[];
  readonly alive: ValueAxis;
  readonly failing: ValueAxis;
}

/**
 * The share of worlds alive above the axis of months, from 0 to 100%, and the share that fails in each month below it
 * on a scale of its own. Exactly `height` rows of `width` columns; each step and each bar is a month.
 */
export function survivalChart(input: SurvivalChart, width: number, height: number, glyphs: Glyphs): Row[] {
  const frame = layOut(input, width, height, glyphs);
  const on = canvas(width, height - frame.legend.length);
  const lane = { left: frame.left, top: frame.top, rows: frame.upperRows, scale: frame.scale };
  drawShares(on, lane, input.survival, glyphs, 'good');
  drawHanging(on, frame, input.failing, frame.failing.top, input.failing.length, glyphs, 'bad');
  const axis = frame.axisRow ?? 0;
  const labels: SideLabel[] = [
    ...frame.alive.ticks.map(({ value, row }) => ({ text: percent(value), y: axis - row })),
    ...frame.failing.ticks.map(({ value, row }) => ({ text: percent(value), y: axis + row })),
  ];
  drawAxes(on, frame, input.start, percent(0), labels, glyphs);
  if (frame.axisRow !== null && on.height >= 8) {
    nameAtRight(on, frame, frame.top, 'alive', 'good');
    nameAtRight(on, frame, frame.axisRow + frame.lowerRows, 'failing', 'bad');
  }
  drawCursor(on, frame, input.cursor, glyphs);
  return [...rowsOf(on), ...frame.legend.map((row) => fitRow(row, width))];
}

function layOut(input: SurvivalChart, width: number, height: number, glyphs: Glyphs): Frame {
  const most = largest(input.failing);
  const items: Run[] = [run(`${full(RISING[glyphs])} alive at the month's end`, 'good')];
  if (most > 0) items.push(run(`${full(FALLING[glyphs])} fails in the month, below`, 'bad'));
  const legend = legendRows(items, [[]], width, height < 9 ? 0 : 1);
  const axis = height >= 3 ? 1 : 0;
  const rows = height - legend.length - axis;
  const lowerRows = most > 0 && rows >= 2 ? Math.max(Math.round(rows * 0.36), 1) : 0;
  const upperRows = rows - lowerRows;
  const alive = shareAxis(upperRows);
  const failing = valueAxis(most, lowerRows);
  const labels = [percent(0), ...[...alive.ticks, ...failing.ticks].map(({ value }) => percent(value))];
  const left = axis === 1 ? gutter(labels, width) : 0;
  return {
    left,
    scale: monthScale(input.survival.length, width - left),
    eventRow: null,
    top: 0,
    upperRows,
    axisRow: axis === 1 ? upperRows : null,
    lowerRows,
    legend,
    alive,
    failing,
  };
}
