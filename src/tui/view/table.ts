import { type Row, run } from '../../chart/cells.ts';
import { type State, TABS, type Tab } from '../state.ts';
import { creditors } from './creditors.ts';
import { months } from './months.ts';
import { panel, partShown } from './panel.ts';
import { plans } from './plans.ts';
import { tableLines } from './scroll.ts';

const BODIES: Readonly<Record<Tab, (state: State, width: number, height: number) => Row[]>> = {
  months,
  creditors,
  plans,
};
const NAMES: Readonly<Record<Tab, string>> = { months: 'Months', creditors: 'Creditors', plans: 'Plans' };

/** The table in front, under the names of all tables. */
export function table(state: State, width: number, height: number): Row[] {
  const focused = state.pane === 'table';
  const title = TABS.flatMap((tab, i): Row => {
    const name = `${i + 1} ${NAMES[tab]}`;
    return [run(i === 0 ? '' : ' '), tab === state.tab ? run(`[${name}]`, 'title') : run(` ${name} `, 'muted')];
  });
  const rows = BODIES[state.tab](state, width - 2, height - 2);
  const foot = partShown(state.scroll[state.tab], tableLines(state), count(state));
  return panel(rows, width, height, { title, foot, focused, glyphs: state.glyphs });
}

function count(state: State): number {
  const scenario = state.loaded?.scenario;
  if (scenario === undefined) return 0;
  return { months: scenario.months, creditors: scenario.creditors.size, plans: scenario.plans.size + 1 }[state.tab];
}
