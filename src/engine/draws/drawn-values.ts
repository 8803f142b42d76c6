/** What is drawn in one world, for people and machines to read. */
import { constantValue } from '../../formula/constant.ts';
import type { Formula } from '../../formula/tree.ts';
import { lawShareBelow } from '../../numeric/laws.ts';
import type { Funding } from '../../scenario/scenario.ts';
import { arrivalInput, BASE_ARRIVAL } from '../month/inputs.ts';
import type { Model } from '../month/model.ts';
import type { DrawnWorld } from './drawn-worlds.ts';

/** The numbers that a world has in place of a distribution. */
export interface DrawnNumber {
  readonly kind: 'number';
  /** The name of an assumption, where `field` is null; else of funding. */
  readonly name: string;
  readonly field: 'amount' | 'month' | null;
  /** Which of several distributions of its formula, from 1; null where it has one alone. */
  readonly order: number | null;
  /** The formula it stands in, and whether it is all of it. */
  readonly formula: Formula;
  readonly isAlone: boolean;
  readonly isMonthly: boolean;
  /** The numbers drawn: one, or one for each month. */
  readonly values: Float64Array;
  /** What the base case has in its place. */
  readonly median: number;
  /** For each of `values`, the probability of drawing a number that is no greater, from 0 to 1. */
  readonly shares: Float64Array;
}

/** Whether funding with a probability comes: it does where `drawn`, a uniform number from 0 to 1, is below that. */
export interface DrawnArrival {
  readonly kind: 'arrival';
  /** The name of the funding. */
  readonly name: string;
  readonly drawn: number;
  /** What the base case has in its place. */
  readonly base: number;
  /** From 0 to 1; null where its formula depends on names. */
  readonly probability: number | null;
}

export type Drawn = DrawnNumber | DrawnArrival;

/** What is drawn in a world, in the order of the file: assumptions, then funding. */
export function drawnValues(model: Model, world: DrawnWorld): Drawn[] {
  const { assumptions, funding } = model.scenario;
  return [
    ...[...assumptions.values()].flatMap(({ name, value }) => drawnNumbers(model, world, name, null, value)),
    ...[...funding.values()].flatMap((own) => drawnFunding(model, world, own)),
  ];
}

function drawnFunding(model: Model, world: DrawnWorld, { name, amount, month, probability }: Funding): Drawn[] {
  const drawn: Drawn[] = drawnNumbers(model, world, name, 'amount', amount);
  if (month.kind === 'formula') drawn.push(...drawnNumbers(model, world, name, 'month', month.formula));
  const arrival = world.numbers.get(arrivalInput(name));
  if (arrival === undefined) return drawn;
  const known = constantValue(probability.node);
  return [...drawn, { kind: 'arrival', name, drawn: arrival[0]!, base: BASE_ARRIVAL, probability: known }];
}

function drawnNumbers(
  { defaults }: Model,
  { numbers }: DrawnWorld,
  name: string,
  field: DrawnNumber['field'],
  formula: Formula,
): DrawnNumber[] {
  const owner = field === null ? name : `funding.${name}.${field}`;
  const own = [...numbers].filter(([input]) => defaults.get(input)!.draw!.name === owner);
  return own.map(([input, values]): DrawnNumber => {
    const { value: median, draw } = defaults.get(input)!;
    const { law, params, monthly, k } = draw!;
    return {
      kind: 'number',
      name,
      field,
      order: own.length === 1 ? null : k + 1,
      formula,
      isAlone: formula.node.op === 'draw',
      isMonthly: monthly,
      values,
      median,
      shares: values.map((x) => lawShareBelow(law, x, params)),
    };
  });
}
