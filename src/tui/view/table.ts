import type { Row } from '../../chart/cells.ts';
import { boxesOf } from '../layout.ts';
import { placeOf } from '../list-place.ts';
import type { ReadState } from '../state.ts';
import { tabInFront } from '../tabs/all.ts';
import type { TabView } from '../tabs/tab.ts';
import { worldMark } from './odds-words.ts';
import { panel, partShown } from './panel.ts';
import { tabNames } from './tab-names.ts';

/** Columns or rows that a panel's border takes. */
const BORDER = 2;
/** Columns of the lower edge that its text cannot have. */
const EDGE = 6;

/** The tab in front as it is drawn within its border, below the mark of the world that it tells of, if any. */
export function tableView(state: ReadState): TabView {
  const { width, height } = boxesOf(state).table;
  return inBorder(state, width - BORDER, height - BORDER);
}

function inBorder(state: ReadState, width: number, height: number): TabView {
  const { isOfWorld, view } = tabInFront(state);
  if (!isOfWorld || state.world === null) return view(state, width, height);
  const { rows, size, foot } = view(state, width, height - 1);
  return { rows: () => [worldMark(state, width), ...rows()], size: { ...size, top: size.top + 1 }, foot };
}

/** The table in front, under the names of all tables. */
export function table(state: ReadState, width: number, height: number): Row[] {
  const { rows, size, foot } = inBorder(state, width - BORDER, height - BORDER);
  const lines = partShown(placeOf(state, state.tab).first, size.room, size.order.length);
  return panel(rows(), width, height, {
    title: tabNames(state.tab, width),
    foot: footOf([...foot, lines], width),
    focused: state.pane === 'table',
    glyphs: state.glyphs,
  });
}

/** As many as fit, the first ones. */
function footOf(parts: readonly string[], width: number): string {
  const said = parts.filter((part) => part !== '');
  while (said.length > 1 && said.join(' · ').length > width - EDGE) said.pop();
  return said.join(' · ');
}
