import type { ReadStream, WriteStream } from 'node:tty';
import { type Key, render } from 'ink';
import { appearanceOf } from '../chart/appearance.ts';
import { type Diagnostic, Faults, type Source } from '../diagnostic/diagnostic.ts';
import { readScenario } from '../scenario/read.ts';
import { App } from './app.tsx';
import { bindingFor } from './keymap.ts';
import { keyNames } from './keys.ts';
import { createLifetime, type Lifetime } from './lifetime.ts';
import { followOdds, type OddsSource } from './odds.ts';
import type { Reading } from './reread.ts';
import { createScreen, type Screen } from './screen.ts';
import { createSlots, type Slots } from './slots.ts';
import { firstState } from './state.ts';
import { createStore, type Store } from './store.ts';
import { type Content, readContent, watchFileContent } from './watch.ts';
import { writeOver } from './write.ts';

export interface TuiOptions {
  /** The path of the scenario file; also how the screen calls it. */
  readonly file: string;
  /** Reads a text, with what the command line sets on top of it; as it stands where this is left out. */
  readonly read?: (source: Source) => Reading;
  /** Where odds come from; asked from the first frame on, and closed at the end. */
  readonly odds: OddsSource;
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const NO_TERMINAL: Diagnostic = {
  severity: 'error',
  code: 'usage',
  place: null,
  message: 'the screen needs a terminal for input and output',
  hint: 'runway run FILE prints the result instead',
};

/**
 * Opens the screen on a file and follows it until the user leaves; the exit code.
 * Throws `Faults` where there is no terminal or the file cannot be read at all, before the terminal is touched.
 */
export async function openTui(options: TuiOptions): Promise<number> {
  const { file, read = readScenario, odds, stdin, stdout, stderr, env } = options;
  if (!stdin.isTTY || !stdout.isTTY) throw new Faults([NO_TERMINAL]);
  const content = readContent(file);
  if ('error' in content) throw new Faults([unreadable(file, content.error)]);
  const appearance = appearanceOf(env);
  const screen = createScreen(stdin, stdout);
  const slots = createSlots();
  const store = createStore({ ...firstState(file, screen.size(), appearance.glyphs), isFirstFrame: true });
  const readingOf = (now: Content): Reading =>
    'text' in now
      ? read({ name: file, text: now.text })
      : { scenario: null, diagnostics: [unreadable(file, now.error)] };
  const follow = (now: Content): void =>
    store.dispatch({ type: 'read', reading: readingOf(now), text: 'text' in now ? now.text : null });
  follow(content);

  const lifetime = createLifetime(screen, (text) => stderr.write(text));
  const resized = (): void => {
    screen.redraw();
    store.dispatch({ type: 'resize', size: screen.size() });
  };
  stdout.on('resize', resized);
  // A terminal that is gone answers everything with an error, also after the end: these stay.
  for (const stream of [stdin, stdout, stderr]) stream.on('error', lifetime.hangUp);
  stdin.on('end', lifetime.hangUp);
  const stopWatching = watchFileContent(
    file,
    content,
    (text) => text !== '' && read({ name: file, text }).scenario !== null,
    follow,
  );
  screen.enter();
  const onInput = inputHandler(store, screen, lifetime, () => carryOut(store, file, readingOf));
  const ink = render(<App store={store} slots={slots} appearance={appearance} onInput={onInput} />, {
    stdout: frames(screen, slots),
    stdin,
    exitOnCtrlC: false,
    patchConsole: false,
    // Ink then writes each frame whole and at once; the screen finds what differs.
    debug: true,
  });
  ink.waitUntilExit().catch(lifetime.crash);
  store.dispatch({ type: 'drawn' });
  const unfollow = followOdds(store, odds);

  const code = await lifetime.ended;
  unfollow();
  odds.close();
  stopWatching();
  stdout.off('resize', resized);
  ink.unmount();
  stdin.off('end', lifetime.hangUp);
  lifetime.close();
  return code;
}

/** Writes what the state wants written, where it can be read again, and tells it what came of that. */
function carryOut(store: Store, file: string, readingOf: (content: Content) => Reading): void {
  const { writing } = store.current();
  if (writing === null) return;
  const reading = readingOf({ text: writing.after });
  const fault = reading.scenario === null ? reading.diagnostics[0]! : null;
  const written =
    fault === null
      ? writeOver(file, writing.before, writing.after)
      : ({ kind: 'failed', why: `the file could not be read any more: ${fault.message}` } as const);
  store.dispatch({ type: 'written', written, reading });
}

function unreadable(file: string, error: NodeJS.ErrnoException): Diagnostic {
  const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
  return { severity: 'error', code: 'unreadable', place: null, message: `${file} cannot be read: ${why}` };
}

/** What Ink takes for a terminal: each text written is a whole frame. */
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
      // Ink shows the cursor when it ends; the screen sees to that itself.
      if (!text.startsWith('\u001b')) screen.show(slots.fill(text));
      return true;
    },
    on: () => stream,
    off: () => stream,
  };
  return stream as unknown as WriteStream;
}

const PASTE_BEGINS = '[200~';
const PASTE_ENDS = '[201~';

/** Turns Ink's reports into actions; what only the terminal can do is done here. */
function inputHandler(
  store: Store,
  screen: Screen,
  lifetime: Lifetime,
  write: () => void,
): (input: string, key: Key) => void {
  let pasting = false;
  return (input, key) => {
    if (input === PASTE_BEGINS || input === PASTE_ENDS) pasting = input === PASTE_BEGINS;
    else if (pasting) store.dispatch({ type: 'paste', text: input });
    else for (const name of keyNames(input, key)) press(name);
  };
  function press(name: string): void {
    const action = bindingFor(store.current(), name)?.action;
    if (action === 'suspend') lifetime.suspend();
    else if (action === 'redraw') screen.redraw();
    else store.dispatch({ type: 'key', key: name });
    write();
    if (store.current().isLeaving) lifetime.end(0);
  }
}
