/**
 * Random sessions of the screen: actions of a person, a terminal and other programs, and what must hold after each of
 * them.
 */

import { inspect } from 'node:util';
import fc from 'fast-check';
import type { Glyphs } from '../../src/chart/glyphs.ts';
import { columnsOf } from '../../src/diagnostic/columns.ts';
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import type { Written } from '../../src/host/write.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { found } from '../../src/tui/find.ts';
import { fileAt, paired } from '../../src/tui/in-front.ts';
import type { MouseEvent } from '../../src/tui/input.ts';
import { KEYMAP } from '../../src/tui/keymap.ts';
import { isFitting } from '../../src/tui/layout.ts';
import { placeOf } from '../../src/tui/list-place.ts';
import { chosenLever, settingsOf, standing } from '../../src/tui/outcome.ts';
import type { FileReading } from '../../src/tui/reread.ts';
import type { Choice } from '../../src/tui/results.ts';
import {
  firstState,
  isBroken,
  isRead,
  type PairSide,
  type ReadState,
  type Size,
  type State,
} from '../../src/tui/state.ts';
import { nextSteps } from '../../src/tui/step-effects.ts';
import { createStore, type Store } from '../../src/tui/store.ts';
import { TABS, tabPart } from '../../src/tui/tabs/all.ts';
import type { Action } from '../../src/tui/update.ts';
import { monthBeyond, overlayBeyond } from '../../src/tui/view/scroll.ts';
import { greeting, spoken } from '../../src/tui/view/speech.ts';
import { tableView } from '../../src/tui/view/table.ts';
import { isUncertain } from '../../src/tui/worlds.ts';
import { worldsOf } from '../engine/asking.ts';
import { ON_ITS_WAY, studyAction } from './some-studies.ts';
import { frame, SPECIMEN, UNCERTAIN } from './specimen.ts';

const HOSTILE =
  '"資金\\u0301\\u200b 🚀 \\e[31m\\ttab \\u202e very long label that goes on and on and on and on and on and on"';
const many = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

/** By name the texts that other programs write into the files; null: the file is deleted. */
export const TEXTS: Readonly<Record<string, string | null>> = {
  specimen: SPECIMEN,
  uncertain: UNCERTAIN,
  'less cash': SPECIMEN.replace('cash: 900k', 'cash: 300k'),
  later: UNCERTAIN.replace('start: 2024-01', 'start: 2024-03').replace('months: 12', 'months: 30'),
  'one month': SPECIMEN.replace('months: 12', 'months: 1'),
  'a plan in force': SPECIMEN.replace('plans:', 'plan: grow\nplans:'),
  'other plans': SPECIMEN.replace(/ {2}shrink: .*\n/, '  grow_more: {set: {raise: 2M}}\n'),
  'no plans': SPECIMEN.replace(/plans:\n.*$/s, ''),
  'no lever defer': SPECIMEN.replace('  defer: {value: 50%}\n', '')
    .replace('pay: 1 - defer, ', '')
    .replace(', defer: 0%', ''),
  'no levers':
    'runway: 1\nname: Bare\nstart: 2024-01\nmonths: 6\ncash: 10k\ncosts: {rent: {amount: 3k, to: owner}}\ncreditors: {owner: {}}\n',
  'other levers': UNCERTAIN.replace(
    'levers:\n',
    `levers:\n${many(30, (i) => `  lever_${i}: {value: ${i}, range: [0, 40]}\n`)}`,
  ),
  hostile: UNCERTAIN.replace('label: Lay off staff', `label: ${HOSTILE}`)
    .replace('label: The cloud', `label: ${HOSTILE}`)
    .replace('label: Shrink at once', `label: ${HOSTILE}`)
    .replace('name: Specimen Ltd', `name: ${HOSTILE}`),
  'no result at 0': SPECIMEN.replace('sales: 20k', 'sales: 20k / layoffs'),
  'other money': SPECIMEN.replace('start:', 'currency: JPY\nstart:'),
  unsafe: SPECIMEN.replace(/plans:\n.*$/s, 'plans: {shrink: {set: {layoffs: 40%}}, grow: {set: {raise: 1M}}}\n'),
  vast: SPECIMEN.replace('value: 0, range: [0, 2M], step: 100k', 'value: 1e308').replace(
    'set: {raise: 1.5M}',
    'set: {raise: -1e308}',
  ),
  'a vast share': SPECIMEN.replace('value: 0%, range: [0%, 50%], step: 5%', 'value: 1e308, range: [0, 1]'),
  'a vast range': SPECIMEN.replace('range: [0, 2M], step: 100k', 'range: [-1e308, 1e308]'),
  tiny: SPECIMEN.replace('value: 0, range: [0, 2M], step: 100k', 'value: 1e-300'),
  long: UNCERTAIN.replace('months: 12', 'months: 240').replace('start: 2024-01', 'start: 1900-01'),
  'odd names': SPECIMEN.replace('shrink:', 'constructor:').replace('grow:', 'toString:').replaceAll('defer', 'valueOf'),
  broken: SPECIMEN.replace('cash: 900k', 'cash: 900k +'),
  'broken in many ways': `runway: 1\n${many(60, (i) => `wrong_${i}: ${i}\n`)}`,
  'half written': SPECIMEN.slice(0, 200),
  'not text': '\u0000\u001b[2J: [',
  empty: '',
  deleted: null,
};

