import { columnsOf } from '../diagnostic/columns.ts';

/**
 * The meaning of a stretch of text, not its look: a theme gives each role a colour, but colour is never the only sign
 * of a role.
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

/** Text in one role, without control characters. */
export interface Run {
  readonly text: string;
  readonly role: Role;
}

/** One line of the screen, left to right. */
export type Row = readonly Run[];

export const run = (text: string, role: Role = 'plain'): Run => ({ text, role });

/** The row's text without its roles. */
export const rowText = (row: Row): string => row.map((r) => r.text).join('');

/** Width of the row in terminal columns. */
export const rowWidth = (row: Row): number => row.reduce((sum, r) => sum + columnsOf(r.text), 0);
