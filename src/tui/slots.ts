/** A stretch of one line of the screen: `text` with its escapes takes `width` columns from `column`. */
export interface Stretch {
  readonly line: number;
  readonly column: number;
  readonly width: number;
  readonly text: string;
}

/**
 * Rows kept aside while Ink lays a frame out. Ink cuts every text into styled characters, which at 160 by 50 takes some
 * 35 ms a frame; given one mark for each row of a panel it takes 3. The row is put in its mark's place afterwards.
 * Marks are numbers: at the first letter beyond ASCII Ink would load what it needs to cut all the world's scripts,
 * which takes 25 ms.
 */
export interface Slots {
  /** Keeps a row of `width` columns, escapes included in `text` but not in `width`; the mark that stands for it. */
  mark(text: string, width: number): string;
  /** The rows that the frame shows, each in its mark's place. Forgets them. */
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
