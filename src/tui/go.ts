import type { Binding } from './key-binding.ts';
import { placeOf, seek, withPlace } from './list-place.ts';
import type { ReadState, Tab } from './state.ts';
import { tabPart } from './tabs/all.ts';

/** A place of the screen to go to, or a command to carry out. Levers, plans and the like are given by their index. */
export type GoTarget =
  | { readonly kind: 'lever'; readonly index: number }
  | { readonly kind: 'tab'; readonly tab: Tab }
  /**
   * A line of a tab's list. A filter of the list is taken off, unless `isShown` says that the line is shown under it.
   */
  | { readonly kind: 'line'; readonly tab: Tab; readonly line: number; readonly isShown?: boolean }
  | { readonly kind: 'command'; readonly binding: Binding };

/** The state with the target in front, and the keys acting there. */
export function goTo(state: ReadState, target: Exclude<GoTarget, { kind: 'command' }>): ReadState {
  if (target.kind === 'lever') return { ...state, pane: 'levers', lever: target.index };
  const { tab } = target;
  const there: ReadState = { ...state, pane: 'table', tab, overlay: null };
  if (target.kind === 'tab') return there;
  // A filter that may hide the line is taken off.
  const { isFiltered } = placeOf(state, tab);
  const isHidden = isFiltered && (state.tab !== tab || target.isShown !== true);
  const all = isHidden ? withPlace(there, tab, { isFiltered: false }) : there;
  return seek(tabPart(tab).cursor.to(all, target.line), tab, target.line);
}
