import { Worker } from 'node:worker_threads';
import type { StudyAsked, StudyFound, StudyProgress } from '../analysis/study.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Endings, SamplerName } from '../engine/answers.ts';
import { isOutOfMemory, NO_MEMORY } from '../engine/threads.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { endOf } from './crew.ts';

interface OfScenario {
  readonly scenario: Scenario;
  readonly sampler: SamplerName;
  readonly worlds: number;
  readonly id: number;
}

interface Question extends OfScenario {
  readonly settings: Settings;
  readonly series: readonly string[];
}

/** A question that takes many runs; those of `Question` go before it. */
interface LongQuestion extends OfScenario {
  readonly asked: StudyAsked;
}

/** Without the scenario where it is the one that was sent last. */
type Sent<Q extends OfScenario> = Omit<Q, 'scenario'> & { readonly scenario: Scenario | null };

/** What goes to the thread; `drop`: the long question is not to be answered any more. */
export type ThreadMessage =
  | (Sent<Question> & { readonly kind: 'odds' })
  | (Sent<LongQuestion> & { readonly kind: 'study' })
  | { readonly kind: 'drop' };

/** Why there is no answer: faults of the file, or `failed`, which is none of its. */
interface NoAnswer {
  readonly id: number;
  readonly faults: readonly Diagnostic[];
  readonly failed?: string;
}

export type OddsReply = { readonly id: number; readonly worlds: Endings } | (NoAnswer & { readonly worlds: null });

/** How far a long question is, any number of times, and then its answer. */
export type StudyReply =
  | { readonly id: number; readonly progress: StudyProgress }
  | { readonly id: number; readonly found: StudyFound }
  | (NoAnswer & { readonly found: null });

export type ThreadReply =
  | { readonly kind: 'odds'; readonly reply: OddsReply }
  | { readonly kind: 'study'; readonly reply: StudyReply };

/** The program of the thread, beside the one that runs here. */
const THREAD = new URL('./odds-worker.js', import.meta.url);

/** What it makes anew for each question is small: V8 would let it grow to 48 MB before it looks for garbage. */
const YOUNG_MB = 6;

/**
 * Simulates worlds in a thread of its own, which begins with the first question and is kept. One question is worked on
 * and one waits: a newer one takes its place. Beside them a long one is worked on while there is none. Where the thread
 * ends by itself its questions are answered with why, and the next one begins another. A scenario is sent once, as it
 * was read.
 */
export function oddsThread(program: URL = THREAD) {
  let worker: Worker | null = null;
  /** The question that is worked on, and the last long one. */
  let asked: number | null = null;
  let studied: number | null = null;
  let waiting: Question | null = null;
  /** The scenario that the thread has. */
  let sent: Scenario | null = null;
  let tell: (answer: OddsReply) => void = () => {};
  let tellStudy: (answer: StudyReply) => void = () => {};
  const post = (kind: 'odds' | 'study', { scenario, ...rest }: Question | LongQuestion): void => {
    try {
      worker ??= begin();
      worker.postMessage({ kind, ...rest, scenario: scenario === sent ? null : scenario } as ThreadMessage);
      sent = scenario;
    } catch (error) {
      lose(worker, error);
    }
  };
  const send = (): void => {
    if (waiting === null) return;
    const next = waiting;
    waiting = null;
    asked = next.id;
    post('odds', next);
  };
  const forget = () => {
    const ids = [asked, studied] as const;
    [worker, sent, asked, studied] = [null, null, null, null];
    return ids;
  };
  const lose = (lost: Worker | null, error: unknown): void => {
    if (worker !== lost) return;
    const [id, studyId] = forget();
    send();
    const why = { faults: [], failed: reasonOf(error) };
    if (id !== null) tell({ id, worlds: null, ...why });
    if (studyId !== null) tellStudy({ id: studyId, found: null, ...why });
  };
  const begin = (): Worker => {
    const begun = new Worker(program, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    begun.unref();
    begun.on('error', (error) => lose(begun, error));
    begun.on('exit', (code) => lose(begun, new Error(endOf(code))));
    begun.on('message', (answer: ThreadReply) => {
      if (answer.kind === 'study') return tellStudy(answer.reply);
      asked = null;
      send();
      tell(answer.reply);
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
    /** Another long question takes the place of the one before; null: none is to be answered any more. */
    study(question: LongQuestion | null): void {
      studied = question?.id ?? null;
      if (question !== null) post('study', question);
      else worker?.postMessage({ kind: 'drop' } satisfies ThreadMessage);
    },
    onStudy(listener: (answer: StudyReply) => void): void {
      tellStudy = listener;
    },
    close(): void {
      const closed = worker;
      forget();
      void closed?.terminate();
    },
  };
}

const reasonOf = (error: unknown): string =>
  isOutOfMemory(error) ? NO_MEMORY : error instanceof Error ? error.message : String(error);
