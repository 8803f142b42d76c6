import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { study } from '../../src/analysis/study.ts';
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
import { followStudies, type StudyAnswer, type StudySource } from '../../src/tui/studies.ts';
import { isComputing } from '../../src/tui/worlds.ts';
import { endingsOf } from '../engine/asking.ts';
import { screenText } from '../tui/specimen.ts';

const FILE = 'scenarios/stability-ai-2023-10.yaml';
const FILED = readFileSync(new URL(`../../${FILE}`, import.meta.url), 'utf8');
const TOUR_SIZE: Size = { columns: 100, rows: 30 };

const NAMES = new Map(Object.entries(KEY_SIGNS).map(([name, sign]) => [sign, name]));

/** The keys of written signs; a text that is no key's sign is typed letter by letter. */
const keysIn = (signs: readonly string[]): KeyName[] => signs.flatMap((sign) => NAMES.get(sign) ?? [...sign]);

const simulation = new Engine();
const models = new WeakMap<Scenario, Model>();

/** A source that answers questions for odds at once. */
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

/** A source that answers studies at once. */
function promptStudies(): StudySource {
  const engine = new Engine();
  let tell: (answer: StudyAnswer) => void = () => {};
  return {
    study(question) {
      if (question === null) return;
      const { scenario, id, asked, ...rest } = question;
      const model = models.get(scenario) ?? compile(scenario);
      models.set(scenario, model);
      const answer = study(
        (own) => engine.ask(own),
        { model, ...rest },
        asked,
        () => {},
      );
      void answer.then((found) => tell({ id, found }));
    },
    onStudy: (listener) => {
      tell = listener;
    },
  };
}

/** Somebody at the screen. Files are not written: `text` holds the text that would be in it. */
class Visitor {
  text = FILED;
  private readonly store: Store;

  /** `isCopy`: the file is opened as a shipped one. */
  constructor(size: Size, beside?: string, isCopy = false) {
    const first = { ...firstState(FILE, size), isCopy };
    this.store = createStore(beside === undefined ? first : paired(first, firstState(beside, size)));
    this.store.dispatch({ type: 'read', reading: this.reading(), text: this.text });
    followOdds(storeOf(this.store, 0), promptOdds());
    const isInFront = (): boolean => this.store.current().place === 0;
    followStudies(storeOf(this.store, 0), promptStudies(), isInFront);
    if (beside === undefined) return;
    const text = readFileSync(new URL(`../../${beside}`, import.meta.url), 'utf8');
    this.store.dispatch({ type: 'read', reading: readScenario({ name: beside, text }), text }, 1);
    followOdds(storeOf(this.store, 1), promptOdds());
    followStudies(storeOf(this.store, 1), promptStudies(), () => !isInFront());
  }

  /** Presses keys one after the other; throws where one does nothing. */
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

  /** The screen's text once all odds on it are there. */
  async screen(): Promise<string> {
    let shown: unknown;
    while (shown !== this.store.current()) {
      shown = this.store.current();
      // The store calls its listeners in a turn of its own, and each plan is asked about in another.
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

/** Takes the tour, each step of which goes on from the one before. */
export class Tourist {
  private readonly visitor = new Visitor(TOUR_SIZE, undefined, true);

  /** Presses the keys of a summary. Returns the screen after them or, for `diff`, the file's changed lines. */
  async step(summary: string, kind: 'text' | 'diff'): Promise<string> {
    const before = this.visitor.text;
    this.press(summary);
    if (kind === 'text') return this.visitor.screen();
    return lines(lineDiff(before, this.visitor.text).map(({ sign, text }) => `${sign} ${text}`));
  }

  press(summary: string): void {
    this.visitor.press(keysIn([...summary.matchAll(/<kbd>([^<]+)<\/kbd>/g)].map(([, sign]) => sign!)));
  }

  hasLeft = (): boolean => this.visitor.hasLeft();
}

/** The screen's text after keys, which are written for people and separated by blanks. */
export async function pictureOf(size: Size, keys: string, beside?: string): Promise<string> {
  const visitor = new Visitor(size, beside);
  visitor.press(keysIn(keys.split(' ')));
  return visitor.screen();
}