export type Step =
  | { readonly press: readonly string[] }
  | { readonly paste: string }
  | { readonly mouse: MouseEvent }
  | { readonly resize: Size }
  /** Another program changes a file; the screen reads it now, or not before the next change. */
  | { readonly file: PairSide; readonly holds: string; readonly isTold: boolean }
  /** The next write fails. */
  | { readonly fails: true }
  /** Odds arrive: of the choice in hand now or, `isLate`, of the one when the last ones came. */
  | { readonly odds: PairSide; readonly isLate: boolean };

export interface Session {
  readonly files: readonly string[];
  /** Whether the first file is the copy of a shipped scenario. */
  readonly isCopy: boolean;
  readonly glyphs: Glyphs;
  readonly steps: readonly Step[];
}

const KEYS = [...new Set(KEYMAP.flatMap(({ keys }) => keys))];
const VALUES = [
  '30',
  '30%',
  '-5',
  '0',
  '1e9',
  '1e300',
  '1e308*10',
  '1/0',
  '12M',
  '2024-06',
  '20%@2024-02',
  '5%@1900-01',
  '@',
  'x',
  '9999-99',
  '7',
  '1.5',
  '٣',
  '1'.repeat(60),
];
const NAMES = [
  'shrink',
  'Shrink at once',
  'grow',
  'Cut deep',
  '資',
  '',
  'if',
  'constructor',
  '__proto__',
  '# x',
  '- y',
  'x'.repeat(120),
  'a: b # c',
  'it\'s "so"',
];

const TARGETS = ['survival >= 80%', 'runway >= 9', 'cash@2024-06 >= 0', 'survival <= 5%', 'x >= 1', '>=', ''];
/** Keys that go through the rescue, and through the pages of What moves it. */
const MOVES = [
  ['S', 'enter'],
  ['S', 'enter', 'right', 'enter'],
  ['S', 'enter', 'end', 's', 'C-u', ...'Cut', 'enter'],
  ['esc', '6', 'tab', 'right'],
  ['esc', '6', 'tab', 'right', 'right', 'right', 'right', 'down', 'enter'],
];

const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const size: fc.Arbitrary<Size> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ columns: fc.integer({ min: 80, max: 140 }), rows: fc.integer({ min: 24, max: 45 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ columns: fc.integer({ min: 1, max: 300 }), rows: fc.integer({ min: 2, max: 100 }) }),
  },
);

