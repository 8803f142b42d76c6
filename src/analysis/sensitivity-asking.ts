/** A figure of one variant after another, for questions of what moves it. */
import type { Model, Numbers, NumberWanted, Variant, WorldRange } from '../engine/ask.ts';
import type { Settings } from '../scenario/override.ts';
import { type Explained, finiteNumbers, finiteValues } from './explained.ts';
import type { Pause } from './in-steps.ts';
import { type TrialAsker, TrialAsking, type VariantCall } from './trials.ts';

export interface SensitivityAsked {
  /** Answers fewer variants where it is stopped. */
  readonly ask: TrialAsker;
  readonly model: Model;
  readonly settings: Settings;
  readonly explained: Explained;
  readonly worlds: WorldRange;
  /** Is told how far a part of the question is, before each run that it takes. */
  readonly onRun?: (part: string, done: number, of: number) => void;
  /** Waits between steps of what is worked out of the worlds. */
  readonly pause?: Pause | undefined;
}

/** What a variant comes to in each world; in the base case in one. */
export interface Outcomes {
  readonly values: Float64Array;
  /** Months as t, -1 where it lives. */
  readonly failure: Float64Array;
  /** The other numbers that were asked for. */
  readonly others: readonly Float64Array[];
}

/** How many worlds were simulated; a base case is one. */
export interface Simulated {
  simulated: number;
}

/** Variants' outcomes, in their order. Null where the asking was stopped. Throws Faults, which name the variant. */
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
