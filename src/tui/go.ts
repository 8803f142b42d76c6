import type { Binding } from './key-binding.ts';
import type { ReadState, State, Tab } from './state.ts';
import { inView } from './view/scroll.ts';

/** Somewhere on the screen, by index where there are several, or something to do. */
export type Target =
  | { readonly kind: 'lever'; readonly index: number }
  | { readonly kind: 'tab'; readonly tab: Tab }
  /** A line of a tab's list. */
  | { readonly kind: 'line'; readonly tab: Tab; readonly line: number }
  | { readonly kind: 'command'; readonly binding: Binding };

/** The screen with the target in front, and the keys there. */
export function goTo(state: ReadState, target: Exclude<Target, { kind: 'command' }>): ReadState {
  if (target.kind === 'lever') return { ...state, pane: 'levers', lever: target.index };
  const { tab } = target;
  const there: ReadState = { ...state, pane: 'table', tab, overlay: null };
  return target.kind === 'tab' ? there : inView({ ...there, ...chosenLine(tab, target.line) }, tab, target.line);
}

/** The line that the keys act on, in tabs that have one. */
function chosenLine(tab: Tab, line: number): Partial<Pick<State, 'month' | 'planRow' | 'oddsRow' | 'evidenceRow'>> {
  switch (tab) {
    case 'months':
      return { month: line };
    case 'plans':
      return { planRow: line };
    case 'odds':
      return { oddsRow: line };
    case 'evidence':
      return { evidenceRow: line };
    case 'creditors':
      return {};
  }
}
