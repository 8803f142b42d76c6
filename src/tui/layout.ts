import type { PairSide, Size, State, Zoomed } from './state.ts';

/** A rectangle of the screen, in columns and rows from the upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where each panel stands. Together they cover the screen, and none covers another. */
export interface Layout {
  readonly headline: Box;
  readonly levers: Box;
  readonly chart: Box;
  /** The chart of the other file, where two are open and there is room for both. */
  readonly beside?: Box;
  readonly table: Box;
  readonly footer: Box;
}

export const LEAST: Size = { columns: 80, rows: 24 };

/** Rows with which a chart still has a line that tells its marks. */
const LEAST_CHART = 11;
/** Rows of which there is still something to see where the split is moved. */
const LEAST_SPLIT = { chart: 7, table: 6 };
/** Columns in which the levers have what a step does, and chart and table the names of all tabs. */
const LEAST_SIDE = { levers: 31, rest: 49 };

/** Large enough for the panels. */
export const isFitting = (size: Size): boolean => size.columns >= LEAST.columns && size.rows >= LEAST.rows;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Columns from which on two charts stand side by side. */
const TWO_CHARTS = 80;

/** How a screen of at least 80 by 24 is divided. */
export interface Division {
  /** Which of two files is in front; null where one is open. */
  readonly inFront?: PairSide | null;
  /** Rows that the table takes from the chart, beyond its share; below zero where the chart takes them. */
  readonly split?: number;
  /** Columns that the levers take from chart and table, beyond their share; below zero where those take them. */
  readonly side?: number;
  /** What has all the room between headline and foot. The others stand where they would, out of sight. */
  readonly zoomed?: Zoomed | null;
}

/** The panels of this screen, which is of at least 80 by 24. */
export const boxesOf = (state: State): Layout =>
  layout(state.size, {
    inFront: state.beside === null ? null : state.place,
    split: state.split,
    side: state.side,
    zoomed: zoomedOf(state),
  });

/** What is zoomed: the chart, or the pane that the keys act on. */
export const zoomedOf = ({ zoom, pane }: Pick<State, 'zoom' | 'pane'>): Zoomed | null =>
  zoom === 'pane' ? pane : zoom;

/** Whether the panel can be seen behind what lies over it. */
export const isInSight = (state: State, panel: Zoomed): boolean => [null, panel].includes(zoomedOf(state));

/** The furthest that the split goes either way. */
export function splitBounds(size: Size): { readonly low: number; readonly high: number } {
  const { chart, table } = layout(size);
  return { low: LEAST_SPLIT.table - table.height, high: chart.height - LEAST_SPLIT.chart };
}

/** The furthest that the levers' edge goes either way. */
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

/** The first file's chart at the left, the other's at the right. */
function charts(box: Box, inFront: PairSide): Pick<Layout, 'chart' | 'beside'> {
  const half = Math.floor(box.width / 2);
  const left = { ...box, width: half };
  const right = { ...box, x: box.x + half, width: box.width - half };
  return inFront === 0 ? { chart: left, beside: right } : { chart: right, beside: left };
}
