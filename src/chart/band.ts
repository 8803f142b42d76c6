import { BRAILLE_DOTS } from './fill.ts';
import type { Glyphs } from './glyphs.ts';
import { MARKS } from './glyphs.ts';

/** Steps of height from the foot of a lane, both included; null: empty. */
export type BandSpan = readonly [from: number, to: number] | null;

/** Two bands in one column of dots; the narrow band lies within the wide one. */
export interface BandColumn {
  readonly wide: BandSpan;
  readonly narrow: BandSpan;
}

/** How a cell draws bands: the narrow band more densely than the wide one. */
export interface BandPen {
  /** Columns of dots in a cell. */
  readonly samples: 1 | 2;
  /** Steps of height in a cell. */
  readonly levels: 1 | 4;
  /** The character of the cell that is `row` rows above the foot. */
  readonly glyph: (columns: readonly BandColumn[], row: number) => string;
}

const within = (span: BandSpan, level: number): boolean => span !== null && level >= span[0] && level <= span[1];

/** Dots of the wide band between its edges: one dot in four, in the same pattern all over the lane. */
const isSparse = (x: number, level: number): boolean => level % 2 === 1 && x === ((level - 1) / 2) % 2;

const braille: BandPen = {
  samples: 2,
  levels: 4,
  glyph: (columns, row) => {
    let bits = 0;
    columns.forEach(({ wide, narrow }, x) => {
      for (let y = 0; y < 4; y++) {
        const level = row * 4 + y;
        // The upper edge of the wide band is drawn in full, so that the thinnest band can be seen.
        const isDrawn = within(narrow, level) || level === wide?.[1] || (within(wide, level) && isSparse(x, level));
        if (isDrawn) bits |= (BRAILLE_DOTS[x] as readonly number[])[y] as number;
      }
    });
    return bits === 0 ? ' ' : String.fromCharCode(0x2800 + bits);
  },
};

function shades(glyphs: Glyphs): BandPen {
  const { light, dense } = MARKS[glyphs];
  return {
    samples: 1,
    levels: 1,
    glyph: ([column], row) => (within(column!.narrow, row) ? dense : within(column!.wide, row) ? light : ' '),
  };
}

export const BAND_PENS: Readonly<Record<Glyphs, BandPen>> = {
  braille,
  blocks: shades('blocks'),
  ascii: shades('ascii'),
};
