import { type Row, rowWidth, run } from '../../chart/cells.ts';
import type { Tab } from '../state.ts';
import { TABS, tabPart } from '../tabs/all.ts';

/** Columns of a panel's upper border that its title cannot use. */
const EDGE = 5;

/** The tab's full name. */
export const tabName = (tab: Tab): string => tabPart(tab).name;

/** The numbered names of all tabs, the one in front in brackets; short names, closer together, where room is short. */
export const tabNames = (front: Tab, width: number): Row => titles(front, width).flat();

/** The tab whose title covers a column, counted from the first title's; null where none does. */
export function tabAt(front: Tab, width: number, column: number): Tab | null {
  let end = 0;
  const i = titles(front, width).findIndex((title) => {
    end += rowWidth(title);
    return column < end;
  });
  return column < 0 ? null : (TABS[i] ?? null);
}

/** The title of each tab, with the blank after it, as long as there is room for. */
function titles(front: Tab, width: number): Row[] {
  const last = TABS.length - 1;
  const all = (name: (tab: Tab) => string, aside: (name: string) => string): Row[] =>
    TABS.map((tab, i): Row => {
      const text = `${i + 1} ${name(tab)}`;
      return [tab === front ? run(`[${text}]`, 'title') : run(aside(text), 'muted'), ...(i === last ? [] : [run(' ')])];
    });
  const full = (tab: Tab): string => tabPart(tab).name;
  const short = (tab: Tab): string => tabPart(tab).short;
  const wide = all(full, (name) => ` ${name} `);
  const close = all((tab) => (tab === front ? full : short)(tab), String);
  const fits = (row: Row[]): boolean => rowWidth(row.flat()) <= width - EDGE;
  return fits(wide) ? wide : fits(close) ? close : all(short, String);
}
