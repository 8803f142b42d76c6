import { isCovered, isMonthShown } from '../covers.ts';
import { type Box, boxesOf, isFitting } from '../layout.ts';
import { isRead, type ReadState, type State, type Tab } from '../state.ts';
import { TAB_PARTS, tabInFront } from '../tabs/all.ts';
import { faultRows } from './faults.ts';
import { helpRows } from './help.ts';
import { monthRows } from './month.ts';
import { promptRows } from './prompts.ts';

/** Columns or rows that a panel's border takes. */
const BORDER = 2;
/** The text that is looked for, and a blank. */
const FIND_HEAD = 2;

/** Lines of the table in front that fit into its panel. */
export function tableLines(state: State): number {
  if (!isFitting(state.size)) return 1;
  return linesOf(state, state.tab);
}

/** Rows of the table's panel above the first line of its list, its border among them. */
export function tableTop(state: State): number {
  const { width } = boxesOf(state).table;
  return 1 + tabInFront(state).above(width - BORDER) + (isOfWorld(state) ? 1 : 0);
}

function linesOf(state: State, tab: Tab): number {
  const { width, height } = boxesOf(state).table;
  const inner = height - BORDER;
  return Math.max(1, inner - besideLines(state, tab, width - BORDER, inner));
}

/** Rows of the table's panel that are not lines of its list. */
const besideLines = (state: State, tab: Tab, width: number, height: number): number =>
  TAB_PARTS[tab].besides(state, width, height) + (isOfWorld({ ...state, tab }) ? 1 : 0);

/** Whether the table shows one world of many, and says so. */
export const isOfWorld = ({ world, tab }: Pick<State, 'world' | 'tab'>): boolean =>
  world !== null && TAB_PARTS[tab].isOfWorld;

/** How far a page key scrolls: a page less a line, so that the eye keeps its place. */
export function pageLines(state: State): number {
  if (!isFitting(state.size)) return 1;
  if (state.find !== null) return Math.max(1, findLines(state) - 1);
  const over = isCovered(state) ? overlayBox(state) : isMonthShown(state) ? monthBox(state) : null;
  const shown = over === null ? tableLines(state) : over.height - BORDER;
  return Math.max(1, shown - 1);
}

/** Rows of the table's panel from which on an open month fits into it. */
const ENOUGH_FOR_MONTH = 20;

/** Where an open month stands: over the table where that is tall enough, else over the chart too. */
export function monthBox(state: State): Box {
  const { table } = boxesOf(state);
  return table.height >= ENOUGH_FOR_MONTH ? table : findBox(state);
}

/** Where the overlay stands: help over everything between headline and foot, faults over the table. */
export function overlayBox(state: State): Box {
  const { levers, table, footer } = boxesOf(state);
  const whole = { x: 0, y: levers.y, width: footer.width, height: levers.height };
  return state.overlay === 'help' || !isRead(state) ? whole : table;
}

/** Where what is found stands: over chart and table, with the levers beside it. */
export function findBox(state: State): Box {
  const { chart, table } = boxesOf(state);
  return { ...table, y: chart.y, height: chart.height + table.height };
}

/** Lines of what is found that are shown: the box without its border and the line that is typed. */
export const findLines = (state: State): number => findBox(state).height - BORDER - FIND_HEAD;

/** The rows of the overlay, all of them. */
export function overlayRows(state: State): ReturnType<typeof faultRows> {
  const width = overlayBox(state).width - BORDER;
  if (isRead(state) && state.prompt !== null) return promptRows(state, state.prompt, width);
  if (state.overlay === 'help') return helpRows(state, width);
  return isCovered(state) ? faultRows(state, width) : [];
}

/** The furthest that the overlay can be scrolled. */
export const overlayBeyond = (state: State): number =>
  isFitting(state.size) ? Math.max(0, overlayRows(state).length - (overlayBox(state).height - BORDER)) : 0;

/** The furthest that the list of a tab can be scrolled, and its columns. */
export function scrollBeyond(state: ReadState, tab: Tab): number {
  return isFitting(state.size) ? Math.max(0, TAB_PARTS[tab].count(state) - linesOf(state, tab)) : 0;
}

export function columnsBeyond(state: ReadState, tab: Tab): number {
  const { columns } = TAB_PARTS[tab];
  return columns === null || !isFitting(state.size) ? 0 : columns.last(state, boxesOf(state).table.width - BORDER);
}

/** The furthest that an open month can be scrolled. */
export function monthBeyond(state: ReadState): number {
  if (!isFitting(state.size) || !isMonthShown(state)) return 0;
  const { width, height } = monthBox(state);
  return Math.max(0, monthRows(state, width - BORDER).length - (height - BORDER));
}
