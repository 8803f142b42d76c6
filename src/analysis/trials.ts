/** A target held to one variant after another: what solve, deadlines and the like try, in the same worlds. */
import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import type { Answer, Model, Numbers, NumbersQuestion, NumberWanted, Variant, WorldRange } from '../engine/ask.ts';
import type { Bound } from '../scenario/scenario.ts';
import type { Target } from '../scenario/target.ts';
import { inEachWorld } from './measure.ts';
import { holdsOverWorlds, isOfShare, numbersWanted } from './target.ts';

/**
 * Who answers questions: `Engine.ask` on this thread, or `Engine.askCrew`; where it is stopped, there are fewer answers
 * than variants.
 */
export type TrialAsker = (question: NumbersQuestion) => Iterable<Answer<'numbers'>> | AsyncIterable<Answer<'numbers'>>;

/** What is asked of every variant. */
export interface HeldTarget {
  readonly target: Target;
  /** The share of worlds that has to meet a target which is not a share itself. */
  readonly confidence: number;
}

/** How one variant meets the target. */
export interface Trial {
  /** Of a target that is a share, that share; else the share of worlds that meet it. Of the base case 0 or 1. */
  readonly share: number;
  /** Wilson's, of 95%; null for the base case and for worlds that are not drawn independently. */
  readonly interval: readonly [low: number, high: number] | null;
  readonly holds: boolean;
  /**
   * How far the base case is from the target's bound, in the measure's own unit; 0 where it holds, null over worlds.
   */
  readonly gap: number | null;
}

/** The share that has to be reached: the bound of a target that is a share, else the confidence. */
export const barOf = (model: Model, { target, confidence }: HeldTarget): number =>
  isOfShare(model.scenario, target) ? numberOf((target.atLeast ?? target.atMost)!) : confidence;

const numberOf = (bound: Bound): number => bound.number ?? bound.month!;

/** What a variant is, for who made the mistake: `raise is 10`; null where that says nothing. */
export type VariantCall = (at: number) => string | null;

/** Numbers of one variant after another, and how many worlds that took. */
export class TrialAsking {
  /** Worlds that were simulated so far; a base case is one. */
  simulated = 0;

  constructor(
    readonly ask: TrialAsker,
    /** Null: the base case. */
    readonly worlds: WorldRange | null,
  ) {}

  /** The numbers of each variant, in their order. Throws Faults, which say in which variant they were found. */
  async *numbers(
    model: Model,
    variants: readonly Variant[],
    numbers: readonly NumberWanted[],
    calls: VariantCall,
  ): AsyncGenerator<Numbers> {
    const { worlds } = this;
    const question = { want: 'numbers', model, numbers, worlds } as const;
    try {
      for await (const { outcome } of this.ask({ ...question, variants })) {
        this.simulated += outcome.count;
        yield outcome;
      }
    } catch (error) {
      if (!(error instanceof Faults)) throw error;
      throw (await this.faulty(question, variants, calls)) ?? error;
    }
  }

  /** The faults of the first variant that cannot be simulated, asked alone so that they name its own worlds. */
  private async faulty(
    question: Omit<NumbersQuestion, 'variants'>,
    variants: readonly Variant[],
    calls: VariantCall,
  ): Promise<Faults | null> {
    for (const [at, variant] of variants.entries()) {
      try {
        for await (const _ of this.ask({ ...question, variants: [variant] }));
      } catch (error) {
        if (!(error instanceof Faults)) throw error;
        return new Faults(error.diagnostics.map((one) => called(one, calls(at))));
      }
    }
    return null;
  }
}

/** How each variant meets the target, in their order. Throws Faults as `numbers` does. */
export async function tryAll(
  asking: TrialAsking,
  { target, confidence }: HeldTarget,
  model: Model,
  variants: readonly Variant[],
  calls: VariantCall,
): Promise<Trial[]> {
  const { scenario } = model;
  const { worlds } = asking;
  const trials: Trial[] = [];
  for await (const numbers of asking.numbers(model, variants, numbersWanted(scenario, target), calls)) {
    const { share, interval, holds } = holdsOverWorlds(scenario, target, numbers, {
      sampler: worlds?.sampler ?? 'random',
      confidence: worlds === null ? 1 : confidence,
    });
    if (worlds !== null) trials.push({ share, interval, holds, gap: null });
    else trials.push({ share, interval: null, holds, gap: holds ? 0 : gapOf(model, target, numbers) });
  }
  return trials;
}

function gapOf(model: Model, target: Target, numbers: Numbers): number {
  const [value] = inEachWorld(model.scenario, target, numbers);
  return Math.abs(value! - numberOf((target.atLeast ?? target.atMost)!));
}

/** The diagnostic, which says in which variant it was found. */
const called = (diagnostic: Diagnostic, call: string | null): Diagnostic =>
  call === null ? diagnostic : { ...diagnostic, message: `${diagnostic.message}; found where ${call}` };
