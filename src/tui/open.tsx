import { basename } from 'node:path';
import type { ReadStream, WriteStream } from 'node:tty';
import type { Background } from '../chart/ansi.ts';
import { appearanceOf } from '../chart/appearance.ts';
import { plainText } from '../chart/text.ts';
import { type Diagnostic, Faults, type Source } from '../diagnostic/diagnostic.ts';
import { readScenario } from '../scenario/read.ts';
import { drawnFace } from './drawn.tsx';
import type { Face } from './face.ts';
import type { InputEvent } from './input.ts';
import { createLifetime, type Lifetime } from './lifetime.ts';
import { listen } from './listen.ts';
import { followOdds, type OddsSource } from './odds.ts';
import type { Reading } from './reread.ts';
import { spokenFace } from './spoken.ts';
import { type Errand, firstState } from './state.ts';
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
  /** Words, line by line, in place of a screen; also where Ink's INK_SCREEN_READER is `true`. */
  readonly isSpoken?: boolean | undefined;
  /** Takes clicks and the wheel from the first frame on, which is so where this is left out. */
  readonly hasMouse?: boolean | undefined;
  /** The terminal's background; asked for where this is left out. */
  readonly background?: Background | undefined;
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
  const { file, read = readScenario, odds, stdin, stdout, stderr } = options;
  if (!stdin.isTTY || !stdout.isTTY) throw new Faults([NO_TERMINAL]);
  const content = readContent(file);
  if ('error' in content) throw new Faults([unreadable(file, content.error)]);
  const { glyphs, background, hasMouse, face } = faceFor(options);
  const store = createStore({ ...firstState(file, face.size(), glyphs), background, hasMouse, isFirstFrame: true });
  const readingOf = (now: Content): Reading =>
    'text' in now
      ? read({ name: file, text: now.text })
      : { scenario: null, diagnostics: [unreadable(file, now.error)] };
  const follow = (now: Content): void =>
    store.dispatch({ type: 'read', reading: readingOf(now), text: 'text' in now ? now.text : null });
  follow(content);

  const lifetime = createLifetime(face, (text) => stderr.write(text));
  // A terminal that is gone answers everything with an error, also after the end: these stay.
  for (const stream of [stdin, stdout, stderr]) stream.on('error', lifetime.hangUp);
  stdin.on('end', lifetime.hangUp);
  const stopWatching = watchFileContent(
    file,
    content,
    (text) => text !== '' && read({ name: file, text }).scenario !== null,
    follow,
  );
  face.enter();
  const unfollowFace = face.follow(store, lifetime.crash);
  const unlisten = listen(
    stdin,
    inputHandler(store, face, lifetime, () => carryOut(store, file, readingOf)),
  );
  store.dispatch({ type: 'drawn' });
  const unfollow = followOdds(store, odds);

  const code = await lifetime.ended;
  unfollow();
  odds.close();
  stopWatching();
  unlisten();
  unfollowFace();
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

/** How the terminal is spoken to, as it says and as people want it. */
function faceFor(options: TuiOptions) {
  const { file, stdin, stdout, env, hasMouse = true } = options;
  const isSpoken = options.isSpoken ?? env.INK_SCREEN_READER === 'true';
  const { depth, glyphs, background } = appearanceOf(env);
  // The Linux console prints what it does not know.
  const asksBackground = options.background === undefined && depth !== 'none' && env.TERM !== 'linux';
  const title = `runway: ${plainText(basename(file))}`;
  const face = isSpoken
    ? spokenFace(stdin, stdout)
    : drawnFace(stdin, stdout, depth, { title, hasMouse, asksBackground });
  return { glyphs, background: options.background ?? background, hasMouse: isSpoken ? null : hasMouse, face };
}

/** Turns what the terminal sends into actions; what only the terminal can do is done here. */
function inputHandler(store: Store, face: Face, lifetime: Lifetime, write: () => void): (event: InputEvent) => void {
  const run: Record<Errand, () => void> = { suspend: lifetime.suspend, redraw: face.redraw };
  return (event) => {
    store.dispatch(event);
    write();
    const { errand, isLeaving } = store.current();
    if (isLeaving) lifetime.end(0);
    if (errand === null) return;
    store.dispatch({ type: 'errand-run' });
    run[errand]();
  };
}
