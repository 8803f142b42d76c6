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
  /** Its path; also how the screen calls it. */
  readonly path: string;
  /**
   * A shipped scenario: its text is shown as a copy, and nothing is written into it. Who opens it may be here for the
   * first time.
   */
  readonly isShipped?: boolean;
  /** Where its odds come from; asked from the first frame on, and closed at the end. */
  readonly odds: OddsSource & StudySource;
}

export interface TuiOptions {
  /** The scenario file, or two to show side by side. */
  readonly files: readonly [OpenFile] | readonly [OpenFile, OpenFile];
  /** Reads a text, with what the command line sets on top of it; as it stands where this is left out. */
  readonly read?: Read;
  /** Words, line by line, in place of a screen; also where Ink's INK_SCREEN_READER is `true`. */
  readonly isSpoken?: boolean | undefined;
  /** Takes clicks and the wheel from the first frame on, which is so where this is left out. */
  readonly hasMouse?: boolean | undefined;
  /** The terminal's background; asked for where this is left out. */
  readonly background?: Background | undefined;
  /** What the user set for all screens. */
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
  // Who has keys of their own knows them.
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
  // A terminal that is gone answers everything with an error, also after the end: these stay.
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

/** What users are told until they first press a key, and then no more. */
const FIRST_KEYS = 'first-keys';
const OF_KEYS: Message = { text: '→ pulls a lever, : finds, ? explains.', tone: 'plain' };

const ofShipped = (isNew: boolean): Message => ({
  text: `A copy to try: ${isNew ? '→ pulls a lever, : finds, ? explains; ' : ''}s saves it as your own.`,
  tone: 'plain',
});

/** So long after the last odds nobody is holding a key. */
const REST_MS = 150;

const atRest: AtRest = (then) => {
  const timer = setTimeout(then, REST_MS);
  return () => clearTimeout(timer);
};

/**
 * What is told of a save that the end of the process or of the power cut off, which is finished first where that can
 * be.
 */
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
 * What the files hold; of a shipped one what a file of one's own would. Throws `Faults` with all that cannot be read.
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

/** One of the files on the screen: what is read of it, written into it and asked about it. */
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
  // The one in front goes first, and the steps of its levers alone are shown.
  const mayAsk: MayAsk = (what) => all.current().place === place || (what === 'odds' && !isComputing(all.current()));
  const watch = (content: Content): void => {
    unwatch = watchFileContent(path, content, isWhole, tell);
  };
  return {
    tell,
    /** Follows the file; what is shipped does not change. */
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
      // A copy that was saved is a file like any other from now on.
      if (store.current().file !== writing.to || path === writing.to) return;
      path = writing.to;
      watch({ text: writing.after });
    },
    reread: () => tell(readContent(path)),
  };
}

/** Writes what the state wants written, where it can be read again, and tells it what came of that. */
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

/** How the terminal is spoken to, as it says and as people want it. */
function faceFor(options: TuiOptions) {
  const { files, stdin, stdout, env, hasMouse = true } = options;
  const isSpoken = options.isSpoken ?? env.INK_SCREEN_READER === 'true';
  const { depth, glyphs, background } = appearanceOf(env);
  // The Linux console prints what it does not know.
  const asksBackground = options.background === undefined && depth !== 'none' && env.TERM !== 'linux';
  const title = `runway: ${files.map(({ path }) => plainText(basename(path))).join(', ')}`;
  const face = isSpoken
    ? spokenFace(stdin, stdout, isDumb(env))
    : drawnFace(stdin, stdout, depth, { title, hasMouse, asksBackground });
  return { glyphs, background: options.background ?? background, hasMouse: isSpoken ? null : hasMouse, face };
}

/** Turns what the terminal sends into actions; what only the terminal can do is done here. */
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
      // The terminal is read until this turn of the loop ends.
      await new Promise((resolve) => setImmediate(resolve));
      try {
        const why = await runEditor(editorOf(env, state.file, placeInFront(state)));
        store.dispatch({ type: 'edited', why }, state.place);
      } finally {
        stdin.resume();
      }
    });
    // What was saved is there at once, whether the watch has seen it or not.
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
