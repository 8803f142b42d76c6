/** A value axis for a lane: `top` is the value at its far end; ticks lie exactly on edges of rows. */
export interface ValueAxis {
  readonly top: number;
  readonly ticks: readonly { readonly value: number; readonly row: number }[];
}

/** Mantissas of round steps, each with its penalty against 1, 2 and 5. */
const ROUND = [
  [1, 0],
  [1.5, 0.1],
  [2, 0],
  [2.5, 0.04],
  [3, 0.08],
  [4, 0.04],
  [5, 0],
  [6, 0.1],
  [8, 0.1],
  [10, 0],
] as const;

/**
 * A round axis from 0 to at least `max`, for a lane of `rows`. A tick's `row` counts from the axis, 1 being the far
 * edge of the first row. Where `max` is 0, top is 1 and there are no ticks.
 */
export function valueAxis(max: number, rows: number): ValueAxis {
  if (!(max > 0) || rows < 1) return { top: 1, ticks: [] };
  let best = { score: Number.POSITIVE_INFINITY, apart: rows, step: max };
  for (let apart = 1; apart <= rows; apart++) {
    const count = Math.floor(rows / apart);
    if (apart === 1 && rows > 1) continue;
    const { step, cost } = roundUp((max / rows) * apart);
    // Empty room above the data counts most, then how far ticks are from about four rows apart.
    const score = (step * rows) / apart / max + cost + 0.04 * Math.abs(apart - 4) + (count > 6 ? count : 0);
    if (score < best.score) best = { score, apart, step };
  }
  const ticks = [];
  for (let row = best.apart, n = 1; row <= rows; row += best.apart, n++) ticks.push({ value: best.step * n, row });
  return { top: (best.step * rows) / best.apart, ticks };
}

/** The least round number that is not below the value, but for rounding errors. */
function roundUp(value: number): { step: number; cost: number } {
  const power = 10 ** Math.floor(Math.log10(value));
  const [round, cost] = ROUND.find(([r]) => r * power >= value * (1 - 1e-9)) ?? [10, 0];
  return { step: round * power, cost };
}

/**
 * An axis of shares from 0 to 1, with ticks at 1 and at those of the half and the quarters that lie on edges of rows.
 */
export function shareAxis(rows: number): ValueAxis {
  if (rows < 1) return { top: 1, ticks: [] };
  const parts = rows % 4 === 0 && rows >= 8 ? 4 : rows % 2 === 0 && rows >= 4 ? 2 : 1;
  return {
    top: 1,
    ticks: Array.from({ length: parts }, (_, i) => ({ value: (i + 1) / parts, row: ((i + 1) * rows) / parts })),
  };
}
