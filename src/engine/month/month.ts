/**
 * The month: ten steps, each a function that adds its operations to the program. They stand in the order of the standard and say in
 * values what it says in words; what one step finds is a field that later steps read.
 */
import type { Place } from '../../diagnostic/diagnostic.ts';
import type { Formula } from '../../formula/tree.ts';
import type { Creditor, Debt, Funding, Scenario } from '../../scenario/scenario.ts';
import type { Check, Tally } from '../program/check.ts';
import type { Program, Register, Value } from '../program/program.ts';
import { type Account, type DebtAccount, paymentGroups } from './account.ts';
import { serveDebt } from './debt.ts';
import { FormulaLowering } from './lower-formula.ts';
import { exceeds, remainder, TOLERANCE } from './tolerance.ts';

/** 1 where funding and loans after month 0 arrive, 0 for the test of default alive. */
export const LATE_INPUT = 'later funding';
/** Arrives where it is below the probability; in the base case the largest number below one half. */
export const arrivalInput = (funding: string): string => `draw funding.${funding}.probability 0`;
export const BASE_ARRIVAL = 0.49999999999999994;

/** The month of one scenario, as a program. */
export class MonthProgram {
  readonly checks: Check[] = [];
  readonly tallies: Tally[] = [];
  readonly formulas: FormulaLowering;
  /** A boolean: the company fails this month. */
  stop: Value;
  /** Index into `causes` where it fails, else -1. */
  cause: Value;
  /** Causes of failure in the order in which they count. */
  readonly causes: string[] = [];
  /** Whether anything may arrive after month 0. */
  hasLateMoney = false;
  readonly cash: Register;
  readonly accounts: Account[];

  // What the steps find, in the order of the standard.
  private readonly accountOf = new Map<string, Account>();
  reserve: Value;
  revenue: Value;
  collected: Value;
  badDebt: Value;
  /** Opening receivables of the whole company, by the month they are received. */
  openingReceivable: readonly Value[] = [];
  receivableClose: Value;
  equityRaised: Value;
  grants: Value;
  debtDrawn: Value;
  interest: Value;
  debtConverted: Value;
  lineCosts: Value;
  due: Value;
  moneyIn: Value;
  available: Value;
  closingCash: Value;
  paid: Value;

