import type { MonthlyName, Warning } from '../../../src/engine/month/measures.ts';
import type { Formula } from '../../../src/formula/tree.ts';
import type { Creditor, Debt, Event, RevenueLine } from '../../../src/scenario/scenario.ts';
import { type Books, exceeds, owedTo, sum } from './books.ts';
import { finite, fromTruth, isTrue, NaiveFault, type View } from './formulas.ts';
import type { Ground } from './opening.ts';

/** Values and flows of the months before this one. */
export interface Past {
  readonly values: ReadonlyMap<string, number>[];
  readonly flows: Readonly<Record<MonthlyName, number>>[];
}

/** Reports a warning. `field` names the formula that it is about, where an entry has several. */
export type Warn = (code: Warning['code'], where: string, t: number | null, field?: string) => void;

interface CreditorTerms {
  readonly lateFee: number;
  readonly pay: number;
  readonly forgive: number;
  /** By reaction, in the order of `reactions`, its limit and patience; Infinity: none. */
  readonly tolerates: readonly { readonly limit: number; readonly patience: number }[];
}

interface DebtTerms {
  readonly rate: number;
  readonly payment: number;
  readonly limit: number;
  readonly keep: number;
  readonly isDrawn: boolean;
  readonly converts: boolean;
  readonly isCalled: boolean;
}

/** The results of step 1: every formula's value in month t, and the events of that month. */
export interface Terms {
  /** Levers, assumptions and lines. */
  readonly values: ReadonlyMap<string, number>;
  readonly collect: ReadonlyMap<string, readonly number[]>;
  readonly creditors: ReadonlyMap<string, CreditorTerms>;
  readonly debts: ReadonlyMap<string, DebtTerms>;
  readonly reserve: number;
  /** Proceeds of the assets that are sold. */
  readonly proceeds: ReadonlyMap<string, number>;
  /** Amounts of the funding that arrives. */
  readonly arriving: ReadonlyMap<string, number>;
}

/** Step 1, reading the opening state of month t. */
export function readTerms(ground: Ground, books: Books, past: Past, t: number, warn: Warn): Terms {
  return new Reader(ground, books, past, t, warn).terms();
}

class Reader {
  private readonly ground: Ground;
  private readonly books: Books;
  private readonly t: number;
  private readonly warn: Warn;
  private readonly values = new Map<string, number>();
  private readonly underway = new Set<string>();
  private readonly view: View;

  constructor(ground: Ground, books: Books, past: Past, t: number, warn: Warn) {
    this.ground = ground;
    this.books = books;
    this.t = t;
    this.warn = warn;
    const { start } = ground.scenario;
    this.view = {
      t,
      start,
      draw: (node) => ground.chance.draw(node, node.monthly ? t : 0),
      value: (name) => this.value(name),
      valueIn: (name, then) => past.values[then]!.get(name)!,
      flowIn: (measure, then) => past.flows[then]![measure as MonthlyName],
      from: (lever) => ground.levers.get(lever)!.from - start,
      cash: () => books.cash,
      owed: (creditor) => owedTo(books, creditor),
      overdue: (creditor) => books.accounts.get(creditor)!.arrears,
      suspended: (creditor) => fromTruth(books.accounts.get(creditor)!.suspended),
      arrived: (funding) => fromTruth(books.arrived.has(funding)),
    };
  }

  terms(): Terms {
    const { levers, scenario } = this.ground;
    const { assumptions, revenue, costs } = scenario;
    for (const name of [...levers.keys(), ...assumptions.keys(), ...revenue.keys(), ...costs.keys()]) this.value(name);
    return {
      values: this.values,
      collect: new Map([...revenue].map(([name, line]) => [name, this.collect(name, line)])),
      creditors: new Map([...scenario.creditors].map(([name, creditor]) => [name, this.creditor(name, creditor)])),
      debts: new Map([...scenario.debts].map(([name, debt]) => [name, this.debt(name, debt)])),
      reserve: this.notBelowZero(scenario.reserve, 'reserve', 'reserve'),
      proceeds: this.proceeds(),
      arriving: this.arriving(),
    };
  }

  private value(name: string): number {
    const known = this.values.get(name);
    if (known !== undefined) return known;
    if (this.underway.has(name)) throw new NaiveFault(`a cycle through ${name}`);
    this.underway.add(name);
    const value = this.compute(name);
    this.underway.delete(name);
    this.values.set(name, value);
    return value;
  }

  private compute(name: string): number {
    const { levers, scenario } = this.ground;
    const lever = levers.get(name);
    if (lever !== undefined) {
      const now = scenario.start + this.t;
      return lever.from <= now && (lever.until === null || now <= lever.until) ? lever.value : 0;
    }
    const assumption = scenario.assumptions.get(name);
    if (assumption !== undefined) return finite(assumption.value, `assumptions.${name}`, this.view);
    if (this.t < this.ground.past) {
      const told = scenario.actuals.get(scenario.start + this.t)?.figures.get(name)?.value;
      if (told !== undefined) return Math.max(0, told);
    }
    const sales = scenario.revenue.get(name);
    if (sales !== undefined) return this.notBelowZero(sales.amount, `revenue.${name}`, `revenue.${name}`);
    return this.notBelowZero(scenario.costs.get(name)!.amount, `costs.${name}`, `costs.${name}`);
  }

