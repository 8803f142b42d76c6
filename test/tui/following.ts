import { readScenario } from '../../src/scenario/read.ts';
import type { AtRest } from '../../src/tui/odds.ts';
import { firstState } from '../../src/tui/state.ts';
import { createStore, type Store } from '../../src/tui/store.ts';
import { SMALL } from './specimen.ts';

/** Waits for the turn of the event loop in which the store calls its listeners. */
export const told = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A store that has read a text. The pause after the last key ends at once or, if the test awaits it, at `rest`. */
export interface Followed {
  readonly store: Store;
  readonly atRest: AtRest;
  readonly rest: () => void;
  readonly key: (...names: string[]) => Promise<void>;
}

export function storeOf(text: string, isRestAwaited: boolean): Followed {
  const store = createStore(firstState('specimen.yaml', SMALL));
  store.dispatch({ type: 'read', reading: readScenario({ name: 'specimen.yaml', text }), text });
  let due = (): void => {};
  return {
    store,
    atRest: (then) => {
      due = then;
      if (!isRestAwaited) due();
      return () => {
        due = () => {};
      };
    },
    rest: () => due(),
    key: async (...names) => {
      for (const key of names) store.dispatch({ type: 'key', key });
      await told();
    },
  };
}