const press: fc.Arbitrary<Step> = fc
  .oneof(
    { weight: 12, arbitrary: oneOf(KEYS).map((key) => [key]) },
    {
      weight: 2,
      arbitrary: fc.tuple(oneOf(KEYS), fc.integer({ min: 2, max: 12 })).map(([key, n]) => Array<string>(n).fill(key)),
    },
    { weight: 1, arbitrary: oneOf(['x', 'Z', '8', '%', '@', '€', '資', ' ', 'C-x', 'f1']).map((key) => [key]) },
    { weight: 2, arbitrary: oneOf(VALUES).map((text) => ['enter', ...text, 'enter']) },
    { weight: 1, arbitrary: oneOf(VALUES).map((text) => ['enter', ...text]) },
    { weight: 2, arbitrary: oneOf(NAMES).map((text) => ['s', 'C-u', ...text, 'enter']) },
    { weight: 1, arbitrary: oneOf(NAMES).map((text) => ['esc', '3', 'tab', 'down', 'r', 'C-u', ...text, 'enter']) },
    { weight: 1, arbitrary: fc.constant(['esc', '3', 'tab', 'down', 'd', 'y']) },
    { weight: 1, arbitrary: oneOf(TARGETS).map((text) => ['S', 'C-u', ...text, 'enter']) },
    { weight: 2, arbitrary: oneOf(MOVES) },
    { weight: 1, arbitrary: oneOf(['los', 'sav', 'plan', 'feb', '']).map((text) => [':', ...text, 'enter']) },
    {
      weight: 1,
      arbitrary: oneOf(['a', 'sta', '2', 'zz', '']).map((text) => ['/', ...text, 'enter', 'n', 'N', '>', 'i']),
    },
  )
  .map((keys) => ({ press: keys }));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 24, arbitrary: press },
  {
    weight: 1,
    arbitrary: oneOf([...VALUES, 'a\nb\u001b[31m', '\u0007'.repeat(9), 'Cut deep']).map((paste) => ({ paste })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({
        kind: oneOf(['click', 'click', 'wheel-up', 'wheel-down', 'wheel-left', 'wheel-right'] as const),
        x: fc.integer({ min: 0, max: 140 }),
        y: fc.integer({ min: 0, max: 45 }),
      })
      .map((mouse) => ({ mouse })),
  },
  { weight: 1, arbitrary: size.map((resize) => ({ resize })) },
  {
    weight: 2,
    arbitrary: fc.record({ file: oneOf([0, 1] as const), holds: oneOf(Object.keys(TEXTS)), isTold: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.constant({ fails: true as const }) },
  { weight: 4, arbitrary: fc.record({ odds: oneOf([0, 1] as const), isLate: fc.boolean() }) },
);

/** Sessions of at most `most` steps. */
export const sessions = (most: number): fc.Arbitrary<Session> =>
  fc.record({
    files: fc.oneof(
      fc.array(oneOf(['specimen', 'uncertain']), { minLength: 1, maxLength: 2 }),
      fc.array(oneOf(Object.keys(TEXTS).filter((name) => TEXTS[name] !== null)), { minLength: 1, maxLength: 2 }),
    ),
    isCopy: fc.boolean(),
    glyphs: oneOf(['braille', 'blocks', 'ascii'] as const),
    steps: fc.array(step, { minLength: 1, maxLength: most, size: 'max' }),
  });

const NO_FILE: Diagnostic = { severity: 'error', code: 'unreadable', place: null, message: 'there is no such file' };

const readingOf = (name: string, text: string | null): FileReading =>
  text === null ? { scenario: null, diagnostics: [NO_FILE] } : readScenario({ name, text });

type OddsAction = Action & { readonly type: 'odds' };

/** Worlds in which each setting is simulated. */
const STUDIED = 16;

const FILES = ['a/specimen.yaml', 'b/other.yaml'];

/** A screen with its files on disk, and the last odds that were computed. */
export class World {
  readonly store: Store;
  readonly #disk: (string | null)[];
  #writeFails = false;
  #late: OddsAction | null = null;
  #studies = 0;
  /** Whether a file was changed, by another program or by the screen. */
  isSameFile = true;

  constructor({ files, isCopy, glyphs }: Session) {
    this.#disk = files.map((name) => TEXTS[name]!);
    const each = this.#disk.map((_, i) => ({
      ...firstState(FILES[i]!, { columns: 90, rows: 28 }, glyphs),
      isCopy: isCopy && i === 0,
    }));
    this.store = createStore(each.length === 1 ? each[0]! : paired(each[0]!, each[1]!));
    for (const place of this.#disk.keys()) this.#tell(place as PairSide);
  }

  get state(): State {
    return this.store.shown();
  }

  async take(step: Step): Promise<void> {
    if ('press' in step) for (const key of step.press) this.#act({ type: 'key', key });
    else if ('paste' in step) this.#act({ type: 'paste', text: step.paste });
    else if ('mouse' in step) this.#act({ type: 'mouse', event: step.mouse });
    else if ('resize' in step) this.#act({ type: 'resize', size: step.resize });
    else if ('fails' in step) this.#writeFails = true;
    else if ('odds' in step) {
      this.#answer(step.odds, step.isLate);
      await this.#study(step.odds, step.isLate);
    } else if (step.file < this.#disk.length) {
      // What is shipped stays as it is.
      if (fileAt(this.state, step.file).isCopy) return;
      this.#disk[step.file] = TEXTS[step.holds]!;
      this.isSameFile = false;
      if (step.isTold) this.#tell(step.file);
    }
  }

  /** The screen is told of what the files hold, and writes work again. */
  calm(): void {
    this.#writeFails = false;
    for (const place of this.#disk.keys()) this.#tell(place as PairSide);
  }

  #tell(place: PairSide): void {
    const text = this.#disk[place]!;
    this.store.dispatch({ type: 'read', reading: readingOf(FILES[place]!, text), text }, place);
  }

  /** Something comes in; what it wants written is written, as the real screen does it. */
  #act(action: Action): void {
    const isForNewer = this.state.prompt?.kind === 'changed';
    this.store.dispatch(action);
    const { writing, place, errand } = this.state;
    if (errand !== null) this.store.dispatch({ type: 'errand-run' });
    if (writing === null) return;
    const reading = readingOf(FILES[place]!, writing.after);
    // A plan that goes, or comes back, into a newer text may name a lever that is gone there; one for the text in front
    // can be read.
    const unread = reading.scenario === null ? reading.diagnostics[0]! : null;
    if (unread !== null && !isForNewer && writing.edit.kind !== 'put-back') throw new Error(inspect(unread));
    const written: Written = unread === null ? this.#write(place) : { kind: 'failed', why: unread.message };
    this.store.dispatch({ type: 'written', written, reading }, place);
    this.#tell(place);
  }

  #write(place: PairSide): Written {
    const { before, after } = fileAt(this.state, place).writing!;
    const fails = this.#writeFails || this.#disk[place] === null;
    this.#writeFails = false;
    if (fails) return { kind: 'failed', why: 'the disk is full' };
    if (this.#disk[place] !== before) return { kind: 'changed', text: this.#disk[place]! };
    this.#disk[place] = after;
    this.isSameFile = false;
    return { kind: 'written' };
  }

  #answer(place: PairSide, isLate: boolean): void {
    if (place >= this.#disk.length) return;
    const of = fileAt(this.state, place);
    if (!isRead(of) || !isUncertain(of.loaded.model) || standing(of).outcome.result === null) return;
    const { loaded, choice } = of;
    const request = { first: 0, count: 64, seed: loaded.scenario.seed, series: ['cash'] };
    const worlds = worldsOf(loaded.model, standing(of).settings, request);
    const now: OddsAction = { type: 'odds', loaded, odds: { choice, worlds } };
    const told = isLate && this.#late !== null ? this.#late : now;
    this.#late = now;
    this.store.dispatch(told, place);
    this.store.dispatch({ ...told, type: 'plan-odds' }, place);
    const lives = new Map(
      nextSteps(loaded, choice).map(([lever], i) => [lever, i % 3 === 0 ? null : { alive: 0.5, months: 9 }]),
    );
    this.store.dispatch({ type: 'step-odds', loaded, stepOdds: { choice, lives } }, place);
  }

  /** What is asked for beside the odds is answered, or is not yet. */
  async #study(place: PairSide, isLate: boolean): Promise<void> {
    if (place >= this.#disk.length) return;
    for (let left = isLate ? 1 : 3; left > 0; left--) {
      const of = fileAt(this.state, place);
      const action = isRead(of) ? await studyAction(of, STUDIED) : null;
      if (action === null) return;
      const standing = isLate ? ON_ITS_WAY[this.#studies++ % ON_ITS_WAY.length]! : action.standing;
      this.store.dispatch({ ...action, standing }, place);
    }
  }
}

