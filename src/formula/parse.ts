import type { Span } from '../diagnostic/diagnostic.ts';
import { didYouMean } from '../diagnostic/nearest.ts';
import { lawFault } from '../numeric/laws.ts';
import { constantValue } from './constant.ts';
import {
  type ArgumentKind,
  FUNCTION_NAMES,
  type FunctionEntry,
  foreignWord,
  functionEntry,
  isValueWord,
  wrongCount,
} from './functions.ts';
import { parseTokens, type RawNode } from './grammar.ts';
import { type Month, parseMonth } from './month.ts';
import { nestingFault } from './nesting.ts';
import { PERIOD_MONTHS, periodFaults } from './period-words.ts';
import { readCalendar, readRow, readWhole } from './rows.ts';
import {
  dateFault,
  fault,
  isCommaBetweenNumbers,
  isMonthText,
  isUnit,
  missingOperator,
  strayComma,
  wholeDate,
} from './slips.ts';
import { type FormulaFault, type Token, tokenize } from './tokens.ts';
import type { Draw, LawName, MathFunction, Node, Sign, StateFunction } from './tree.ts';

/** UTF-16 units of the longest formula that is read: its tree is walked by recursion. */
const MAX_LENGTH = 4000;
/** Depth of the deepest tree that is built; a sum of n terms has depth n. */
const MAX_DEPTH = 1000;
/** Most months that `past` looks back, and that `lag` does. */
const MAX_PAST = 24;
const MAX_LAG = 60;

const BINARY: Record<string, 'add' | 'sub' | 'mul' | 'div' | 'pow' | 'and' | 'or'> = {
  add: 'add',
  subtract: 'sub',
  multiply: 'mul',
  divide: 'div',
  pow: 'pow',
  and: 'and',
  or: 'or',
};
const SIGNS: Record<string, Sign> = {
  smaller: '<',
  smallerEq: '<=',
  larger: '>',
  largerEq: '>=',
  equal: '==',
  unequal: '!=',
};

/**
 * The checked tree of a formula; or null and all faults that were found. Names and creditors are not looked up here.
 * `currency` (ISO 4217) is that of the scenario, whose sign may stand before a number; null: any sign may.
 */
export function parseFormula(
  text: string,
  currency: string | null = 'USD',
): { node: Node | null; faults: FormulaFault[] } {
  if (text.trim() === '')
    return { node: null, faults: [fault('formula-syntax', { start: 0, end: text.length }, 'the formula is empty')] };
  if (text.length > MAX_LENGTH) {
    const message = `the formula has ${text.length} characters; at most ${MAX_LENGTH} are read`;
    return {
      node: null,
      faults: [fault('formula-syntax', { start: 0, end: MAX_LENGTH }, message, 'split it into assumptions')],
    };
  }
  const date = wholeDate(text);
  if (date !== null) return { node: null, faults: [dateFault(text, date)] };
  const { tokens, faults } = tokenize(text, currency);
  if (faults.length === 0) faults.push(...adjacency(tokens), ...periodFaults(tokens));
  if (faults.length > 0) return { node: null, faults };
  const nested = nestingFault(tokens);
  if (nested !== null) return { node: null, faults: [nested] };
  const raw = parseTokens(tokens, text.length);
  if ('code' in raw) return { node: null, faults: [raw] };
  if (isDeeper(raw, MAX_DEPTH)) {
    const at = { start: tokens[0]!.at.start, end: tokens.at(-1)!.at.end };
    const message = `the formula has more than ${MAX_DEPTH} operators that work on each other's results`;
    return { node: null, faults: [fault('formula-syntax', at, message, 'split it into assumptions')] };
  }
  const reader = new Reader(tokens, text);
  const node = reader.read(raw);
  return { node: reader.faults.length > 0 ? null : node, faults: reader.faults };
}

/** Whether a tree is deeper than `most`; found without recursion, for a deep tree would exhaust the stack. */
function isDeeper(root: RawNode, most: number): boolean {
  const queue: { raw: RawNode; depth: number }[] = [{ raw: root, depth: 1 }];
  for (let top = queue.pop(); top !== undefined; top = queue.pop()) {
    if (top.depth > most) return true;
    for (const raw of parts(top.raw)) queue.push({ raw, depth: top.depth + 1 });
  }
  return false;
}

