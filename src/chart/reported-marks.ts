/** Reported figures as marks, at their height and in their month. */
import type { Canvas } from './canvas.ts';
import { put } from './canvas.ts';
import type { Run } from './cells.ts';
import { run } from './cells.ts';
import type { Glyphs } from './glyphs.ts';
import { MARKS, type Marks } from './glyphs.ts';
import { type Plot, rowAt } from './plot.ts';

/** A reported value or bound at the end of month t, in currency. */
export interface ReportedMark {
  readonly t: number;
  readonly lane: 'cash' | 'arrears';
  readonly kind: 'about' | 'at least' | 'at most';
  readonly value: number;
}

const markOf = ({ kind }: ReportedMark, { reported, atLeast, atMost }: Marks): string =>
  kind === 'about' ? reported : kind === 'at least' ? atLeast : atMost;

/** The greatest reported value in a lane, which its axis must reach; 0 without marks. */
export const mostReported = (marks: readonly ReportedMark[] | undefined, lane: ReportedMark['lane']): number =>
  Math.max(0, ...(marks ?? []).filter((mark) => mark.lane === lane).map(({ value }) => value));

/**
 * Draws the marks of cash above the axis of months, and those of arrears below it where there is a lane for arrears.
 */
export function drawReported(
  on: Canvas,
  plot: Plot,
  marks: readonly ReportedMark[] | undefined,
  tops: { readonly cash: number; readonly arrears: number | null },
  glyphs: Glyphs,
): void {
  const { left, scale, axisRow } = plot;
  for (const mark of marks ?? []) {
    if (mark.t < 0 || mark.t >= scale.months) continue;
    const x = left + scale.last(mark.t);
    if (mark.lane === 'cash') {
      const row = rowAt(mark.value, tops.cash, plot.upperRows);
      if (row !== null) put(on, x, plot.top + plot.upperRows - 1 - row, markOf(mark, MARKS[glyphs]), 'warn');
    } else if (tops.arrears !== null && axisRow !== null) {
      const row = rowAt(mark.value, tops.arrears, plot.lowerRows);
      if (row !== null) put(on, x, axisRow + 1 + row, markOf(mark, MARKS[glyphs]), 'warn');
    }
  }
}

/** Legend of the marks drawn; empty where there are none. */
export function reportedLegend(marks: readonly ReportedMark[] | undefined, hasArrears: boolean, glyphs: Glyphs): Run[] {
  const shown = (marks ?? []).filter(({ lane, value }) => value > 0 && (lane === 'cash' || hasArrears));
  const signs = [...new Set(shown.map((mark) => markOf(mark, MARKS[glyphs])))];
  return signs.length === 0 ? [] : [run(`${signs.join(' ')} reported`, 'warn')];
}
