import type { ReadStream, WriteStream } from 'node:tty';
import { render } from 'ink';
import type { Depth } from '../chart/ansi.ts';
import { App } from './app.tsx';
import type { Face } from './face.ts';
import { createScreen, type Screen, type ScreenOptions } from './screen.ts';
import { createSlots, type Slots } from './slots.ts';

/** The face that draws the screen with Ink. */
export function drawnFace(stdin: ReadStream, stdout: WriteStream, depth: Depth, options: ScreenOptions): Face {
  const screen = createScreen(stdin, stdout, options);
  return {
    ...screen,
    follow(store, crash) {
      const slots = createSlots();
      const ink = render(<App store={store} slots={slots} depth={depth} />, {
        stdout: frames(screen, slots),
        stdin,
        exitOnCtrlC: false,
        patchConsole: false,
        // With `debug` Ink writes each frame whole and at once; the screen itself sends the columns that differ.
        debug: true,
      });
      ink.waitUntilExit().catch(crash);
      const resized = (): void => {
        screen.redraw();
        store.dispatch({ type: 'resize', size: screen.size() });
      };
      stdout.on('resize', resized);
      const unfollow = store.subscribe(() => screen.takeMouse(store.current().hasMouse === true));
      return () => {
        unfollow();
        stdout.off('resize', resized);
        ink.unmount();
      };
    },
  };
}

/** A stream that Ink takes for a terminal: each text written to it is a whole frame. */
function frames(screen: Screen, slots: Slots): WriteStream {
  const stream = {
    isTTY: true,
    get columns() {
      return screen.size().columns;
    },
    get rows() {
      return screen.size().rows;
    },
    write(text: string) {
      // At its end Ink writes an escape that shows the cursor; the screen does so itself.
      if (!text.startsWith('\u001b')) screen.show(slots.fill(text));
      return true;
    },
    on: () => stream,
    off: () => stream,
  };
  return stream as unknown as WriteStream;
}
