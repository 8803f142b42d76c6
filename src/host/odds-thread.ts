import { Worker } from 'node:worker_threads';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Endings, SamplerName } from '../engine/answers.ts';
import { isOutOfMemory, NO_MEMORY } from '../engine/threads.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { endOf } from './crew.ts';

interface Question {
  readonly scenario: Scenario;
  readonly settings: Settings;
  readonly sampler: SamplerName;
  readonly worlds: number;
  readonly series: readonly string[];
  readonly id: number;
}

/** A question as it goes to the thread; null: of the scenario that was sent last. */
export interface SentQuestion extends Omit<Question, 'scenario'> {
  readonly scenario: Scenario | null;
}

export type OddsReply =
  | { readonly id: number; readonly worlds: Endings }
  | { readonly id: number; readonly worlds: null; readonly faults: readonly Diagnostic[]; readonly failed?: string };

/** The program of the thread, beside the one that runs here. */
const THREAD = new URL('./odds-worker.js', import.meta.url);

/**
 * Simulates worlds in a thread of its own, which begins with the first question and is kept. One question is worked on
 * and one waits: a newer one takes its place. Where the thread ends by itself its question is answered with why, and
 * the next one begins another. A scenario is sent once, as it was read.
 */
export function oddsThread(program: URL = THREAD) {
  let worker: Worker | null = null;
  /** The question that is worked on. */
  let asked: number | null = null;
  let waiting: Question | null = null;
  /** The scenario that the thread has. */
  let sent: Scenario | null = null;
  let tell: (answer: OddsReply) => void = () => {};
  const send = (): void => {
    if (waiting === null) return;
    const { scenario, ...rest } = waiting;
    waiting = null;
    asked = rest.id;
    try {
      worker ??= begin();
      const question: SentQuestion = { ...rest, scenario: scenario === sent ? null : scenario };
      worker.postMessage(question);
      sent = scenario;
    } catch (error) {
      lose(worker, error);
    }
  };
  const lose = (lost: Worker | null, error: unknown): void => {
    if (worker !== lost) return;
    worker = null;
    sent = null;
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
    begun.on('message', (answer: OddsReply) => {
      asked = null;
      send();
      tell(answer);
    });
    return begun;
  };
  return {
    ask(question: Question): void {
      waiting = question;
      if (asked === null) send();
    },
    onAnswer(listener: (answer: OddsReply) => void): void {
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
