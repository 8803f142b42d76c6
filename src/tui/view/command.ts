import { type Row, run } from '../../chart/cells.ts';
import { plainText, wrap } from '../../chart/text.ts';
import { commandLines } from '../command-line.ts';
import type { ReadState } from '../state.ts';

/** The panel of shell commands that print what the screen shows, broken between words. */
export const commandRows = (state: ReadState, width: number): Row[] => [
  ...commandLines(state).flatMap((line, i): Row[] => [
    ...(i === 0 ? [] : [[]]),
    ...wrap(plainText(line), width - 4).map((part, k): Row => [run(k === 0 ? ' ' : '   '), run(part, 'title')]),
  ]),
  [],
  ...wrap('y copies the first, in one line; Esc goes back.', width - 2).map((part): Row => [run(` ${part}`, 'muted')]),
];
