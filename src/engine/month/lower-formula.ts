import type { Month } from '../../formula/month.ts';
import type { Draw, Formula, Node } from '../../formula/tree.ts';
import { children } from '../../formula/walk.ts';
import { lawMedian } from '../../numeric/laws.ts';
import { dependence } from '../../scenario/dependence.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Program, Register, Value } from '../program/program.ts';
import { calendarValue } from './calendar.ts';
import {
  alternative,
  drawInput,
  type InputDefault,
  isReplaced,
  leverFrom,
  leverUntil,
  leverValueInput,
  replacement,
  untilAsT,
  whichFormula,
} from './inputs.ts';
import type { KnownMonths } from './known.ts';
import type { Replaceable } from './replaceable.ts';

/** What formulas read of the company's state as the month opens. */
export interface OpeningState {
  readonly cash: Value;
  owed(creditor: string): Value;
  overdue(creditor: string): Value;
  /** A boolean. */
  suspended(creditor: string): Value;
  /** A boolean: whether that funding came in in an earlier month. */
  arrived(funding: string): Value;
}

/**
 * Lowers formulas: turns them into values of the program. Names are lowered when they are first needed, so the
 * program's order follows their dependence. What `prev`, `lag` and `past` read is held by registers, whose next values
 * `close` and `closeFlows` set at the end.
 */
export class FormulaLowering {
  readonly inputs: InputDefault[] = [];
  /** Set before the first formula with state in it is lowered. */
  state: OpeningState | null = null;
  /** By name of an assumption or line, its formula's value this month: of a line it may be below 0. */
  readonly raw = new Map<string, Value>();
  /** By name, its value this month as formulas read it. */
  private readonly monthlyNames = new Map<string, Value>();
  /** By name, its value in formulas that are evaluated once. */
  private readonly onceNames = new Map<string, Value>();
  /** Names of assumptions and lines, each after those it needs. */
  readonly order: readonly string[];
  /** Calendar months of the horizon, by t. */
  private readonly months: readonly Month[];
  /** How many of them are before the run. */
  private readonly pastMonths: number;
  /** Names that memory reads, by name and constant `init`; `line[i]` holds the name's value of i + 1 months ago. */
  private readonly memories = new Map<string, { readonly name: string; readonly init: Value; line: Register[] }>();
  /** By flow that `past` reads, registers that hold it one month ago, two months ago and so on. */
  private readonly flows = new Map<string, Register[]>();

  constructor(
    readonly program: Program,
    private readonly scenario: Scenario,
    private readonly replaceable: Replaceable,
    /** The actuals of lines, where the months are the past; null where they are simulated. */
    private readonly known: KnownMonths | null = null,
  ) {
    this.pastMonths = scenario.past?.months ?? 0;
    const opens = scenario.start + this.pastMonths;
    this.months = Array.from({ length: scenario.months }, (_, t) => scenario.start + t);
    for (const name of replaceable.formulas.keys())
      this.inputs.push({ name: whichFormula(name), value: 0, draw: null });
    for (const name of replaceable.numbers)
      this.inputs.push(
        { name: isReplaced(name), value: 0, draw: null },
        { name: replacement(name), value: 0, draw: null },
      );
    const lines = [...scenario.revenue.values(), ...scenario.costs.values()];
    this.order = dependence(
      new Map([
        ...[...scenario.assumptions.keys()].map((name) => [name, this.formulasOf(name)] as const),
        ...lines.map(({ name, amount }) => [name, [amount]] as const),
      ]),
    ).order;
    for (const { name, value, from, until } of scenario.levers.values()) {
      this.inputs.push({ name: leverValueInput(name), value, draw: null });
      this.inputs.push({ name: leverFrom(name), value: from - opens, draw: null });
      this.inputs.push({ name: leverUntil(name), value: untilAsT(until, opens), draw: null });
    }
  }

  /** The value of a formula this month. `owner` is the name of its random variables. */
  monthly(formula: Formula, owner: string): Value {
    return this.node(formula.node, { owner, called: owner, once: false });
  }

