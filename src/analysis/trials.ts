/**
 * Tries a target on one variant after another, in the same worlds: what solve, deadlines and the like have in common.
 */
import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import type { Answer, Model, Numbers, NumbersQuestion, NumberWanted, Variant, WorldRange } from '../engine/ask.ts';
import type { Bound } from '../scenario/scenario.ts';
import type { Target } from '../scenario/target.ts';
import { inEachWorld } from './measure.ts';
import { holdsOverWorlds, isOfShare, numbersWanted } from './target.ts';

/**
 * Answers questions: `Engine.ask` on this thread, or `Engine.askCrew`. Gives fewer answers than variants where it is
 * stopped.
 */
export type TrialAsker = (question: NumbersQuestion) => Iterable<Answer<'numbers'>> | AsyncIterable<Answer<'numbers'>>;

/** The target tried on every variant. */
export interface HeldTarget {
  readonly target: Target;
  /** The share of worlds that must meet the target, from 0 to 1, unless the target is itself a share. */
  readonly confidence: number;
}

/** How one variant meets the target. */
export interface Trial {
  /** For a target that is a share, that share; else the share of worlds that meet it. For the base case 0 or 1. */
  readonly share: number;
  /** Wilson's 95% interval; null for the base case, and where worlds are not drawn independently. */
  readonly interval: readonly [low: number, high: number] | null;
  readonly holds: boolean;
  /**
   * Distance of the base case from the target's bound, in the measure's unit, 0 where the target holds; null over
   * worlds.
   */
  readonly gap: number | null;
}

/** The bar, from 0 to 1: the share to reach, which is the bound of a target that is a share, else the confidence. */
export const barOf = (model: Model, { target, confidence }: HeldTarget): number =>
  isOfShare(model.scenario, target) ? numberOf((target.atLeast ?? target.atMost)!) : confidence;

const numberOf = (bound: Bound): number => bound.number ?? bound.month!;

/** Names a variant for an error message, such as `raise is 10`; null where there is nothing to add. */
export type VariantCall = (at: number) => string | null;

/** Asks for numbers of one variant after another, and counts the worlds simulated. */
export class TrialAsking {
  /** Worlds simulated so far; a base case counts as one. */
  simulated = 0;

  constructor(
    readonly ask: TrialAsker,
    /** Null for the base case. */
    readonly worlds: WorldRange | null,
  ) {}

  /** The numbers of each variant, in their order. Throws Faults, which name the variant. */
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

  /** The faults of the first variant that cannot be simulated; it is asked alone, so that they name its own worlds. */
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

/** How each variant meets the target, in their order. Throws Faults, which name the variant. */
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

/** The diagnostic with the variant's name added to its message. */
const called = (diagnostic: Diagnostic, call: string | null): Diagnostic =>
  call === null ? diagnostic : { ...diagnostic, message: `${diagnostic.message}; found where ${call}` };
