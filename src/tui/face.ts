import type { Size } from './state.ts';
import type { Store } from './store.ts';

/** How the state reaches people, and the terminal while it is ours. */
export interface Face {
  /** The room that there is. */
  size(): Size;
  /** Takes the terminal. Does nothing when it is taken. */
  enter(): void;
  /** Gives it back as it was. Does nothing when it is not taken. */
  leave(): void;
  /** Gives the text to the terminal's clipboard, where that has one. */
  copy(text: string): void;
  /** Tells all of it again. */
  redraw(): void;
  /** Tells what the store holds, now and after each change, until the end of it, which is returned. */
  follow(store: Store, crash: (error: unknown) => void): () => void;
}
