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

/** The tabs by number, the one in front in brackets: in full, or closer together with the others' short names. */
export function tabNames(front: Tab, width: number): Row {
  const wide = TABS.flatMap((tab, i): Row => {
    const name = `${i + 1} ${NAMES[tab][0]}`;
    return [run(i === 0 ? '' : ' '), tab === front ? run(`[${name}]`, 'title') : run(` ${name} `, 'muted')];
  });
  if (rowWidth(wide) <= width - EDGE) return wide;
  const last = TABS.length - 1;
  return TABS.flatMap((tab, i): Row => {
    if (tab === front) return [run(`[${i + 1} ${NAMES[tab][0]}]`, 'title')];
    // A bracket stands where the blank between two names would.
    const blank = i === last || TABS[i + 1] === front ? '' : ' ';
    return [run(`${i + 1} ${NAMES[tab][1]}${blank}`, 'muted')];
  });
}
