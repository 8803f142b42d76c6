/** Which distributions of a model are drawn, by their names in the file. */
import type { Model } from '../month/model.ts';
import { varyingDraws } from './draws.ts';

/** A distribution that is drawn from, once a world or once a month. */
export interface DrawnInput {
  /** The name of the program's input: the key in what `drawWorlds` gives. */
  readonly input: string;
  /** The name of an assumption, where `field` is null; else of funding. */
  readonly name: string;
  /** Of funding; for `probability` a uniform number from 0 to 1 is drawn. */
  readonly field: 'amount' | 'month' | 'probability' | null;
  /** Which of several distributions of its formula, from 1; null where it has one alone. */
  readonly order: number | null;
  readonly isMonthly: boolean;
}

const OF_FUNDING = /^funding\.(.*)\.(amount|month|probability)$/s;

/** The distributions that are drawn, in the order of the file: assumptions, then funding. */
export function drawnInputs(model: Model): DrawnInput[] {
  const { assumptions, funding } = model.scenario;
  const fields = ['amount', 'month', 'probability'];
  const owners = [
    ...assumptions.keys(),
    ...[...funding.keys()].flatMap((name) => fields.map((field) => `funding.${name}.${field}`)),
  ];
  const draws = [...varyingDraws(model).keys()].map((input) => ({ input, ...model.defaults.get(input)!.draw! }));
  const place = new Map(owners.map((name, i) => [name, i]));
  draws.sort((a, b) => place.get(a.name)! - place.get(b.name)! || a.k - b.k);
  return draws.map(({ input, name: owner, k, monthly }) => {
    const [, name = owner, field = null] = OF_FUNDING.exec(owner) ?? [];
    const isOne = draws.filter((other) => other.name === owner).length === 1;
    return { input, name, field: field as DrawnInput['field'], order: isOne ? null : k + 1, isMonthly: monthly };
  });
}
