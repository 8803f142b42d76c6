import type { Span } from '../diagnostic/diagnostic.ts';
import type { ArgumentKind, FunctionEntry } from './functions.ts';
import type { RawNode } from './grammar.ts';
import { formatMonth, type Month, parseDay } from './month.ts';
import type { FormulaFault } from './tokens.ts';
import type { Node } from './tree.ts';

/** The reader of a call's arguments. Where one is at fault, it collects the fault and returns what has no meaning. */
interface Arguments {
  constant(raw: RawNode, of: string): number | null;
  text(raw: RawNode, kind: ArgumentKind, entry: FunctionEntry): string | null;
  month(raw: RawNode, entry: FunctionEntry): Month;
  span(raw: RawNode): Span;
  refuse(code: FormulaFault['code'], at: Span, message: string, hint?: string): Node;
}

/** The largest gap between two paydays, in days. */
const MAX_GAP = 366;

const asWritten = ({ signature }: FunctionEntry): string => `it is written ${signature}`;

/** The value of an argument of numbers alone: a whole number from `least` to `most`, else a fault. */
export function readWhole(
  raw: RawNode,
  [least, most]: readonly [number, number],
  entry: FunctionEntry,
  args: Arguments,
): number {
  const value = args.constant(raw, entry.signature.split('(')[0]!);
  if (value === null || (Number.isInteger(value) && value >= least && value <= most)) return value ?? least;
  const bounds = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  args.refuse('bad-argument', args.span(raw), `a whole number ${bounds} is expected, not ${value}`, asWritten(entry));
  return least;
}

/** Reads a call of `every(n, "2026-03")` or `paydays("2026-01-02", 14)`. */
export function readCalendar(
  op: 'every' | 'paydays',
  [one, other]: readonly RawNode[],
  entry: FunctionEntry,
  at: Span,
  args: Arguments,
): Node {
  if (op === 'every') {
    const n = readWhole(one!, [1, Number.MAX_SAFE_INTEGER], entry, args);
    return { op, n, month: args.month(other!, entry), at };
  }
  const text = args.text(one!, 'day', entry);
  const firstDay = text === null ? null : parseDay(text);
  if (text !== null && firstDay === null) {
    const message = `"${text}" is not a day from 1900-01-01 to 2199-12-31`;
    args.refuse('bad-argument', args.span(one!), message, asWritten(entry));
  }
  return { op, firstDay: firstDay ?? 0, gap: readWhole(other!, [1, MAX_GAP], entry, args), at };
}

/** Reads a call of `series("2026-01", x, y, …)`, `steps("2026-01", x, "2026-04", y, …)` or `by_month(x1, …, x12)`. */
export function readRow(
  op: 'series' | 'steps' | 'by_month',
  raw: readonly RawNode[],
  entry: FunctionEntry,
  at: Span,
  args: Arguments,
): Node {
  const value = (item: RawNode): number => readFinite(item, op, args);
  if (op === 'by_month') return { op, values: raw.map(value), at };
  if (op === 'series') return { op, month: args.month(raw[0]!, entry), values: raw.slice(1).map(value), at };
  const months: Month[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const month = args.month(raw[i]!, entry);
    const before = months.at(-1);
    if (before !== undefined && month <= before && month > 0) {
      const message = `the months of steps ascend, and ${formatMonth(month)} is not after ${formatMonth(before)}`;
      args.refuse('bad-argument', args.span(raw[i]!), message, asWritten(entry));
    }
    months.push(month);
  }
  return { op, months, values: raw.filter((_, i) => i % 2 === 1).map(value), at };
}

function readFinite(raw: RawNode, of: string, args: Arguments): number {
  const value = args.constant(raw, of);
  if (value !== null && !Number.isFinite(value)) {
    args.refuse('not-finite', args.span(raw), 'this has no finite value');
  }
  return value ?? 0;
}
