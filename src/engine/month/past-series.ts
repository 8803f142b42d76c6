/**
 * What months that are past leave to the run that follows, as series: the company's state, and what formulas look back
 * on.
 */
import type { Series } from '../program/kept.ts';
import type { Value } from '../program/program.ts';
import { fallenSoFar } from './age.ts';
import type { Books } from './books.ts';

// Names of the series. Flows have those of the measures.
export const stateSeries = (register: string): string => `state ${register}`;
export const nameSeries = (name: string): string => `name ${name}`;
export const fallenSeries = (creditor: string): string => `fallen ${creditor}`;

/** Registers of the state, values of names, and what fell due to each creditor so far. */
export function pastSeries(books: Books): Series[] {
  const { program: p, scenario, formulas } = books;
  const one = (name: string, value: Value): Series => ({ name, kind: 'balance', better: 'more', value });
  const number = (value: Value): Value => (value.type === 'boolean' ? p.number(value) : value);
  const names = [scenario.assumptions, scenario.levers, scenario.revenue, scenario.costs].flatMap((of) => [
    ...of.keys(),
  ]);
  return [
    ...[...books.state].map(([name, { next }]) => one(stateSeries(name), number(next!))),
    ...names.map((name) => one(nameSeries(name), formulas.name(name))),
    ...books.accounts.map((account) => one(fallenSeries(account.creditor.name), fallenSoFar(books, account))),
  ];
}
