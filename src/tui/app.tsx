import { Box, type Key, useInput } from 'ink';
import { useSyncExternalStore } from 'react';
import type { Appearance } from '../chart/appearance.ts';
import { Panel } from './components/panel.tsx';
import type { Slots } from './slots.ts';
import type { Store } from './store.ts';
import { panels } from './view/panels.ts';

export interface AppProps {
  readonly store: Store;
  readonly slots: Slots;
  readonly appearance: Appearance;
  /** Must stay the same function: Ink listens anew for each other one. */
  readonly onInput: (input: string, key: Key) => void;
}

/** The screen: every panel of the state in its box. */
export function App({ store, slots, appearance, onInput }: AppProps) {
  const state = useSyncExternalStore(store.subscribe, store.current);
  useInput(onInput);
  const { columns, rows } = state.size;
  return (
    <Box width={columns} height={rows}>
      {panels(state).map((view) => (
        <Panel key={view.name} view={view} depth={appearance.depth} background={appearance.background} slots={slots} />
      ))}
    </Box>
  );
}
