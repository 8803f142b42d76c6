/**
 * The books of a month, as values of the program: what is carried from month to month, and what the steps have computed
 * so far. Each step reads what those before it have set, and sets its own fields. Amounts are in the scenario's
 * currency and, unless said otherwise, of this month.
 */
import type { Place } from '../../diagnostic/diagnostic.ts';
import type { Formula } from '../../formula/tree.ts';
import { END } from '../../scenario/days.ts';
import type { Creditor, Debt, Scenario } from '../../scenario/scenario.ts';
import type { Check, Tally } from '../program/check.ts';
import type { Program, Register, Value } from '../program/program.ts';
import type { Account, DebtAccount } from './account.ts';
import { daysOf } from './days.ts';
import { LATE_INPUT } from './inputs.ts';
import type { KnownMonths } from './known.ts';
import { FormulaLowering } from './lower-formula.ts';
import type { HappeningKind, ReceiptKind } from './measures.ts';
import type { Replaceable } from './replaceable.ts';
import { TOLERANCE } from './tolerance.ts';

export class Books {
  readonly checks: Check[] = [];
  readonly tallies: Tally[] = [];
  readonly formulas: FormulaLowering;
  /** A boolean: the company fails this month. */
  stop: Value;
  /** Where the company fails, the index of the cause in `causes`; else -1. */
  cause: Value;
  /** Names of causes of failure, `unpaid:CREDITOR` or `petition:CREDITOR`: of several in a month the first counts. */
  readonly causes: string[] = [];
  /** Whether the scenario has money that can come after month 0: funding, loans or credit lines. */
  hasLateMoney = false;
  readonly cash: Register;
  /** One a creditor. */
  readonly accounts: Account[];
  /** By name, in the order of the file. */
  readonly debts: ReadonlyMap<string, DebtAccount>;
  /** How many months the run has. */
  readonly months: number;
  /** How many months before the run are past, told by actuals. */
  readonly pastMonths: number;
  /** By name, the registers that are the company's state: a past leaves their values to the run that follows it. */
  readonly state = new Map<string, Register>();
  /** Days of the month at which cash is looked at, rising: `END` alone where the scenario gives no days. */
  readonly days: readonly number[];

  reserve: Value;
  billings: Value;
  revenue: Value;
  collected: Value;
  badDebt: Value;
  /** Opening receivables, by line's day and month until they are received. */
  openingReceivable: readonly Value[] = [];
  receivableClose: Value;
  /** Balances: income billed and not yet earned; costs invoiced and not yet an expense; assets. */
  deferred: Balance;
  prepaid: Balance;
  assets: Balance;
  equityRaised: Value;
  grants: Value;
  assetSales: Value;
  /** Proceeds of assets that were sold, less their value: a gain, or below 0 a loss. */
  disposals: Value;
  debtDrawn: Value;
  /** Interest, premiums included. */
  interest: Value;
  debtConverted: Value;
  /** By name of funding, a boolean: it comes in this month, and is more than 0. */
  readonly came = new Map<string, Value>();
  /** Invoices of all cost lines. */
  invoiced: Value;
  /** The expense of all cost lines. */
  lineCosts: Value;
  /** Due to all creditors. */
  due: Value;
  moneyIn: Value;
  /** Opening cash and all money in. */
  available: Value;
  /** By day of `days`, opening cash and the money that has come in by then. */
  have: readonly Value[] = [];
  closingCash: Value;
  /** The lowest cash on any day of `days`. */
  lowestCash: Value;
  paid: Value;
  /** By balance, how much actuals moved it at the month's end; 0 where the month is simulated. */
  readonly restated: Record<RestatedName, Value>;
  /** Receivables, by line's day and months until they are received. */
  readonly receivables: Register[] = [];
  /** Money that came in, by the day on which it did. */
  readonly received: Received[] = [];
  readonly happenings: Happens[] = [];
  private readonly accountOf = new Map<string, Account>();
  /** By name of funding that a formula asks for, a boolean: it came in in an earlier month. */
  private readonly arrivals = new Map<string, Register>();