  constructor(
    readonly program: Program,
    readonly scenario: Scenario,
    replaceable: ReadonlySet<string>,
  ) {
    const p = program;
    this.formulas = new FormulaLowering(p, scenario, replaceable);
    this.formulas.inputs.push({ name: LATE_INPUT, value: 1, draw: null });
    this.cash = p.register(this.opening(scenario.cash, 'cash', 'cash'));
    this.accounts = [...scenario.creditors.values()].map((creditor) => this.openAccount(creditor));
    for (const account of this.accounts) this.accountOf.set(account.creditor.name, account);
    this.formulas.state = {
      cash: this.cash.value,
      owed: (name) => this.owedOpen(this.account(name)),
      overdue: (name) => this.account(name).overdue.value,
      suspended: (name) => this.account(name).suspended.value,
    };
    // Every field below is set by its step; these are what a month without anything would have.
    const none = p.zero;
    this.reserve = this.revenue = this.collected = this.badDebt = this.receivableClose = none;
    this.equityRaised = this.grants = this.debtDrawn = this.interest = this.debtConverted = this.lineCosts = none;
    this.due = this.moneyIn = this.available = this.closingCash = this.paid = none;
    this.stop = p.false;
    this.cause = p.constant(-1);

    this.step1Formulas();
    this.step2MoneyIn();
    this.step3Invoices();
    this.step4LateFees();
    this.step5DebtService();
    this.step6Forgiveness();
    this.step7Due();
    this.step8Payment();
    this.step9Reaction();
    this.step10Failure();
    this.formulas.close();
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

  private tally(code: Tally['code'], where: string, what: string, test: Value): void {
    if (test !== this.program.false) this.tallies.push({ code, where, what, test });
  }

  private checkFinite(value: Value, where: string, { place }: Formula): void {
    this.check('finite', this.program.not(this.program.finite(value)), value, where, place);
  }

  /** An amount that is evaluated once and is not below zero. */
  private opening(formula: Formula, where: string, owner: string): Value {
    const value = this.formulas.once(formula, owner);
    this.checkFinite(value, where, formula);
    this.check('negative', this.program.lt(value, this.program.zero), value, where, formula.place);
    return value;
  }

  private openAccount(creditor: Creditor): Account {
    const p = this.program;
    const where = `creditors.${creditor.name}`;
    const overdue = this.opening(creditor.overdue, `${where}.overdue`, where);
    const months = this.opening(creditor.overdueMonths, `${where}.overdue_months`, where);
    const openingDue = creditor.due.map((formula, i) => this.opening(formula, `${where}.due[${i}]`, where));
    const pipeline = Array.from({ length: Math.max(creditor.termMonths, openingDue.length) }, (_, j) =>
      p.register(openingDue[j] ?? p.zero),
    );
    const debts = [...this.scenario.debts.values()]
      .filter((debt) => debt.lender === creditor.name)
      .map((debt) => {
        const principal = this.opening(debt.principal, `debts.${debt.name}.principal`, `debts.${debt.name}`);
        return { debt, principal, balance: p.register(debt.draw === null ? principal : p.zero) };
      });
    const none = p.zero;
    return {
      creditor,
      debts,
      overdue: p.register(overdue),
      monthsOverdue: p.register(p.select(p.lt(none, overdue), months, none)),
      suspended: p.register(p.false),
      pipeline,
      openingDue,
      laterOpen: p.sum(pipeline.map(({ value }) => value)),
      invoice: none,
      service: none,
      fee: none,
      forgiven: none,
      arrears: none,
      due: none,
      pay: none,
      want: none,
      paid: none,
      limit: null,
      patience: null,
      petitions: p.false,
    };
  }

  /** Step 1. Levers, assumptions, lines, and the monthly fields of creditors, debts and reserve get this month's values. */
  private step1Formulas(): void {
    const p = this.program;
    const { scenario, formulas } = this;
    // In the order of dependence, so that a chain of names is lowered link by link.
    for (const name of formulas.order) formulas.name(name);
    // In the order in which they were lowered: what a formula reads is blamed before it.
    for (const [name, raw] of formulas.raw) {
      const assumption = scenario.assumptions.get(name);
      const section = scenario.revenue.has(name) ? 'revenue' : 'costs';
      const where = assumption === undefined ? `${section}.${name}` : `assumptions.${name}`;
      const formula = assumption?.value ?? (scenario.revenue.get(name) ?? scenario.costs.get(name))!.amount;
      this.checkFinite(raw, where, formula);
      if (assumption === undefined) this.tally('amount-below-zero', where, 'amount', p.lt(raw, p.zero));
    }
    const raw = formulas.monthly(scenario.reserve, 'reserve');
    this.checkFinite(raw, 'reserve', scenario.reserve);
    this.tally('amount-below-zero', 'reserve', 'reserve', p.lt(raw, p.zero));
    this.reserve = p.select(p.lt(raw, p.zero), p.zero, raw);
    this.lineCosts = p.sum([...scenario.costs.keys()].map((name) => formulas.name(name)));
    this.revenue = p.sum([...scenario.revenue.keys()].map((name) => formulas.name(name)));
  }

  /** A formula of a creditor or debt, this month. */
  private field(formula: Formula, where: string): Value {
    const value = this.formulas.monthly(formula, where);
    this.checkFinite(value, where, formula);
    return value;
  }

  private isNoShare(value: Value): Value {
    const p = this.program;
    return p.or(p.lt(value, p.zero), p.lt(p.constant(1 + TOLERANCE), value));
  }

  /** A share that counts as its bound where it lies outside 0 to 1. */
  private share(formula: Formula, where: string, what: string): Value {
    const p = this.program;
    const value = this.field(formula, `${where}.${what}`);
    this.tally('share-out-of-range', where, what, this.isNoShare(value));
    return p.select(p.lt(value, p.zero), p.zero, p.select(p.lt(p.one, value), p.one, value));
  }

  /** Step 2. Receivables and collections, funding, and loans drawn are received. */
  private step2MoneyIn(): void {
    this.collections();
    for (const funding of this.scenario.funding.values()) this.fund(funding);
    const p = this.program;
    for (const { debts } of this.accounts) {
      for (const { debt, principal } of debts) {
        if (debt.draw === null) continue;
        const drawn = p.select(this.drawnNow(debt), principal, p.zero);
        this.debtDrawn = p.add(this.debtDrawn, drawn);
      }
    }
    this.moneyIn = p.sum([this.collected, this.equityRaised, this.grants, this.debtDrawn]);
    this.available = p.add(this.cash.value, this.moneyIn);
  }

  /** Line amounts × shares of the month of sale, received j months after; one pipeline serves the whole company. */
  private collections(): void {
    const p = this.program;
    const shares: Value[] = [];
    const openingReceivable: Value[] = [];
    for (const line of this.scenario.revenue.values()) {
      const amount = this.formulas.name(line.name);
      const where = `revenue.${line.name}`;
      const parts = line.collect.map((formula, j) => this.collectShare(formula, `${where}.collect[${j}]`));
      const total = p.sum(parts);
      this.check('shares', p.lt(p.constant(1 + TOLERANCE), total), total, `${where}.collect`, spanOf(line.collect));
      parts.forEach((part, j) => {
        shares[j] = p.add(shares[j] ?? p.zero, p.scale(amount, part));
      });
      const lost = p.select(exceeds(p, p.one, total), p.sub(p.one, total), p.zero);
      this.badDebt = p.add(this.badDebt, p.scale(amount, lost));
      line.receivable.forEach((formula, j) => {
        const value = this.opening(formula, `${where}.receivable[${j}]`, where);
        openingReceivable[j] = p.add(openingReceivable[j] ?? p.zero, value);
      });
    }
    const length = Math.max(shares.length - 1, openingReceivable.length);
    const pipeline = Array.from({ length: Math.max(0, length) }, (_, j) => p.register(openingReceivable[j] ?? p.zero));
    pipeline.forEach((register, j) => {
      register.next = p.add(pipeline[j + 1]?.value ?? p.zero, shares[j + 1] ?? p.zero);
    });
    this.collected = p.add(pipeline[0]?.value ?? p.zero, shares[0] ?? p.zero);
    this.openingReceivable = openingReceivable;
    this.receivableClose = p.sum(pipeline.map(({ next }) => next!));
  }

  private collectShare(formula: Formula, where: string): Value {
    const value = this.field(formula, where);
    this.check('share', this.isNoShare(value), value, where, formula.place);
    return value;
  }

  /** What decides whether the funding arrives, from 0 to 1. */
  private arrivalDraw({ name }: Funding): Value {
    const draw = { name: `funding.${name}.probability`, k: 0, law: 'uniform', params: [0, 1], monthly: false } as const;
    this.formulas.inputs.push({ name: arrivalInput(name), value: BASE_ARRIVAL, draw });
    return this.formulas.orReplaced(arrivalInput(name), this.program.input(arrivalInput(name)));
  }

  /** Funding whose month is t arrives if its probability drew it. */
  private fund(funding: Funding): void {
    const p = this.program;
    const where = `funding.${funding.name}`;
    const probability = this.formulas.once(funding.probability, where);
    this.checkFinite(probability, `${where}.probability`, funding.probability);
    this.check('share', this.isNoShare(probability), probability, `${where}.probability`, funding.probability.place);
    const isDrawn = probability === p.one ? p.true : p.lt(this.arrivalDraw(funding), probability);
    const now = p.and(p.and(this.fundingMonth(funding, where), isDrawn), this.lateOrFirst());
    this.hasLateMoney = true;
    const raw = this.formulas.monthly(funding.amount, `${where}.amount`);
    this.check('finite', p.and(now, p.not(p.finite(raw))), raw, `${where}.amount`, funding.amount.place);
    const isNegative = p.lt(raw, p.zero);
    this.tally('amount-below-zero', where, 'amount', p.and(now, isNegative));
    const amount = p.select(now, p.select(isNegative, p.zero, raw), p.zero);
    if (funding.kind === 'equity') this.equityRaised = p.add(this.equityRaised, amount);
    else this.grants = p.add(this.grants, amount);
  }

  private fundingMonth(funding: Funding, where: string): Value {
    const p = this.program;
    if (funding.month !== null) return p.eq(p.month, p.constant(funding.month - this.scenario.start));
    const formula = funding.monthFormula!;
    const value = this.formulas.once(formula, `${where}.month`);
    this.checkFinite(value, `${where}.month`, formula);
    return p.eq(p.month, p.unary('floor', value));
  }

  private lateOrFirst(): Value {
    const p = this.program;
    return p.or(p.truthy(p.input(LATE_INPUT)), p.eq(p.month, p.zero));
  }

  private drawnNow(debt: Debt): Value {
    const p = this.program;
    const t = debt.draw! - this.scenario.start;
    if (t > 0) this.hasLateMoney = true;
    const isNow = p.eq(p.month, p.constant(t));
    return t === 0 ? isNow : p.and(isNow, p.truthy(p.input(LATE_INPUT)));
  }

  /** Step 3. Each cost's amount becomes an invoice of its creditor, due in month t + terms / 30. */
  private step3Invoices(): void {
    const p = this.program;
    for (const cost of this.scenario.costs.values()) {
      const account = this.account(cost.to);
      account.invoice = p.add(account.invoice, this.formulas.name(cost.name));
    }
    for (const { creditor, pipeline, invoice } of this.accounts) {
      pipeline.forEach((register, j) => {
        const entering = j === creditor.termMonths - 1 ? invoice : p.zero;
        register.next = p.add(pipeline[j + 1]?.value ?? p.zero, entering);
      });
    }
  }

  /** Step 4. Arrears × late fee is added to the arrears, an expense. */
  private step4LateFees(): void {
    const p = this.program;
    for (const account of this.accounts) {
      const { creditor, overdue } = account;
      const where = `creditors.${creditor.name}`;
      const rate = this.field(creditor.lateFee, `${where}.late_fee`);
      this.tally('amount-below-zero', where, 'late fee', p.lt(rate, p.zero));
      account.fee = p.scale(overdue.value, p.select(p.lt(rate, p.zero), p.zero, rate));
    }
  }

  /** Step 5. Debts convert, bear interest and fall due, each in its way. */
  private step5DebtService(): void {
    const p = this.program;
    for (const account of this.accounts) {
      for (const debtAccount of account.debts) {
        const { falls, interest, converted } = this.serve(debtAccount);
        account.service = p.add(account.service, falls);
        this.interest = p.add(this.interest, interest);
        this.debtConverted = p.add(this.debtConverted, converted);
      }
    }
  }

  private serve({ debt, principal, balance }: DebtAccount): { falls: Value; interest: Value; converted: Value } {
    const p = this.program;
    const where = `debts.${debt.name}`;
    const rate = this.field(debt.rate, `${where}.rate`);
    this.check('negative', p.lt(rate, p.zero), rate, `${where}.rate`, debt.rate.place);
    const drawn = debt.draw === null ? p.zero : p.select(this.drawnNow(debt), principal, p.zero);
    const { next, ...service } = serveDebt(p, debt, this.scenario.start, { open: balance.value, rate, drawn });
    balance.next = next;
    return service;
  }

  /** Step 6. A share of the arrears, this month's fee included, is written off, a gain. */
  private step6Forgiveness(): void {
    const p = this.program;
    for (const account of this.accounts) {
      const { creditor, overdue, fee } = account;
      const arrears = p.add(overdue.value, fee);
      const share = this.share(creditor.forgive, `creditors.${creditor.name}`, 'forgive');
      account.forgiven = p.scale(arrears, share);
      account.arrears =
        account.forgiven === p.zero ? arrears : p.select(p.eq(share, p.one), p.zero, p.sub(arrears, account.forgiven));
    }
  }

  /** Step 7. Due are the arrears, and the invoices and debt service that fall due. */
  private step7Due(): void {
    const p = this.program;
    for (const account of this.accounts) {
      const { creditor, pipeline, invoice } = account;
      const invoices = p.add(pipeline[0]?.value ?? p.zero, creditor.termMonths === 0 ? invoice : p.zero);
      account.due = p.sum([account.arrears, invoices, account.service]);
    }
    this.due = p.sum(this.accounts.map(({ due }) => due));
  }

  /** Step 8. Creditors are paid in order of priority, the critical first; those alike share in proportion to what they want. */
  private step8Payment(): void {
    const p = this.program;
    let left = this.available;
    for (const group of paymentGroups(this.accounts)) left = this.payGroup(group, left);
    this.closingCash = left;
    this.cash.next = left;
    this.paid = p.sum(this.accounts.map(({ paid }) => paid));
  }

  /** Pays one group out of what is left; returns what is left then. */
  private payGroup(group: readonly Account[], left: Value): Value {
    const p = this.program;
    for (const account of group) {
      account.pay = this.share(account.creditor.pay, `creditors.${account.creditor.name}`, 'pay');
      account.want = p.scale(account.due, account.pay);
    }
    const isCritical = group[0]!.creditor.critical;
    const room = isCritical ? left : remainder(p, left, this.reserve);
    const want = p.sum(group.map((account) => account.want));
    const isShort = exceeds(p, want, room);
    const part = group.length === 1 ? null : p.div(room, want);
    for (const account of group) {
      const reduced = part === null ? room : p.mul(account.want, part);
      const paid = p.select(isShort, reduced, account.want);
      if (part === null && account.want === account.due) {
        // Who is paid alone, all that is due, or else all there is: what is left is known.
        account.paid = paid;
        account.overdue.next = p.select(isShort, p.sub(account.due, room), p.zero);
      } else {
        account.paid = account.want === account.due ? paid : p.select(exceeds(p, account.due, paid), paid, account.due);
        account.overdue.next = remainder(p, account.due, account.paid);
      }
    }
    // Who is paid alone out of all there is leaves what is not wanted; who is short leaves nothing.
    if (part === null && room === left) return remainder(p, left, want);
    const spent = p.sum(group.map((account) => account.paid));
    const rest = remainder(p, left, spent);
    return isCritical ? p.select(isShort, p.zero, rest) : rest;
  }

  /** Step 9. Past its limit or its patience a creditor suspends or petitions. */
  private step9Reaction(): void {
    const p = this.program;
    for (const account of this.accounts) {
      const { creditor, monthsOverdue, suspended } = account;
      const where = `creditors.${creditor.name}`;
      const arrears = account.overdue.next!;
      const isOverdue = p.lt(p.zero, arrears);
      const months = p.select(isOverdue, p.add(monthsOverdue.value, p.one), p.zero);
      monthsOverdue.next = months;
      const limit = creditor.limit === null ? null : this.field(creditor.limit, `${where}.limit`);
      const patience = creditor.patience === null ? null : this.field(creditor.patience, `${where}.patience`);
      account.limit = limit;
      account.patience = patience;
      const pastLimit = limit === null ? p.false : exceeds(p, arrears, limit);
      const pastPatience = patience === null ? p.false : exceeds(p, months, patience);
      const isPast = p.and(isOverdue, p.or(pastLimit, pastPatience));
      if (creditor.then === 'suspend') {
        suspended.next = p.and(isOverdue, p.or(suspended.value, isPast));
      } else {
        suspended.next = p.false;
        account.petitions = isPast;
      }
    }
  }

  /** Step 10. The company fails where a critical creditor was paid less than it was due, or a creditor petitions. */
  private step10Failure(): void {
    const p = this.program;
    const byPriority = [...this.accounts].sort((a, b) => a.creditor.priority - b.creditor.priority);
    const tests: Value[] = [];
    for (const { creditor, overdue } of byPriority) {
      if (!creditor.critical) continue;
      this.causes.push(`unpaid:${creditor.name}`);
      tests.push(p.lt(p.zero, overdue.next!));
    }
    for (const { creditor, petitions } of byPriority) {
      if (creditor.then !== 'petition' || (creditor.limit === null && creditor.patience === null)) continue;
      this.causes.push(`petition:${creditor.name}`);
      tests.push(petitions);
    }
    this.stop = tests.reduce((a, b) => p.or(a, b), p.false);
    for (let i = tests.length - 1; i >= 0; i--) this.cause = p.select(tests[i]!, p.constant(i), this.cause);
  }
}

/** From the first formula of a list to its last. */
function spanOf(formulas: readonly Formula[]): Place | null {
  const [first, last] = [formulas[0], formulas.at(-1)];
  return first === undefined || last === undefined ? null : { ...first.place, end: last.place.end };
}
