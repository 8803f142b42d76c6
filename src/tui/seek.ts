import type { State, Tab } from './state.ts';

/**
 * The list of the tab is to be scrolled, as little as that takes, until the line is seen: at once, or when the tab
 * comes to the front.
 */
export const seek = <S extends State>(state: S, tab: Tab, line: number): S => ({
  ...state,
  sought: new Map(state.sought).set(tab, line),
});