  constructor(
    readonly program: Program,
    readonly scenario: Scenario,
    readonly replaceable: Replaceable,
    /** The actuals, where the months are the past; null where they are simulated. */
    readonly known: KnownMonths | null = null,
  ) {
    const p = program;
    this.pastMonths = scenario.past?.months ?? 0;
    this.months = scenario.months - this.pastMonths;
    this.days = daysOf(scenario);
    this.formulas = new FormulaLowering(p, scenario, replaceable, known);
    this.formulas.inputs.push({ name: LATE_INPUT, value: 1, draw: null });
    this.cash = this.carry('cash', this.opening(scenario.cash, 'cash', 'cash'));
    const debts = new Map<string, DebtAccount>();
    this.accounts = [...scenario.creditors.values()].map((creditor) => this.openAccount(creditor, debts));
    this.debts = new Map([...scenario.debts.keys()].map((name) => [name, debts.get(name)!]));
    for (const account of this.accounts) this.accountOf.set(account.creditor.name, account);
    this.formulas.state = {
      cash: this.cash.value,
      owed: (name) => this.owedOpen(this.account(name)),
      overdue: (name) => this.account(name).overdue.value,
      suspended: (name) => this.account(name).suspended,
      arrived: (name) => this.arrival(name).value,
    };
    // Every field below is set by its step; these are what a month without anything would have.
    const none = p.zero;
    this.reserve = this.billings = this.revenue = this.collected = this.badDebt = this.receivableClose = none;
    this.deferred = this.prepaid = this.assets = { open: none, close: none };
    this.equityRaised = this.grants = this.assetSales = this.disposals = this.debtDrawn = this.interest = none;
    this.debtConverted = this.invoiced = this.lineCosts = this.due = this.moneyIn = this.available = none;
    this.closingCash = this.lowestCash = this.paid = none;
    this.restated = { cash: none, receivable: none, due_later: none, overdue: none, debt: none };
    this.stop = p.false;
    this.cause = p.constant(-1);
  }

  /**
   * Adds a register to the company's state, under a unique name: it opens as the past left it, without one at `init`.
   */
  carry(name: string, init: Value): Register {
    const p = this.program;
    const left = this.scenario.past?.state.get(name);
    const open = left === undefined ? init : init.type === 'boolean' ? this.boolean(left !== 0) : p.constant(left);
    const register = p.register(open);
    this.state.set(name, register);
    return register;
  }

  /** The least length of pipelines: 1 where actuals may give a balance that the model does not have, else 0. */
  get leastPipeline(): number {
    return this.pastMonths > 0 || this.known !== null ? 1 : 0;
  }

  private boolean(is: boolean): Value {
    return is ? this.program.true : this.program.false;
  }

  /** A creditor's account. */
  account(name: string): Account {
    const account = this.accountOf.get(name);
    if (account === undefined) throw new Error(`no account ${name}`);
    return account;
  }

  /** Arrears, invoices not yet due and debt of an account, as the month opens. */
  owedOpen(account: Account): Value {
    const p = this.program;
    return p.add(
      p.add(account.overdue.value, account.laterOpen),
      p.sum(account.debts.map(({ balance }) => balance.value)),
    );
  }

  /** Invoices not yet due, as the month closes. */
  laterClose(account: Account): Value {
    return this.program.sum(account.pipeline.map((register) => register.next!));
  }

  /** Notes something that may happen to an asset or a debt: `now`, a boolean, says whether it does this month. */
  happens(kind: HappeningKind, name: string, now: Value, amount: Value): void {
    if (now !== this.program.false) this.happenings.push({ kind, name, now, amount });
  }

