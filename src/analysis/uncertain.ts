/** What differs by world: the numbers that are drawn, and whether money comes that is not certain to. */
import type { Model } from '../engine/ask.ts';
import type { Formula } from '../formula/tree.ts';
import { lawQuantile } from '../numeric/laws.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { isDrawn, steadyValue } from './vary.ts';

/** A number that is drawn, or an event. */
export interface UncertainInput {
  /**
   * An assumption, `funding.NAME.amount`, `funding.NAME.month`, or `funding.NAME`, which is whether it comes. Of
   * several distributions in one formula, with which of them it is: `mix (2)`.
   */
  readonly name: string;
  /** The assumption or the funding, by its own name. */
  readonly of: string;
  readonly kind: 'assumption' | 'funding';
  /** Of an event a world has 1 or 0: it comes or not. */
  readonly isEvent: boolean;
  /** Whether its two ends are no and yes. */
  readonly isYesOrNo: boolean;
  /** Of funding that may not come, its probability; null where other draws or levers tell it, and of all else. */
  readonly probability: number | null;
  /** Drawn afresh each month: one input all the same. */
  readonly isMonthly: boolean;
  /** The engine's name of its draws. */
  readonly draws: string;
  /** What replaces its draws at the low end and at the high end, and which values those are. */
  readonly low: End;
  readonly high: End;
}

/** The p10 or p90; of what is yes or no its two values. */
export interface End {
  readonly value: number;
  readonly drawn: number;
}

const FUNDING = /^funding\.(.*)\.(amount|month|probability)$/;

/** Every uncertain input of a scenario, by name: the order of the file tells nothing. */
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
      // Funding comes where its number is below the probability.
      low: isArrival ? { value: 0, drawn: 1 } : isBernoulli ? { value: 0, drawn: 0 } : quantile(0.1),
      high: isArrival ? { value: 1, drawn: 0 } : isBernoulli ? { value: 1, drawn: 1 } : quantile(0.9),
    };
  });
  return inputs.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The value of a formula that no draw and no lever is in; else null. */
const knownValue = (scenario: Scenario, formula: Formula): number | null =>
  isDrawn(scenario, formula) ? null : steadyValue(scenario, new Map(), formula.node);

/** Inputs that vary as one: a single one, or those that are correlated. */
export interface Factor {
  /** By name. */
  readonly inputs: readonly UncertainInput[];
  /** Whether a world has one number of it, by which worlds can be put in order. */
  readonly isNumber: boolean;
}

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

/** What is drawn in each world of a range: `drawWorlds`. */
export type DrawnInputs = ReadonlyMap<string, readonly Float64Array[]>;

/**
 * What each input is in each world that is drawn: a number, of what is drawn monthly the mean of the months up to
 * `last`, of an event 1 or 0. Whether money comes whose probability depends on more than the file's numbers is told by
 * the luck of the draw, from 0 to 1.
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
