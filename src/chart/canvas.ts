import { columnsIn, columnsOf } from '../diagnostic/columns.ts';
import type { Role, Row } from './cells.ts';
import { joinRuns } from './text.ts';

/**
 * A grid of characters to draw on; column 0 is at the left, row 0 at the top. The cell after a wide character is empty
 * text.
 */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** width × height, row by row. */
  readonly chars: string[];
  readonly roles: Role[];
}

export function canvas(width: number, height: number): Canvas {
  const cells = width * height;
  return { width, height, chars: Array(cells).fill(' '), roles: Array(cells).fill('plain') };
}

/** Writes the text from cell (x, y) to the right; cells outside of the canvas are dropped. */
export function put(on: Canvas, x: number, y: number, text: string, role: Role): void {
  if (y < 0 || y >= on.height) return;
  // Fast path: nearly all calls draw one character of one column.
  if (text.length === 1 && columnsOf(text) === 1) {
    set(on, x, y, text, role);
    return;
  }
  let at = x;
  for (const char of columnsIn(text)) set(on, at++, y, char, role);
}

function set(on: Canvas, x: number, y: number, char: string, role: Role): void {
  if (x < 0 || x >= on.width) return;
  on.chars[y * on.width + x] = char;
  on.roles[y * on.width + x] = role;
}

export const charAt = (on: Canvas, x: number, y: number): string => on.chars[y * on.width + x] ?? '';

/** Changes the role of a cell and keeps its character. */
export function paint(on: Canvas, x: number, y: number, role: Role): void {
  if (x >= 0 && x < on.width && y >= 0 && y < on.height) on.roles[y * on.width + x] = role;
}

/** Whether the cells for the text are blank, with one blank cell at either side. */
export function isBlank(on: Canvas, x: number, y: number, length: number): boolean {
  if (y < 0 || y >= on.height || x < 0 || x + length > on.width) return false;
  for (let at = Math.max(x - 1, 0); at < Math.min(x + length + 1, on.width); at++) {
    if (charAt(on, at, y) !== ' ') return false;
  }
  return true;
}

/** `height` rows of exactly `width` columns. */
export function rowsOf(on: Canvas): Row[] {
  return Array.from({ length: on.height }, (_, y) =>
    joinRuns(on.chars.slice(y * on.width, (y + 1) * on.width), on.roles.slice(y * on.width, (y + 1) * on.width)),
  );
}