  /**
   * Notes money that comes in on a day, 1 to 31; null: the first. `name` is the funding, debt or asset that it is from.
   */
  receive(kind: ReceiptKind, name: string | null, day: number | null, amount: Value): void {
    if (amount !== this.program.zero) this.received.push({ kind, name, day: day ?? 1, amount });
  }

  /** The money that comes in on a day or before it. */
  receivedBy(day: number): Value {
    if (this.received.every((one) => one.day <= day)) return this.moneyIn;
    return this.program.sum(this.received.filter((one) => one.day <= day).map(({ amount }) => amount));
  }

  /** The money that comes in after a day. */
  receivedAfter(day: number): Value {
    return this.program.sum(this.received.filter((one) => one.day > day).map(({ amount }) => amount));
  }

  /** Accounts that are paid on a day or before it. */
  paidBy(day: number): Account[] {
    return this.accounts.filter(({ creditor }) => (creditor.day ?? END) <= day);
  }

  /** A boolean: money of this month counts, for it is the run's first month, or later money is not left out. */
  lateOrFirst(): Value {
    const p = this.program;
    return p.or(this.isLate(), p.eq(p.index, p.zero));
  }

  /** A boolean, `LATE_INPUT`: money that comes after the run's first month is not left out. */
  isLate(): Value {
    this.hasLateMoney = true;
    return this.program.truthy(this.program.input(LATE_INPUT));
  }

  check(
    kind: Check['kind'],
    bad: Value,
    value: Value,
    where: string,
    place: Place | null,
    of: Value | null = null,
  ): void {
    if (bad !== this.program.false) this.checks.push({ kind, bad, value, where, place, of });
  }

  /** Adds a tally, as `Tally` says. */
  tally(code: Tally['code'], where: string, what: string, test: Value): void {
    if (test !== this.program.false) this.tallies.push({ code, where, what, test });
  }

  /** Adds the check that a formula's value is finite. */
  checkFinite(value: Value, where: string, { place }: Formula): void {
    this.check('finite', this.program.not(this.program.finite(value)), value, where, place);
  }

  /** The value of a formula that is evaluated once; a fault where it is not finite or below zero. */
  opening(formula: Formula, where: string, owner: string): Value {
    const value = this.formulas.once(formula, owner);
    this.checkFinite(value, where, formula);
    this.check('negative', this.program.lt(value, this.program.zero), value, where, formula.place);
    return value;
  }

  /** The value this month of a formula of a creditor or debt; a fault where it is not finite. */
  field(formula: Formula, where: string): Value {
    const value = this.formulas.monthly(formula, where);
    this.checkFinite(value, where, formula);
    return value;
  }

  /** An amount this month; below zero it counts as zero, with a warning that names it by `owner` and `what`. */
  amount(formula: Formula, owner: string, field: string, what: string): Value {
    const p = this.program;
    const value = this.field(formula, `${owner}.${field}`);
    const isBelow = p.lt(value, p.zero);
    this.tally('amount-below-zero', owner, what, isBelow);
    return p.select(isBelow, p.zero, value);
  }

  /**
   * An amount as `amount`, in months in which `now`, a boolean, holds; 0 in others, and its formula is not checked
   * there.
   */
  amountThen(now: Value, formula: Formula, owner: string, field: string): Value {
    const p = this.program;
    const value = p.select(now, this.formulas.monthly(formula, `${owner}.${field}`), p.zero);
    this.checkFinite(value, `${owner}.${field}`, formula);
    const isBelow = p.lt(value, p.zero);
    this.tally('amount-below-zero', owner, field, isBelow);
    return p.select(isBelow, p.zero, value);
  }

  /** A boolean: a number is below 0, or above 1 by more than the tolerance. */
  isNoShare(value: Value): Value {
    const p = this.program;
    return p.or(p.lt(value, p.zero), p.lt(p.constant(1 + TOLERANCE), value));
  }

