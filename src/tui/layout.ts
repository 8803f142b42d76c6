import type { Size } from './state.ts';

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
  readonly table: Box;
  readonly footer: Box;
}

export const LEAST: Size = { columns: 80, rows: 24 };

/** Large enough for the panels. */
export const isFitting = (size: Size): boolean => size.columns >= LEAST.columns && size.rows >= LEAST.rows;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The panels of a screen of at least 80 by 24. */
export function layout({ columns, rows }: Size): Layout {
  const roomy = rows >= 30;
  const headline: Box = { x: 0, y: 0, width: columns, height: roomy ? 3 : 2 };
  const footer: Box = { x: 0, y: rows - (roomy ? 2 : 1), width: columns, height: roomy ? 2 : 1 };
  const middle = footer.y - headline.height;
  const left = clamp(Math.round(columns * 0.3), 31, 54);
  const chartHeight = Math.round(middle * 0.55);
  return {
    headline,
    levers: { x: 0, y: headline.height, width: left, height: middle },
    chart: { x: left, y: headline.height, width: columns - left, height: chartHeight },
    table: { x: left, y: headline.height + chartHeight, width: columns - left, height: middle - chartHeight },
    footer,
  };
}
