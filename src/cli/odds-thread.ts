import { Worker } from 'node:worker_threads';
import type { Diagnostic, Source } from '../diagnostic/diagnostic.ts';
import type { Endings, SamplerName } from '../engine/answers.ts';
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
  | { readonly id: number; readonly worlds: null; readonly faults: readonly Diagnostic[] };

/**
 * Simulates worlds in a thread of its own, which begins with the first question and is kept. One question is worked on and one
 * waits: a newer one takes its place. `sourceOf` is the text that a scenario was read from, under the options.
 */
export function oddsThread(options: ScenarioOptions, sourceOf: (scenario: Scenario) => Source) {
  let worker: Worker | null = null;
  let isBusy = false;
  let waiting: SentQuestion | null = null;
  let tell: (answer: Answer) => void = () => {};
  const send = (): void => {
    if (waiting === null) return;
    worker ??= begin();
    worker.postMessage(waiting);
    waiting = null;
    isBusy = true;
  };
  const begin = (): Worker => {
    const begun = new Worker(new URL('./odds-worker.js', import.meta.url));
    begun.unref();
    begun.on('message', (answer: Answer) => {
      isBusy = false;
      send();
      tell(answer);
    });
    return begun;
  };
  return {
    ask({ scenario, ...rest }: Question): void {
      waiting = { ...rest, source: sourceOf(scenario), options };
      if (!isBusy) send();
    },
    onAnswer(listener: (answer: Answer) => void): void {
      tell = listener;
    },
    close(): void {
      void worker?.terminate();
    },
  };
}
