/** An input in words: what a person calls it, and its values. */
import { numberText } from '../analysis/grid.ts';
import { money } from '../chart/money.ts';
import { cut } from '../chart/text.ts';
import type { Formula } from '../formula/tree.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { leverValue } from './lever-value.ts';
import type { Line, Section } from './page.ts';
import { type Table, tableWidth } from './table.ts';
import { calledBy, creditorLabel, nameOf } from './words.ts';

/**
 * An input as the analysis names it: `churn`, `mix (2)`, `funding.grant.month`, `funding.grant`, `suspended("cloud")`.
 */
export interface NamedInput {
  readonly name: string;
  readonly kind: 'lever' | 'assumption' | 'funding' | 'creditor';
}

const FUNDING = /^funding\.(.*?)(?:\.(amount|month))?$/;
const SUSPENDED = /^suspended\("(.*)"\)$/;
const ORDER = / \((\d+)\)$/;

/** What a table calls an input. */
export type CallInput = (input: NamedInput) => string;

/** Columns of a label where the page is narrow. */
const LABEL = 30;

/** A table of inputs, which are called by their whole labels where the page has room, else by what fits. */
export function inputTable(
  scenario: Scenario,
  title: string,
  tableOf: (called: CallInput) => Table,
  lines: readonly Line[],
): Extract<Section, { kind: 'table' }> {
  const whole = tableOf((input) => inputLabel(scenario, input));
  const short = tableOf((input) => cut(inputLabel(scenario, input), LABEL));
  const room = tableWidth(whole) - tableWidth(short);
  return { kind: 'table', title, table: whole, notes: lines, narrow: { table: short, notes: lines, room } };
}

/** `Innovation grant: whether it comes`. */
export function inputLabel(scenario: Scenario, { name, kind }: NamedInput): string {
  const order = ORDER.exec(name)?.[0] ?? '';
  const plain = name.slice(0, name.length - order.length);
  if (kind === 'creditor') return `${creditorLabel(scenario)(SUSPENDED.exec(name)![1]!)} stops supplying`;
  if (kind !== 'funding') {
    const entry = (kind === 'lever' ? scenario.levers : scenario.assumptions).get(plain);
    return (entry === undefined ? plain : calledBy(entry)) + order;
  }
  const { funding, field } = fundingOf(scenario, plain);
  const what = field === 'amount' ? 'amount' : field === 'month' ? 'month' : 'whether it comes';
  return `${calledBy(funding)}: ${what}${order}`;
}

/** A funding may be called `x.month`: the longest name that there is. */
function fundingOf({ funding }: Scenario, name: string) {
  const whole = funding.get(name.slice('funding.'.length));
  if (whole !== undefined) return { funding: whole, field: null };
  const [, own, field] = FUNDING.exec(name)!;
  return { funding: funding.get(own!)!, field };
}

/** Whether what is drawn, or the number, is written in percent: `normal(6%, 2%)`, not `lognormal(660k, 35%)`. */
const isPercent = ({ text }: Formula): boolean => /(?:^|\()\s*[-\d._]+\s*%/.test(text);

/** Significant digits of a value that is drawn. */
const DIGITS = 3;

/** A value of it, as people write it. */
export function inputValue(
  scenario: Scenario,
  { name, kind, isEvent = false }: NamedInput & { readonly isEvent?: boolean },
  value: number,
  ascii = false,
): string {
  if (isEvent) return value === 1 ? 'yes' : 'no';
  const plain = name.replace(ORDER, '');
  const rounded = Number(value.toPrecision(DIGITS));
  if (kind === 'lever') return leverValue(scenario.levers.get(plain)!, value, scenario.currency, ascii);
  if (kind === 'funding') {
    const { field } = fundingOf(scenario, plain);
    // The luck of the draw, where it is not known whether it comes.
    if (field === null) return numberText(rounded, true);
    return field === 'month' ? nameOf(scenario.start, Math.floor(value)) : money(value, scenario.currency, ascii);
  }
  const assumption = scenario.assumptions.get(plain);
  return numberText(rounded, assumption !== undefined && isPercent(assumption.value));
}