function parts(raw: RawNode): readonly RawNode[] {
  switch (raw.kind) {
    case 'operator':
    case 'chain':
    case 'call':
      return raw.args;
    case 'parenthesis':
      return [raw.content];
    case 'conditional':
      return [raw.test, raw.then, raw.else];
    default:
      return [];
  }
}

const endsValue = (token: Token | undefined): boolean =>
  token !== undefined && (token.kind !== 'sign' || token.sign === ')');

/** Faults between neighbouring tokens: what math.js would misread (`2 x`, `+2`, `1:2`) or refuse in unhelpful words. */
function adjacency(tokens: readonly Token[]): FormulaFault[] {
  const faults: FormulaFault[] = [];
  let depth = 0;
  /** By depth of parentheses, how many `?` still want their `:`. */
  const questions: Record<number, number> = {};
  tokens.forEach((token, i) => {
    const before = tokens[i - 1];
    const sign = token.kind === 'sign' ? token.sign : null;
    const opens = sign === null || sign === '(' || sign === 'not';
    const isTold = isUnit(before, tokens[i - 2]);
    if (endsValue(before) && opens && !(sign === '(' && before?.kind === 'name') && !isTold)
      faults.push(missingOperator(before!, token));
    if ((sign === 'and' || sign === 'or') && !endsValue(before)) {
      faults.push(fault('formula-syntax', token.at, `"${sign}" has no value before it`));
    }
    if (sign === '+' && !endsValue(before)) {
      faults.push(fault('unary-plus', token.at, 'a plus sign has nothing before it', 'leave it out'));
    }
    if (sign === '*' && before?.kind === 'sign' && before.sign === '*') {
      faults.push(fault('formula-syntax', { start: before.at.start, end: token.at.end }, 'a power is written ^'));
    }
    if (sign === ',' && depth === 0 && !isCommaBetweenNumbers(tokens, i - 2)) faults.push(strayComma(tokens, i));
    if (sign === '?') questions[depth] = (questions[depth] ?? 0) + 1;
    if (sign === ':' && (questions[depth] ?? 0) === 0) {
      const at = { start: (before ?? token).at.start, end: (tokens[i + 1] ?? token).at.end };
      faults.push(fault('not-allowed', at, 'a range is not part of a formula', 'a conditional is written a ? b : c'));
    } else if (sign === ':') questions[depth]!--;
    if (sign === ')') questions[depth] = 0;
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
  });
  return faults;
}

/** Words that become a node of the same name. */
const PLAIN_WORDS = ['t', 'cash', 'month_of_year', 'days'] as const;
const isPlainWord = (name: string): name is (typeof PLAIN_WORDS)[number] =>
  (PLAIN_WORDS as readonly string[]).includes(name);

const NOTHING: Node = { op: 'number', value: 0, at: { start: 0, end: 0 } };

/** Turns math.js's tree into ours, and collects faults on the way. A faulty part becomes the number 0. */
class Reader {
  readonly faults: FormulaFault[] = [];
  private draws = 0;
  /** Extents that were found: each node asks for those of its operands, and would walk all of its tree again. */
  private readonly extents = new Map<RawNode, readonly [number, number]>();

  constructor(
    private readonly tokens: readonly Token[],
    private readonly source: string,
  ) {}

  read(raw: RawNode): Node {
    switch (raw.kind) {
      case 'operand':
        return this.operand(raw.token);
      case 'parenthesis':
        return { ...this.read(raw.content), at: this.span(raw) };
      case 'operator':
        return this.operator(raw);
      case 'chain':
        return this.compare(raw, raw.signs, raw.args);
      case 'conditional':
        return this.conditional(raw);
      case 'call':
        return this.call(raw);
      case 'other':
        return this.refuse('not-allowed', { start: 0, end: 1 }, `${raw.what} is not part of a formula`);
    }
  }

  refuse(code: FormulaFault['code'], at: Span, message: string, hint?: string): Node {
    this.faults.push(fault(code, at, message, hint));
    return NOTHING;
  }

