import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compile, Engine, type Model } from '../../src/engine/ask.ts';
import { lineDiff } from '../../src/report/line-diff.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { paired } from '../../src/tui/in-front.ts';
import { KEY_SIGNS, type KeyName } from '../../src/tui/key-binding.ts';
import { bindingFor } from '../../src/tui/keymap.ts';
import { followOdds, type OddsAnswer, type OddsSource } from '../../src/tui/odds.ts';
import { firstState, type Size } from '../../src/tui/state.ts';
import { createStore, type Store, storeOf } from '../../src/tui/store.ts';
import { isComputing } from '../../src/tui/worlds.ts';
import { endingsOf } from '../engine/asking.ts';
import { screenText } from './specimen.ts';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const FILE = 'scenarios/stability-ai-2023-10.yaml';
const FILED = readFileSync(new URL(`../../${FILE}`, import.meta.url), 'utf8');
const TOUR_SIZE: Size = { columns: 100, rows: 30 };

/** A picture of its own, and the size and the keys that lead to it; of two files where it names another. */
const PICTURE = /(<!-- (\d+) by (\d+)(?:, beside (\S+))?: ([^\n]*) -->\n```text\n)([^`]*)(```\n)/g;
/** A step of the tour: keys in the summary, and in the block the screen after them, or how they change the file. */
const STEP = /(<details><summary>([^\n]*)<\/summary>\n\n```(text|diff)\n)([^`]*)(```\n)/g;

const NAMES = new Map(Object.entries(KEY_SIGNS).map(([name, sign]) => [sign, name]));

/** Keys as people write them; what is no key's sign is typed letter by letter. */
const keysIn = (signs: readonly string[]): KeyName[] => signs.flatMap((sign) => NAMES.get(sign) ?? [...sign]);

const simulation = new Engine();
const models = new WeakMap<Scenario, Model>();

/** Odds of the worlds that are asked for, at once. */
function promptOdds(): OddsSource {
  let tell: (answer: OddsAnswer) => void = () => {};
  return {
    ask({ scenario, settings, sampler, worlds: count, series, id }) {
      const model = models.get(scenario) ?? compile(scenario);
      models.set(scenario, model);
      const request = { first: 0, count, seed: scenario.seed, sampler, series };
      tell({ id, worlds: endingsOf(model, settings, request, simulation) });
    },
    onAnswer: (listener) => {
      tell = listener;
    },
    close() {},
  };
}

/** Somebody at the screen, whose file is never written: `text` is what would be in it. */
class Visitor {
  text = FILED;
  private readonly store: Store;

  constructor(size: Size, beside?: string) {
    const first = firstState(FILE, size);
    this.store = createStore(beside === undefined ? first : paired(first, firstState(beside, size)));
    this.store.dispatch({ type: 'read', reading: this.reading(), text: this.text });
    followOdds(storeOf(this.store, 0), promptOdds());
    if (beside === undefined) return;
    const text = readFileSync(new URL(`../../${beside}`, import.meta.url), 'utf8');
    this.store.dispatch({ type: 'read', reading: readScenario({ name: beside, text }), text }, 1);
    followOdds(storeOf(this.store, 1), promptOdds());
  }

  /** Presses keys one after the other; each must do something. */
  press(keys: readonly KeyName[]): void {
    for (const key of keys) {
      const before = this.store.current();
      const reason = bindingFor(before, key)?.disabled?.(before) ?? null;
      this.store.dispatch({ type: 'key', key });
      expect([key, reason, this.store.current() !== before]).toEqual([key, null, true]);
      const { writing } = this.store.current();
      if (writing === null) continue;
      this.text = writing.after;
      this.store.dispatch({ type: 'written', written: { kind: 'written' }, reading: this.reading() });
    }
  }

  /** The screen once the odds of everything on it are there. */
  async screen(): Promise<string> {
    let shown: unknown;
    while (shown !== this.store.current()) {
      shown = this.store.current();
      // The store tells of its changes in a turn of its own, and each plan is asked about in another.
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    }
    const { beside } = this.store.current();
    expect([this.store.current(), ...(beside === null ? [] : [beside])].some(isComputing)).toBe(false);
    return lines(screenText(this.store.current()).split('\n'));
  }

  hasLeft = (): boolean => this.store.current().isLeaving;

  private reading = () => readScenario({ name: FILE, text: this.text });
}

const lines = (all: readonly string[]): string => all.map((line) => `${line.trimEnd()}\n`).join('');

test('the tour of the README leads to the screens it shows', async () => {
  const readme = readFileSync(README, 'utf8');
  const visitor = new Visitor(TOUR_SIZE);
  const blocks: string[] = [];
  for (const [, , summary, kind] of readme.matchAll(STEP)) {
    const before = visitor.text;
    visitor.press(keysIn([...summary!.matchAll(/<kbd>([^<]+)<\/kbd>/g)].map(([, sign]) => sign!)));
    const changed = (): string => lines(lineDiff(before, visitor.text).map(({ sign, text }) => `${sign} ${text}`));
    blocks.push(kind === 'diff' ? changed() : await visitor.screen());
  }
  expect(blocks.length).toBeGreaterThanOrEqual(8);
  expect(blocks.every((block) => block !== '')).toBe(true);
  visitor.press(['y']);
  expect(visitor.hasLeft()).toBe(true);

  const pictures: string[] = [];
  for (const [, , columns, rows, beside, keys] of readme.matchAll(PICTURE)) {
    const first = new Visitor({ columns: Number(columns), rows: Number(rows) }, beside);
    first.press(keysIn(keys!.split(' ')));
    pictures.push(await first.screen());
  }
  expect(pictures).toHaveLength(2);
  // With -u the README is written anew.
  await expect(
    readme
      .replace(PICTURE, (_, head: string, _c, _r, _b, _k, _old, tail: string) => head + pictures.shift() + tail)
      .replace(STEP, (_, head: string, _s, _k, _old, tail: string) => head + blocks.shift() + tail),
  ).toMatchFileSnapshot(README);
});
