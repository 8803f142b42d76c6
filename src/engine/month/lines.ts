/** Revenue and cost lines: what is billed and invoiced, and in which months it is revenue or an expense. */
import type { CostLine, RevenueLine } from '../../scenario/scenario.ts';
import type { Value } from '../program/program.ts';
import type { Balance, Books } from './books.ts';
import { addTo, spread } from './spread.ts';

/**
 * Sets billings, revenue (what of all billings is earned this month) and deferred income (what is still to be earned).
 */
export function earn(books: Books): void {
  const { program: p, scenario } = books;
  const lines = [...scenario.revenue.values()];
  books.billings = p.sum(lines.map(({ name }) => books.formulas.name(name)));
  const opening = lines.map((line) => openingOf(books, line.deferred, `revenue.${line.name}`, 'deferred'));
  const over = recognise(books, 'deferred income', lines, opening, books.billings);
  books.revenue = over.now;
  books.deferred = over.balance;
}

/**
 * Sets invoices of cost lines, what of all invoices is an expense this month, and what is prepaid (a later expense).
 */
export function expense(books: Books): void {
  const { program: p, scenario } = books;
  const lines = [...scenario.costs.values()];
  books.invoiced = p.sum(lines.map(({ name }) => books.formulas.name(name)));
  const opening = lines.map((line) => openingOf(books, line.prepaid, `costs.${line.name}`, 'prepaid'));
  const over = recognise(books, 'prepaid', lines, opening, books.invoiced);
  books.lineCosts = over.now;
  books.prepaid = over.balance;
}

function openingOf(books: Books, formulas: RevenueLine['deferred'], owner: string, field: string): Value[] {
  return formulas.map((formula, j) => books.opening(formula, `${owner}.${field}[${j}]`, owner));
}

/**
 * Spreads each line's amount in equal parts over the line's months, from this one on: the parts of this month, and the
 * balance still to come. `all` is the sum of this month's amounts, `openings` what each line has to come at the start.
 */
function recognise(
  books: Books,
  name: string,
  lines: readonly (RevenueLine | CostLine)[],
  openings: readonly (readonly Value[])[],
  all: Value,
): { readonly now: Value; readonly balance: Balance } {
  const { program: p } = books;
  if (lines.every(({ over }, i) => over === 1 && openings[i]!.length === 0)) {
    return { now: all, balance: { open: p.zero, close: p.zero } };
  }
  const opening: Value[] = [];
  const parts: Value[] = [];
  lines.forEach(({ name, over }, i) => {
    const part = p.div(books.formulas.name(name), p.constant(over));
    addTo(books, parts, Array<Value>(over).fill(part));
    addTo(books, opening, openings[i]!);
  });
  const { now, open, close } = spread(books, name, opening, parts);
  return { now, balance: { open, close } };
}
