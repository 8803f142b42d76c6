import type { Draw, Formula, Node } from '../../../src/formula/tree.ts';

/** Thrown for a formula without a finite value, with its name and month. */
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

/** Thrown for a value that the standard refuses when the scenario runs. */
export class NaiveFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NaiveFault';
  }
}

/** What a formula can read: values of one month of one world, or of the time before month 0. */
export interface View {
  /** Null: evaluated once, before month 0. */
  readonly t: number | null;
  readonly start: number;
  /** An assumption, a lever or a line, this month. */
  value(name: string): number;
  /** Its value in an earlier month t, which must have been simulated. */
  valueIn(name: string, t: number): number;
  /** A flow of the company in an earlier month t. */
  flowIn(measure: string, t: number): number;
  /** A lever's first month in force, as t. */
  from(lever: string): number;
  cash(): number;
  owed(creditor: string): number;
  overdue(creditor: string): number;
  suspended(creditor: string): number;
  arrived(funding: string): number;
  draw(node: Draw): number;
}

export function isTrue(value: number): boolean {
  return value !== 0;
}

export function fromTruth(truth: boolean): number {
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
    case 'month_of_year':
    case 'days':
    case 'every':
    case 'paydays':
    case 'series':
    case 'steps':
    case 'by_month':
      return ofCalendar(node, view.start + monthOf(view));
    case 'from':
      return view.from(node.lever);
    case 'prev':
      if (node.first === null && monthOf(view) === 0) return view.value(node.name);
      return ago(node.name, 1, node.first, view);
    case 'change':
      return view.value(node.name) - ago(node.name, 1, node.first, view);
    case 'lag':
      return ago(node.name, node.n, node.first, view);
    case 'past': {
      // Months before the start count as 0.
      let total = 0;
      for (let t = Math.max(0, monthOf(view) - node.n); t < monthOf(view); t++) total += view.flowIn(node.measure, t);
      return total;
    }
    case 'owed':
      return view.owed(node.creditor);
    case 'overdue':
      return view.overdue(node.creditor);
    case 'suspended':
      return view.suspended(node.creditor);
    case 'arrived':
      return view.arrived(node.funding);
    case 'draw':
      return view.draw(node);
  }
}

/** x as it was n months ago, and `first` before the start. */
function ago(name: string, n: number, first: Node | null, view: View): number {
  const then = monthOf(view) - n;
  if (then >= 0) return view.valueIn(name, then);
  return evaluate(first!, view);
}

// --------------------------------------------------------------------------------------------------- calendar and rows

type OfCalendar = Extract<
  Node,
  { op: 'month_of_year' | 'days' | 'every' | 'paydays' | 'series' | 'steps' | 'by_month' }
>;

/** The value of a node that depends on the calendar month alone: `now`, counted from January of year 0. */
function ofCalendar(node: OfCalendar, now: number): number {
  switch (node.op) {
    case 'month_of_year':
      return (now % 12) + 1;
    case 'days':
      return firstDayOf(now + 1) - firstDayOf(now);
    case 'every':
      return fromTruth(now >= node.month && (now - node.month) % node.n === 0);
    case 'paydays': {
      let count = 0;
      for (let day = node.firstDay; day < firstDayOf(now + 1); day += node.gap) if (day >= firstDayOf(now)) count += 1;
      return count;
    }
    case 'series':
      return node.values[now - node.month] ?? 0;
    case 'steps': {
      let value = 0;
      node.months.forEach((month, i) => {
        if (month <= now) value = node.values[i]!;
      });
      return value;
    }
    case 'by_month':
      return node.values[now % 12]!;
  }
}

/** The first day of a month, in days since 1970-01-01. */
function firstDayOf(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / 86_400_000;
}

// -------------------------------------------------------------------------------------------------- numbers and truths

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
export function finite(formula: Formula, where: string, view: View): number {
  const value = evaluate(formula.node, view);
  if (!Number.isFinite(value)) throw new NotFinite(where, view.t, value);
  return value;
}
