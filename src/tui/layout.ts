import type { PairSide, Size, State, Zoomed } from './state.ts';

/** A rectangle of the screen, in columns and rows from the upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The boxes of all panels. Together they cover the screen, and none overlaps another. */
export interface Layout {
  readonly headline: Box;
  readonly levers: Box;
  readonly chart: Box;
  /** The chart of the other file; left out where one file is open, or the room is too small for two charts. */
  readonly beside?: Box;
  readonly table: Box;
  readonly footer: Box;
}

export const LEAST: Size = { columns: 80, rows: 24 };

/** Least rows of a chart that has a line for the meaning of its marks. */
const LEAST_CHART = 11;
/** Least rows of chart and table that the split can be moved to. */
const LEAST_SPLIT = { chart: 7, table: 6 };
/** Least columns: of the levers, to show what a step does, and of chart and table, to show the names of all tabs. */
const LEAST_SIDE = { levers: 31, rest: 49 };

/** Whether the screen is large enough for the panels. */
export const isFitting = (size: Size): boolean => size.columns >= LEAST.columns && size.rows >= LEAST.rows;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Least columns in which two charts stand side by side. */
const TWO_CHARTS = 80;

/** What decides how a screen of at least 80 by 24 is divided among the panels. */
export interface Division {
  /** Which of two files is in front; null where one is open. */
  readonly inFront?: PairSide | null;
  /** Rows that the user moved from the chart to the table; below zero: the other way. 0 where it is left out. */
  readonly split?: number;
  /** Columns that the user moved from chart and table to the levers; below zero: the other way. 0 where left out. */
  readonly side?: number;
  /** The panel that has all the room between headline and foot. The others keep their boxes, out of sight. */
  readonly zoomed?: Zoomed | null;
}

/** The boxes of the panels in this state, whose screen is at least 80 by 24. */
export const boxesOf = (state: State): Layout =>
  layout(state.size, {
    inFront: state.beside === null ? null : state.place,
    split: state.split,
    side: state.side,
    zoomed: zoomedOf(state),
  });

/** The panel that is zoomed, the chart or the pane that the keys act on; null: none is. */
export const zoomedOf = ({ zoom, pane }: Pick<State, 'zoom' | 'pane'>): Zoomed | null =>
  zoom === 'pane' ? pane : zoom;

/** Whether no other panel is zoomed over this one. */
export const isInSight = (state: State, panel: Zoomed): boolean => [null, panel].includes(zoomedOf(state));

/** The least and the greatest `split`, in rows. */
export function splitBounds(size: Size): { readonly low: number; readonly high: number } {
  const { chart, table } = layout(size);
  return { low: LEAST_SPLIT.table - table.height, high: chart.height - LEAST_SPLIT.chart };
}

/** The least and the greatest `side`, in columns. */
export function sideBounds(size: Size): { readonly low: number; readonly high: number } {
  const { levers, chart } = layout(size);
  return { low: LEAST_SIDE.levers - levers.width, high: chart.width - LEAST_SIDE.rest };
}

export function layout(size: Size, { inFront = null, split = 0, side = 0, zoomed = null }: Division = {}): Layout {
  const { columns, rows } = size;
  const roomy = rows >= 30;
  const told = (roomy ? 3 : 2) + (inFront === null ? 0 : 2);
  const headline: Box = { x: 0, y: 0, width: columns, height: told };
  const footer: Box = { x: 0, y: rows - (roomy ? 2 : 1), width: columns, height: roomy ? 2 : 1 };
  const middle = footer.y - headline.height;
  const usualLeft = clamp(Math.round(columns * 0.3), LEAST_SIDE.levers, 54);
  const left = clamp(usualLeft + side, LEAST_SIDE.levers, columns - LEAST_SIDE.rest);
  const usual = Math.max(Math.round(middle * 0.55), LEAST_CHART);
  const chartHeight = clamp(usual - split, LEAST_SPLIT.chart, middle - LEAST_SPLIT.table);
  const whole: Box = { x: 0, y: told, width: columns, height: middle };
  const chart: Box = zoomed === 'chart' ? whole : { x: left, y: told, width: columns - left, height: chartHeight };
  const table: Box = { x: left, y: told + chartHeight, width: columns - left, height: middle - chartHeight };
  return {
    headline,
    levers: zoomed === 'levers' ? whole : { x: 0, y: told, width: left, height: middle },
    ...(inFront === null || chart.width < TWO_CHARTS ? { chart } : charts(chart, inFront)),
    table: zoomed === 'table' ? whole : table,
    footer,
  };
}

/** The boxes of two charts: the first file's at the left, the other's at the right. */
function charts(box: Box, inFront: PairSide): Pick<Layout, 'chart' | 'beside'> {
  const half = Math.floor(box.width / 2);
  const left = { ...box, width: half };
  const right = { ...box, x: box.x + half, width: box.width - half };
  return inFront === 0 ? { chart: left, beside: right } : { chart: right, beside: left };
}
