import { Box } from 'ink';
import { useSyncExternalStore } from 'react';
import type { Depth } from '../chart/ansi.ts';
import { Panel } from './components/panel.tsx';
import type { Slots } from './slots.ts';
import type { Store } from './store.ts';
import { panels } from './view/panels.ts';

export interface AppProps {
  readonly store: Store;
  readonly slots: Slots;
  readonly depth: Depth;
}

/** The Ink component of the screen: every panel of the state in its box. */
export function App({ store, slots, depth }: AppProps) {
  const state = useSyncExternalStore(store.subscribe, store.shown);
  const { background } = state;
  const { columns, rows } = state.size;
  return (
    <Box width={columns} height={rows}>
      {panels(state).map((view) => (
        <Panel key={view.name} view={view} depth={depth} background={background} slots={slots} />
      ))}
    </Box>
  );
}
