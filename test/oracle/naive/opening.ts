import type { Draw, Formula } from '../../../src/formula/tree.ts';
import type { Setting } from '../../../src/scenario/override.ts';
import type { Event, Scenario } from '../../../src/scenario/scenario.ts';
import { Account, add, type Books, exceeds, type Loan } from './books.ts';
import { finite, NaiveFault, type View } from './formulas.ts';

/** The draws of one world. */
export interface Chance {
  /** The number of a distribution, in month t (0 for what is drawn once). */
  draw(node: Draw, t: number): number;
  /** Whether funding of that probability arrives. */
  arrives(funding: string, probability: number): boolean;
}

/** The input of a simulation: a scenario, the settings of its levers, and the draws of one world. */
export interface Ground {
  readonly scenario: Scenario;
  readonly levers: ReadonlyMap<string, Setting>;
  readonly chance: Chance;
  /**
   * `bare`: without funding that arrives, or debt drawn, after month 0, and without credit lines' drawings
   * (default_alive).
   */
  readonly extent: 'all' | 'bare';
  /** How many of the first months are past: there the actuals of the scenario say what was, and nobody fails. */
  readonly past: number;
}

/** The view of what is evaluated once, before month 0: assumptions, levers at their value, and draws (section 2). */
function onceView(ground: Ground): View {
  const { scenario, levers, chance } = ground;
  const refuse = (): never => {
    throw new NaiveFault('a formula that is evaluated once uses time, memory or state');
  };
  const view: View = {
    t: null,
    start: scenario.start,
    draw: (node) => chance.draw(node, 0),
    value: (name) => {
      if (levers.has(name)) return levers.get(name)!.value;
      const assumption = scenario.assumptions.get(name);
      return assumption === undefined ? refuse() : finite(assumption.value, `assumptions.${name}`, view);
    },
    from: (lever) => levers.get(lever)!.from - scenario.start,
    valueIn: refuse,
    flowIn: refuse,
    cash: refuse,
    owed: refuse,
    overdue: refuse,
    suspended: refuse,
    arrived: refuse,
  };
  return view;
}

/** The books as month 0 opens, from all formulas that are evaluated once. */
export function openBooks(ground: Ground): Books {
  const { scenario } = ground;
  const view = onceView(ground);
  const opening = (formula: Formula, where: string): number => {
    const value = finite(formula, where, view);
    if (value < 0) throw new NaiveFault(`${where} is negative: ${value}`);
    return value;
  };
  const byMonth = (to: Map<number, number>, formulas: readonly Formula[], where: string): void => {
    formulas.forEach((formula, j) => {
      add(to, j, opening(formula, where));
    });
  };

  const cash = opening(scenario.cash, 'cash');
  const receivable = new Map<string, Map<number, number>>();
  const deferred = new Map<number, number>();
  for (const [name, line] of scenario.revenue) {
    receivable.set(name, new Map());
    byMonth(receivable.get(name)!, line.receivable, `revenue.${name}.receivable`);
    byMonth(deferred, line.deferred, `revenue.${name}.deferred`);
  }
  const prepaid = new Map<number, number>();
  for (const [name, line] of scenario.costs) byMonth(prepaid, line.prepaid, `costs.${name}.prepaid`);

  const accounts = new Map<string, Account>();
  for (const [name, creditor] of scenario.creditors) {
    const account = new Account();
    const age = opening(creditor.overdueMonths, `creditors.${name}.overdue_months`);
    account.fallDue(-age, opening(creditor.overdue, `creditors.${name}.overdue`));
    byMonth(account.invoices, creditor.due, `creditors.${name}.due`);
    accounts.set(name, account);
  }

  const assets = new Map<string, number>();
  for (const [name, asset] of scenario.assets) assets.set(name, opening(asset.value, `assets.${name}.value`));
  return {
    cash,
    receivable,
    deferred,
    prepaid,
    assets,
    accounts,
    ...openDebts(scenario, opening),
    ...openFunding(ground, view),
    arrived: new Set(),
    happened: new Set(),
    deeds: new Set(),
    happenings: [],
  };
}

function openDebts(
  scenario: Scenario,
  opening: (formula: Formula, where: string) => number,
): Pick<Books, 'loans' | 'principals' | 'premiums' | 'lenders'> {
  const loans = new Map<string, Loan>();
  const principals = new Map<string, number>();
  const premiums = new Map<string, number>();
  const lenders = new Map<string, string>();
  for (const [name, debt] of scenario.debts) {
    if (debt.due !== null && debt.due < scenario.start) throw new NaiveFault(`debts.${name} fell due before the start`);
    const principal = opening(debt.principal, `debts.${name}.principal`);
    principals.set(name, principal);
    if (debt.premium !== null) premiums.set(name, opening(debt.premium, `debts.${name}.premium`));
    loans.set(name, {
      balance: debt.draw === null ? principal : 0,
      drawn: debt.draw === null ? -1 : null,
      called: false,
      calledNext: false,
    });
    lenders.set(name, debt.lender);
  }
  return { loans, principals, premiums, lenders };
}

function openFunding({ scenario, chance }: Ground, view: View): Pick<Books, 'given' | 'chosen'> {
  const given = new Map<Event, number>();
  const chosen = new Set<string>();
  for (const [name, funding] of scenario.funding) {
    const { month } = funding;
    if (month.kind === 'formula') given.set(month, Math.floor(finite(month.formula, `funding.${name}.month`, view)));
    const probability = finite(funding.probability, `funding.${name}.probability`, view);
    if (probability < 0 || exceeds(probability, 1)) {
      throw new NaiveFault(`funding.${name}.probability is ${probability}`);
    }
    if (chance.arrives(name, probability)) chosen.add(name);
  }
  return { given, chosen };
}
