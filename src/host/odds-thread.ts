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

interface ShortQuestion extends OfScenario {
  readonly settings: Settings;
  readonly series: readonly string[];
}

/** A question that takes many runs; a `ShortQuestion` is answered before it. */
interface LongQuestion extends OfScenario {
  readonly asked: StudyAsked;
}

/** A question to the thread; its scenario is null where it is the one sent last. */
type Sent<Q extends OfScenario> = Omit<Q, 'scenario'> & { readonly scenario: Scenario | null };

/** A message to the thread; `drop`: the long question needs no answer any more. */
export type ThreadMessage =
  | (Sent<ShortQuestion> & { readonly kind: 'odds' })
  | (Sent<LongQuestion> & { readonly kind: 'study' })
  | { readonly kind: 'drop' };

/** The reason of a missing answer: faults of the file, or `failed` for any other error. */
interface NoAnswer {
  readonly id: number;
  readonly faults: readonly Diagnostic[];
  readonly failed?: string;
}

export type OddsReply = { readonly id: number; readonly worlds: Endings } | (NoAnswer & { readonly worlds: null });

/** Replies to a long question: progress any number of times, then the answer. */
export type StudyReply =
  | { readonly id: number; readonly progress: StudyProgress }
  | { readonly id: number; readonly found: StudyFound }
  | (NoAnswer & { readonly found: null });

export type ThreadReply =
  | { readonly kind: 'odds'; readonly reply: OddsReply }
  | { readonly kind: 'study'; readonly reply: StudyReply };

/** The program of the thread, in a file beside this one. */
const THREAD = new URL('./odds-worker.js', import.meta.url);

/** MB for short-lived objects: the thread makes few, and V8 would let them fill 48 MB before it collects them. */
const YOUNG_MB = 6;

/**
 * A thread that simulates worlds, started by the first question and kept. It answers one question while one waits; a
 * newer question replaces the waiting one. A long question is worked on while there are no others. Where the thread
 * ends by itself, its questions are answered with the reason, and the next question starts a new thread. A scenario is
 * sent once, not with every question.
 */
export function oddsThread(program: URL = THREAD) {
  let worker: Worker | null = null;
  /** Ids of the question being answered and of the last long question. */
  let asked: number | null = null;
  let studied: number | null = null;
  let waiting: ShortQuestion | null = null;
  /** The scenario that the thread has. */
  let sent: Scenario | null = null;
  let tell: (answer: OddsReply) => void = () => {};
  let tellStudy: (answer: StudyReply) => void = () => {};
  const post = (kind: 'odds' | 'study', { scenario, ...rest }: ShortQuestion | LongQuestion): void => {
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
    ask(question: ShortQuestion): void {
      waiting = question;
      if (asked === null) send();
    },
    onAnswer(listener: (answer: OddsReply) => void): void {
      tell = listener;
    },
    /** Asks a long question in place of the one before; null: drops it. */
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
