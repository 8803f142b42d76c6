import type { PairSide, Size, State } from './state.ts';

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

/** Large enough for the panels. */
export const isFitting = (size: Size): boolean => size.columns >= LEAST.columns && size.rows >= LEAST.rows;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Columns from which on two charts stand side by side. */
const TWO_CHARTS = 80;

/** The panels of this screen, which is of at least 80 by 24. */
export const boxesOf = ({ size, place, beside }: State): Layout => layout(size, beside === null ? null : place);

/** The panels of a screen of at least 80 by 24; `inFront` says which of two files is, null where one is open. */
export function layout({ columns, rows }: Size, inFront: PairSide | null = null): Layout {
  const roomy = rows >= 30;
  const told = (roomy ? 3 : 2) + (inFront === null ? 0 : 2);
  const headline: Box = { x: 0, y: 0, width: columns, height: told };
  const footer: Box = { x: 0, y: rows - (roomy ? 2 : 1), width: columns, height: roomy ? 2 : 1 };
  const middle = footer.y - headline.height;
  const left = clamp(Math.round(columns * 0.3), 31, 54);
  const chartHeight = Math.max(Math.round(middle * 0.55), LEAST_CHART);
  const chart: Box = { x: left, y: told, width: columns - left, height: chartHeight };
  return {
    headline,
    levers: { x: 0, y: told, width: left, height: middle },
    ...(inFront === null || chart.width < TWO_CHARTS ? { chart } : charts(chart, inFront)),
    table: { x: left, y: told + chartHeight, width: columns - left, height: middle - chartHeight },
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
