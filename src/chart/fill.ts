import type { Glyphs } from './glyphs.ts';
import { MARKS } from './glyphs.ts';

/** A value drawn as a column: solid up to `low`, light from there to `high`. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** The least and the greatest value of months `from` to `to`, both included; null for an empty range. */
export function extremes(series: Float64Array, from: number, to: number): Extent | null {
  if (to < from) return null;
  const part = series.subarray(from, to + 1);
  return { low: part.reduce((a, b) => Math.min(a, b)), high: part.reduce((a, b) => Math.max(a, b)) };
}

/** The greatest value of the series, and at least 0; NaN is ignored. */
export const largest = (series: Float64Array | null): number =>
  series?.reduce((most, v) => (Number.isNaN(v) ? most : Math.max(most, v)), 0) ?? 0;

/** How a cell is filled, from below (`rising`) or from above. */
export interface FillPen {
  /** Columns of dots in a cell. */
  readonly samples: 1 | 2;
  /** Steps of height in a cell. */
  readonly levels: number;
  /** The character of a cell whose columns are filled to these levels of the cell. */
  readonly glyph: (columns: readonly Extent[]) => string;
}

/**
 * Bits of a braille pattern, for the left and the right column, from the bottom up (Unicode 15, chapter 21.1: dots 1 2
 * 3 7 and 4 5 6 8).
 */
export const BRAILLE_DOTS = [
  [0x40, 0x04, 0x02, 0x01],
  [0x80, 0x20, 0x10, 0x08],
] as const;

function braille(rising: boolean): FillPen {
  const glyph = (columns: readonly Extent[]): string => {
    let bits = 0;
    columns.forEach(({ low, high }, x) => {
      for (let y = 0; y < high; y++) {
        // Between `low` and `high` every other row of dots is left out, so that the range looks lighter.
        if (y < low || y % 2 === 1) bits |= (BRAILLE_DOTS[x] as readonly number[])[rising ? y : 3 - y] as number;
      }
    });
    return bits === 0 ? ' ' : String.fromCharCode(0x2800 + bits);
  };
  return { samples: 2, levels: 4, glyph };
}

function steps(characters: string, between: string): FillPen {
  const glyph = (columns: readonly Extent[]): string => {
    const { low, high } = columns[0] as Extent;
    return low === 0 && high > 0 ? between : (characters[low] as string);
  };
  return { samples: 1, levels: characters.length - 1, glyph };
}

export const RISING: Readonly<Record<Glyphs, FillPen>> = {
  braille: braille(true),
  blocks: steps(' ▁▂▃▄▅▆▇█', MARKS.blocks.between),
  ascii: steps(' .:#', MARKS.ascii.between),
};

export const FALLING: Readonly<Record<Glyphs, FillPen>> = {
  braille: braille(false),
  // Fonts differ too much in upper blocks finer than the half block.
  blocks: steps(' ▀█', MARKS.blocks.between),
  ascii: steps(" '%", MARKS.ascii.between),
};

/**
 * The characters of one column of cells, the cell at the axis first. `top` is the value at the far end of the lane. A
 * value above 0 fills at least one level, so that blank means 0.
 */
export function fillColumn(fill: FillPen, columns: readonly (Extent | null)[], top: number, rows: number): string[] {
  const most = rows * fill.levels;
  const level = (value: number): number =>
    value > 0 ? Math.min(Math.max(Math.round((value / top) * most), 1), most) : 0;
  const filled = columns.map((c) => (c === null ? { low: 0, high: 0 } : { low: level(c.low), high: level(c.high) }));
  const within = (levels: number, row: number): number =>
    Math.min(Math.max(levels - row * fill.levels, 0), fill.levels);
  return Array.from({ length: rows }, (_, row) =>
    fill.glyph(filled.map(({ low, high }) => ({ low: within(low, row), high: within(high, row) }))),
  );
}
