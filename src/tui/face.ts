import type { Size } from './state.ts';
import type { Store } from './store.ts';

/** How the state is shown to people, drawn or in words, and how the terminal is taken and given back. */
export interface Face {
  /** Columns and rows of the terminal. */
  size(): Size;
  /** Takes the terminal. Does nothing when it is taken. */
  enter(): void;
  /** Gives it back as it was. Does nothing when it is not taken. */
  leave(): void;
  /** Gives the text to the terminal's clipboard, where that has one. */
  copy(text: string): void;
  /** Shows all of the screen anew. */
  redraw(): void;
  /** Shows the store's state, now and after each change, until the function that it returns is called. */
  follow(store: Store, crash: (error: unknown) => void): () => void;
}
