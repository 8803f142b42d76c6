import type { Place, Span } from '../diagnostic/diagnostic.ts';
import type { NumberFunction } from '../numeric/arithmetic.ts';
import type { LawName } from '../numeric/laws.ts';
import type { Month } from './month.ts';

export type BinaryOperator = 'add' | 'sub' | 'mul' | 'div' | 'pow' | 'and' | 'or';
export type Sign = '<' | '<=' | '>' | '>=' | '==' | '!=';
export type MathFunction = NumberFunction;
export type StateFunction = 'owed' | 'overdue' | 'suspended';
export type { LawName } from '../numeric/laws.ts';

/** A distribution with its parameters, checked: a variable of the world, or of each month of it. */
export interface Draw {
  readonly op: 'draw';
  readonly law: LawName;
  readonly params: readonly number[];
  readonly monthly: boolean;
  /** Which distribution call of its formula this is, from 0: part of the variable's name. */
  readonly k: number;
  readonly at: Span;
}

/** A checked formula. `at` is a stretch of the formula's own text. `if(a, b, c)` and `a ? b : c` are one node. */
export type Node =
  | { readonly op: 'number'; readonly value: number; readonly at: Span }
  | { readonly op: 't'; readonly at: Span }
  | { readonly op: 'cash'; readonly at: Span }
  /** The month's number in its year, 1 to 12; its days, 28 to 31. */
  | { readonly op: 'month_of_year' | 'days'; readonly at: Span }
  /** 1 in `month` and every `n` months after it. */
  | { readonly op: 'every'; readonly n: number; readonly month: Month; readonly at: Span }
  /** How many of the days `gap` apart, from `firstDay` on (days since 1970-01-01), fall in the month. */
  | { readonly op: 'paydays'; readonly firstDay: number; readonly gap: number; readonly at: Span }
  /** values[i] in the i-th month from `month` on, 0 before and after. */
  | { readonly op: 'series'; readonly month: Month; readonly values: readonly number[]; readonly at: Span }
  /** values[i] from months[i] on, 0 before the first; months ascend. */
  | { readonly op: 'steps'; readonly months: readonly Month[]; readonly values: readonly number[]; readonly at: Span }
  /** Twelve values, of January to December. */
  | { readonly op: 'by_month'; readonly values: readonly number[]; readonly at: Span }
  /** A lever's first month in force, as t. */
  | { readonly op: 'from'; readonly lever: string; readonly at: Span }
  /** An assumption, a lever or a line, this month. */
  | { readonly op: 'name'; readonly name: string; readonly at: Span }
  | { readonly op: 'neg' | 'not'; readonly arg: Node; readonly at: Span }
  | { readonly op: BinaryOperator; readonly left: Node; readonly right: Node; readonly at: Span }
  /** A chain: `signs[i]` stands between `args[i]` and `args[i + 1]`, and all must hold. */
  | { readonly op: 'compare'; readonly signs: readonly Sign[]; readonly args: readonly Node[]; readonly at: Span }
  | { readonly op: 'if'; readonly test: Node; readonly then: Node; readonly else: Node; readonly at: Span }
  | { readonly op: 'call'; readonly fn: MathFunction; readonly args: readonly Node[]; readonly at: Span }
  | { readonly op: 'since' | 'until' | 'at'; readonly month: Month; readonly at: Span }
  | { readonly op: 'between'; readonly from: Month; readonly to: Month; readonly at: Span }
  | { readonly op: 'ramp'; readonly month: Month; readonly over: Node; readonly at: Span }
  /** `change(x)` without a first value has `first: 0`; `prev(x)` without one has `first: null`. */
  | { readonly op: 'prev'; readonly name: string; readonly first: Node | null; readonly at: Span }
  | { readonly op: 'change'; readonly name: string; readonly first: Node; readonly at: Span }
  /** The named value as it was n months ago; `first` in the first n months. */
  | { readonly op: 'lag'; readonly name: string; readonly n: number; readonly first: Node; readonly at: Span }
  /** A flow of the company, summed over the n months before this one. */
  | { readonly op: 'past'; readonly measure: string; readonly n: number; readonly at: Span }
  | { readonly op: StateFunction; readonly creditor: string; readonly at: Span }
  /** 1 if that funding came in a month before this one and was more than 0. */
  | { readonly op: 'arrived'; readonly funding: string; readonly at: Span }
  | Draw;

/** A formula as written, its checked tree, and where it stands: plain data, which can be sent to a thread. */
export interface Formula {
  readonly text: string;
  readonly node: Node;
  readonly place: Place;
}
