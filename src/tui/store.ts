import { Engine } from '../engine/ask.ts';
import { shown } from './complete.ts';
import { fileAt } from './in-front.ts';
import { updateAt } from './pair.ts';
import type { PairSide, State } from './state.ts';
import type { Action } from './update.ts';

/** Holds the state. Actions that arrive together are told of once, so that they make one frame. */
export interface Store {
  readonly current: () => State;
  /** The same with all that a frame of it shows; the same object until something changes. */
  readonly shown: () => State;
  /** What happens to the file of that place; to the one in front where it is left out. */
  readonly dispatch: (action: Action, place?: PairSide) => void;
  /** Returns the end of the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** One file of the store, whether it is in front or not. */
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
      // After the input that waits has been read, before anything else.
      if (!due) setImmediate(tell);
      due = true;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
