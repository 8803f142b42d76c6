/** What differs between worlds: numbers that are drawn, and whether uncertain funding comes. */
import type { Model } from '../engine/ask.ts';
import type { Formula } from '../formula/tree.ts';
import { lawQuantile } from '../numeric/laws.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { isDrawn, steadyValue } from './vary.ts';

/** A drawn number, or an event. */
export interface UncertainInput {
  /**
   * An assumption, `funding.NAME.amount`, `funding.NAME.month`, or `funding.NAME`, which is whether the funding comes.
   * One of several distributions in a formula carries its number: `mix (2)`.
   */
  readonly name: string;
  /** Name of the assumption or funding. */
  readonly of: string;
  readonly kind: 'assumption' | 'funding';
  /** An event has 1 (it happens) or 0 in each world. */
  readonly isEvent: boolean;
  /** Whether its low and high end are no and yes. */
  readonly isYesOrNo: boolean;
  /** Probability of uncertain funding; null where draws or levers determine it, and for all other inputs. */
  readonly probability: number | null;
  /** Whether it is drawn every month; it counts as one input all the same. */
  readonly isMonthly: boolean;
  /** The engine's name for its draws. */
  readonly draws: string;
  /** The two values to try, and what replaces the draws for each. */
  readonly low: End;
  readonly high: End;
}

/** The p10 or the p90; for an input of yes or no one of its two values. */
export interface End {
  readonly value: number;
  readonly drawn: number;
}

const FUNDING = /^funding\.(.*)\.(amount|month|probability)$/;

/** Every uncertain input of a scenario, sorted by name, whatever the order of the file. */
export function uncertainInputs(model: Model): UncertainInput[] {
  const { scenario, defaults } = model;
  const variables = [...defaults].flatMap(([draws, { draw }]) => (draw === null ? [] : [{ draws, ...draw }]));
  const ofName = (name: string): number => variables.filter((one) => one.name === name).length;
  const inputs = variables.map(({ draws, name, k, law, params, monthly }): UncertainInput => {
    const [, funding, field] = FUNDING.exec(name) ?? [];
    const isArrival = field === 'probability';
    const called = isArrival ? `funding.${funding}` : name;
    const quantile = (p: number): End => {
      const value = lawQuantile(law, p, params);
      return { value, drawn: value };
    };
    const isBernoulli = law === 'bernoulli';
    const probability = isArrival ? knownValue(scenario, scenario.funding.get(funding!)!.probability) : null;
    return {
      name: ofName(name) === 1 ? called : `${called} (${k + 1})`,
      of: funding ?? name,
      kind: funding === undefined || scenario.assumptions.has(name) ? 'assumption' : 'funding',
      isEvent: probability !== null || (isBernoulli && !monthly),
      ...{ isYesOrNo: isArrival || isBernoulli, probability },
      isMonthly: monthly,
      draws,
      // Funding comes in worlds whose drawn number is below the probability.
      low: isArrival ? { value: 0, drawn: 1 } : isBernoulli ? { value: 0, drawn: 0 } : quantile(0.1),
      high: isArrival ? { value: 1, drawn: 0 } : isBernoulli ? { value: 1, drawn: 1 } : quantile(0.9),
    };
  });
  return inputs.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The value of a formula without draws and levers; null for another formula. */
const knownValue = (scenario: Scenario, formula: Formula): number | null =>
  isDrawn(scenario, formula) ? null : steadyValue(scenario, new Map(), formula.node);

/** A group of inputs that vary together: those that are correlated, or a single one. */
export interface Factor {
  /** Sorted by name. */
  readonly inputs: readonly UncertainInput[];
  /** Whether each world has one number for the factor, by which worlds can be sorted. */
  readonly isNumber: boolean;
}

/**
 * Groups inputs to factors, sorted by name: the assumptions of a correlated group are one factor, every other input is
 * one of its own.
 */
export function factorsOf({ scenario }: Model, inputs: readonly UncertainInput[]): Factor[] {
  const groups = scenario.groups.map(({ names }) =>
    inputs.filter(({ kind, of }) => kind === 'assumption' && names.includes(of)),
  );
  const grouped = new Set(groups.flat());
  return [...groups, ...inputs.flatMap((one) => (grouped.has(one) ? [] : [[one]]))]
    .filter((some) => some.length > 0)
    .map((some) => ({ inputs: some, isNumber: some.length === 1 && !some[0]!.isMonthly }))
    .sort((a, b) => (a.inputs[0]!.name < b.inputs[0]!.name ? -1 : 1));
}

/** The draws of a range of worlds, as `drawWorlds` gives them. */
export type DrawnInputs = ReadonlyMap<string, readonly Float64Array[]>;

/**
 * Each input in each world drawn: a number (the mean of months 0 to `last` for an input drawn every month), or 1 or 0
 * for an event. Funding whose probability is not a number of the file is represented by its drawn number, from 0 to 1.
 */
export function inputColumns(
  model: Model,
  inputs: readonly UncertainInput[],
  drawn: DrawnInputs,
  last = model.scenario.months - 1,
): Float64Array[] {
  return inputs.map((input) => {
    const months = drawn.get(input.draws)!;
    if (input.isMonthly) return meanOf(months.slice(0, last + 1));
    const [column] = months as readonly [Float64Array];
    const { probability, isYesOrNo, kind } = input;
    if (probability !== null) return column.map((u) => Number(u < probability));
    return isYesOrNo && kind === 'funding' ? column.map((u) => 1 - u) : column;
  });
}

function meanOf(columns: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(columns[0]!.length);
  for (const column of columns) for (let w = 0; w < mean.length; w++) mean[w] = mean[w]! + column[w]! / columns.length;
  return mean;
}
