import type { Cell } from '../report/table.ts';

/** A cell of a table that is copied or saved: its value, or its text where it has none. */
export const takenCell = (text: string, value: Cell['value'] | undefined): Cell => ({
  text,
  value: value === undefined ? text : value,
  role: 'plain',
});
