import { type Row, run } from '../../chart/cells.ts';
import { endWithin } from '../../diagnostic/columns.ts';
import { visible } from '../../diagnostic/escape.ts';
import { boxesOf } from '../layout.ts';
import { placeOf } from '../list-place.ts';
import type { ReadState } from '../state.ts';
import { tabInFront } from '../tabs/all.ts';
import type { ListSize, TabView } from '../tabs/tab.ts';
import { worldMark } from './odds-words.ts';
import { panel, partShown } from './panel.ts';
import { tabNames } from './tab-names.ts';

/** Columns or rows that a panel's border takes. */
const BORDER = 2;
/** Columns of the lower border that its text cannot use. */
const EDGE = 6;

/** The view of the tab in front within its border, with the rows above it that name the world and the filter. */
export function tableView(state: ReadState): TabView {
  const { width, height } = boxesOf(state).table;
  return inBorder(state, width - BORDER, height - BORDER);
}

function inBorder(state: ReadState, width: number, height: number): TabView {
  const { isOfWorld, view } = tabInFront(state);
  const { isFiltered } = placeOf(state, state.tab);
  const marks = (isOfWorld && state.world !== null ? 1 : 0) + (isFiltered ? 1 : 0);
  if (marks === 0) return view(state, width, height);
  const { rows, size, ...rest } = view(state, width, height - marks);
  const above = (): Row[] => [
    ...(isOfWorld && state.world !== null ? [worldMark(state, width)] : []),
    ...(isFiltered ? [filterRow(state, size, width)] : []),
  ];
  return { ...rest, rows: () => [...above(), ...rows()], size: { ...size, top: size.top + marks } };
}

/** The row of the filter: its text, and how many lines match it. */
function filterRow(state: ReadState, { matches }: ListSize, width: number): Row {
  const { text } = placeOf(state, state.tab);
  const isAscii = state.glyphs === 'ascii';
  const all = tabInFront(state).count(state);
  const told = `  ${matches.length} of ${all}${state.isFiltering ? '' : ', Esc shows all'}`;
  const shown = endWithin(visible(text), width - told.length - 4);
  const caret = state.isFiltering ? (isAscii ? '_' : '▏') : '';
  return [run(' /', 'accent'), run(shown, 'title'), run(caret, 'accent'), run(told, 'muted')];
}

/** The panel of the tab in front, under the names of all tabs. */
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

/** As many of the parts as fit, the last ones first: the part of the list in view always stays. */
function footOf(parts: readonly string[], width: number): string {
  const said = parts.filter((part) => part !== '');
  while (said.length > 1 && said.join(' · ').length > width - EDGE) said.shift();
  return said.join(' · ');
}
