/** The runway by its several definitions, in words and as JSON. */

import { MOST_GROWTH, type NeededGrowth } from '../analysis/growth.ts';
import {
  type BurnMultiple,
  burnMultiple,
  type Runway,
  type RunwayName,
  runwaysOf,
  TYPICAL_MONTHS,
} from '../analysis/runways.ts';
import type { Role } from '../chart/cells.ts';
import { digits, money } from '../chart/money.ts';
import { columnsOf } from '../diagnostic/columns.ts';
import type { Case } from '../engine/answers.ts';
import { formatMonth } from '../formula/month.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { defaultAliveAnswer, type HeadlineAnswer } from './headline.ts';
import type { Section } from './page.ts';
import { titleSection } from './run-page.ts';
import { cell, type Table } from './table.ts';
import { causeWords, creditorLabel, horizonOf, lastMonth, nameOf } from './words.ts';

const LABELS: Readonly<Record<RunwayName, string>> = {
  net_burn: 'Net burn',
  net_burn_3: `Net burn, mean of ${TYPICAL_MONTHS}`,
  accrued_burn: 'Accrued burn',
  paid_up: 'Arrears paid first',
  zero_cash: 'Zero cash',
  failure: 'Failure',
};

/** The sections of `run --runway`, for the base case. */
export function runwaysPage(scenario: Scenario, result: Case, growth: NeededGrowth, ascii: boolean): Section[] {
  return [
    titleSection(scenario, [{ text: 'Runway by its definitions', role: 'title' }]),
    runwaysSection(runwaysTable(scenario, result, ascii)),
    { kind: 'answers', answers: runwayAnswers(scenario, result, growth, ascii) },
  ];
}

/** The table; where it is too wide, its formulas move to lines below it. */
function runwaysSection(table: Table): Section {
  const because = table.rows.map((row) => row.at(-1)!.text);
  const lines = table.rows.map(([name], i) => ({ text: `${name!.text}: ${because[i]}`, role: 'plain' as const }));
  const room = GAP + Math.max(...because.map(columnsOf));
  return {
    kind: 'table',
    title: null,
    table,
    notes: [],
    narrow: { table: withoutFormulas(table), notes: lines, room },
  };
}

/** Columns between two columns of a table. */
const GAP = 2;

/** The table without its last column, which has the formulas. */
export const withoutFormulas = ({ columns, rows }: Table): Table => ({
  columns: columns.slice(0, -1),
  rows: rows.map((row) => row.slice(0, -1)),
});

/** A row for each definition: months, the month in which they end, and the formula with its numbers. */
export function runwaysTable(scenario: Scenario, result: Case, ascii: boolean): Table {
  const sum = (value: number): string => money(value, scenario.currency, ascii);
  return {
    columns: [
      { key: 'name', title: 'Runway by', align: 'left' },
      { key: 'months', title: 'Months', align: 'right' },
      { key: 'ends', title: 'Ends', align: 'left' },
      { key: 'formula', title: 'Because', align: 'left' },
    ],
    rows: runwaysOf(result).map((runway) => [
      cell(LABELS[runway.name], runway.name),
      runway.months === null ? cell('no end', null, 'good') : cell(digits(runway.months), runway.months, 'accent'),
      cell(runway.t === null ? '' : nameOf(scenario.start, runway.t)),
      cell(formulaWords(scenario, result, runway, sum)),
    ]),
  };
}

function formulaWords(
  scenario: Scenario,
  result: Case,
  { name, quotient, months }: Runway,
  sum: (x: number) => string,
): string {
  const first = nameOf(scenario.start, 0);
  if (quotient !== null) {
    const { cash, burn } = quotient;
    const lived = Math.min(TYPICAL_MONTHS, lastMonth(result.measures.failure, scenario.months) + 1);
    const last = nameOf(scenario.start, lived - 1);
    const what: Partial<Record<RunwayName, string>> = {
      net_burn: `opening cash / net burn of ${first}`,
      net_burn_3: `opening cash / mean net burn, to ${last}`,
      accrued_burn: `opening cash / costs less revenue of ${first}`,
      paid_up: `cash less arrears of ${sum(result.opening.overdue)} / costs less revenue`,
    };
    return burn > 0
      ? `${sum(cash)} / ${sum(burn)}: ${what[name]}`
      : `nothing is burned: ${sum(burn)} in ${what[name]!.split(' / ')[1]}`;
  }
  const until =
    result.measures.failure === null || name === 'failure' ? `by ${horizonOf(scenario)}` : 'before it fails';
  if (months === null) return `not ${until}`;
  if (name === 'zero_cash') return 'the first month in which more is due than there is';
  return causeWords(result.measures.failure!.cause, creditorLabel(scenario));
}

/** The burn multiple, and the growth that would make the company default alive. */
export function runwayAnswers(
  scenario: Scenario,
  result: Case,
  growth: NeededGrowth,
  ascii: boolean,
): HeadlineAnswer[] {
  const sum = (value: number): string => money(value, scenario.currency, ascii);
  return [
    { label: 'Burn multiple', ...multipleWords(scenario, burnMultiple(result), sum) },
    defaultAliveAnswer(scenario, result),
    { label: 'Growth needed', ...growthWords(growth) },
  ];
}

function multipleWords(
  { start }: Scenario,
  multiple: BurnMultiple | null,
  sum: (value: number) => string,
): { text: string; role: Role } {
  if (multiple === null) return { text: 'none: there is no revenue, or no month after the first', role: 'plain' };
  const { months, burn, growth, value } = multiple;
  const span = months === 1 ? nameOf(start, 1) : `${nameOf(start, 1)} to ${nameOf(start, months)}`;
  const parts = `${sum(burn)} net burn, ${span} / ${sum(growth)} more revenue a year than in ${nameOf(start, 0)}`;
  if (value !== null) return { text: `${digits(value)}: ${parts}`, role: 'plain' };
  return burn > 0
    ? { text: `none: revenue does not grow; ${parts}`, role: 'warn' }
    : { text: `none: nothing is burned; ${parts}`, role: 'good' };
}

/** A rate in percent to a hundredth, the precision that it is solved to. */
const rate = (value: number): string => `${(100 * value).toFixed(2)}%`;

function growthWords(growth: NeededGrowth): { text: string; role: Role } {
  if (growth === 'unknown')
    return { text: 'not known: with more revenue a formula has no finite value', role: 'plain' };
  if (growth === 'without') return { text: 'there is no revenue that could grow', role: 'plain' };
  if (growth === 0) return { text: 'none needed: it is default alive', role: 'good' };
  if (growth === null)
    return {
      text: `none up to ${MOST_GROWTH * 100}% a month would make it default alive, costs as they are`,
      role: 'bad',
    };
  const text = `${rate(growth)} a month, of all revenue and on top of what the file says, costs as they are, would make it default alive`;
  return { text, role: 'warn' };
}

/** The key `runways` of `run --runway --json`. */
export function runwaysJson({ start }: Scenario, result: Case, growth: NeededGrowth): object {
  return {
    definitions: runwaysOf(result).map(({ name, months, quotient, t }) => ({
      ...{ name, months, ends: t === null ? null : formatMonth(start + t) },
      ...{ cash: quotient?.cash ?? null, burn: quotient?.burn ?? null },
    })),
    burn_multiple: burnMultiple(result),
    default_alive: result.measures.defaultAlive,
    growth_needed: typeof growth === 'number' ? growth : null,
  };
}
