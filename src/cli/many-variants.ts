import { setImmediate } from 'node:timers/promises';
import { Faults } from '../diagnostic/diagnostic.ts';
import { Engine, type Model, type Numbers, type NumberWanted, type Variant, type WorldRange } from '../engine/ask.ts';
import type { ThreadCrew } from '../host/crew.ts';
import { LOOK_UP_MS } from './interrupt.ts';
import type { Io } from './io.ts';
import { aloneWords, crewFor, watchRun } from './long-run.ts';

/** Variants of one scenario, made as they are run. */
export interface VariantSet<V extends Variant> {
  readonly model: Model;
  readonly count: number;
  /** The variants from number `first` on. */
  variants(first: number): Iterable<V>;
  readonly numbers: readonly NumberWanted[];
  /** Null: base cases. */
  readonly worlds: WorldRange | null;
}

export interface VariantNumbers<V extends Variant> {
  /** Index of the variant's set, from 0. */
  readonly set: number;
  readonly variant: V;
  readonly numbers: Numbers;
}

/**
 * Runs the variants of several scenarios, set by set, and yields the numbers of each: little work on this thread, much
 * on a crew of threads, with a progress bar and the same results. An interrupt ends the run with the variants done so
 * far.
 */
export class VariantRun<V extends Variant> {
  /** Worlds of all variants together. */
  private readonly worlds: number;
  /** Number of variants of all sets; `before`: those of finished sets; `taken`: those begun of the current set. */
  private readonly count: number;
  private before = 0;
  private taken = 0;
  private engine = new Engine();
  /** `isStopped`: whether it was interrupted; `done`: how many variants are done. */
  isStopped = false;
  done = 0;

  constructor(
    private readonly io: Io,
    private readonly sets: readonly VariantSet<V>[],
  ) {
    this.worlds = sets.reduce((n, { count, worlds }) => n + count * (worlds?.count ?? 1), 0);
    this.count = sets.reduce((n, { count }) => n + count, 0);
  }

  async *answers(): AsyncGenerator<VariantNumbers<V>> {
    const monthsOf = ({ count, worlds, model }: VariantSet<V>) => count * (worlds?.count ?? 1) * model.scenario.months;
    const months = this.sets.reduce((n, set) => n + monthsOf(set), 0);
    const crew = crewFor(months, 0);
    this.engine = new Engine(crew);
    const watching = watchRun(this.io, {
      count: this.worlds,
      of: this.sets[0]?.worlds === null ? 'variants' : 'worlds',
      share: () => (this.before + this.engine.progress() * this.taken) / this.count,
      stop: () => {
        this.isStopped = true;
        this.engine.stop();
      },
    });
    try {
      for (const [at, set] of this.sets.entries()) {
        for await (const { variant, outcome } of this.ofSet(set, crew)) {
          this.done++;
          yield { set: at, variant: variant as V, numbers: outcome };
        }
        if (this.isStopped) return;
        this.before += set.count;
        this.taken = 0;
      }
    } finally {
      watching.end();
      await crew?.close();
    }
  }

  private async *ofSet(set: VariantSet<V>, crew: ThreadCrew | null) {
    let first = 0;
    if (crew !== null) {
      try {
        for await (const answer of this.engine.askCrew(this.question(set, 0))) {
          first++;
          yield answer;
        }
        return;
      } catch (error) {
        if (error instanceof Faults) throw error;
        if (this.isStopped) return;
        // After an error the remaining threads wait for each other forever, so they are ended.
        await crew.close();
        this.io.stderr.write(aloneWords(error));
      }
      this.engine = new Engine();
    }
    yield* this.alone(set, first);
  }

  private async *alone(set: VariantSet<V>, first: number) {
    let seen = performance.now();
    for (const answer of this.engine.ask(this.question(set, first))) {
      yield answer;
      if (performance.now() - seen < LOOK_UP_MS) continue;
      await setImmediate();
      if (this.isStopped) return;
      seen = performance.now();
    }
  }

  private question(set: VariantSet<V>, first: number) {
    const { model, numbers, worlds } = set;
    return { want: 'numbers', model, numbers, worlds, variants: this.counted(set, first) } as const;
  }

  private *counted(set: VariantSet<V>, first: number): Generator<V> {
    this.taken = 0;
    for (const variant of set.variants(first)) {
      this.taken++;
      yield variant;
    }
  }
}
