import type { State } from './state.ts';
import { type Action, update } from './update.ts';

/** Holds the state. Actions that arrive together are told of once, so that they make one frame. */
export interface Store {
  readonly current: () => State;
  readonly dispatch: (action: Action) => void;
  /** Returns the end of the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
}

export function createStore(first: State): Store {
  let state = first;
  let due = false;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    due = false;
    for (const listener of listeners) listener();
  };
  return {
    current: () => state,
    dispatch(action) {
      const next = update(state, action);
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
