import { type Row, rowWidth, run } from '../../chart/cells.ts';
import { TABS, type Tab } from '../state.ts';

/** What each tab is called, and where room is short. */
const NAMES: Readonly<Record<Tab, readonly [name: string, short: string]>> = {
  months: ['Months', 'Months'],
  creditors: ['Creditors', 'Cred.'],
  plans: ['Plans', 'Plans'],
  odds: ['Odds', 'Odds'],
  evidence: ['Evidence', 'Evid.'],
};
/** Columns of a panel's upper edge that its title cannot have. */
const EDGE = 5;

/** What a tab is called in full. */
export const tabName = (tab: Tab): string => NAMES[tab][0];

/** The tabs by number, the one in front in brackets: in full, or closer together with the others' short names. */
export const tabNames = (front: Tab, width: number): Row => titles(front, width).flat();

/** The tab whose title has the column, counted from the first title's; null where none has. */
export function tabAt(front: Tab, width: number, column: number): Tab | null {
  let end = 0;
  const i = titles(front, width).findIndex((title) => {
    end += rowWidth(title);
    return column < end;
  });
  return column < 0 ? null : (TABS[i] ?? null);
}

/** The title of each tab, with the blanks after it. */
function titles(front: Tab, width: number): Row[] {
  const last = TABS.length - 1;
  const wide = TABS.map((tab, i): Row => {
    const name = `${i + 1} ${NAMES[tab][0]}`;
    const blank = run(i === last ? '' : ' ');
    return [tab === front ? run(`[${name}]`, 'title') : run(` ${name} `, 'muted'), blank];
  });
  if (rowWidth(wide.flat()) <= width - EDGE) return wide;
  return TABS.map((tab, i): Row => {
    if (tab === front) return [run(`[${i + 1} ${NAMES[tab][0]}]`, 'title')];
    // A bracket stands where the blank between two names would.
    const blank = i === last || TABS[i + 1] === front ? '' : ' ';
    return [run(`${i + 1} ${NAMES[tab][1]}${blank}`, 'muted')];
  });
}
