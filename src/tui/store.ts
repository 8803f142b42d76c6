import { Engine } from '../engine/ask.ts';
import { shown } from './complete.ts';
import { fileAt } from './in-front.ts';
import { updateAt } from './pair.ts';
import type { PairSide, State } from './state.ts';
import type { Action } from './update.ts';

/** Holds the state. Listeners are called once for actions that arrive together, so that these make one frame. */
export interface Store {
  readonly current: () => State;
  /** The state with all results that a frame shows; the same object until the state changes. */
  readonly shown: () => State;
  /** Applies an action to the file of a place; to the one in front where it is left out. */
  readonly dispatch: (action: Action, place?: PairSide) => void;
  /** Calls the listener after changes, until the function that it returns is called. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A store of one file of two, whether that is in front or not. */
export const storeOf = (store: Store, place: PairSide): Store => ({
  current: () => fileAt(store.current(), place),
  shown: () => fileAt(store.shown(), place),
  dispatch: (action) => store.dispatch(action, place),
  subscribe: store.subscribe,
});

export function createStore(first: State): Store {
  let state = first;
  let due = false;
  const engine = new Engine();
  const listeners = new Set<() => void>();
  const tell = (): void => {
    due = false;
    for (const listener of listeners) listener();
  };
  return {
    current: () => state,
    shown: () => {
      state = shown(state, engine);
      return state;
    },
    dispatch(action, place = state.place) {
      const next = updateAt(state, place, action);
      if (next === state) return;
      state = next;
      // Listeners are called after all input that waits has been read.
      if (!due) setImmediate(tell);
      due = true;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
