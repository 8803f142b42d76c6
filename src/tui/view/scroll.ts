import { isCovered, isMonthShown, isOverAll } from '../covers.ts';
import { type Box, boxesOf, isFitting } from '../layout.ts';
import { isRead, type ReadState, type State } from '../state.ts';
import { commandRows } from './command.ts';
import { faultRows } from './faults.ts';
import { figureRows } from './figures.ts';
import { helpRows } from './help.ts';
import { monthRows } from './month.ts';
import { promptRows } from './prompts.ts';
import { runwayRows } from './runways.ts';
import { tableView } from './table.ts';

/** Columns or rows that a panel's border takes. */
const BORDER = 2;
/** Rows above the matches of a search: the text typed, and a blank row. */
const FIND_HEAD = 2;

/** Lines that a page key scrolls: a page less one line, so that the eye keeps its place. */
export function pageLines(state: State): number {
  if (!isFitting(state.size)) return 1;
  if (state.find !== null) return Math.max(1, findLines(state) - 1);
  const over = isCovered(state) ? overlayBox(state) : isMonthShown(state) ? monthBox(state) : null;
  const shown = over !== null ? over.height - BORDER : isRead(state) ? tableView(state).size.room : 1;
  return Math.max(1, shown - 1);
}

/** Least rows of the table's panel for an open month to fit into it. */
const ENOUGH_FOR_MONTH = 20;

/** The box of an open month: that of the table if it is high enough, else chart and table. */
export function monthBox(state: State): Box {
  const { table } = boxesOf(state);
  return table.height >= ENOUGH_FOR_MONTH ? table : overTables(state);
}

/** The box of the overlay: all between headline and foot, chart and table, or the table. */
export function overlayBox(state: State): Box {
  const { levers, table, footer } = boxesOf(state);
  const whole = { x: 0, y: levers.y, width: footer.width, height: levers.height };
  if (isOverAll(state) || !isRead(state) || state.zoom !== null) return whole;
  return state.overlay === 'runways' && state.prompt === null ? findBox(state) : table;
}

/** The box of the search: chart and table, with the levers beside it. */
export const findBox = (state: State): Box => overTables({ ...state, zoom: null });

/** The box of chart and table together; where one is zoomed, its box. */
function overTables(state: State): Box {
  const { chart, table } = boxesOf(state);
  return state.zoom === 'pane' ? table : { ...table, y: chart.y, height: chart.height + table.height };
}

/** Number of matches that the search's panel has room for. */
export const findLines = (state: State): number => findBox(state).height - BORDER - FIND_HEAD;

/** All rows of the overlay, those out of view too. */
export function overlayRows(state: State): ReturnType<typeof faultRows> {
  const width = overlayBox(state).width - BORDER;
  if (isRead(state) && state.prompt !== null) return promptRows(state, state.prompt, width);
  if (state.overlay === 'help') return helpRows(state, width);
  if (isRead(state) && state.overlay === 'command') return commandRows(state, width);
  if (isRead(state) && state.overlay === 'figures') return figureRows(state, width);
  if (state.overlay === 'runways' && isRead(state)) return runwayRows(state, width);
  return isCovered(state) ? faultRows(state, width) : [];
}

/** The greatest scroll of the overlay, in rows. */
export const overlayBeyond = (state: State): number =>
  isFitting(state.size) ? Math.max(0, overlayRows(state).length - (overlayBox(state).height - BORDER)) : 0;

/** The greatest scroll of an open month, in rows. */
export function monthBeyond(state: ReadState): number {
  if (!isFitting(state.size) || !isMonthShown(state)) return 0;
  const { width, height } = monthBox(state);
  return Math.max(0, monthRows(state, width - BORDER).length - (height - BORDER));
}