  /** A share this month; outside 0 to 1 it counts as the bound, with a warning. */
  share(formula: Formula, where: string, what: string): Value {
    const p = this.program;
    const value = this.field(formula, `${where}.${what}`);
    this.tally('share-out-of-range', where, what, this.isNoShare(value));
    return p.select(p.lt(value, p.zero), p.zero, p.select(p.lt(p.one, value), p.one, value));
  }

  /** Sets the next values of registers that formulas read; call when all formulas are lowered. */
  close(): void {
    this.formulas.close();
    for (const [name, register] of this.arrivals) register.next = this.program.or(register.value, this.came.get(name)!);
  }

  /** The register of a boolean: that funding came in in an earlier month. */
  arrival(name: string): Register {
    const register = this.arrivals.get(name) ?? this.carry(`arrived ${name}`, this.program.false);
    this.arrivals.set(name, register);
    return register;
  }

  private openAccount(creditor: Creditor, all: Map<string, DebtAccount>): Account {
    const p = this.program;
    const where = `creditors.${creditor.name}`;
    const overdue = this.opening(creditor.overdue, `${where}.overdue`, where);
    const overdueMonths = this.opening(creditor.overdueMonths, `${where}.overdue_months`, where);
    const openingDue = creditor.due.map((formula, i) => this.opening(formula, `${where}.due[${i}]`, where));
    const length = Math.max(creditor.termMonths, openingDue.length, this.leastPipeline);
    const pipeline = Array.from({ length }, (_, j) => this.carry(`${where} due ${j}`, openingDue[j] ?? p.zero));
    const debts = [...this.scenario.debts.values()]
      .filter((debt) => debt.lender === creditor.name)
      .map((debt) => this.openDebt(debt));
    for (const account of debts) all.set(account.debt.name, account);
    const does = (then: string) => creditor.reactions.some((reaction) => reaction.then === then);
    const suspending = does('suspend') ? this.carry(`${where} suspended`, p.false) : null;
    const none = p.zero;
    return {
      creditor,
      debts,
      overdue: this.carry(`${where} overdue`, overdue),
      openingOverdue: overdue,
      overdueMonths,
      suspended: suspending?.value ?? p.false,
      suspending,
      calling: does('call') && debts.length > 0 ? this.carry(`${where} calling`, p.false) : null,
      pipeline,
      laterOpen: p.sum(pipeline.map(({ value }) => value)),
      invoice: none,
      service: none,
      fee: none,
      forgiven: none,
      arrears: none,
      due: none,
      pay: none,
      want: none,
      left: none,
      room: none,
      paid: none,
      fallen: none,
      reactions: [],
    };
  }

  private openDebt(debt: Debt): DebtAccount {
    const p = this.program;
    const where = `debts.${debt.name}`;
    const principal = this.opening(debt.principal, `${where}.principal`, where);
    return {
      debt,
      principal,
      premium: debt.premium === null ? p.zero : this.opening(debt.premium, `${where}.premium`, where),
      balance: this.carry(`${where} balance`, debt.draw === null ? principal : p.zero),
      drawnNow: p.false,
      isOut: p.true,
      drawnAt: p.constant(-1),
      isClosed: p.false,
    };
  }
}

/** The balances that actuals may restate. */
export type RestatedName = 'cash' | 'receivable' | 'due_later' | 'overdue' | 'debt';

/** Money that comes in on a day of the month, 1 to 31; `name` as for `Receipt`. */
interface Received {
  readonly kind: ReceiptKind;
  readonly name: string | null;
  readonly day: number;
  readonly amount: Value;
}

/** Something that may happen; `now` is a boolean. */
interface Happens {
  readonly kind: HappeningKind;
  readonly name: string;
  readonly now: Value;
  readonly amount: Value;
}

/** A balance: `open` as the scenario opens, which is no value of this month; `close` as this month closes. */
export interface Balance {
  readonly open: Value;
  readonly close: Value;
}
