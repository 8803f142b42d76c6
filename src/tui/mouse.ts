import { isCovered, isMonthShown } from './covers.ts';
import { found } from './find.ts';
import { goTo } from './go.ts';
import type { MouseEvent } from './input.ts';
import type { KeyAction } from './key-binding.ts';
import { activeContexts } from './keymap.ts';
import { type Box, boxesOf, isFitting, isInSight } from './layout.ts';
import { placeOf, scrolledBy, seek } from './list-place.ts';
import { isRescueShown } from './rescue.ts';
import { isRead, type ReadState, type State } from './state.ts';
import { chartMonthAt } from './view/chart.ts';
import { findWindow } from './view/find.ts';
import { leverAt } from './view/levers.ts';
import { companyAt } from './view/pair-headline.ts';
import { findBox, monthBox, overlayBox } from './view/scroll.ts';
import { tabAt } from './view/tab-names.ts';
import { tableView } from './view/table.ts';

/**
 * The effect of a mouse event: the state with what it points at in front, and the binding to carry out in it, if any.
 */
export interface Pointed {
  readonly at: State;
  readonly does: KeyAction | null;
}

/** Lines that one notch of the wheel scrolls. */
const NOTCH = 3;
/** Columns of a panel's upper border before its title. */
const BEFORE_TITLE = 3;

const nothing = (state: State): Pointed => ({ at: state, does: null });
const doing = (state: State, does: KeyAction): Pointed => ({ at: { ...state, message: null }, does });

/** The effect of a click or a turn of the wheel in this state. Keys can do all of it too. */
export function pointed(state: State, event: MouseEvent): Pointed {
  if (!isFitting(state.size) || !state.hasMouse) return nothing(state);
  if (isRead(state) && state.find !== null) return inFind(state, event);
  if (isCovered(state) && isIn(overlayBox(state), event)) return nothing(wheeled(state, event));
  if (isRescueShown(state)) return inRescue(state, event);
  // While a value is typed only keys act.
  if (!isRead(state) || !activeContexts(state).includes('main')) return nothing(state);
  const { headline, levers, chart, beside, table } = boxesOf(state);
  const isOther =
    beside !== undefined &&
    isInSight(state, 'chart') &&
    isIn(beside, event) &&
    !(isMonthShown(state) && isIn(monthBox(state), event));
  if (isOther || (isIn(headline, event) && isOtherCompany(state, event.y)))
    return event.kind === 'click' ? doing(state, 'other-file') : nothing(state);
  if (isIn(headline, event) && event.kind === 'click') return doing(state, 'figures');
  if (isIn(levers, event) && isInSight(state, 'levers')) return inLevers(state, event, levers);
  if (isMonthShown(state) && isInSight(state, 'table') && isIn(monthBox(state), event)) return inMonth(state, event);
  if (isIn(chart, event) && isInSight(state, 'chart')) return inChart(state, event, chart);
  return isIn(table, event) && isInSight(state, 'table') ? inTable(state, event, table) : nothing(state);
}

const isIn = ({ x, y, width, height }: Box, at: MouseEvent): boolean =>
  at.x >= x && at.x < x + width && at.y >= y && at.y < y + height;

/** Whether the row of the headline is the one of the file beside. */
const isOtherCompany = ({ beside }: State, y: number): boolean => beside !== null && companyAt(y) === beside.place;

const LINES = { click: 0, 'wheel-up': -NOTCH, 'wheel-down': NOTCH, 'wheel-left': 0, 'wheel-right': 0 } as const;

function inFind(state: ReadState, event: MouseEvent): Pointed {
  const { kind, y } = event;
  const box = findBox(state);
  if (kind === 'wheel-up') return doing(state, 'find-back');
  if (kind === 'wheel-down') return doing(state, 'find-next');
  if (kind !== 'click' || !isIn(box, event)) return nothing(state);
  const { length } = found(state);
  const { first, shown } = findWindow(state, length);
  // Below the border, the line typed and a blank.
  const line = y - box.y - 3;
  if (line < 0 || line >= shown || first + line >= length) return nothing(state);
  return doing({ ...state, find: { ...state.find!, row: first + line } }, 'find-go');
}

/** The wheel chooses the next set of the rescue, or the one before. */
function inRescue(state: State, { kind }: MouseEvent): Pointed {
  if (kind === 'click') return nothing(state);
  return doing(state, kind === 'wheel-up' || kind === 'wheel-left' ? 'set-back' : 'set-next');
}

/** A click chooses a lever; the wheel moves the one beneath it. */
function inLevers(state: ReadState, { kind, y }: MouseEvent, box: Box): Pointed {
  const index = leverAt(state, box.height, y - box.y);
  if (index === null) return nothing(kind === 'click' ? { ...state, pane: 'levers' } : state);
  const there = goTo({ ...state, message: null }, { kind: 'lever', index });
  if (kind === 'click') return nothing(there);
  return doing(there, kind === 'wheel-up' || kind === 'wheel-right' ? 'step-up' : 'step-down');
}

/** The wheel scrolls the month's panel; sideways it opens the next month, or the one before. */
function inMonth(state: ReadState, { kind }: MouseEvent): Pointed {
  const at: State = { ...state, pane: 'table', message: null };
  if (kind === 'wheel-left') return { at, does: 'month-before' };
  if (kind === 'wheel-right') return { at, does: 'month-after' };
  return nothing({ ...at, monthScroll: state.monthScroll + LINES[kind] });
}

/** A click reads the month under it; the wheel reads the next or the one before. */
function inChart(state: ReadState, { kind, x }: MouseEvent, box: Box): Pointed {
  if (kind !== 'click') return doing(state, kind === 'wheel-up' || kind === 'wheel-left' ? 'read-back' : 'read-next');
  const month = chartMonthAt(state, box.width, box.height, x - box.x);
  return nothing(month === null ? state : seek({ ...state, isReading: true, month }, 'months', month));
}

/** A click chooses a tab or a line; the wheel scrolls. */
function inTable(state: ReadState, event: MouseEvent, box: Box): Pointed {
  if (event.kind === 'wheel-left') return doing(state, 'column-back');
  if (event.kind === 'wheel-right') return doing(state, 'column-next');
  if (event.kind !== 'click') return nothing(wheeled(state, event));
  if (event.y === box.y) {
    const tab = tabAt(state.tab, box.width, event.x - box.x - BEFORE_TITLE);
    return nothing(tab === null ? state : goTo({ ...state, message: null }, { kind: 'tab', tab }));
  }
  const { top, room, order } = tableView(state).size;
  // Below the border.
  const row = event.y - box.y - 1 - top;
  const line = row < 0 || row >= room ? undefined : order[placeOf(state, state.tab).first + row];
  const there: ReadState = { ...state, pane: 'table', message: null };
  return nothing(line === undefined ? there : goTo(there, { kind: 'line', tab: state.tab, line, isShown: true }));
}

/** Scrolls the panel or list in front; the chosen line stays. */
function wheeled(state: State, { kind }: MouseEvent): State {
  const lines = LINES[kind];
  if (lines === 0) return state;
  if (isCovered(state)) return { ...state, overlayScroll: state.overlayScroll + lines };
  return scrolledBy(state, state.tab, lines);
}