  private operand(index: number): Node {
    const token = this.tokens[index]!;
    if (token.kind === 'number') return this.number(token.value, token.at);
    if (token.kind === 'text') {
      return this.refuse(
        'not-allowed',
        token.at,
        'a text stands only where a function takes one, such as a month or a creditor',
      );
    }
    if (token.kind !== 'name') throw new Error('math.js took a sign for an operand');
    if (isPlainWord(token.name)) return { op: token.name, at: token.at };
    if (Object.hasOwn(PERIOD_MONTHS, token.name))
      return { op: 'number', value: PERIOD_MONTHS[token.name]!, at: token.at };
    const entry = functionEntry(token.name);
    if (entry !== null) {
      return this.refuse(
        'bad-argument',
        token.at,
        `${token.name} is a function and needs its arguments: ${entry.signature}`,
      );
    }
    return { op: 'name', name: token.name, at: token.at };
  }

  private number(value: number, at: Span): Node {
    const written = this.source.slice(at.start, at.end);
    const zeros = /^[$€£]?\s*(0+)_?\d/.exec(written);
    if (zeros === null) return { op: 'number', value, at };
    const hint = /^000$/.test(written)
      ? 'thousands have no comma: write 1000, 1_000 or 1k'
      : `write ${written.replace(/0[0_]*(?=\d)/, '')}`;
    return this.refuse('formula-syntax', at, `a number does not begin with 0, as ${written} does`, hint);
  }

  /** Whether a difference is written as a month is: `2024-01`. */
  private isMonth(raw: RawNode & { kind: 'operator' }, at: Span): boolean {
    return raw.args.every(({ kind }) => kind === 'operand') && isMonthText(this.source, at);
  }

  private operator(raw: RawNode & { kind: 'operator' }): Node {
    const at = this.span(raw);
    if (raw.fn === 'not') return this.not(raw, at);
    if (raw.fn === 'unaryMinus') {
      this.refuseNot(raw.args);
      return { op: 'neg', arg: this.read(raw.args[0]!), at };
    }
    if (Object.hasOwn(SIGNS, raw.fn)) return this.compare(raw, [raw.fn], raw.args);
    const op = Object.hasOwn(BINARY, raw.fn) ? BINARY[raw.fn] : undefined;
    if (op === undefined) return this.refuse('not-allowed', at, 'this operator is not part of a formula');
    if (op !== 'and' && op !== 'or') this.refuseNot(raw.args);
    if (op === 'sub' && this.isMonth(raw, at)) {
      this.faults.push(dateFault(this.source, at));
      return NOTHING;
    }
    return { op, left: this.read(raw.args[0]!), right: this.read(raw.args[1]!), at };
  }

  private not(raw: RawNode & { kind: 'operator' }, at: Span): Node {
    const arg = raw.args[0]!;
    const isName = arg.kind === 'operand' && this.tokens[arg.token]!.kind === 'name';
    if (!isName && arg.kind !== 'call' && arg.kind !== 'parenthesis') {
      return this.refuse('bad-not', at, 'not takes a name, a call or parentheses', 'write not (…)');
    }
    return { op: 'not', arg: this.read(arg), at };
  }

  private refuseNot(args: readonly RawNode[]): void {
    for (const arg of args) {
      if (arg.kind === 'operator' && arg.fn === 'not') {
        const hint = 'put it in parentheses: not (a > b), 1 - (not a)';
        this.refuse('bad-not', this.span(arg), 'not is no operand of arithmetic or of a comparison', hint);
      }
    }
  }

  private compare(raw: RawNode, names: readonly string[], args: readonly RawNode[]): Node {
    this.refuseNot(args);
    const signs = names.map((name) => SIGNS[name]!);
    return { op: 'compare', signs, args: args.map((arg) => this.read(arg)), at: this.span(raw) };
  }

  private conditional(raw: RawNode & { kind: 'conditional' }): Node {
    for (const part of [raw.test, raw.then, raw.else]) {
      if (part.kind === 'conditional') {
        this.refuse(
          'nested-conditional',
          this.span(part),
          'a conditional inside another needs parentheses',
          'write a ? b : (c ? d : e)',
        );
      }
    }
    return {
      op: 'if',
      test: this.read(raw.test),
      then: this.read(raw.then),
      else: this.read(raw.else),
      at: this.span(raw),
    };
  }

