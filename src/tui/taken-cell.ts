import type { Cell } from '../report/table.ts';

/** A cell of what is taken: its value for machines, or else its text. */
export const takenCell = (text: string, value: Cell['value'] | undefined): Cell => ({
  text,
  value: value === undefined ? text : value,
  role: 'plain',
});
