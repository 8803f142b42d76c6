import type { Canvas } from './canvas.ts';
import { put } from './canvas.ts';
import type { Role } from './cells.ts';
import { extremes, fillColumn, RISING } from './fill.ts';
import type { Glyphs } from './glyphs.ts';
import type { MonthScale } from './month-scale.ts';

/** Rows of the canvas that a lane occupies. */
export interface Lane {
  readonly left: number;
  readonly top: number;
  readonly rows: number;
  readonly scale: MonthScale;
}

/**
 * Draws shares from 0 to 1 by month, as bars from the lane's last row up. A share below 1 never fills the lane, and a
 * share above 0 is never blank.
 */
export function drawShares(on: Canvas, lane: Lane, shares: Float64Array, glyphs: Glyphs, role: Role): void {
  const fill = RISING[glyphs];
  const short = 1 - 1 / (lane.rows * fill.levels);
  const shown = (share: number): number => (share < 1 ? Math.min(share, short) : 1);
  for (let x = 0; x < lane.scale.columns; x++) {
    const extent = extremes(shares, lane.scale.from(x), lane.scale.to(x));
    if (extent === null) continue;
    const column = Array(fill.samples).fill({ low: shown(extent.low), high: shown(extent.high) });
    fillColumn(fill, column, 1, lane.rows).forEach((char, row) => {
      put(on, lane.left + x, lane.top + lane.rows - 1 - row, char, role);
    });
  }
}
