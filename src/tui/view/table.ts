import type { Row } from '../../chart/cells.ts';
import type { State, Tab } from '../state.ts';
import { oddsLines } from '../worlds.ts';
import { creditors } from './creditors.ts';
import { evidence, evidenceLines } from './evidence.ts';
import { months } from './months.ts';
import { odds } from './odds.ts';
import { worldMark } from './odds-words.ts';
import { panel, partShown } from './panel.ts';
import { plans } from './plans.ts';
import { isOfWorld, tableLines } from './scroll.ts';
import { tabNames } from './tab-names.ts';

const BODIES: Readonly<Record<Tab, (state: State, width: number, height: number) => Row[]>> = {
  months,
  creditors,
  plans,
  odds,
  evidence,
};

/** The table in front, under the names of all tables. */
export function table(state: State, width: number, height: number): Row[] {
  const focused = state.pane === 'table';
  const body = BODIES[state.tab];
  const mark = isOfWorld(state) ? [worldMark(state, width - 2)] : [];
  const rows = [...mark, ...body(state, width - 2, height - 2 - mark.length)];
  const foot = partShown(state.scroll[state.tab], tableLines(state), count(state));
  return panel(rows, width, height, { title: tabNames(state.tab, width), foot, focused, glyphs: state.glyphs });
}

/** Lines of the list in front. */
export function count(state: State): number {
  const scenario = state.loaded?.scenario;
  if (scenario === undefined) return 0;
  const counts: Record<Tab, number> = {
    months: scenario.months,
    creditors: scenario.creditors.size,
    plans: scenario.plans.size + 1,
    odds: oddsLines(state).length,
    evidence: evidenceLines(scenario).length,
  };
  return counts[state.tab];
}
