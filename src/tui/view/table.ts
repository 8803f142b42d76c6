import type { Row } from '../../chart/cells.ts';
import type { ReadState, Tab } from '../state.ts';
import { oddsLines } from '../worlds.ts';
import { creditors, creditorsFoot } from './creditors.ts';
import { evidence, evidenceLines } from './evidence.ts';
import { columnsShown, months } from './months.ts';
import { odds } from './odds.ts';
import { worldMark } from './odds-words.ts';
import { panel, partShown } from './panel.ts';
import { plans } from './plans.ts';
import { isOfWorld, tableLines } from './scroll.ts';
import { tabNames } from './tab-names.ts';

/** Columns of the lower edge that its text cannot have. */
const EDGE = 6;

const BODIES: Readonly<Record<Tab, (state: ReadState, width: number, height: number) => Row[]>> = {
  months,
  creditors,
  plans,
  odds,
  evidence,
};

/** The table in front, under the names of all tables. */
export function table(state: ReadState, width: number, height: number): Row[] {
  const focused = state.pane === 'table';
  const body = BODIES[state.tab];
  const mark = isOfWorld(state) ? [worldMark(state, width - 2)] : [];
  const rows = [...mark, ...body(state, width - 2, height - 2 - mark.length)];
  const lines = partShown(state.scroll[state.tab], tableLines(state), count(state));
  const foot = footOf([...besides(state, width - 2), lines], width);
  return panel(rows, width, height, { title: tabNames(state.tab, width), foot, focused, glyphs: state.glyphs });
}

/** What else is said at the foot of the table. */
function besides(state: ReadState, width: number): string[] {
  if (state.tab === 'months') return [columnsShown(state, width)];
  return state.tab === 'creditors' ? creditorsFoot(state, width) : [];
}

/** As many as fit, the first ones. */
function footOf(parts: readonly string[], width: number): string {
  const said = parts.filter((part) => part !== '');
  while (said.length > 1 && said.join(' · ').length > width - EDGE) said.pop();
  return said.join(' · ');
}

/** Lines of the list in front. */
export function count(state: ReadState): number {
  const { scenario } = state.loaded;
  const counts: Record<Tab, number> = {
    months: scenario.months,
    creditors: scenario.creditors.size,
    plans: scenario.plans.size + 1,
    odds: oddsLines(state).length,
    evidence: evidenceLines(scenario).length,
  };
  return counts[state.tab];
}
