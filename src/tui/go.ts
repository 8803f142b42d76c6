import type { Binding } from './key-binding.ts';
import { placeOf, seek, withPlace } from './list-place.ts';
import type { ReadState, Tab } from './state.ts';
import { tabPart } from './tabs/all.ts';

/** Somewhere on the screen, by index where there are several, or something to do. */
export type GoTarget =
  | { readonly kind: 'lever'; readonly index: number }
  | { readonly kind: 'tab'; readonly tab: Tab }
  /** A line of a tab's list; whether it is among those that a filter shows. */
  | { readonly kind: 'line'; readonly tab: Tab; readonly line: number; readonly isShown?: boolean }
  | { readonly kind: 'command'; readonly binding: Binding };

/** The screen with the target in front, and the keys there. */
export function goTo(state: ReadState, target: Exclude<GoTarget, { kind: 'command' }>): ReadState {
  if (target.kind === 'lever') return { ...state, pane: 'levers', lever: target.index };
  const { tab } = target;
  const there: ReadState = { ...state, pane: 'table', tab, overlay: null };
  if (target.kind === 'tab') return there;
  // A line that the filter hides is shown with all others.
  const { isFiltered } = placeOf(state, tab);
  const isHidden = isFiltered && (state.tab !== tab || target.isShown !== true);
  const all = isHidden ? withPlace(there, tab, { isFiltered: false }) : there;
  return seek(tabPart(tab).cursor.to(all, target.line), tab, target.line);
}
