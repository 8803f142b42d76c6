import { type TrialAsker, TrialAsking } from '../analysis/trials.ts';
import { Faults } from '../diagnostic/diagnostic.ts';
import { type Answer, Engine, type Model, type NumbersQuestion, type WorldRange } from '../engine/ask.ts';
import { ThreadCrew } from '../host/crew.ts';
import { Interrupted, onInterrupt } from './interrupt.ts';
import type { Io } from './io.ts';
import { showLine } from './progress.ts';
import { aloneWords, paysCrew, watch } from './watch.ts';

/**
 * World-months on this thread, some third of a second, after which threads are started: those take a tenth of a second
 * to be there.
 */
const CREW_PAYS = 12e6;

/** This thread looks up from its work as often: to show how far it is, and to be interrupted. */
const LOOK_UP_MS = 50;

/** A series of questions of which nobody knows beforehand how many there are. */
export interface Interruptible {
  readonly ask: TrialAsker;
  readonly isStopping: () => boolean;
}

/**
 * Has questions asked: the first on this thread, and once there is much to do by a crew of threads, with the same
 * answers. The first interrupt stops the question that is under way, and nothing after it; the next ends the program.
 * `said` is shown while it lasts, where standard error is a terminal.
 */
export async function withAsker<T>(
  io: Io,
  said: (width: number) => string,
  use: (asker: Interruptible) => Promise<T>,
): Promise<T> {
  const questions = new Questions(io);
  const uninterruptible = onInterrupt(() => questions.stop());
  const clear = showLine(io, said);
  try {
    return await use({ ask: (question) => questions.ask(question), isStopping: () => questions.isStopping });
  } finally {
    clear();
    uninterruptible();
    await questions.close();
  }
}

/** What is asked about many variants of one model. */
interface TrialsAsked {
  readonly model: Model;
  readonly worlds: WorldRange | null;
  /** Variants, about: what progress is told of. */
  readonly about: number;
  /** Whether an interrupted question has fewer answers; else Interrupted is thrown. */
  readonly stops: boolean;
}

/** Has a model's variants tried as `withAsker` asks, with a progress bar. */
export async function withTrials<T>(
  io: Io,
  { model, worlds, about, stops }: TrialsAsked,
  use: (asking: TrialAsking) => Promise<T>,
): Promise<T> {
  const count = about * (worlds?.count ?? 1);
  const questions = new Questions(io, paysCrew(count * model.scenario.months, 0));
  const watching = watch(io, {
    ...{ count, of: worlds === null ? 'variants' : 'worlds' },
    share: () => Math.min(1, questions.variantsDone / about),
    stop: () => questions.stop(),
  });
  const ask: TrialAsker = (question) => questions.ask(question);
  const check = (): void => {
    if (questions.isStopping) throw new Interrupted();
  };
  try {
    return await use(new TrialAsking(stops ? ask : wholeAnswers(ask, check), worlds));
  } finally {
    watching.end();
    await questions.close();
  }
}

/** An asker that ends the work where it was interrupted, since half an answer is none; `check` throws then. */
export function wholeAnswers(ask: TrialAsker, check: () => void): TrialAsker {
  return async function* (question: NumbersQuestion) {
    for await (const answer of ask(question)) yield answer;
    check();
  };
}

class Questions {
  isStopping = false;
  /** Whether the interrupt has not yet stopped a question. */
  private isPending = false;
  private readonly alone = new Engine();
  private crew: { readonly threads: ThreadCrew; readonly engine: Engine } | null = null;
  private hasNoCrew = false;
  private done = 0;
  private before = 0;
  private current = 0;

  constructor(
    private readonly io: Io,
    /** Whether it is known from the start that threads are worth starting. */
    private readonly isLong = false,
  ) {}

  /** Variants that are done, of all questions. */
  get variantsDone(): number {
    return this.before + this.current * (this.crew?.engine ?? this.alone).progress();
  }

  stop(): void {
    this.isStopping = true;
    this.isPending = true;
    this.crew?.engine.stop();
  }

  async close(): Promise<void> {
    await this.crew?.threads.close();
    this.crew = null;
  }

  async *ask(question: NumbersQuestion): AsyncGenerator<Answer<'numbers'>> {
    // Lets an interrupt in, and the progress be shown.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.isPending) {
      this.isPending = false;
      return;
    }
    const variants = [...question.variants];
    this.done += variants.length * (question.worlds?.count ?? 1) * question.model.scenario.months;
    let answered = 0;
    this.before += this.current;
    this.current = variants.length;
    if (this.isLong || this.done > CREW_PAYS) this.start();
    if (this.crew !== null) {
      try {
        for await (const answer of this.crew.engine.askCrew({ ...question, variants })) {
          answered++;
          yield answer;
        }
        if (answered < variants.length) this.isPending = false;
        return;
      } catch (error) {
        if (error instanceof Faults) throw error;
        await this.close();
        this.hasNoCrew = true;
        if (!this.isStopping) this.io.stderr.write(aloneWords(error));
      }
    }
    const before = answered;
    let seen = performance.now();
    for (const answer of this.alone.ask({ ...question, variants: variants.slice(before) })) {
      yield { ...answer, index: answer.index + before };
      if (performance.now() - seen < LOOK_UP_MS) continue;
      await new Promise((resolve) => setImmediate(resolve));
      if (this.isPending) {
        this.isPending = false;
        return;
      }
      seen = performance.now();
    }
  }

  /** Where there is no memory that threads can share, this thread goes on. */
  private start(): void {
    if (this.crew !== null || this.hasNoCrew) return;
    try {
      const threads = new ThreadCrew();
      this.crew = { threads, engine: new Engine(threads) };
    } catch {
      this.hasNoCrew = true;
    }
  }
}