  private call(raw: RawNode & { kind: 'call' }): Node {
    const at = this.span(raw);
    const token = raw.fn.kind === 'operand' ? this.tokens[raw.fn.token]! : null;
    if (token === null || token.kind !== 'name')
      return this.refuse('missing-operator', at, 'an operator is missing before the parenthesis');
    const { name } = token;
    const entry = functionEntry(name);
    if (entry === null) {
      const near = foreignWord(name) === null ? didYouMean(name, FUNCTION_NAMES) : '';
      const message = `there is no function ${name}${near}`;
      for (const arg of raw.args) if (!this.isText(arg)) this.read(arg);
      const hint = isValueWord(name)
        ? `${name} is a value, and stands without parentheses`
        : (foreignWord(name) ?? `functions: ${FUNCTION_NAMES.join(', ')}`);
      return this.refuse('unknown-function', token.at, message, hint);
    }
    const wrong = wrongCount(name, entry, raw.args.length);
    if (wrong !== null) return this.refuse('bad-argument', at, wrong, `it is written ${entry.signature}`);
    const before = this.faults.length;
    const node = this.build(name, entry, raw.args, at);
    return this.faults.length > before ? NOTHING : node;
  }

  private isText(raw: RawNode): boolean {
    return raw.kind === 'operand' && this.tokens[raw.token]!.kind === 'text';
  }

  private build(name: string, entry: FunctionEntry, args: readonly RawNode[], at: Span): Node {
    switch (entry.group) {
      case 'number': {
        const read = args.map((arg) => this.read(arg));
        if (name === 'if') return { op: 'if', test: read[0]!, then: read[1]!, else: read[2]!, at };
        return { op: 'call', fn: name as MathFunction, args: read, at };
      }
      case 'time':
        return this.time(name, args, entry, at);
      case 'calendar':
        return readCalendar(name as 'every' | 'paydays', args, entry, at, this);
      case 'rows':
        return readRow(name as 'series' | 'steps' | 'by_month', args, entry, at, this);
      case 'lever':
        return { op: 'from', lever: this.name(args[0]!, entry), at };
      case 'memory':
        return this.memory(name, args, entry, at);
      case 'state': {
        const of = this.text(args[0]!, entry.args[0]!, entry) ?? '';
        return name === 'arrived'
          ? { op: 'arrived', funding: of, at }
          : { op: name as StateFunction, creditor: of, at };
      }
      case 'distribution':
        return this.draw(name as LawName, args, at);
      case 'draw':
        return this.monthly(args[0]!, at, entry);
    }
  }

  private memory(name: string, args: readonly RawNode[], entry: FunctionEntry, at: Span): Node {
    if (name === 'past') {
      const measure = this.text(args[0]!, 'flow', entry) ?? '';
      return { op: 'past', measure, n: readWhole(args[1]!, [1, MAX_PAST], entry, this), at };
    }
    const of = this.name(args[0]!, entry);
    const last = args.length === entry.args.length ? this.read(args.at(-1)!) : null;
    if (name === 'prev') return { op: 'prev', name: of, first: last, at };
    const first: Node = last ?? { op: 'number', value: 0, at };
    if (name === 'change') return { op: 'change', name: of, first, at };
    return { op: 'lag', name: of, n: readWhole(args[1]!, [1, MAX_LAG], entry, this), first, at };
  }

  private time(name: string, args: readonly RawNode[], entry: FunctionEntry, at: Span): Node {
    const month = this.month(args[0]!, entry);
    if (name === 'between') {
      const to = this.month(args[1]!, entry);
      if (to < month)
        this.refuse('bad-argument', at, 'between ends before it begins', `it is written ${entry.signature}`);
      return { op: 'between', from: month, to, at };
    }
    if (name === 'ramp') return { op: 'ramp', month, over: this.read(args[1]!), at };
    return { op: name as 'since' | 'until' | 'at', month, at };
  }

  /** The value of an argument that must be a formula of numbers alone; adds a fault and gives null where it is not. */
  constant(raw: RawNode, of: string): number | null {
    const before = this.faults.length;
    const value = constantValue(this.read(raw));
    if (this.faults.length > before) return null;
    if (value === null) {
      const message = `the arguments of ${of} are numbers alone`;
      this.refuse('not-constant', this.span(raw), message, 'no names, no time, no state');
    }
    return value;
  }

