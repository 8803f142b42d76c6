import type { CreditorName, MonthlyName } from '../../../src/engine/month/measures.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { add, type Books, balanceSheet, dueLater, exceeds, owedTo, same, sum } from './books.ts';
import { conserve, flowsOf, type Moved } from './conservation.ts';
import { fromTruth } from './formulas.ts';
import type { Ground } from './opening.ts';
import { ByDay, cashByDay, OPENING, pay, shortByDay, workCreditLines } from './payment.ts';
import { restate } from './restate.ts';
import { serviceDebts } from './service.ts';
import type { Terms } from './terms.ts';

/** One month of one world. */
export interface Month {
  readonly flows: Readonly<Record<MonthlyName, number>>;
  readonly lines: ReadonlyMap<string, number>;
  readonly creditors: ReadonlyMap<string, Readonly<Record<CreditorName, number>>>;
  readonly reserve: number;
  readonly openingCash: number;
  /** Money that comes in this month, drawings of debt included. */
  readonly moneyIn: number;
  /** Sum over all creditors of what is due. */
  readonly due: number;
  /** By day, the month's end last, what is due up to it less the money had by then; at least 0. */
  readonly short: readonly number[];
  /** Whether a creditor was paid less than it was due. */
  readonly isUnpaid: boolean;
}

/** Steps 2 to 10 of one month. */
export class Turn {
  private readonly ground: Ground;
  private readonly scenario: Scenario;
  private readonly books: Books;
  private readonly terms: Terms;
  private readonly t: number;

  constructor(ground: Ground, books: Books, terms: Terms, t: number) {
    this.ground = ground;
    this.scenario = ground.scenario;
    this.books = books;
    this.terms = terms;
    this.t = t;
  }

  run(): { month: Month; cause: string | null } {
    const { scenario, books, terms } = this;
    const before = balanceSheet(books);
    const suspended = new Map([...books.accounts].map(([name, account]) => [name, account.suspended]));
    const money = new ByDay();
    money.add(OPENING, books.cash);
    const moved = this.upToDue(money);
    const due = new Map([...books.accounts].map(([name, account]) => [name, account.arrears]));
    const paid = pay(scenario, books, terms, money);
    for (const [name, account] of books.accounts) account.settle(paid.get(name)!);
    const cashOfDays = cashByDay(scenario, money, paid);
    books.cash = cashOfDays.at(-1)!;
    const closed = balanceSheet(books);
    if (this.t < this.ground.past) restate(scenario, books, this.t);
    const isUnpaid = [...books.accounts.values()].some(({ arrears }) => arrears > 0);
    const cause = this.react();
    const after = balanceSheet(books);
    const flows = { ...flowsOf(moved, sum(paid.values())), ...after, lowest_cash: Math.min(...cashOfDays) };
    conserve(books, this.t, flows, before, closed, moved);
    const lines = [...scenario.revenue.keys(), ...scenario.costs.keys()];
    const month: Month = {
      flows,
      lines: new Map(lines.map((name) => [name, terms.values.get(name)!])),
      creditors: this.creditorMeasures(due, paid, suspended),
      reserve: terms.reserve,
      openingCash: before.cash,
      moneyIn: flows.collections + flows.funding + flows.asset_sales,
      due: sum(due.values()),
      short: shortByDay(scenario, due, money),
      isUnpaid,
    };
    return { month, cause };
  }

  /** Steps 2 to 7b, after which each account has what is due to it. */
  private upToDue(money: ByDay): Moved {
    const { scenario, books, terms, t } = this;
    const waiting = [...books.accounts].filter(([, { arrears, suspended }]) => arrears > 0 || suspended);
    const sales = this.bill(money);
    const raised = this.raise(money);
    const disposed = this.sellAssets(money);
    const drawn = this.drawDebts(money);
    const bills = this.invoice();
    const lateFees = this.addLateFees();
    const service = serviceDebts(scenario, books, terms, t);
    const forgiven = this.forgive();
    this.fallDue(service.falling);
    let given = 0;
    if (this.ground.extent === 'all' || t < this.ground.past) {
      given = workCreditLines(scenario, books, terms, t, money, new Set(waiting.map(([name]) => name)));
    }
    return { ...sales, ...raised, ...disposed, ...bills, lateFees, ...service, forgiven, drawn: drawn + given };
  }

  /** Step 2: what customers pay, what is billed to them, and what is earned of it. */
  private bill(money: ByDay): { billed: number; earned: number; collected: number; badDebt: number } {
    const { scenario, books, terms, t } = this;
    let [billed, collected, badDebt] = [0, 0, 0];
    for (const [name, { day, over }] of scenario.revenue) {
      const amount = terms.values.get(name)!;
      const expected = books.receivable.get(name)!;
      const shares = terms.collect.get(name)!;
      shares.forEach((share, j) => {
        add(expected, t + j, amount * share);
      });
      if (!same(sum(shares), 1)) badDebt += amount * (1 - sum(shares));
      billed += amount;
      const received = take(expected, t);
      collected += received;
      money.add(day ?? 1, received);
      spread(books.deferred, t, over, amount);
    }
    return { billed, earned: take(books.deferred, t), collected, badDebt };
  }

  /** Step 2: funding. */
  private raise(money: ByDay): { equity: number; grants: number } {
    let [equity, grants] = [0, 0];
    for (const [name, amount] of this.terms.arriving) {
      const { kind, day } = this.scenario.funding.get(name)!;
      if (kind === 'equity') equity += amount;
      else grants += amount;
      money.add(day ?? 1, amount);
      if (amount > 0) this.books.arrived.add(name);
    }
    return { equity, grants };
  }

