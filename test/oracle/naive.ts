/**
 * A second engine, for the tests alone: the base case of one scenario, written from the text of the standard, slowly
 * and plainly. It shares nothing with the real engine but the types, so that where the two agree both have read the
 * standard alike. "Step n" is a step of section 3 of the standard, "section n" a section of it.
 *
 * Where the standard is silent:
 * - Comparisons of formulas are IEEE comparisons, without a tolerance; so are `p >= 50%` of a bernoulli and of a
 *   funding's
 *   probability, and a lever against its range: these belong to sections 1 and 2.
 * - NaN is true (it is not zero), and a comparison with it is false, `!=` excepted. `1^x` is 1 for every x (IEEE 754,
 *   pow).
 * - Every monthly formula is evaluated in every month, used or not: an unused assumption or the rate of a debt that is
 *   not
 *   outstanding can end the run. Claims, and the amount of funding that does not arrive, are not evaluated.
 * - A late fee is below zero where its formula is, whether or not there are arrears that it would apply to.
 * - A share within 1e-9 of 1 is 1 and draws no warning; shares that sum to 1 in that sense leave no bad debt.
 * - `pay` and `forgive` of one creditor are one warning, of the months in which either was out of range.
 * - Negative months in arrears are refused like a negative opening balance; a fraction of a month is kept as it is.
 * - A debt that converts in the month it is drawn converts at its principal. A month of conversion before the start or
 *   the draw
 *   never comes. A balance that fell due before the start is refused.
 * - Cash left is exactly 0 where the payments are within 1e-9 of what was available; likewise nothing is left above a
 *   reserve
 *   that is within 1e-9 of the cash left.
 * - Equity is below zero where what is owed exceeds cash, receivables and assets by more than 1e-9 of the larger; `low`
 *   names the
 *   first month whose cash is within 1e-9 of the lowest.
 * - The world that `default_alive` asks about has neither the funding nor the debt from the first month on; it is
 *   followed to its
 *   first shortage or failure, a formula without a value there ends the run, and its warnings are not reported.
 * - The reserve stands still after a failure, as balances do.
 */
import type { Case, CreditorName, Measures, MonthlyName, Warning } from '../../src/engine/month/measures.ts';
import { CREDITOR_NAMES, MONTHLY_NAMES } from '../../src/engine/month/measures.ts';
import type { Draw, Formula, Node } from '../../src/formula/tree.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

/** A formula without a finite value: which, and in what month. */
export class NotFinite extends Error {
  readonly where: string;
  /** Null: evaluated once, before month 0. */
  readonly t: number | null;

  constructor(where: string, t: number | null, value: number) {
    super(`${where} is ${value} ${t === null ? 'before month 0' : `in month ${t}`}`);
    this.name = 'NotFinite';
    this.where = where;
    this.t = t;
  }
}

/** A value that the standard refuses when the scenario runs. */
export class NaiveFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NaiveFault';
  }
}

export type Settings = ReadonlyMap<string, { readonly value: number; readonly from: number }>;

export function naiveCase(scenario: Scenario, settings: Settings = new Map(), chance: Chance = BASE_CASE): Case {
  const run = simulate(scenario, settings, 'all', chance);
  // Section 4, default_alive.
  const bare = simulate(scenario, settings, 'without later funding', chance);
  const defaultAlive = firstShort(bare) === null && bare.failure === null ? 1 : 0;
  return report(scenario, run, defaultAlive);
}

/** What one world draws. */
export interface Chance {
  /** The number of a distribution, in month t (0 for what is drawn once). */
  draw(node: Draw, t: number): number;
  /** Whether funding of that probability arrives. */
  arrives(funding: string, probability: number): boolean;
}

/** Medians, and the likelier half of every probability. */
const BASE_CASE: Chance = { draw: median, arrives: (_, probability) => probability >= 0.5 };

// ---------------------------------------------------------------------------------------------- comparisons, section
// 3, end

const TOLERANCE = 1e-9;

/** Amounts within 1e-9 of the larger count as equal. */
function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

