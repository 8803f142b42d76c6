import { type TrialAsker, TrialAsking } from '../analysis/trials.ts';
import { Faults } from '../diagnostic/diagnostic.ts';
import { type Answer, Engine, type Model, type NumbersQuestion, type WorldRange } from '../engine/ask.ts';
import { ThreadCrew } from '../host/crew.ts';
import { Interrupted, LOOK_UP_MS, onInterrupt } from './interrupt.ts';
import type { Io } from './io.ts';
import { aloneWords, paysCrew, watchRun } from './long-run.ts';
import { showLine } from './progress.ts';

/**
 * World-months to simulate on this thread, about a third of a second of work, before threads are started, which takes a
 * tenth of a second.
 */
const CREW_PAYS = 12e6;

/** An asker for a series of questions whose number is not known beforehand. */
export interface Interruptible {
  readonly ask: TrialAsker;
  readonly isStopping: () => boolean;
}

/**
 * Runs `use` with an asker. Questions are answered on this thread first, and by a crew of threads once there is much to
 * do, with the same answers. The first interrupt stops the current question; the next ends the program. `said` is a
 * line shown meanwhile, where standard error is a terminal.
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

/** A question about many variants of one model. */
interface TrialsAsked {
  readonly model: Model;
  readonly worlds: WorldRange | null;
  /** Approximate number of variants, for the progress bar. */
  readonly about: number;
  /** Whether an interrupted question has fewer answers; otherwise Interrupted is thrown. */
  readonly stops: boolean;
}

/** Runs `use` with an asker for variants of one model, and a progress bar. */
export async function withTrials<T>(
  io: Io,
  { model, worlds, about, stops }: TrialsAsked,
  use: (asking: TrialAsking) => Promise<T>,
): Promise<T> {
  const count = about * (worlds?.count ?? 1);
  const questions = new Questions(io, paysCrew(count * model.scenario.months, 0));
  const watching = watchRun(io, {
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
  /** Whether an interrupt came that has not stopped a question yet. */
  private isPending = false;
  private readonly alone = new Engine();
  private crew: { readonly threads: ThreadCrew; readonly engine: Engine } | null = null;
  private hasNoCrew = false;
  private done = 0;
  private before = 0;
  private current = 0;

  constructor(
    private readonly io: Io,
    /** Whether the work is known from the start to be worth starting threads. */
    private readonly isLong = false,
  ) {}

  /** Variants done so far, over all questions. */
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
    // Lets the event loop take an interrupt and draw the progress.
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

  /** Starts the threads; where the host has no memory that threads can share, this thread goes on alone. */
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
