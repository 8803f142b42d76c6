/** Asks for a figure in one variant after another: what all sensitivity questions have in common. */
import type { Model, Numbers, NumberWanted, Variant, WorldRange } from '../engine/ask.ts';
import type { Settings } from '../scenario/override.ts';
import { type Explained, finiteNumbers, finiteValues } from './explained.ts';
import type { Pause } from './in-steps.ts';
import { type TrialAsker, TrialAsking, type VariantCall } from './trials.ts';

export interface SensitivityAsked {
  /** Gives fewer answers than variants where it is stopped. */
  readonly ask: TrialAsker;
  readonly model: Model;
  readonly settings: Settings;
  readonly explained: Explained;
  readonly worlds: WorldRange;
  /** Called before each run with the part of the question and how many of its runs are done. */
  readonly onRun?: (part: string, done: number, of: number) => void;
  /** Awaited between steps of the evaluation, where given. */
  readonly pause?: Pause | undefined;
}

/** The figure of a variant in each world; for the base case in one. */
export interface Outcomes {
  readonly values: Float64Array;
  /** Month of failure as t, -1 where the world survives. */
  readonly failure: Float64Array;
  /** The other numbers asked for. */
  readonly others: readonly Float64Array[];
}

/** Counts the worlds simulated; a base case counts as one. */
export interface Simulated {
  simulated: number;
}

/**
 * Outcomes of the variants, in their order. Null where the asking was stopped. Throws Faults, which name the variant.
 */
export async function outcomesOf(
  { ask, explained }: Pick<SensitivityAsked, 'ask' | 'explained'>,
  model: Model,
  variants: readonly Variant[],
  {
    worlds,
    others = [],
    calls = () => null,
    count,
  }: {
    readonly worlds: WorldRange | null;
    readonly others?: readonly NumberWanted[];
    readonly calls?: VariantCall;
    readonly count: Simulated;
  },
): Promise<Outcomes[] | null> {
  const { scenario } = model;
  const own = finiteNumbers(scenario, explained);
  const asking = new TrialAsking(ask, worlds);
  const found: Outcomes[] = [];
  const read = (numbers: Numbers): Outcomes => {
    const failure = numbers.of(own.length).slice();
    return {
      values: finiteValues(scenario, explained, numbers, failure),
      failure,
      others: others.map((_, k) => numbers.of(own.length + 1 + k).slice()),
    };
  };
  for await (const numbers of asking.numbers(model, variants, [...own, 'failure', ...others], calls))
    found.push(read(numbers));
  count.simulated += asking.simulated;
  return found.length === variants.length ? found : null;
}
