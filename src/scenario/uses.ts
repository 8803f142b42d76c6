import type { Formula } from '../formula/tree.ts';
import { nodes } from '../formula/walk.ts';
import type { Event, Scenario } from './scenario.ts';

/** The names of assumptions, levers and lines that a formula reads, in whatever month. */
export function namesIn(formula: Formula): Set<string> {
  const names = new Set<string>();
  for (const node of nodes(formula.node)) {
    if (node.op === 'name' || node.op === 'prev' || node.op === 'change' || node.op === 'lag') names.add(node.name);
    else if (node.op === 'from') names.add(node.lever);
  }
  return names;
}

/** Every formula that the simulation evaluates for itself: all but those of assumptions, which only others read. */
function* asked(scenario: Scenario): Generator<Formula> {
  const of = (event: Event | null): Formula[] =>
    event === null || event.kind === 'month' ? [] : [event.kind === 'when' ? event.test : event.formula];
  const some = (...formulas: (Formula | null)[]): Formula[] => formulas.filter((formula) => formula !== null);
  yield* [scenario.cash, scenario.reserve];
  for (const { value, sold, proceeds } of scenario.assets.values()) yield* [value, ...of(sold), proceeds];
  for (const { amount, deferred, collect, receivable } of scenario.revenue.values())
    yield* [amount, ...deferred, ...collect, ...receivable];
  for (const { amount, prepaid } of scenario.costs.values()) yield* [amount, ...prepaid];
  for (const { due, overdue, overdueMonths, lateFee, pay, forgive, reactions } of scenario.creditors.values()) {
    yield* [...due, overdue, overdueMonths, lateFee, pay, forgive];
    for (const { limit, patience } of reactions) yield* some(limit, patience);
  }
  for (const debt of scenario.debts.values()) {
    yield* some(debt.principal, debt.premium, debt.rate, debt.payment, debt.limit, debt.keep);
    yield* [...of(debt.draw), ...of(debt.converts), ...of(debt.call)];
  }
  for (const { amount, month, probability } of scenario.funding.values()) yield* [amount, ...of(month), probability];
}

/** Every formula of the simulation; of an assumption the file's and, where another replaces it, that one too. */
export function* formulasOf(scenario: Scenario): Generator<Formula> {
  yield* asked(scenario);
  for (const { value, written } of scenario.assumptions.values()) yield* value === written ? [value] : [written, value];
}

/** The names of assumptions, levers and lines that formulas of the simulation read, directly or through assumptions. */
export function namesRead(scenario: Scenario): ReadonlySet<string> {
  const read = new Set<string>();
  const open = [...asked(scenario)];
  for (let formula = open.pop(); formula !== undefined; formula = open.pop()) {
    for (const name of namesIn(formula)) {
      if (read.has(name)) continue;
      read.add(name);
      const assumption = scenario.assumptions.get(name);
      if (assumption !== undefined) open.push(assumption.value);
    }
  }
  return read;
}
