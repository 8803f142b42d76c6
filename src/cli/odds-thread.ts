import { Worker } from 'node:worker_threads';
import type { Diagnostic, Source } from '../diagnostic/diagnostic.ts';
import type { Endings, SamplerName } from '../engine/answers.ts';
import { isOutOfMemory, NO_MEMORY } from '../engine/threads.ts';
import { endOf } from '../host/crew.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ScenarioOptions } from './load.ts';

interface Question {
  readonly scenario: Scenario;
  readonly settings: Settings;
  readonly sampler: SamplerName;
  readonly worlds: number;
  readonly series: readonly string[];
  readonly id: number;
}

/** A question as it goes to the thread. A scenario holds functions and cannot be sent: the thread reads the text again. */
export interface SentQuestion extends Omit<Question, 'scenario'> {
  readonly source: Source;
  readonly options: ScenarioOptions;
}

export type Answer =
  | { readonly id: number; readonly worlds: Endings }
  | { readonly id: number; readonly worlds: null; readonly faults: readonly Diagnostic[]; readonly failed?: string };

/** The program of the thread, beside the one that runs here. */
const THREAD = new URL('./odds-worker.js', import.meta.url);

/**
 * Simulates worlds in a thread of its own, which begins with the first question and is kept. One question is worked on and one
 * waits: a newer one takes its place. Where the thread ends by itself its question is answered with why, and the next one begins another.
 * `sourceOf` is the text that a scenario was read from, under the options.
 */
export function oddsThread(options: ScenarioOptions, sourceOf: (scenario: Scenario) => Source, program: URL = THREAD) {
  let worker: Worker | null = null;
  /** The question that is worked on. */
  let asked: number | null = null;
  let waiting: SentQuestion | null = null;
  let tell: (answer: Answer) => void = () => {};
  const send = (): void => {
    if (waiting === null) return;
    const question = waiting;
    waiting = null;
    asked = question.id;
    try {
      worker ??= begin();
      worker.postMessage(question);
    } catch (error) {
      lose(worker, error);
    }
  };
  const lose = (lost: Worker | null, error: unknown): void => {
    if (worker !== lost) return;
    worker = null;
    const id = asked;
    asked = null;
    send();
    if (id !== null) tell({ id, worlds: null, faults: [], failed: reasonOf(error) });
  };
  const begin = (): Worker => {
    const begun = new Worker(program);
    begun.unref();
    begun.on('error', (error) => lose(begun, error));
    begun.on('exit', (code) => lose(begun, new Error(endOf(code))));
    begun.on('message', (answer: Answer) => {
      asked = null;
      send();
      tell(answer);
    });
    return begun;
  };
  return {
    ask({ scenario, ...rest }: Question): void {
      waiting = { ...rest, source: sourceOf(scenario), options };
      if (asked === null) send();
    },
    onAnswer(listener: (answer: Answer) => void): void {
      tell = listener;
    },
    close(): void {
      const closed = worker;
      worker = null;
      asked = null;
      void closed?.terminate();
    },
  };
}

const reasonOf = (error: unknown): string =>
  isOutOfMemory(error) ? NO_MEMORY : error instanceof Error ? error.message : String(error);