/** Goes through a session. Throws at the first step after which something does not hold, and says which. */
export async function go(session: Session): Promise<void> {
  const world = new World(session);
  const first = world.state.choice;
  check(world.state);
  text(greeting(world.state));
  for (const [i, step] of session.steps.entries()) {
    const before = world.state;
    try {
      await world.take(step);
      if (world.state === before) continue;
      check(world.state);
      text(spoken(before, world.state));
      text(greeting(world.state));
    } catch (error) {
      const told = error instanceof Error ? error : new Error(String(error));
      told.message = `step ${i}, ${inspect(step, { breakLength: Infinity, depth: 9 })}: ${told.message}`;
      throw told;
    }
  }
  await undone(world, first);
}

function text(lines: readonly string[]): void {
  const said = lines.join('\n');
  if (/undefined|NaN|Infinity|\[object/.test(said) || /[^\P{C}\n]/u.test(said))
    throw new Error(`said: ${inspect(said)}`);
}

/** What holds of the screen whatever was done to it. */
function check(state: State): void {
  const { columns, rows } = state.size;
  const lines = frame(state);
  if (lines.length !== rows) throw new Error(`${lines.length} rows on a screen of ${rows}`);
  for (const line of lines) {
    if (columnsOf(line) !== columns) throw new Error(`${columnsOf(line)} columns on a screen of ${columns}: ${line}`);
    if (/\p{C}/u.test(line)) throw new Error(`a control character in ${inspect(line)}`);
    if (state.glyphs === 'ascii' && /[^\x20-\x7e]/.test(line)) throw new Error(`beyond ASCII: ${inspect(line)}`);
    if (/¤|undefined|NaN|Infinity|\[object/.test(line)) throw new Error(`shown: ${line}`);
  }
  if (state.beside?.beside) throw new Error('three files');
  if (state.beside !== null && state.beside.place === state.place) throw new Error('two files in one place');
  if (isRead(state) && isFitting(state.size)) within(state);
}

/** Everything that is pointed at is there, and nothing is scrolled past its end. */
function within(state: ReadState): void {
  const { scenario } = state.loaded;
  const { levers, plans, months } = scenario;
  const { first, column } = placeOf(state, state.tab);
  const { order, room, lastColumn } = tableView(state).size;
  const bounds: [name: string, value: number, most: number][] = [
    ['lever', state.lever, levers.size - 1],
    ['month', state.month, months - 1],
    ...TABS.map((tab): [string, number, number] => [tab, tabPart(tab).cursor.at(state), tabPart(tab).count(state) - 1]),
    ['find', state.find?.row ?? 0, state.find === null ? 0 : found(state).length - 1],
    ['column', column, lastColumn],
    ['month scroll', state.monthScroll, monthBeyond(state)],
    ['overlay', state.overlayScroll, overlayBeyond(state)],
    [`scroll of ${state.tab}`, first, order.length - room],
  ];
  for (const [name, value, most] of bounds)
    if (!(Number.isInteger(value) && value >= 0 && value <= Math.max(0, most)))
      throw new Error(`${name} ${value} of ${most}`);
  if (state.choice.plan !== null && !plans.has(state.choice.plan)) throw new Error(`no plan ${state.choice.plan}`);
  if (state.input !== null && chosenLever(state) === null) throw new Error('a value is typed for no lever');
}

/**
 * Undo leads back to the first choice where the file stayed as it was, and redo to the last where every step could be
 * taken back.
 */
async function undone(world: World, first: Choice): Promise<void> {
  await world.take({ resize: { columns: 100, rows: 30 } });
  await world.take({ press: Array(8).fill('esc') });
  world.calm();
  const { state } = world;
  if (!isRead(state) || state.place !== 0 || isBroken(state)) return;
  let isWhole = true;
  let depth = 0;
  for (; world.state.past !== null; depth++) {
    const { past } = world.state;
    await world.take({ press: ['u'] });
    const said = world.state.message!.text;
    if (world.state.past === past || depth > 10_000) throw new Error(`undo has no end: ${said}`);
    if (!said.startsWith('Undid: ')) isWhole = false;
  }
  const back = world.state;
  if (world.isSameFile && !isAlike(back, first)) throw new Error(`undone: ${inspect(back.choice)}`);
  await world.take({ press: Array(depth).fill('U') });
  if (isWhole && !isAlike(world.state, state.choice)) throw new Error(`done again: ${inspect(world.state.choice)}`);
}

/** Whether the levers stand as with the choice. */
function isAlike(state: State, choice: Choice): boolean {
  if (!isRead(state) || state.choice.plan !== choice.plan) return false;
  const wanted = settingsOf(state.loaded, choice);
  return [...settingsOf(state.loaded, state.choice)].every(([name, { value, from }]) => {
    const other = wanted.get(name)!;
    return other.value === value && other.from === from;
  });
}
