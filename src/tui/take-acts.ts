/** Actions that copy something out of the screen: to the clipboard, into a file, as a command. */

import type { WrittenNew } from '../host/write-new.ts';
import { csv } from '../report/csv.ts';
import { markdown } from '../report/markdown.ts';
import type { Table } from '../report/table.ts';
import { commandLines } from './command-line.ts';
import { isMonthShown } from './covers.ts';
import type { FrameNow } from './frame-now.ts';
import { chosenLever } from './outcome.ts';
import { capital, say } from './say.ts';
import { isRead, type ReadState, type State } from './state.ts';
import { tabInFront } from './tabs/all.ts';
import { fileName, settingWords } from './words.ts';

/** Asks the terminal to put the text into the clipboard. Terminals do not say whether they did. */
const copy = (state: State, text: string, what: string): State =>
  say({ ...state, errand: { copy: text } }, `Given to the clipboard: ${what}.`, 'good');

/** Copies what is in front: the command, the figure's explanation, the lever, or the chosen line. */
export function copyInFront(state: ReadState, { figure }: FrameNow): State {
  if (state.overlay === 'command') return copy(state, commandLines(state)[0]!, 'the command');
  if (state.overlay === 'figures') return copy(state, figure().join('\n'), 'the figure');
  const chosen = chosenLever(state);
  if (state.pane === 'levers' && chosen !== null)
    return copy(state, settingWords(state, chosen.lever, chosen.setting), 'the lever');
  const words = tabInFront(state).words(state);
  if (words.length === 0) return say(state, 'There is nothing to copy.', 'warn');
  return copy(state, words.join('\n'), isMonthShown(state) ? 'the month' : 'the line');
}

/** Copies the table in front for a spreadsheet: all its columns, and the lines that are shown, in their order. */
export function copyTable(state: ReadState, { table }: FrameNow): State {
  const all = table();
  if (all === null) return say(state, NO_TABLE, 'warn');
  const text = [all.columns.map(({ title }) => title), ...all.rows.map((row) => row.map((one) => one.text))]
    .map((row) => row.join('\t'))
    .join('\n');
  return copy(state, `${text}\n`, linesOf(all));
}

const NO_TABLE = 'There is no table to take.';

const linesOf = ({ rows }: Table): string => `${rows.length} ${rows.length === 1 ? 'line' : 'lines'} of the table`;

export const showCommand = (state: State): State => ({
  ...state,
  overlay: state.overlay === 'command' ? null : 'command',
  overlayScroll: 0,
});

/** Asks for the name of a file for the table; one of file, plan and tab is typed already. */
export function askTableName(state: ReadState, { table }: FrameNow): State {
  if (table() === null) return say(state, NO_TABLE, 'warn');
  const base = fileName(state).replace(/\.[^.]*$/, '');
  return { ...state, prompt: { kind: 'table', text: `${base}-${state.tab}.csv` }, overlayScroll: 0 };
}

/**
 * The table as the text of a file of that name, by its ending; `fault` is a sentence where that is none of a format.
 */
export function tableText(name: string, table: Table): { readonly text: string } | { readonly fault: string } {
  if (/[^\s/\\]\.csv$/i.test(name)) return { text: csv(table) };
  if (/[^\s/\\]\.md$/i.test(name)) return { text: markdown(table) };
  return { fault: 'the name ends in .csv or in .md' };
}

/** Has the table written into the file of that name. */
export function saveTable(state: ReadState, path: string, { table }: FrameNow): State {
  const all = table();
  if (all === null) return say({ ...state, prompt: null }, NO_TABLE, 'warn');
  const held = tableText(path, all);
  if ('fault' in held) return say(state, `${capital(held.fault)}.`, 'bad');
  return { ...state, errand: { path, text: held.text, what: linesOf(all) } };
}

/** The state after the table's file was written. Where a file of that name is there already, asks for another name. */
export function tableSaved(state: State, path: string, what: string, written: WrittenNew): State {
  if (!isRead(state)) return state;
  if (written.kind === 'there') return say(state, `${path} is there already; give it another name.`, 'warn');
  if (written.kind === 'failed') return say(state, `Not saved: ${written.why}.`, 'bad');
  return say({ ...state, prompt: null }, `Saved in ${path}: ${what}.`, 'good');
}
