/** A stretch of one row of the screen: `text`, which may have escapes, takes `width` columns from `column` on. */
export interface Stretch {
  readonly line: number;
  readonly column: number;
  readonly width: number;
  readonly text: string;
}

/**
 * Keeps rows aside while Ink lays a frame out, and puts them in place of their marks afterwards. Ink cuts every text
 * into styled characters, which at 160 by 50 takes some 35 ms a frame; with one mark for each row of a panel it takes
 * 3. Marks are numbers, since at the first letter beyond ASCII Ink would load its tables of all scripts, which takes 25
 * ms.
 */
export interface Slots {
  /** Keeps a row, whose `text` may have escapes and takes `width` columns. Returns its mark. */
  mark(text: string, width: number): string;
  /** The rows of the frame, each in its mark's place. Forgets all rows kept. */
  fill(frame: string): Stretch[];
}

export function createSlots(): Slots {
  let rows: { readonly text: string; readonly width: number }[] = [];
  return {
    mark: (text, width) => String(rows.push({ text, width }) - 1),
    fill(frame) {
      const stretches = frame
        .split('\n')
        .flatMap((text, line) =>
          [...text.matchAll(/\d+/g)].map(({ 0: mark, index }) => ({ line, column: index, ...rows[Number(mark)]! })),
        );
      rows = [];
      return stretches;
    },
  };
}
