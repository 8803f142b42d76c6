import type { ReadStream, WriteStream } from 'node:tty';
import { visible } from '../diagnostic/escape.ts';
import type { Face } from './face.ts';
import { clipboard } from './screen.ts';
import type { State } from './state.ts';
import { greeting, spoken } from './view/speech.ts';

/** A size with which every key can act; nothing is drawn in it. */
const SIZE = { columns: 120, rows: 40 };
const PASTE_TOLD = '\u001b[?2004h';
const PASTE_NOT_TOLD = '\u001b[?2004l';

/**
 * The face that prints words line by line, for screen readers: first all of the screen, then what changes. A dumb
 * terminal is sent no escapes.
 */
export function spokenFace(stdin: ReadStream, stdout: WriteStream, isDumb = false): Face {
  let isTaken = false;
  let said: State | null = null;
  const say = (lines: readonly string[]): void => {
    if (isTaken && lines.length > 0) stdout.write(`${lines.map(visible).join('\n')}\n`);
  };
  const redraw = (): void => say(said === null ? [] : greeting(said));
  return {
    size: () => SIZE,
    enter() {
      if (isTaken) return;
      isTaken = true;
      // Off first: after a stop the terminal may be in another mode than Node remembers, and Node does not set a mode
      // that it remembers.
      stdin.setRawMode(false);
      stdin.setRawMode(true);
      if (!isDumb) stdout.write(PASTE_TOLD);
      redraw();
    },
    leave() {
      if (!isTaken) return;
      isTaken = false;
      if (!isDumb) stdout.write(PASTE_NOT_TOLD);
      try {
        stdin.setRawMode(false);
      } catch {
        // The terminal is gone; there is nothing left to restore.
      }
    },
    copy(text) {
      if (isTaken && !isDumb) stdout.write(clipboard(text));
    },
    redraw,
    follow(store) {
      said = store.shown();
      redraw();
      return store.subscribe(() => {
        const before = said!;
        said = store.shown();
        say(spoken(before, said));
      });
    },
  };
}
