import type { Row } from '../../chart/cells.ts';
import type { ReadState } from '../state.ts';
import { tabInFront } from '../tabs/all.ts';
import { worldMark } from './odds-words.ts';
import { panel, partShown } from './panel.ts';
import { isOfWorld, tableLines } from './scroll.ts';
import { tabNames } from './tab-names.ts';

/** Columns of the lower edge that its text cannot have. */
const EDGE = 6;

/** The table in front, under the names of all tables. */
export function table(state: ReadState, width: number, height: number): Row[] {
  const focused = state.pane === 'table';
  const { rows: body, foot: besides } = tabInFront(state);
  const mark = isOfWorld(state) ? [worldMark(state, width - 2)] : [];
  const rows = [...mark, ...body(state, width - 2, height - 2 - mark.length)];
  const lines = partShown(state.scroll[state.tab], tableLines(state), tabInFront(state).count(state));
  const foot = footOf([...besides(state, width - 2), lines], width);
  return panel(rows, width, height, { title: tabNames(state.tab, width), foot, focused, glyphs: state.glyphs });
}

/** As many as fit, the first ones. */
function footOf(parts: readonly string[], width: number): string {
  const said = parts.filter((part) => part !== '');
  while (said.length > 1 && said.join(' · ').length > width - EDGE) said.pop();
  return said.join(' · ');
}