  /** The formula's value; below zero it counts as zero, with a warning. */
  private notBelowZero(formula: Formula, where: string, entry: string): number {
    const value = finite(formula, where, this.view);
    if (value >= 0) return value;
    this.warn('amount-below-zero', entry, this.t, where);
    return 0;
  }

  /** The formula's value as a share; outside 0 to 1 it counts as the nearer bound, with a warning. */
  private share(formula: Formula, where: string, entry: string): number {
    const value = finite(formula, where, this.view);
    if (value < 0 || exceeds(value, 1)) this.warn('share-out-of-range', entry, this.t, where);
    return Math.min(1, Math.max(0, value));
  }

  private collect(name: string, line: RevenueLine): number[] {
    const shares = line.collect.map((formula) => finite(formula, `revenue.${name}.collect`, this.view));
    for (const part of shares) {
      if (part < 0 || exceeds(part, 1)) throw new NaiveFault(`revenue.${name}.collect is ${part}`);
    }
    if (exceeds(sum(shares), 1)) throw new NaiveFault(`revenue.${name}.collect sums to ${sum(shares)}`);
    return shares;
  }

  private creditor(name: string, creditor: Creditor): CreditorTerms {
    const entry = `creditors.${name}`;
    const bound = (formula: Formula | null, field: string): number =>
      formula === null ? Number.POSITIVE_INFINITY : finite(formula, `${entry}.${field}`, this.view);
    return {
      lateFee: this.notBelowZero(creditor.lateFee, `${entry}.late_fee`, entry),
      pay: this.share(creditor.pay, `${entry}.pay`, entry),
      forgive: this.share(creditor.forgive, `${entry}.forgive`, entry),
      tolerates: creditor.reactions.map(({ limit, patience }) => ({
        limit: bound(limit, 'limit'),
        patience: bound(patience, 'patience'),
      })),
    };
  }

  private debt(name: string, debt: Debt): DebtTerms {
    const { ground, t } = this;
    const entry = `debts.${name}`;
    const rate = finite(debt.rate, `${entry}.rate`, this.view);
    if (rate < 0) throw new NaiveFault(`${entry}.rate is negative: ${rate}`);
    const amount = (formula: Formula | null, field: string): number =>
      formula === null ? 0 : this.notBelowZero(formula, `${entry}.${field}`, entry);
    const { drawn } = this.books.loans.get(name)!;
    const isBeforeDue = debt.due === null || ground.scenario.start + t < debt.due;
    const mayBeDrawn = isBeforeDue && (ground.extent === 'all' || t <= ground.past);
    // The test of a conversion or a call counts from the month after the draw.
    const isOut = drawn !== null && drawn < t;
    return {
      rate,
      payment: amount(debt.payment, 'payment'),
      limit: amount(debt.limit, 'limit'),
      keep: amount(debt.keep, 'keep'),
      isDrawn: this.isNow(debt.draw, `${entry}.draw`) && mayBeDrawn,
      converts: isOut && this.isNow(debt.converts, `${entry}.converts`),
      isCalled: isOut && this.isNow(debt.call, `${entry}.call`),
    };
  }

  private proceeds(): Map<string, number> {
    const proceeds = new Map<string, number>();
    for (const [name, asset] of this.ground.scenario.assets) {
      if (!this.isNow(asset.sold, `assets.${name}.sold`)) continue;
      proceeds.set(name, this.notBelowZero(asset.proceeds, `assets.${name}.proceeds`, `assets.${name}`));
    }
    return proceeds;
  }

  private arriving(): Map<string, number> {
    const arriving = new Map<string, number>();
    for (const [name, funding] of this.ground.scenario.funding) {
      const isNow = this.isNow(funding.month, `funding.${name}.month`);
      if (!isNow || !this.books.chosen.has(name) || (this.ground.extent === 'bare' && this.t > this.ground.past))
        continue;
      arriving.set(name, this.notBelowZero(funding.amount, `funding.${name}.amount`, `funding.${name}`));
    }
    return arriving;
  }

  /** Section 1.5: whether the event happens in this month. One by a test happens once. */
  private isNow(event: Event | null, where: string): boolean {
    switch (event?.kind) {
      case undefined:
        return false;
      case 'month':
        return event.month === this.ground.scenario.start + this.t;
      case 'formula':
        return this.books.given.get(event) === this.t;
      case 'when':
        if (this.books.happened.has(event) || !isTrue(finite(event.test, where, this.view))) return false;
        this.books.happened.add(event);
        this.books.deeds.add(`a test: ${where.replace(/\..*\./, '.')}`);
        return true;
    }
  }
}