  private draw(law: LawName, args: readonly RawNode[], at: Span): Node {
    const k = this.draws++;
    const params = args.map((arg) => this.constant(arg, law)).filter((value) => value !== null);
    if (params.length < args.length) return NOTHING;
    const wrong = lawFault(law, params);
    if (wrong !== null) return this.refuse('bad-distribution', at, `${law}: ${wrong}`);
    return { op: 'draw', law, params, monthly: false, k, at };
  }

  private monthly(arg: RawNode, at: Span, entry: FunctionEntry): Node {
    const name = arg.kind === 'call' && arg.fn.kind === 'operand' ? this.tokens[arg.fn.token]! : null;
    if (name?.kind !== 'name' || functionEntry(name.name)?.group !== 'distribution') {
      return this.refuse(
        'bad-argument',
        at,
        'monthly stands around exactly one distribution',
        `it is written ${entry.signature}`,
      );
    }
    const inner = this.read(arg);
    return inner.op === 'draw' ? ({ ...inner, monthly: true, at } satisfies Draw) : NOTHING;
  }

  /** The bare name that functions of memory and of levers take; adds a fault and gives '' where there is none. */
  private name(raw: RawNode, entry: FunctionEntry): string {
    const token = raw.kind === 'operand' ? this.tokens[raw.token]! : null;
    if (token?.kind === 'name' && !isValueWord(token.name)) return token.name;
    const what = entry.group === 'lever' ? 'a lever' : 'an assumption, lever or line';
    const message = `the name of ${what} is expected`;
    this.refuse('bad-argument', this.span(raw), message, `it is written ${entry.signature}`);
    return '';
  }

  /** The text in quotes; adds a fault and gives null where there is none. */
  text(raw: RawNode, kind: ArgumentKind, entry: FunctionEntry): string | null {
    const token = raw.kind === 'operand' ? this.tokens[raw.token]! : null;
    if (token?.kind === 'text') return token.text;
    this.refuse(
      'bad-argument',
      this.span(raw),
      `${kind === 'funding' ? kind : `a ${kind}`} in quotes is expected`,
      `it is written ${entry.signature}`,
    );
    return null;
  }

  month(raw: RawNode, entry: FunctionEntry): Month {
    const text = this.text(raw, 'month', entry);
    if (text === null) return 0;
    const month = parseMonth(text);
    if (month !== null) return month;
    this.refuse(
      'bad-argument',
      this.span(raw),
      `"${text}" is not a month from 1900-01 to 2199-12`,
      `it is written ${entry.signature}`,
    );
    return 0;
  }

  /** The stretch of the formula that a node of math.js covers, parentheses and names of calls included. */
  span(raw: RawNode): Span {
    const [first, last] = this.extent(raw);
    if (first > last) return { start: 0, end: 1 };
    return { start: this.tokens[first]!.at.start, end: this.tokens[last]!.at.end };
  }

  /** First and last token of a node, first > last for none; math.js has no positions, so it walks out from operands. */
  private extent(raw: RawNode): readonly [number, number] {
    const known = this.extents.get(raw);
    if (known !== undefined) return known;
    const found = this.findExtent(raw);
    this.extents.set(raw, found);
    return found;
  }

  private findExtent(raw: RawNode): readonly [number, number] {
    switch (raw.kind) {
      case 'operand':
        return [raw.token, raw.token];
      case 'parenthesis': {
        const [first, last] = this.extent(raw.content);
        return [first - 1, last + 1];
      }
      case 'operator':
      case 'chain': {
        const [first, last] = this.outer(raw.args);
        return [raw.args.length === 1 ? first - 1 : first, last];
      }
      case 'conditional':
        return this.outer([raw.test, raw.else]);
      case 'call': {
        const [name] = this.extent(raw.fn);
        const last = raw.args.length === 0 ? name + 1 : this.extent(raw.args.at(-1)!)[1];
        return [name, last + 1];
      }
      case 'other':
        return [1, 0];
    }
  }

  private outer(args: readonly RawNode[]): readonly [number, number] {
    const first = this.extent(args[0]!);
    return args.length === 1 ? first : [first[0], this.extent(args.at(-1)!)[1]];
  }
}
