/** An uncertain input or lever in words: its name for people, and its values. */
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
 * An input by its name in the analysis: `churn`, `mix (2)`, `funding.grant.month`, `funding.grant`,
 * `suspended("cloud")`.
 */
export interface NamedInput {
  readonly name: string;
  readonly kind: 'lever' | 'assumption' | 'funding' | 'creditor';
}

const FUNDING = /^funding\.(.*?)(?:\.(amount|month))?$/;
const SUSPENDED = /^suspended\("(.*)"\)$/;
const ORDER = / \((\d+)\)$/;

/** Gives the name of an input for a table. */
export type CallInput = (input: NamedInput) => string;

/** Most characters of a label on a narrow page. */
const LABEL = 30;

/** A table of inputs: with whole labels where the page has room, else with shortened ones. */
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

/** The input's label: `Innovation grant: whether it comes`. */
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

/**
 * The funding and field of a name. As a funding may itself be called `x.month`, the longest funding name that fits is
 * taken.
 */
function fundingOf({ funding }: Scenario, name: string) {
  const whole = funding.get(name.slice('funding.'.length));
  if (whole !== undefined) return { funding: whole, field: null };
  const [, own, field] = FUNDING.exec(name)!;
  return { funding: funding.get(own!)!, field };
}

/**
 * Whether the number, or the location of the distribution, is written in percent: `normal(6%, 2%)`, not
 * `lognormal(660k, 35%)`.
 */
const isPercent = ({ text }: Formula): boolean => /(?:^|\()\s*[-\d._]+\s*%/.test(text);

/** Significant digits of a drawn value. */
const DIGITS = 3;

/** A value of the input, as people write it. */
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
    // For uncertain funding whose probability is not a number of the file, the value is the drawn number, from 0 to 1.
    if (field === null) return numberText(rounded, true);
    return field === 'month' ? nameOf(scenario.start, Math.floor(value)) : money(value, scenario.currency, ascii);
  }
  const assumption = scenario.assumptions.get(plain);
  return numberText(rounded, assumption !== undefined && isPercent(assumption.value));
}
