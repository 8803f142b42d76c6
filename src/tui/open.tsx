import { basename } from 'node:path';
import type { ReadStream, WriteStream } from 'node:tty';
import type { Background } from '../chart/ansi.ts';
import { appearanceOf, isDumb } from '../chart/appearance.ts';
import { plainText } from '../chart/text.ts';
import { type Diagnostic, Faults, type Source } from '../diagnostic/diagnostic.ts';
import { editorOf, runEditor } from '../host/editor.ts';
import { type Content, readContent } from '../host/read.ts';
import { ownText } from '../host/shipped.ts';
import { tellNoMore, wasTold } from '../host/told-once.ts';
import { watchFileContent } from '../host/watch.ts';
import { finishCutOff, type Written, writeOver } from '../host/write.ts';
import { writeNew } from '../host/write-new.ts';
import { type Preferences, STANDARD } from '../preferences/preferences.ts';
import { readScenario } from '../scenario/read.ts';
import { drawnFace } from './drawn.tsx';
import type { Face } from './face.ts';
import { paired } from './in-front.ts';
import type { InputEvent } from './input.ts';
import { createLifetime, type Lifetime } from './lifetime.ts';
import { listen } from './listen.ts';
import { type AtRest, followOdds, type MayAsk, type OddsSource } from './odds.ts';
import { ownKeys } from './own-keys.ts';
import { placeInFront } from './place-in-front.ts';
import { keptIn } from './plan-acts.ts';
import type { Writing } from './prompt.ts';
import type { FileReading } from './reread.ts';
import { capital } from './say.ts';
import { spokenFace } from './spoken.ts';
import { type Errand, firstState, type Message, type PairSide, type State } from './state.ts';
import { createStore, type Store, storeOf } from './store.ts';
import { followStudies, type StudySource } from './studies.ts';
import { isComputing } from './worlds.ts';

type Read = (source: Source) => FileReading;

export interface OpenFile {
  /** Its path, under whose last part the screen shows it. */
  readonly path: string;
  /** Whether it is a shipped scenario: its text is shown as a copy, and never written. False where it is left out. */
  readonly isShipped?: boolean;
  /** The source of its odds and studies: asked from the first frame on, closed at the end. */
  readonly odds: OddsSource & StudySource;
}

