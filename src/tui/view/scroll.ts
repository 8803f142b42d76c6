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
/** Rows above what was found: the text that is looked for, and a blank row. */
const FIND_HEAD = 2;

/** How far a page key scrolls: a page less a line, so that the eye keeps its place. */
export function pageLines(state: State): number {
  if (!isFitting(state.size)) return 1;
  if (state.find !== null) return Math.max(1, findLines(state) - 1);
  const over = isCovered(state) ? overlayBox(state) : isMonthShown(state) ? monthBox(state) : null;
  const shown = over !== null ? over.height - BORDER : isRead(state) ? tableView(state).size.room : 1;
  return Math.max(1, shown - 1);
}

/** Rows of the table's panel from which on an open month fits into it. */
const ENOUGH_FOR_MONTH = 20;

/** Where an open month stands: over the table where that is tall enough, else over the chart too. */
export function monthBox(state: State): Box {
  const { table } = boxesOf(state);
  return table.height >= ENOUGH_FOR_MONTH ? table : overTables(state);
}

/** Where the overlay stands: help over all between headline and foot, faults over the table, runways over both. */
export function overlayBox(state: State): Box {
  const { levers, table, footer } = boxesOf(state);
  const whole = { x: 0, y: levers.y, width: footer.width, height: levers.height };
  if (isOverAll(state) || !isRead(state) || state.zoom !== null) return whole;
  return state.overlay === 'runways' && state.prompt === null ? findBox(state) : table;
}

/** Where what is found stands: over chart and table, with the levers beside it. */
export const findBox = (state: State): Box => overTables({ ...state, zoom: null });

/** Chart and table together; of one that is zoomed, its box. */
function overTables(state: State): Box {
  const { chart, table } = boxesOf(state);
  return state.zoom === 'pane' ? table : { ...table, y: chart.y, height: chart.height + table.height };
}

/** Lines of what is found that are shown: the box without its border and the line that is typed. */
export const findLines = (state: State): number => findBox(state).height - BORDER - FIND_HEAD;

/** The rows of the overlay, all of them. */
export function overlayRows(state: State): ReturnType<typeof faultRows> {
  const width = overlayBox(state).width - BORDER;
  if (isRead(state) && state.prompt !== null) return promptRows(state, state.prompt, width);
  if (state.overlay === 'help') return helpRows(state, width);
  if (isRead(state) && state.overlay === 'command') return commandRows(state, width);
  if (isRead(state) && state.overlay === 'figures') return figureRows(state, width);
  if (state.overlay === 'runways' && isRead(state)) return runwayRows(state, width);
  return isCovered(state) ? faultRows(state, width) : [];
}

/** The furthest that the overlay can be scrolled. */
export const overlayBeyond = (state: State): number =>
  isFitting(state.size) ? Math.max(0, overlayRows(state).length - (overlayBox(state).height - BORDER)) : 0;

/** The furthest that an open month can be scrolled. */
export function monthBeyond(state: ReadState): number {
  if (!isFitting(state.size) || !isMonthShown(state)) return 0;
  const { width, height } = monthBox(state);
  return Math.max(0, monthRows(state, width - BORDER).length - (height - BORDER));
}
