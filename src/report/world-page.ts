import type { Glyphs } from '../chart/glyphs.ts';
import { digits, money, percent } from '../chart/money.ts';
import type { Case, Drawn, DrawnArrival, DrawnNumber, SamplerName } from '../engine/answers.ts';
import { LAWS } from '../numeric/laws.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Line, notes, type Section } from './page.ts';
import { runPage } from './run-page.ts';
import { type Cell, cell, type Table } from './table.ts';
import { calledBy, nameOf } from './words.ts';

/** One drawn world. */
export interface World {
  readonly number: number;
  readonly seed: number;
  readonly sampler: SamplerName;
  readonly drawn: readonly Drawn[];
}

/** The page of `run --world N`: the case, the number of the world, and its draws. */
export function worldPage(scenario: Scenario, world: World, result: Case, levers: Settings, glyphs: Glyphs): Section[] {
  const drawn = drawnSection(scenario, world.drawn, glyphs);
  return runPage(scenario, result, levers, glyphs, { lines: [worldLine(world)], drawn });
}

/** Which world it is: its number, seed and sampler. */
export function worldLine({ number, seed, sampler }: World): Line {
  const by = sampler === 'random' ? '' : `, sampler ${sampler}`;
  return { text: `World ${number} of seed ${seed}${by}: one possible future, not the base case`, role: 'accent' };
}

function drawnSection(scenario: Scenario, drawn: readonly Drawn[], glyphs: Glyphs): Section {
  if (drawn.length === 0)
    return notes({ text: 'Nothing is uncertain here: every world is the base case.', role: 'muted' });
  return {
    kind: 'table',
    title: 'Drawn in this world',
    table: drawnTable(scenario, drawn, glyphs === 'ascii'),
    notes: [],
  };
}

/**
 * A row for each drawn variable. A percentile is the probability of a draw no greater; of monthly draws the mean is
 * shown.
 */
export function drawnTable(scenario: Scenario, drawn: readonly Drawn[], ascii = false): Table {
  return {
    columns: [
      { key: 'name', title: 'Uncertain', align: 'left' },
      { key: 'value', title: 'Drawn', align: 'right' },
      { key: 'percentile', title: 'Percentile', align: 'right' },
      { key: 'base', title: 'Base case', align: 'right' },
    ],
    rows: drawn.map((one) => (one.kind === 'number' ? numberCells(scenario, one, ascii) : arrivalCells(scenario, one))),
  };
}

function numberCells(scenario: Scenario, one: DrawnNumber, ascii: boolean): Cell[] {
  const { values, median, shares } = one;
  const text = (value: number): string => valueText(scenario, one, value, ascii);
  const shown = (value: number, rank: Cell, range: string): Cell[] => [
    cell(nameText(scenario, one), one.name),
    cell(`${text(value)}${range}`, value, 'accent'),
    rank,
    cell(text(median), median),
  ];
  if (!one.isMonthly) return shown(values[0]!, cell(`p${Math.round(shares[0]! * 100)}`, shares[0]!), '');
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const [least, most] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  return shown(mean, cell('', null), `, from ${text(least)} to ${text(most)}`);
}

function arrivalCells(scenario: Scenario, { name, drawn, base, probability }: DrawnArrival): Cell[] {
  const says = (bound: number): string =>
    probability === null ? `if over ${percent(bound)} likely` : bound < probability ? 'yes' : 'no';
  return [
    cell(`${calledBy(scenario.funding.get(name)!)} comes`, name),
    cell(says(drawn), drawn, 'accent'),
    cell('', null),
    cell(says(base), base),
  ];
}

/** The assumption, or the funding and its field; of several distributions in one formula, with its number. */
function nameText({ assumptions, funding }: Scenario, { name, field, order }: DrawnNumber): string {
  const text = field === null ? calledBy(assumptions.get(name)!) : `${calledBy(funding.get(name)!)}, ${field}`;
  return order === null ? text : `${text} (${order})`;
}

/**
 * A drawn value: as a month for a month; in percent where the file gives the location of the distribution in percent;
 * as money from 1,000 on.
 */
function valueText({ start, currency }: Scenario, one: DrawnNumber, value: number, ascii: boolean): string {
  if (one.field === 'month' && one.isAlone) return nameOf(start, Math.floor(value));
  if (one.field === null && placedAt(one).includes('%')) return percent(value);
  return Math.max(Math.abs(one.median), Math.abs(value)) >= 1000 ? money(value, currency, ascii) : digits(value);
}

/** The first argument of the distribution (its location), as the file has it. */
function placedAt({ formula, order }: DrawnNumber): string {
  const calls = [...formula.text.matchAll(/\b([a-z]+)\((?=([^,()]*))/g)].filter(([, name]) => name! in LAWS);
  return calls[(order ?? 1) - 1]?.[2] ?? '';
}
