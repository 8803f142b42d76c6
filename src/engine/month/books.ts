/**
 * The books of a month: what they carry from month to month, and what the steps have found so far. Each step reads what
 * those before it have found, and adds its own.
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
  /** Index into `causes` where it fails, else -1. */
  cause: Value;
  /** Causes of failure in the order in which they count. */
  readonly causes: string[] = [];
  /** Whether anything may arrive after month 0, or a credit line gives. */
  hasLateMoney = false;
  readonly cash: Register;
  readonly accounts: Account[];
  /** In the order of the file. */
  readonly debts: ReadonlyMap<string, DebtAccount>;
  /** Months of the run, and those before it that the past takes. */
  readonly months: number;
  readonly pastMonths: number;
  /** What is carried of the company, by name: its state. */
  readonly state = new Map<string, Register>();
  /** Days on which the month is looked at, in order: `END` alone where nothing has a day. */
  readonly days: readonly number[];

  reserve: Value;
  billings: Value;
  revenue: Value;
  collected: Value;
  badDebt: Value;
  /** Opening receivables of the whole company, by the month they are received. */
  openingReceivable: readonly Value[] = [];
  receivableClose: Value;
  /** Balances as the scenario opens and as the month closes. */
  deferred: Balance;
  prepaid: Balance;
  assets: Balance;
  equityRaised: Value;
  grants: Value;
  assetSales: Value;
  /** Proceeds less value of what was sold. */
  disposals: Value;
  debtDrawn: Value;
  /** Premiums included. */
  interest: Value;
  debtConverted: Value;
  /** By funding, a boolean: it comes in this month, and is more than 0. */
  readonly came = new Map<string, Value>();
  /** Invoices of cost lines, and what of them is an expense. */
  invoiced: Value;
  lineCosts: Value;
  due: Value;
  moneyIn: Value;
  /** Opening cash and all money in. */
  available: Value;
  /** By day of `days`, what the company has had by then, opening cash included. */
  have: readonly Value[] = [];
  closingCash: Value;
  lowestCash: Value;
  paid: Value;
  /** By how much what is known of the past moved each balance at the month's end. */
  readonly restated: Record<RestatedName, Value>;
  /** What customers owe, by the month in which it is received. */
  readonly receivables: Register[] = [];
  /** Money that came in, by the day on which it did. */
  readonly received: Received[] = [];
  readonly happenings: Happens[] = [];
  private readonly accountOf = new Map<string, Account>();
  /** By funding that a formula asks for: whether it came in in an earlier month. */
  private readonly arrivals = new Map<string, Register>();

  constructor(
    readonly program: Program,
    readonly scenario: Scenario,
    readonly replaceable: Replaceable,
    /** What is known of the months, where they are the past; null where they are simulated. */
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
   * A register of the company's state, under a name of its own: it opens as the past left it, where there is one, else
   * at `init`.
   */
  carry(name: string, init: Value): Register {
    const p = this.program;
    const left = this.scenario.past?.state.get(name);
    const open = left === undefined ? init : init.type === 'boolean' ? this.boolean(left !== 0) : p.constant(left);
    const register = p.register(open);
    this.state.set(name, register);
    return register;
  }

  /** Where there is a past, an actual may say of what falls due or comes in later that there is some. */
  get leastPipeline(): number {
    return this.pastMonths > 0 || this.known !== null ? 1 : 0;
  }

  private boolean(is: boolean): Value {
    return is ? this.program.true : this.program.false;
  }

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

  laterClose(account: Account): Value {
    return this.program.sum(account.pipeline.map((register) => register.next!));
  }

  /** What happens to an asset or a debt, told by a boolean; and of how much. */
  happens(kind: HappeningKind, name: string, now: Value, amount: Value): void {
    if (now !== this.program.false) this.happenings.push({ kind, name, now, amount });
  }

  /** Money comes in on a day; null: on the first. `name` is of the funding, debt or asset that it is from. */
  receive(kind: ReceiptKind, name: string | null, day: number | null, amount: Value): void {
    if (amount !== this.program.zero) this.received.push({ kind, name, day: day ?? 1, amount });
  }

  /** Money that has come in by a day. */
  receivedBy(day: number): Value {
    if (this.received.every((one) => one.day <= day)) return this.moneyIn;
    return this.program.sum(this.received.filter((one) => one.day <= day).map(({ amount }) => amount));
  }

  /** What of the company's money comes in after the last day on which anybody is paid. */
  receivedAfter(day: number): Value {
    return this.program.sum(this.received.filter((one) => one.day > day).map(({ amount }) => amount));
  }

  /** Accounts that are paid on a day or before it. */
  paidBy(day: number): Account[] {
    return this.accounts.filter(({ creditor }) => (creditor.day ?? END) <= day);
  }

  /** A boolean: it is the run's first month, or what comes later is not left out. */
  lateOrFirst(): Value {
    const p = this.program;
    return p.or(this.isLate(), p.eq(p.index, p.zero));
  }

  /** A boolean: later money is not left out. */
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

  tally(code: Tally['code'], where: string, what: string, test: Value): void {
    if (test !== this.program.false) this.tallies.push({ code, where, what, test });
  }

  checkFinite(value: Value, where: string, { place }: Formula): void {
    this.check('finite', this.program.not(this.program.finite(value)), value, where, place);
  }

  /** An amount that is evaluated once and is not below zero. */
  opening(formula: Formula, where: string, owner: string): Value {
    const value = this.formulas.once(formula, owner);
    this.checkFinite(value, where, formula);
    this.check('negative', this.program.lt(value, this.program.zero), value, where, formula.place);
    return value;
  }

  /** A formula of a creditor or debt, this month. */
  field(formula: Formula, where: string): Value {
    const value = this.formulas.monthly(formula, where);
    this.checkFinite(value, where, formula);
    return value;
  }

  /** An amount, this month, that counts as zero where it is below. `owner` and `what` are what warnings call it. */
  amount(formula: Formula, owner: string, field: string, what: string): Value {
    const p = this.program;
    const value = this.field(formula, `${owner}.${field}`);
    const isBelow = p.lt(value, p.zero);
    this.tally('amount-below-zero', owner, what, isBelow);
    return p.select(isBelow, p.zero, value);
  }

  /** The same of what is evaluated in one month alone, in which `now` holds; 0 in the others. */
  amountThen(now: Value, formula: Formula, owner: string, field: string): Value {
    const p = this.program;
    const value = p.select(now, this.formulas.monthly(formula, `${owner}.${field}`), p.zero);
    this.checkFinite(value, `${owner}.${field}`, formula);
    const isBelow = p.lt(value, p.zero);
    this.tally('amount-below-zero', owner, field, isBelow);
    return p.select(isBelow, p.zero, value);
  }

  isNoShare(value: Value): Value {
    const p = this.program;
    return p.or(p.lt(value, p.zero), p.lt(p.constant(1 + TOLERANCE), value));
  }

  /** A share that counts as its bound where it lies outside 0 to 1. */
  share(formula: Formula, where: string, what: string): Value {
    const p = this.program;
    const value = this.field(formula, `${where}.${what}`);
    this.tally('share-out-of-range', where, what, this.isNoShare(value));
    return p.select(p.lt(value, p.zero), p.zero, p.select(p.lt(p.one, value), p.one, value));
  }

  /** Gives what formulas remember its next values; call when all of them are lowered. */
  close(): void {
    this.formulas.close();
    for (const [name, register] of this.arrivals) register.next = this.program.or(register.value, this.came.get(name)!);
  }

  /** Whether that funding came in in an earlier month. */
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

/** Money that comes in on a day of the month. */
interface Received {
  readonly kind: ReceiptKind;
  readonly name: string | null;
  readonly day: number;
  readonly amount: Value;
}

interface Happens {
  readonly kind: HappeningKind;
  readonly name: string;
  readonly now: Value;
  readonly amount: Value;
}

/** A balance as the scenario opens, and as the month closes. */
export interface Balance {
  readonly open: Value;
  readonly close: Value;
}