function exceeds(a: number, b: number): boolean {
  return a > b && !same(a, b);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

// ------------------------------------------------------------------------------------------------------ medians,
// section 2

/** The median of a distribution, which the base case uses for every draw. */
function median(draw: Draw): number {
  const [a, b, c] = draw.params as [number, number, number];
  switch (draw.law) {
    case 'normal':
      return a;
    case 'lognormal':
      return a;
    case 'uniform':
      return (a + b) / 2;
    case 'triangular':
      return triangularMedian(a, b, c);
    case 'pert': {
      // A beta between low and high, whose mode weighs four times as much as either end.
      if (a === c) return a;
      const alpha = 1 + (4 * (b - a)) / (c - a);
      const beta = 1 + (4 * (c - b)) / (c - a);
      return a + (c - a) * betaMedian(alpha, beta);
    }
    case 'beta':
      return betaMedian(a, b);
    case 'bernoulli':
      return a >= 0.5 ? 1 : 0;
    case 'whole':
      return Math.floor((a + b) / 2);
  }
}

function triangularMedian(low: number, mode: number, high: number): number {
  if (mode >= (low + high) / 2) return low + Math.sqrt(((high - low) * (mode - low)) / 2);
  return high - Math.sqrt(((high - low) * (high - mode)) / 2);
}

/**
 * The x that halves the integral of u^(a-1) (1-u)^(b-1). Every series below is taken at x <= 1/2, where it converges
 * fast, and has positive terms alone, so nothing cancels; no gamma function is needed, as the whole is the sum of the
 * two halves.
 */
export function betaMedian(a: number, b: number): number {
  if (a === b) return 0.5;
  const below = logLowerBeta(a, b, Math.log(0.5));
  const above = logLowerBeta(b, a, Math.log(0.5));
  if (below < above) return 1 - betaMedian(b, a);
  const half = below + Math.log1p(Math.exp(above - below)) - Math.log(2);
  // Bisection over log x, since the median of a small `a` lies close to 0.
  let low = -745;
  let high = Math.log(0.5);
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (logLowerBeta(a, b, middle) < half) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

/** The logarithm of the integral from 0 to x of u^(a-1) (1-u)^(b-1): x^a (1-x)^b / a * sum of x^n (a+b)_n / (a+1)_n. */
function logLowerBeta(a: number, b: number, logX: number): number {
  const x = Math.exp(logX);
  let scale = 0;
  let term = 1;
  let total = 1;
  for (let n = 0; term > total * 1e-18 || (a + b + n) * x > a + 1 + n; n++) {
    term *= (x * (a + b + n)) / (a + 1 + n);
    total += term;
    if (total > 1e200) {
      total /= 1e200;
      term /= 1e200;
      scale += 200 * Math.LN10;
    }
  }
  return a * logX + b * Math.log1p(-x) - Math.log(a) + Math.log(total) + scale;
}

// ----------------------------------------------------------------------------------------------------- formulas,
// section 2

/** What a formula can see: one month of one world, or the time before month 0. */
interface View {
  /** Null: evaluated once, before month 0. */
  readonly t: number | null;
  readonly start: number;
  value(name: string): number;
  /** A month ago; only where there is one. */
  before(name: string): number;
  cash(): number;
  owed(creditor: string): number;
  overdue(creditor: string): number;
  suspended(creditor: string): number;
  draw(node: Draw): number;
}

function isTrue(value: number): boolean {
  return value !== 0;
}

function fromTruth(truth: boolean): number {
  return truth ? 1 : 0;
}

function monthOf(view: View): number {
  if (view.t === null) throw new NaiveFault('a formula that is evaluated once uses time, memory or state');
  return view.t;
}

function evaluate(node: Node, view: View): number {
  switch (node.op) {
    case 'number':
      return node.value;
    case 't':
      return monthOf(view);
    case 'cash':
      return view.cash();
    case 'name':
      return view.value(node.name);
    case 'neg':
      return -evaluate(node.arg, view);
    case 'not':
      return fromTruth(!isTrue(evaluate(node.arg, view)));
    case 'add':
      return evaluate(node.left, view) + evaluate(node.right, view);
    case 'sub':
      return evaluate(node.left, view) - evaluate(node.right, view);
    case 'mul':
      return evaluate(node.left, view) * evaluate(node.right, view);
    case 'div':
      return evaluate(node.left, view) / evaluate(node.right, view);
    case 'pow':
      return power(evaluate(node.left, view), evaluate(node.right, view));
    case 'and':
      return fromTruth(isTrue(evaluate(node.left, view)) && isTrue(evaluate(node.right, view)));
    case 'or':
      return fromTruth(isTrue(evaluate(node.left, view)) || isTrue(evaluate(node.right, view)));
    case 'compare': {
      const values = node.args.map((arg) => evaluate(arg, view));
      return fromTruth(node.signs.every((sign, i) => compare(values[i]!, sign, values[i + 1]!)));
    }
    case 'if':
      // Only the branch taken counts.
      return isTrue(evaluate(node.test, view)) ? evaluate(node.then, view) : evaluate(node.else, view);
    case 'call':
      return call(
        node.fn,
        node.args.map((arg) => evaluate(arg, view)),
      );
    case 'since':
      return fromTruth(view.start + monthOf(view) >= node.month);
    case 'until':
      return fromTruth(view.start + monthOf(view) <= node.month);
    case 'at':
      return fromTruth(view.start + monthOf(view) === node.month);
    case 'between': {
      const now = view.start + monthOf(view);
      return fromTruth(node.from <= now && now <= node.to);
    }
    case 'ramp': {
      const passed = view.start + monthOf(view) - node.month;
      const over = evaluate(node.over, view);
      if (over <= 0) return fromTruth(passed >= 0);
      if (passed <= 0) return 0;
      return Math.min(1, passed / over);
    }
    case 'prev':
      return previous(node.name, node.first, view);
    case 'change':
      return view.value(node.name) - previous(node.name, node.first, view);
    case 'owed':
      return view.owed(node.creditor);
    case 'overdue':
      return view.overdue(node.creditor);
    case 'suspended':
      return view.suspended(node.creditor);
    case 'draw':
      return view.draw(node);
  }
}

/** `prev(x)` at t = 0 is x's own value there; `prev(x, first)` is `first`. */
function previous(name: string, first: Node | null, view: View): number {
  if (monthOf(view) > 0) return view.before(name);
  return first === null ? view.value(name) : evaluate(first, view);
}

function compare(a: number, sign: string, b: number): boolean {
  switch (sign) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    default:
      throw new Error(`no such comparison: ${sign}`);
  }
}

function power(base: number, exponent: number): number {
  if (base === 1 || exponent === 0) return 1;
  if (base === -1 && !Number.isFinite(exponent) && !Number.isNaN(exponent)) return 1;
  return base ** exponent;
}

function call(fn: string, args: readonly number[]): number {
  const x = args[0]!;
  switch (fn) {
    case 'min':
      return args.reduce((a, b) => Math.min(a, b));
    case 'max':
      return args.reduce((a, b) => Math.max(a, b));
    case 'abs':
      return Math.abs(x);
    case 'floor':
      return Math.floor(x);
    case 'ceil':
      return Math.ceil(x);
    case 'round': {
      // Half away from zero. Adding a half first would round 0.49999999999999994 up.
      const size = Math.abs(x);
      const whole = Math.floor(size);
      return Math.sign(x) * (size - whole >= 0.5 ? whole + 1 : whole);
    }
    case 'exp':
      return Math.exp(x);
    case 'log':
      return Math.log(x);
    case 'log10':
      return Math.log10(x);
    case 'sqrt':
      return Math.sqrt(x);
    case 'clamp':
      // The low bound wins where the two are out of order.
      return Math.max(args[1]!, Math.min(x, args[2]!));
    default:
      throw new Error(`no such function: ${fn}`);
  }
}

/** A formula's value, which must be finite. */
function finite(formula: Formula, where: string, view: View): number {
  const value = evaluate(formula.node, view);
  if (!Number.isFinite(value)) throw new NotFinite(where, view.t, value);
  return value;
}

// ------------------------------------------------------------------------------------------------------- the run,
// section 3

interface Account {
  arrears: number;
  monthsInArrears: number;
  suspended: boolean;
  /** Invoices not yet due, by the month they fall due. */
  readonly invoices: Map<number, number>;
}

interface Month {
  readonly flows: Record<MonthlyName, number>;
  readonly lines: Map<string, number>;
  readonly creditors: Map<string, Record<CreditorName, number>>;
  readonly reserve: number;
  readonly openingCash: number;
  readonly moneyIn: number;
  /** Due over all creditors. */
  readonly due: number;
}

interface Run {
  readonly opening: Case['opening'];
  /** Up to the failure, or to the horizon. */
  readonly months: Month[];
  readonly failure: { t: number; cause: string } | null;
  readonly warnings: Map<string, { code: Warning['code']; where: string; months: Set<number> | null }>;
}

function simulate(
  scenario: Scenario,
  settings: Settings,
  extent: 'all' | 'without later funding',
  chance: Chance,
): Run {
  const start = scenario.start;
  const warnings: Run['warnings'] = new Map();
  const warn = (code: Warning['code'], where: string, t: number | null): void => {
    const key = `${code} ${where}`;
    const found = warnings.get(key) ?? { code, where, months: t === null ? null : new Set<number>() };
    if (t !== null) found.months?.add(t);
    warnings.set(key, found);
  };

  // Section 1: a lever outside its range is accepted with a warning.
  const leverValue = (name: string): number => settings.get(name)?.value ?? scenario.levers.get(name)!.value;
  const leverFrom = (name: string): number => settings.get(name)?.from ?? scenario.levers.get(name)!.from;
  for (const [name, lever] of scenario.levers) {
    if (lever.range === null) continue;
    if (leverValue(name) < lever.range[0] || leverValue(name) > lever.range[1]) {
      warn('lever-out-of-range', `levers.${name}`, null);
    }
  }

  // ------------------------------------------------------------------------------- evaluated once, before month 0
  // (section 2)
  const refuse = (): never => {
    throw new NaiveFault('a formula that is evaluated once uses time, memory or state');
  };
  const once: View = {
    t: null,
    start,
    draw: (node) => chance.draw(node, 0),
    // Levers stand at their value, whatever their month.
    value: (name) => {
      if (scenario.levers.has(name)) return leverValue(name);
      const assumption = scenario.assumptions.get(name);
      if (assumption === undefined) return refuse();
      return finite(assumption.value, `assumptions.${name}`, once);
    },
    before: refuse,
    cash: refuse,
    owed: refuse,
    overdue: refuse,
    suspended: refuse,
  };
  const openingBalance = (formula: Formula, where: string): number => {
    const value = finite(formula, where, once);
    if (value < 0) throw new NaiveFault(`${where} is negative: ${value}`);
    return value;
  };

  const openingCash = openingBalance(scenario.cash, 'cash');

  /** What customers will pay, by month. */
  const expected = new Map<number, number>();
  for (const [name, line] of scenario.revenue) {
    line.receivable.forEach((formula, j) => {
      add(expected, j, openingBalance(formula, `revenue.${name}.receivable`));
    });
  }

  const accounts = new Map<string, Account>();
  for (const [name, creditor] of scenario.creditors) {
    const where = `creditors.${name}`;
    const arrears = openingBalance(creditor.overdue, `${where}.overdue`);
    const months = openingBalance(creditor.overdueMonths, `${where}.overdue_months`);
    const invoices = new Map<number, number>();
    creditor.due.forEach((formula, j) => {
      add(invoices, j, openingBalance(formula, `${where}.due`));
    });
    accounts.set(name, { arrears, monthsInArrears: arrears > 0 ? months : 0, suspended: false, invoices });
  }

  // The debts of this world: all, or those that are there without a draw after month 0.
  const debts = [...scenario.debts.values()].filter(
    (debt) => extent === 'all' || debt.draw === null || debt.draw - start <= 0,
  );
  const principals = new Map<string, number>();
  const balances = new Map<string, number>();
  for (const debt of debts) {
    const principal = openingBalance(debt.principal, `debts.${debt.name}.principal`);
    if (debt.due < start) throw new NaiveFault(`debts.${debt.name} fell due before the start`);
    principals.set(debt.name, principal);
    balances.set(debt.name, debt.draw === null ? principal : 0);
  }

  /** Funding that arrives, by the month it does. */
  const arrivals = new Map<number, string[]>();
  for (const [name, funding] of scenario.funding) {
    const where = `funding.${name}`;
    const month =
      funding.monthFormula === null
        ? funding.month! - start
        : Math.floor(finite(funding.monthFormula, `${where}.month`, once));
    const probability = finite(funding.probability, `${where}.probability`, once);
    if (probability < 0 || exceeds(probability, 1)) throw new NaiveFault(`${where}.probability is ${probability}`);
    if (!chance.arrives(name, probability)) continue;
    if (extent !== 'all' && month > 0) continue;
    arrivals.set(month, [...(arrivals.get(month) ?? []), name]);
  }

  const debtOf = (creditor: string): number =>
    sum(debts.filter((debt) => debt.lender === creditor).map((debt) => balances.get(debt.name)!));
  const dueLaterOf = (creditor: string): number => sum(accounts.get(creditor)!.invoices.values());
  const owedTo = (creditor: string): number =>
    accounts.get(creditor)!.arrears + dueLaterOf(creditor) + debtOf(creditor);

  /** Balances, at the end of a month or before the first. */
  const balanceSheet = (cash: number): Case['opening'] => {
    const names = [...scenario.creditors.keys()];
    const receivable = sum(expected.values());
    const owed = sum(names.map(owedTo));
    return {
      cash,
      receivable,
      due_later: sum(names.map(dueLaterOf)),
      overdue: sum(names.map((name) => accounts.get(name)!.arrears)),
      debt: sum(balances.values()),
      owed,
      equity: cash + receivable + scenario.assets - owed,
    };
  };

  const opening = balanceSheet(openingCash);
  const months: Month[] = [];
  const remembered: Map<string, number>[] = [];
  let cash = openingCash;
  let sheet = opening;
  let failure: Run['failure'] = null;

  for (let t = 0; t < scenario.months && failure === null; t++) {
    const cashAtOpening = cash;

    // ------------------------------------------------------------------------------------------------ step 1: formulas
    const values = new Map<string, number>();
    remembered[t] = values;
    const underway = new Set<string>();
    const view: View = {
      draw: (node) => chance.draw(node, node.monthly ? t : 0),
      t,
      start,
      value: (name) => {
        const known = values.get(name);
        if (known !== undefined) return known;
        if (underway.has(name)) throw new NaiveFault(`a cycle through ${name}`);
        underway.add(name);
        const value = compute(name);
        underway.delete(name);
        values.set(name, value);
        return value;
      },
      before: (name) => remembered[t - 1]!.get(name)!,
      cash: () => cashAtOpening,
      owed: owedTo,
      overdue: (creditor) => accounts.get(creditor)!.arrears,
      suspended: (creditor) => fromTruth(accounts.get(creditor)!.suspended),
    };
    /** Below zero counts as zero, with a warning. */
    const notBelowZero = (value: number, where: string): number => {
      if (value >= 0) return value;
      warn('amount-below-zero', where, t);
      return 0;
    };
    const compute = (name: string): number => {
      if (scenario.levers.has(name)) return start + t >= leverFrom(name) ? leverValue(name) : 0;
      const assumption = scenario.assumptions.get(name);
      if (assumption !== undefined) return finite(assumption.value, `assumptions.${name}`, view);
      const [section, line] = scenario.revenue.has(name)
        ? ['revenue', scenario.revenue.get(name)!]
        : ['costs', scenario.costs.get(name)!];
      return notBelowZero(finite(line.amount, `${section}.${name}`, view), `${section}.${name}`);
    };
    /** Outside 0 to 1 counts as the bound, with a warning. */
    const share = (formula: Formula, creditor: string, field: string): number => {
      const value = finite(formula, `creditors.${creditor}.${field}`, view);
      if (value < 0 || exceeds(value, 1)) warn('share-out-of-range', `creditors.${creditor}`, t);
      return Math.min(1, Math.max(0, value));
    };

    for (const name of [
      ...scenario.levers.keys(),
      ...scenario.assumptions.keys(),
      ...scenario.revenue.keys(),
      ...scenario.costs.keys(),
    ]) {
      view.value(name);
    }

    const collect = new Map<string, number[]>();
    for (const [name, line] of scenario.revenue) {
      const shares = line.collect.map((formula) => finite(formula, `revenue.${name}.collect`, view));
      for (const part of shares) {
        if (part < 0 || exceeds(part, 1)) throw new NaiveFault(`revenue.${name}.collect is ${part}`);
      }
      if (exceeds(sum(shares), 1)) throw new NaiveFault(`revenue.${name}.collect sums to ${sum(shares)}`);
      collect.set(name, shares);
    }

    const terms = new Map<string, { lateFee: number; pay: number; forgive: number; limit: number; patience: number }>();
    for (const [name, creditor] of scenario.creditors) {
      const where = `creditors.${name}`;
      terms.set(name, {
        lateFee: notBelowZero(finite(creditor.lateFee, `${where}.late_fee`, view), where),
        pay: share(creditor.pay, name, 'pay'),
        forgive: share(creditor.forgive, name, 'forgive'),
        limit: creditor.limit === null ? Infinity : finite(creditor.limit, `${where}.limit`, view),
        patience: creditor.patience === null ? Infinity : finite(creditor.patience, `${where}.patience`, view),
      });
    }

    const rates = new Map<string, number>();
    for (const debt of debts) {
      const rate = finite(debt.rate, `debts.${debt.name}.rate`, view);
      if (rate < 0) throw new NaiveFault(`debts.${debt.name}.rate is negative: ${rate}`);
      rates.set(debt.name, rate);
    }

    const reserve = notBelowZero(finite(scenario.reserve, 'reserve', view), 'reserve');

    const arriving = new Map<string, number>();
    for (const name of arrivals.get(t) ?? []) {
      const where = `funding.${name}`;
      arriving.set(name, notBelowZero(finite(scenario.funding.get(name)!.amount, where, view), where));
    }

    // ------------------------------------------------------------------------------------------------ step 2: money in
    let badDebt = 0;
    for (const [name, shares] of collect) {
      const amount = values.get(name)!;
      shares.forEach((part, j) => {
        add(expected, t + j, amount * part);
      });
      const shared = sum(shares);
      if (!same(shared, 1)) badDebt += amount * (1 - shared);
    }
    const collections = expected.get(t) ?? 0;
    expected.delete(t);

    let equityRaised = 0;
    let grants = 0;
    for (const [name, amount] of arriving) {
      if (scenario.funding.get(name)!.kind === 'equity') equityRaised += amount;
      else grants += amount;
    }

    let debtDrawn = 0;
    const drawnNow = new Set<string>();
    for (const debt of debts) {
      if (debt.draw === null || debt.draw !== start + t) continue;
      debtDrawn += principals.get(debt.name)!;
      balances.set(debt.name, principals.get(debt.name)!);
      drawnNow.add(debt.name);
    }
    const moneyIn = collections + equityRaised + grants + debtDrawn;

    // ------------------------------------------------------------------------------------------------ step 3: invoices
    for (const [name, line] of scenario.costs) {
      add(accounts.get(line.to)!.invoices, t + scenario.creditors.get(line.to)!.termMonths, values.get(name)!);
    }

    // ----------------------------------------------------------------------------------------------- step 4: late fees
    let lateFees = 0;
    for (const [name, account] of accounts) {
      const fee = account.arrears * terms.get(name)!.lateFee;
      account.arrears += fee;
      lateFees += fee;
    }

    // -------------------------------------------------------------------------------------------- step 5: debt service
    let interestOfMonth = 0;
    let debtConverted = 0;
    /** What falls due to a lender this month. */
    const service = new Map<string, number>();
    for (const debt of debts) {
      const balance = balances.get(debt.name)!;
      if (debt.converts === start + t) {
        debtConverted += balance;
        balances.set(debt.name, 0);
        continue;
      }
      if (balance === 0) continue;
      const rate = drawnNow.has(debt.name) ? 0 : rates.get(debt.name)!;
      const interest = balance * rate;
      interestOfMonth += interest;
      const last = debt.due === start + t;
      switch (debt.kind) {
        case 'interest_only':
          add(service, debt.lender, interest + (last ? balance : 0));
          balances.set(debt.name, last ? 0 : balance);
          break;
        case 'accruing':
          add(service, debt.lender, last ? balance + interest : 0);
          balances.set(debt.name, last ? 0 : balance + interest);
          break;
        case 'amortising': {
          if (drawnNow.has(debt.name)) break;
          const left = debt.due - (start + t) + 1;
          // B r / (1 - (1 + r)^-n), written so that a small rate does not cancel.
          const payment = rate === 0 ? balance / left : (balance * rate) / -Math.expm1(-left * Math.log1p(rate));
          add(service, debt.lender, payment);
          balances.set(debt.name, last ? 0 : balance + interest - payment);
          break;
        }
      }
    }

    // --------------------------------------------------------------------------------------------- step 6: forgiveness
    let forgiven = 0;
    for (const [name, account] of accounts) {
      const gift = account.arrears * terms.get(name)!.forgive;
      account.arrears -= gift;
      forgiven += gift;
    }

    // ----------------------------------------------------------------------------------------------------- step 7: due
    const due = new Map<string, number>();
    for (const [name, account] of accounts) {
      due.set(name, account.arrears + (account.invoices.get(t) ?? 0) + (service.get(name) ?? 0));
      account.invoices.delete(t);
    }

    // ------------------------------------------------------------------------------------------------- step 8: payment
    const available = cashAtOpening + moneyIn;
    const paid = new Map<string, number>();
    let left = available;
    for (const group of queue(scenario)) {
      const critical = scenario.creditors.get(group[0]!)!.critical;
      const spare = critical ? left : exceeds(left, reserve) ? left - reserve : 0;
      const want = new Map(group.map((name) => [name, due.get(name)! * terms.get(name)!.pay]));
      const wanted = sum(want.values());
      for (const name of group) {
        const part = exceeds(wanted, spare) ? (want.get(name)! * spare) / wanted : want.get(name)!;
        // A creditor whose pay reaches its due is paid exactly.
        paid.set(name, same(part, due.get(name)!) ? due.get(name)! : part);
      }
      left = Math.max(0, left - sum(group.map((name) => paid.get(name)!)));
    }
    const payments = sum(paid.values());
    cash = same(payments, available) ? 0 : available - payments;
    for (const [name, account] of accounts) account.arrears = due.get(name)! - paid.get(name)!;

    // ------------------------------------------------------------------------------------------------ step 9: reaction
    const suspendedAtOpening = new Map([...accounts].map(([name, account]) => [name, account.suspended]));
    const petitioners: string[] = [];
    for (const [name, account] of accounts) {
      const { limit, patience } = terms.get(name)!;
      if (account.arrears === 0) {
        account.monthsInArrears = 0;
        account.suspended = false;
        continue;
      }
      account.monthsInArrears += 1;
      if (!exceeds(account.arrears, limit) && !exceeds(account.monthsInArrears, patience)) continue;
      if (scenario.creditors.get(name)!.then === 'petition') petitioners.push(name);
      else account.suspended = true;
    }

    // ------------------------------------------------------------------------------------------------ step 10: failure
    const unpaid = [...accounts.keys()].filter(
      (name) => scenario.creditors.get(name)!.critical && accounts.get(name)!.arrears > 0,
    );
    if (unpaid.length > 0) failure = { t, cause: `unpaid:${foremost(scenario, unpaid)}` };
    else if (petitioners.length > 0) failure = { t, cause: `petition:${foremost(scenario, petitioners)}` };

    // ---------------------------------------------------------------------------------- measures of the month, section
    // 4
    const revenue = sum([...scenario.revenue.keys()].map((name) => values.get(name)!));
    const costLines = sum([...scenario.costs.keys()].map((name) => values.get(name)!));
    const costs = costLines + lateFees + interestOfMonth + badDebt;
    const netIncome = revenue + grants + forgiven - costs;
    const before = sheet;
    sheet = balanceSheet(cash);
    months.push({
      flows: {
        revenue,
        collections,
        costs,
        late_fees: lateFees,
        interest: interestOfMonth,
        bad_debt: badDebt,
        grants,
        forgiven,
        net_income: netIncome,
        net_loss: -netIncome,
        gross_burn: payments,
        net_burn: payments - collections,
        accrued_burn: costs - revenue,
        equity_raised: equityRaised,
        debt_drawn: debtDrawn,
        debt_converted: debtConverted,
        funding: equityRaised + grants + debtDrawn,
        ...sheet,
      },
      lines: new Map([...scenario.revenue.keys(), ...scenario.costs.keys()].map((name) => [name, values.get(name)!])),
      creditors: new Map(
        [...accounts].map(([name, account]) => [
          name,
          {
            due: due.get(name)!,
            paid: paid.get(name)!,
            overdue: account.arrears,
            due_later: dueLaterOf(name),
            owed: owedTo(name),
            suspended: fromTruth(suspendedAtOpening.get(name)!),
          },
        ]),
      ),
      reserve,
      openingCash: cashAtOpening,
      moneyIn,
      due: sum(due.values()),
    });

    // --------------------------------------------------------------------------------------- conservation, section 3,
    // end
    const turnover = available + payments + revenue + costs + forgiven + debtConverted;
    conserved('cash', t, cash - cashAtOpening, moneyIn - payments, turnover);
    conserved(
      'equity',
      t,
      sheet.equity - before.equity,
      netIncome + equityRaised + debtConverted,
      turnover + before.receivable + before.owed + sheet.receivable + sheet.owed + scenario.assets,
    );

    if (extent !== 'all' && exceeds(sum(due.values()), available)) break;
  }

  return { opening, months, failure, warnings };
}

function add<K>(to: Map<K, number>, key: K, amount: number): void {
  to.set(key, (to.get(key) ?? 0) + amount);
}

/** Creditors in the order of payment: by priority, the critical first; those alike, together. */
function queue(scenario: Scenario): string[][] {
  const groups = new Map<string, string[]>();
  const rank = (name: string): number => {
    const creditor = scenario.creditors.get(name)!;
    return creditor.priority * 2 + (creditor.critical ? 0 : 1);
  };
  for (const name of [...scenario.creditors.keys()].sort((a, b) => rank(a) - rank(b))) {
    const key = String(rank(name));
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()];
}

/** By priority, then in the order of creditors, which `names` are in. */
function foremost(scenario: Scenario, names: readonly string[]): string {
  const priority = (name: string): number => scenario.creditors.get(name)!.priority;
  const best = Math.min(...names.map(priority));
  return names.find((name) => priority(name) === best)!;
}

/** Throws unless `moved` is `explained`, but for rounding and for the amounts that count as zero. */
function conserved(what: string, t: number, moved: number, explained: number, size: number): void {
  if (Math.abs(moved - explained) > 1e-8 * size) {
    throw new Error(`${what} moved by ${moved} in month ${t}, of which ${explained} is explained`);
  }
}

// ----------------------------------------------------------------------------------------------------- measures,
// section 4

function firstShort(run: Run): number | null {
  const t = run.months.findIndex((month) => exceeds(month.due, month.openingCash + month.moneyIn));
  return t === -1 ? null : t;
}

function report(scenario: Scenario, run: Run, defaultAlive: 0 | 1): Case {
  const horizon = scenario.months;
  const lived = run.months;
  const last = lived[lived.length - 1]!;
  const series = (flow: boolean, of: (month: Month) => number): Float64Array =>
    // After a failure flows are 0, and balances repeat.
    Float64Array.from({ length: horizon }, (_, t) => (t < lived.length ? of(lived[t]!) : flow ? 0 : of(last)));

  const flowNames: ReadonlySet<string> = new Set([
    'revenue',
    'collections',
    'costs',
    'late_fees',
    'interest',
    'bad_debt',
    'grants',
    'forgiven',
    'net_income',
    'net_loss',
    'gross_burn',
    'net_burn',
    'accrued_burn',
    'equity_raised',
    'debt_drawn',
    'debt_converted',
    'funding',
    'due',
    'paid',
  ]);
  const byMonth = Object.fromEntries(
    MONTHLY_NAMES.map((name) => [name, series(flowNames.has(name), (month) => month.flows[name])]),
  ) as Record<MonthlyName, Float64Array>;
  const lines = new Map(
    [...last.lines.keys()].map((name) => [name, series(true, (month) => month.lines.get(name)!)] as const),
  );
  const creditors = new Map(
    [...last.creditors.keys()].map(
      (creditor) =>
        [
          creditor,
          Object.fromEntries(
            CREDITOR_NAMES.map((name) => [
              name,
              series(flowNames.has(name), (month) => month.creditors.get(creditor)![name]),
            ]),
          ) as Record<CreditorName, Float64Array>,
        ] as const,
    ),
  );

  return {
    measures: measure(scenario, run, byMonth, defaultAlive),
    byMonth,
    lines,
    creditors,
    reserve: series(false, (month) => month.reserve),
    opening: run.opening,
    warnings: [...run.warnings.values()].map(({ code, where, months }) => ({
      code,
      where,
      months: months === null ? null : months.size,
      message: `${where}: ${code}`,
    })),
  };
}

function measure(
  scenario: Scenario,
  run: Run,
  byMonth: Readonly<Record<MonthlyName, Float64Array>>,
  defaultAlive: 0 | 1,
): Measures {
  const zeroCash = firstShort(run);
  let runway: number | null = null;
  if (zeroCash !== null) {
    const { openingCash, due, moneyIn } = run.months[zeroCash]!;
    runway = zeroCash + Math.min(1, openingCash / (due - moneyIn));
  }

  const burning = exceeds(byMonth.costs[0]!, byMonth.revenue[0]!);
  const runwayNow = burning ? run.opening.cash / byMonth.accrued_burn[0]! : null;

  const lowest = Math.min(...byMonth.cash);
  const low = { cash: lowest, t: byMonth.cash.findIndex((cash) => same(cash, lowest)) };

  const insolvent = byMonth.owed.findIndex((owed, t) =>
    exceeds(owed, byMonth.cash[t]! + byMonth.receivable[t]! + scenario.assets),
  );

  let breakEven: number | null = null;
  if (run.failure === null) {
    for (let t = scenario.months - 1; t >= 0 && !exceeds(byMonth.costs[t]!, byMonth.revenue[t]!); t--) breakEven = t;
  }

  return {
    zeroCash,
    runway,
    runwayNow,
    failure: run.failure,
    low,
    insolvent: insolvent === -1 ? null : insolvent,
    breakEven,
    defaultAlive,
  };
}