  /**
   * The value of a formula that is evaluated once, with levers at their value, in force or not; `called` names its
   * inputs.
   */
  once(formula: Formula, owner: string, called = owner): Value {
    // Names that it needs are found without recursion and lowered in the order of dependence: a chain may be long.
    const needed = new Set<string>();
    const queue = [formula.node];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      queue.push(...children(node));
      if (node.op !== 'name' || needed.has(node.name)) continue;
      needed.add(node.name);
      for (const { node: root } of this.formulasOf(node.name)) queue.push(root);
    }
    for (const name of this.order) if (needed.has(name)) this.onceName(name);
    return this.node(formula.node, { owner, called, once: true });
  }

  /** The value of an assumption, lever or line this month, as formulas read it. */
  name(name: string): Value {
    const known = this.monthlyNames.get(name);
    if (known !== undefined) return known;
    const value = this.lowerName(name);
    this.monthlyNames.set(name, value);
    return value;
  }

  /** A value of an assumption or a draw, or the number given in its place where it may be replaced. */
  orReplaced(name: string, value: Value): Value {
    if (!this.replaceable.numbers.has(name)) return value;
    const { program: p } = this;
    return p.select(p.truthy(p.input(isReplaced(name))), p.input(replacement(name)), value);
  }

  /** Sets the next values of `memories`; call when all names are lowered. */
  close(): void {
    for (const { name, line } of this.memories.values()) delay(line, this.name(name));
  }

  /** Sets the next values of `flows`; `flows` has this month's flows by name. */
  closeFlows(flows: Readonly<Record<string, Value>>): void {
    for (const [measure, line] of this.flows) delay(line, flows[measure]!);
  }

  /** An assumption's own formula, and after it those that may be given in its place; none for another name. */
  private formulasOf(name: string): readonly Formula[] {
    const own = this.scenario.assumptions.get(name);
    return own === undefined ? [] : [own.value, ...(this.replaceable.formulas.get(name)?.values() ?? [])];
  }

  /** The value of an assumption: its own formula's, that of another in its place, or a number in its place. */
  private assumption(name: string, once: boolean): Value {
    const { program: p } = this;
    const [own, ...others] = this.formulasOf(name).map((formula, i) => {
      const called = i === 0 ? name : alternative(name, i);
      return once ? this.once(formula, name, called) : this.node(formula.node, { owner: name, called, once });
    });
    const chosen = others.reduce(
      (rest, value, i) => p.select(p.eq(p.input(whichFormula(name)), p.constant(i + 1)), value, rest),
      own!,
    );
    return this.orReplaced(name, chosen);
  }

  private lowerName(name: string): Value {
    const { program: p, scenario } = this;
    if (scenario.assumptions.has(name)) {
      const value = this.assumption(name, false);
      this.raw.set(name, value);
      return value;
    }
    if (scenario.levers.has(name)) {
      const inForce = p.and(p.le(p.input(leverFrom(name)), p.index), p.le(p.index, p.input(leverUntil(name))));
      return p.select(inForce, p.input(leverValueInput(name)), p.zero);
    }
    const line = scenario.revenue.get(name) ?? scenario.costs.get(name);
    if (line === undefined) throw new Error(`no name ${name}`);
    const computed = this.monthly(line.amount, name);
    const raw = this.known === null ? computed : this.known.or(name, computed);
    this.raw.set(name, raw);
    return p.select(p.lt(raw, p.zero), p.zero, raw);
  }

  private onceName(name: string): Value {
    const known = this.onceNames.get(name);
    if (known !== undefined) return known;
    const isLever = !this.scenario.assumptions.has(name);
    const value = isLever ? this.program.input(leverValueInput(name)) : this.assumption(name, true);
    this.onceNames.set(name, value);
    return value;
  }

  private node(node: Node, context: LoweringContext): Value {
    const { program: p } = this;
    const lower = (inner: Node) => this.node(inner, context);
    switch (node.op) {
      case 'number':
        return p.constant(node.value);
      case 't':
        return p.month;
      case 'cash':
        return this.opening().cash;
      case 'name':
        return context.once ? this.onceName(node.name) : this.name(node.name);
      case 'neg':
        return p.neg(lower(node.arg));
      case 'add':
        return p.add(lower(node.left), lower(node.right));
      case 'sub':
        return p.sub(lower(node.left), lower(node.right));
      case 'mul':
        return p.mul(lower(node.left), lower(node.right));
      case 'div':
        return p.div(lower(node.left), lower(node.right));
      case 'pow':
        return p.pow(lower(node.left), lower(node.right));
      case 'not':
      case 'and':
      case 'or':
      case 'compare':
        return p.number(this.test(node, context));
      case 'if':
        return p.select(this.test(node.test, context), lower(node.then), lower(node.else));
      case 'call':
        return this.call(node.fn, node.args.map(lower));
      case 'since':
        return p.number(this.since(node.month));
      case 'until':
        return p.number(this.until(node.month));
      case 'at':
        return p.number(p.and(this.since(node.month), this.until(node.month)));
      case 'between':
        return p.number(p.and(this.since(node.from), this.until(node.to)));
      case 'ramp':
        return this.ramp(node.month, lower(node.over));
      case 'month_of_year':
      case 'days':
      case 'every':
      case 'paydays':
      case 'series':
      case 'steps':
      case 'by_month':
        return p.row(this.months.map((month) => calendarValue(node, month)));
      case 'from':
        return p.add(p.input(leverFrom(node.lever)), p.constant(this.pastMonths));
      case 'prev':
        return this.ago(node.name, 1, node.first === null ? null : lower(node.first));
      case 'change':
        return p.sub(this.name(node.name), this.ago(node.name, 1, lower(node.first)));
      case 'lag':
        return this.ago(node.name, node.n, lower(node.first));
      case 'past':
        return this.past(node.measure, node.n);
      case 'owed':
        return this.opening().owed(node.creditor);
      case 'overdue':
        return this.opening().overdue(node.creditor);
      case 'suspended':
        return p.number(this.opening().suspended(node.creditor));
      case 'arrived':
        return p.number(this.opening().arrived(node.funding));
      case 'draw':
        return this.draw(node, context);
    }
  }

  /** A node as a boolean: any number but 0 is true, NaN included. */
  private test(node: Node, context: LoweringContext): Value {
    const { program: p } = this;
    switch (node.op) {
      case 'not':
        return p.not(this.test(node.arg, context));
      case 'and':
        return p.and(this.test(node.left, context), this.test(node.right, context));
      case 'or':
        return p.or(this.test(node.left, context), this.test(node.right, context));
      case 'compare': {
        const args = node.args.map((arg) => this.node(arg, context));
        return node.signs.map((sign, i) => this.compare(sign, args[i]!, args[i + 1]!)).reduce((a, b) => p.and(a, b));
      }
      default:
        return p.truthy(this.node(node, context));
    }
  }

  private compare(sign: string, a: Value, b: Value): Value {
    const { program: p } = this;
    switch (sign) {
      case '<':
        return p.lt(a, b);
      case '<=':
        return p.le(a, b);
      case '>':
        return p.lt(b, a);
      case '>=':
        return p.le(b, a);
      case '==':
        return p.eq(a, b);
      default:
        return p.ne(a, b);
    }
  }

  private call(fn: string, args: Value[]): Value {
    const { program: p } = this;
    if (fn === 'min') return args.reduce((a, b) => p.min(a, b));
    if (fn === 'max') return args.reduce((a, b) => p.max(a, b));
    if (fn === 'clamp') return p.max(args[1]!, p.min(args[0]!, args[2]!));
    return p.unary(fn as 'abs', args[0]!);
  }

  private opening(): OpeningState {
    if (this.state === null) throw new Error('state is read before it is there');
    return this.state;
  }

  /** A boolean: this month is `month` or later; a constant where that lies outside the horizon. */
  private since(month: Month): Value {
    const { program: p } = this;
    const t = month - this.scenario.start;
    if (t <= 0) return p.true;
    return t >= this.scenario.months ? p.false : p.le(p.constant(t), p.month);
  }

  /** A boolean: this month is `month` or earlier. */
  private until(month: Month): Value {
    const { program: p } = this;
    const t = month - this.scenario.start;
    if (t < 0) return p.false;
    return t >= this.scenario.months - 1 ? p.true : p.le(p.month, p.constant(t));
  }

  private ramp(month: Month, over: Value): Value {
    const { program: p } = this;
    const passed = p.sub(p.month, p.constant(month - this.scenario.start));
    const rising = p.max(p.zero, p.min(p.one, p.div(passed, over)));
    return p.select(p.le(over, p.zero), p.number(this.since(month)), rising);
  }

  /**
   * The value of a name n months ago; in the first n months `first`, or where that is null the name's value this month.
   * A constant `first` is what registers open with; any other is selected in those months, for registers open with a
   * value that does not depend on the month.
   */
  private ago(name: string, n: number, first: Value | null): Value {
    const { program: p } = this;
    const isConstant = first?.op === 'const';
    const key = isConstant ? `${name} ${first.data}` : name;
    const memory = this.memories.get(key) ?? { name, init: isConstant ? first : p.zero, line: [] };
    this.memories.set(key, memory);
    const past = this.scenario.past?.names.get(name) ?? [];
    while (memory.line.length < n) memory.line.push(p.register(fromEnd(p, past, memory.line.length) ?? memory.init));
    const value = memory.line[n - 1]!.value;
    return isConstant ? value : p.select(p.lt(p.month, p.constant(n)), first ?? this.name(name), value);
  }

  /** The sum of a flow over the n months before this one; before the start it was 0. */
  private past(measure: string, n: number): Value {
    const { program: p } = this;
    const line = this.flows.get(measure) ?? [];
    this.flows.set(measure, line);
    const past = this.scenario.past?.flows.get(measure) ?? [];
    while (line.length < n) line.push(p.register(fromEnd(p, past, line.length) ?? p.zero));
    return p.sum(
      line
        .slice(0, n)
        .reverse()
        .map(({ value }) => value),
    );
  }

  private draw(draw: Draw, { owner, called }: LoweringContext): Value {
    const name = drawInput(called, draw.k);
    if (!this.inputs.some((input) => input.name === name)) {
      const { k, law, params, monthly } = draw;
      this.inputs.push({ name, value: lawMedian(law, params), draw: { name: owner, k, law, params, monthly } });
    }
    return this.orReplaced(name, this.program.input(name));
  }
}

/** The number of a past, as a constant, so many months before its last; null where that is before its first. */
function fromEnd(p: Program, past: readonly number[], months: number): Value | null {
  const found = past.at(-1 - months);
  return found === undefined ? null : p.constant(found);
}

/** Sets next values such that the first register takes `value`, and each other what the one before it holds. */
function delay(line: readonly Register[], value: Value): void {
  line.forEach((register, i) => {
    register.next = line[i - 1]?.value ?? value;
  });
}

/** Whose formula is being lowered, and how. */
interface LoweringContext {
  /** The name of its random variables. */
  readonly owner: string;
  /** The name under which these have inputs: another for each formula that may stand in an assumption's place. */
  readonly called: string;
  /** Whether it is evaluated once, not month by month. */
  readonly once: boolean;
}