  /** Step 2: assets that are sold. */
  private sellAssets(money: ByDay): { proceeds: number; gain: number } {
    let [total, gain] = [0, 0];
    for (const [name, proceeds] of this.terms.proceeds) {
      total += proceeds;
      const value = this.books.assets.get(name)!;
      gain += proceeds - value;
      this.books.deeds.add(proceeds < value ? 'asset sold at a loss' : 'asset sold at a gain');
      this.books.happenings.push({ kind: 'sold', name, t: this.t, amount: proceeds });
      this.books.assets.set(name, 0);
      money.add(this.scenario.assets.get(name)!.day ?? 1, proceeds);
    }
    return { proceeds: total, gain };
  }

  /** Step 2: debts that are drawn. */
  private drawDebts(money: ByDay): number {
    let total = 0;
    for (const [name, { day }] of this.scenario.debts) {
      if (!this.terms.debts.get(name)!.isDrawn) continue;
      const principal = this.books.principals.get(name)!;
      const loan = this.books.loans.get(name)!;
      loan.balance = principal;
      loan.drawn = this.t;
      if (principal > 0) this.books.happenings.push({ kind: 'drawn', name, t: this.t, amount: principal });
      total += principal;
      money.add(day ?? 1, principal);
    }
    return total;
  }

  /** Step 3. */
  private invoice(): { invoiced: number; expensed: number } {
    const { scenario, books, terms, t } = this;
    let invoiced = 0;
    for (const [name, { to, over }] of scenario.costs) {
      const amount = terms.values.get(name)!;
      add(books.accounts.get(to)!.invoices, t + scenario.creditors.get(to)!.termMonths, amount);
      spread(books.prepaid, t, over, amount);
      invoiced += amount;
    }
    return { invoiced, expensed: take(books.prepaid, t) };
  }

  /** Step 4. */
  private addLateFees(): number {
    let total = 0;
    for (const [name, account] of this.books.accounts) {
      const fee = account.arrears * this.terms.creditors.get(name)!.lateFee;
      account.fallDue(this.t, fee);
      total += fee;
    }
    return total;
  }

  /** Step 6. */
  private forgive(): number {
    let total = 0;
    for (const [name, account] of this.books.accounts) {
      const gift = account.arrears * this.terms.creditors.get(name)!.forgive;
      account.settle(gift);
      total += gift;
    }
    return total;
  }

  /** Step 7. */
  private fallDue(service: ReadonlyMap<string, number>): void {
    for (const [name, account] of this.books.accounts) {
      account.fallDue(this.t, take(account.invoices, this.t) + (service.get(name) ?? 0));
    }
  }

  /** Steps 9 and 10: the cause of a failure, or null. */
  private react(): string | null {
    const unpaid: string[] = [];
    const petitioners: string[] = [];
    for (const [name, creditor] of this.scenario.creditors) {
      const account = this.books.accounts.get(name)!;
      if (account.arrears === 0) {
        account.suspended = false;
        account.acted.clear();
        continue;
      }
      if (creditor.critical && creditor.reactions.length === 0) unpaid.push(name);
      creditor.reactions.forEach((reaction, i) => {
        const { limit, patience } = this.terms.creditors.get(name)!.tolerates[i]!;
        if (!exceeds(account.arrears, limit) && !exceeds(account.age(this.t), patience)) return;
        if (account.acted.has(reaction)) return;
        // In past months no creditor ends the company; it may still do so in later ones.
        if (this.t < this.ground.past && (reaction.then === 'petition' || reaction.then === 'fail')) return;
        account.acted.add(reaction);
        this.books.deeds.add(
          `${creditor.reactions.length > 1 ? 'one of several reactions' : 'a reaction'}: ${reaction.then}`,
        );
        if (reaction.then === 'suspend') account.suspended = true;
        else if (reaction.then === 'call') this.callDebtsOf(name);
        else if (reaction.then === 'petition') petitioners.push(name);
        else unpaid.push(name);
      });
    }
    if (unpaid.length > 0) return `unpaid:${foremost(this.scenario, unpaid)}`;
    return petitioners.length > 0 ? `petition:${foremost(this.scenario, petitioners)}` : null;
  }

  /** What the debts of a lender have outstanding now falls due next month; its credit lines are closed. */
  private callDebtsOf(lender: string): void {
    for (const [name, debt] of this.scenario.debts) {
      const loan = this.books.loans.get(name)!;
      if (debt.lender === lender && (loan.balance > 0 || debt.kind === 'revolving')) loan.calledNext = true;
    }
  }

  private creditorMeasures(
    due: ReadonlyMap<string, number>,
    paid: ReadonlyMap<string, number>,
    suspended: ReadonlyMap<string, boolean>,
  ): Month['creditors'] {
    return new Map(
      [...this.books.accounts].map(([name, account]) => [
        name,
        {
          due: due.get(name)!,
          paid: paid.get(name)!,
          overdue: account.arrears,
          due_later: dueLater(this.books, name),
          owed: owedTo(this.books, name),
          suspended: fromTruth(suspended.get(name)!),
          age: account.age(this.t),
        },
      ]),
    );
  }
}

/** Removes and returns the amount of month t; 0 where there is none. */
function take(from: Map<number, number>, t: number): number {
  const amount = from.get(t) ?? 0;
  from.delete(t);
  return amount;
}

/** Adds one n-th of the amount to each of the months t to t + n - 1. */
function spread(over: Map<number, number>, t: number, n: number, amount: number): void {
  for (let j = 0; j < n; j++) add(over, t + j, amount / n);
}

/** The first of `names` by priority; of several with one priority the first in the list. */
function foremost(scenario: Scenario, names: readonly string[]): string {
  const priority = (name: string): number => scenario.creditors.get(name)!.priority;
  const best = Math.min(...names.map(priority));
  return names.find((name) => priority(name) === best)!;
}