export interface TuiOptions {
  /** The scenario file, or two to show side by side. */
  readonly files: readonly [OpenFile] | readonly [OpenFile, OpenFile];
  /** Reads a text with the command line's overrides; where it is left out, without any. */
  readonly read?: Read;
  /** Whether words are printed line by line in place of a screen. Where left out, Ink's INK_SCREEN_READER decides. */
  readonly isSpoken?: boolean | undefined;
  /** Whether clicks and the wheel come to the screen from the first frame on. True where it is left out. */
  readonly hasMouse?: boolean | undefined;
  /** The terminal's background; the terminal is asked for it where it is left out. */
  readonly background?: Background | undefined;
  /** The user's settings. */
  readonly preferences?: Preferences | undefined;
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
 * Opens the screen on the files and follows them until the user leaves; the exit code.
 * Throws `Faults` where there is no terminal or a file cannot be read at all, before the terminal is touched.
 */
export async function openTui(options: TuiOptions): Promise<number> {
  const { stdin, stdout, stderr } = options;
  if (!stdin.isTTY || !stdout.isTTY) throw new Faults([NO_TERMINAL]);
  const { worlds: oddsWorlds, startTab: tab, keys } = options.preferences ?? STANDARD;
  const { keys: own, faults } = ownKeys(keys);
  if (faults.length > 0) throw new Faults(faults);
  // A user with keys of their own needs no introduction to keys.
  const isNew = own.size === 0 && !wasTold(options.env, FIRST_KEYS);
  const messages = options.files.map(({ path, isShipped = false }) =>
    isShipped ? ofShipped(isNew) : (ofCutOff(path) ?? (isNew ? OF_KEYS : null)),
  );
  const contents = contentsOf(options.files);
  const { glyphs, background, hasMouse, face } = faceFor(options);
  const first = options.files.map(
    ({ path, isShipped = false }, i): State => ({
      ...firstState(path, face.size(), glyphs),
      isCopy: isShipped,
      background,
      hasMouse,
      message: messages[i]!,
      isFirstFrame: true,
      ...{ tab, oddsWorlds, ownKeys: own },
    }),
  );
  const store = createStore(first.length === 1 ? first[0]! : paired(first[0]!, first[1]!));
  const files = options.files.map((file, place) => fileOf(store, place as PairSide, file, options.read));
  for (const [place, file] of files.entries()) file.tell(contents[place]!);

  const lifetime = createLifetime(face, (text) => stderr.write(text));
  // A terminal that is gone answers every write with an error, also after the end: these listeners are not removed.
  for (const stream of [stdin, stdout, stderr]) stream.on('error', lifetime.hangUp);
  stdin.on('end', lifetime.hangUp);
  for (const [place, file] of files.entries()) file.watch(contents[place]!);
  face.enter();
  const unfollowFace = face.follow(store, lifetime.crash);
  const unlisten = listen(
    stdin,
    inputHandler(store, face, lifetime, options, () => files[store.current().place]!),
  );
  store.dispatch({ type: 'drawn' });
  const unfollow = files.map((file) => file.followOdds());

  const code = await lifetime.ended;
  for (const end of unfollow) end();
  for (const file of files) file.unwatch();
  for (const { odds } of options.files) odds.close();
  unlisten();
  unfollowFace();
  stdin.off('end', lifetime.hangUp);
  lifetime.close();
  return code;
}

/** The name of the hint on keys, which is shown until a user has first pressed one. */
const FIRST_KEYS = 'first-keys';
const OF_KEYS: Message = { text: '→ pulls a lever, : finds, ? explains.', tone: 'plain' };

const ofShipped = (isNew: boolean): Message => ({
  text: `A copy to try: ${isNew ? '→ pulls a lever, : finds, ? explains; ' : ''}s saves it as your own.`,
  tone: 'plain',
});

/** Milliseconds without new odds after which no key is held down any more. */
const REST_MS = 150;

const atRest: AtRest = (then) => {
  const timer = setTimeout(then, REST_MS);
  return () => clearTimeout(timer);
};

/** The message on an earlier save of the file that was cut off, after it was finished if it can be; null: none was. */
function ofCutOff(path: string): Message | null {
  const cutOff = finishCutOff(path);
  switch (cutOff?.kind) {
    case 'finished':
      return { text: 'The last save of this file was cut off; it is finished now.', tone: 'warn' };
    case 'kept':
      return { text: `${keptIn(cutOff.copy)}.`, tone: 'warn' };
    case 'failed':
      return { text: `${capital(cutOff.why)}.`, tone: 'bad' };
    default:
      return null;
  }
}

/**
 * The contents of the files; of a shipped one as a copy of it would be. Throws `Faults` with all that cannot be read.
 */
function contentsOf(files: readonly OpenFile[]): Content[] {
  const contents = files.map(({ path, isShipped }) => {
    const content = readContent(path);
    return isShipped === true && 'text' in content ? { text: ownText(content.text) } : content;
  });
  const faults = contents.flatMap((now) => ('fault' in now ? [now.fault] : []));
  if (faults.length > 0) throw new Faults(faults);
  return contents;
}

/** One of the files on the screen: reads it, watches it, writes it, and asks for its odds and studies. */
function fileOf(
  all: Store,
  place: PairSide,
  { path: first, isShipped = false, odds }: OpenFile,
  read: Read = readScenario,
) {
  let path = first;
  let unwatch = (): void => {};
  const store = storeOf(all, place);
  const readingOf = (now: Content): FileReading =>
    'text' in now ? read({ name: path, text: now.text }) : { scenario: null, diagnostics: [now.fault] };
  const tell = (now: Content): void =>
    store.dispatch({ type: 'read', reading: readingOf(now), text: 'text' in now ? now.text : null });
  const isWhole = (text: string): boolean => text !== '' && read({ name: path, text }).scenario !== null;
  // The file in front asks first. Only its levers' steps are shown, so the other file does not ask for its own.
  const mayAsk: MayAsk = (what) => all.current().place === place || (what === 'odds' && !isComputing(all.current()));
  const watch = (content: Content): void => {
    unwatch = watchFileContent(path, content, isWhole, tell);
  };
  return {
    tell,
    /** Watches the file for changes; a shipped one does not change. */
    watch: (content: Content) => {
      if (!isShipped) watch(content);
    },
    unwatch: () => unwatch(),
    followOdds: () => {
      const ends = [
        followOdds(store, odds, mayAsk, atRest),
        followStudies(store, odds, () => all.current().place === place, atRest),
      ];
      return () => {
        for (const end of ends) end();
      };
    },
    write: () => {
      const { writing } = store.current();
      if (writing === null) return;
      carryOut(store, path, writing, readingOf);
      // A shipped scenario that was saved as a copy is from now on that file.
      if (store.current().file !== writing.to || path === writing.to) return;
      path = writing.to;
      watch({ text: writing.after });
    },
    reread: () => tell(readContent(path)),
  };
}

/** Carries out a change of the file, if the changed text can be read, and dispatches the outcome. */
function carryOut(store: Store, path: string, writing: Writing, readingOf: (content: Content) => FileReading): void {
  const reading = readingOf({ text: writing.after });
  const fault = reading.scenario === null ? reading.diagnostics[0]! : null;
  const written =
    fault === null
      ? writtenTo(path, writing)
      : ({ kind: 'failed', why: `the file could not be read any more: ${fault.message}` } as const);
  store.dispatch({ type: 'written', written, reading });
}

function writtenTo(path: string, { before, after, to }: Writing): Written {
  if (to === null) return writeOver(path, before, after);
  const written = writeNew(to, after);
  return written.kind === 'there' ? { kind: 'failed', why: `${to} is there already, and it is as it was` } : written;
}

/**
 * The face for this terminal and these options, with its glyphs, background and mouse; null: a face without a mouse.
 */
function faceFor(options: TuiOptions) {
  const { files, stdin, stdout, env, hasMouse = true } = options;
  const isSpoken = options.isSpoken ?? env.INK_SCREEN_READER === 'true';
  const { depth, glyphs, background } = appearanceOf(env);
  // The Linux console does not know the question, and would print it.
  const asksBackground = options.background === undefined && depth !== 'none' && env.TERM !== 'linux';
  const title = `runway: ${files.map(({ path }) => plainText(basename(path))).join(', ')}`;
  const face = isSpoken
    ? spokenFace(stdin, stdout, isDumb(env))
    : drawnFace(stdin, stdout, depth, { title, hasMouse, asksBackground });
  return { glyphs, background: options.background ?? background, hasMouse: isSpoken ? null : hasMouse, face };
}

/** Dispatches the terminal's events, and runs the errands that follow from them. */
function inputHandler(
  store: Store,
  face: Face,
  lifetime: Lifetime,
  { stdin, env }: TuiOptions,
  inFront: () => ReturnType<typeof fileOf>,
): (event: InputEvent) => void {
  const edit = (): void => {
    const state = store.current();
    const file = inFront();
    const used = lifetime.lend(async () => {
      stdin.pause();
      // A paused stream is still read until this turn of the event loop ends.
      await new Promise((resolve) => setImmediate(resolve));
      try {
        const why = await runEditor(editorOf(env, state.file, placeInFront(state)));
        store.dispatch({ type: 'edited', why }, state.place);
      } finally {
        stdin.resume();
      }
    });
    // The file is read at once, without waiting until the watch sees that it was saved.
    used.then(file.reread).catch(lifetime.crash);
  };
  const simple = { suspend: lifetime.suspend, redraw: face.redraw, edit };
  const run = (errand: Errand): void => {
    if (typeof errand === 'string') simple[errand]();
    else if ('copy' in errand) face.copy(errand.copy);
    else {
      const { path, text, what } = errand;
      store.dispatch({ type: 'table-saved', path, what, written: writeNew(path, text) });
    }
  };
  let isFirst = true;
  return (event) => {
    if (isFirst && event.type === 'key') {
      isFirst = false;
      if (!wasTold(env, FIRST_KEYS)) tellNoMore(env, FIRST_KEYS);
    }
    store.dispatch(event);
    inFront().write();
    const { errand, isLeaving } = store.current();
    if (isLeaving) lifetime.end(0);
    if (errand === null) return;
    store.dispatch({ type: 'errand-run' });
    run(errand);
  };
}
