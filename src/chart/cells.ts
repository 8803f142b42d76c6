import { columnsOf } from '../diagnostic/columns.ts';

/**
 * What a stretch of text means, not how it looks: a theme gives each role its colour, and no role is told by colour
 * alone.
 */
export type Role =
  | 'plain'
  | 'muted'
  | 'title'
  | 'accent'
  | 'good'
  | 'warn'
  | 'bad'
  | 'cash'
  | 'arrears'
  | 'reserve'
  | 'baseline'
  | 'selected';

/** Text in one role, of which nothing steers a terminal. */
export interface Run {
  readonly text: string;
  readonly role: Role;
}

/** One line of the screen, left to right. */
export type Row = readonly Run[];

export const run = (text: string, role: Role = 'plain'): Run => ({ text, role });

/** The row's text without its roles. */
export const rowText = (row: Row): string => row.map((r) => r.text).join('');

/** Columns that the row takes. */
export const rowWidth = (row: Row): number => row.reduce((sum, r) => sum + columnsOf(r.text), 0);
