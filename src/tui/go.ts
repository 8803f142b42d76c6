import type { Binding } from './key-binding.ts';
import { seek } from './list-place.ts';
import type { ReadState, Tab } from './state.ts';
import { tabPart } from './tabs/all.ts';

/** Somewhere on the screen, by index where there are several, or something to do. */
export type GoTarget =
  | { readonly kind: 'lever'; readonly index: number }
  | { readonly kind: 'tab'; readonly tab: Tab }
  /** A line of a tab's list. */
  | { readonly kind: 'line'; readonly tab: Tab; readonly line: number }
  | { readonly kind: 'command'; readonly binding: Binding };

/** The screen with the target in front, and the keys there. */
export function goTo(state: ReadState, target: Exclude<GoTarget, { kind: 'command' }>): ReadState {
  if (target.kind === 'lever') return { ...state, pane: 'levers', lever: target.index };
  const { tab } = target;
  const there: ReadState = { ...state, pane: 'table', tab, overlay: null };
  return target.kind === 'tab' ? there : seek(tabPart(tab).cursor.to(there, target.line), tab, target.line);
}
