import type { Contender, Dispute } from '../analysis/disputes.ts';
import { type EvidenceFigure, FIGURE_SECTIONS, type FigureSection, type Origin } from '../analysis/evidence.ts';
import type { FindOut } from '../analysis/find-out.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { digits, money, monthCount, percent, signedMonths } from '../chart/money.ts';
import { cut, plainText } from '../chart/text.ts';
import { monthName } from '../formula/month.ts';
import type { Assumption, Claim, Funding, Scenario } from '../scenario/scenario.ts';
import { type Evidenced, sourceOfUncertain } from './evidence-json.ts';
import { leverValue } from './lever-value.ts';
import { odds } from './odds.ts';
import { overrideSection } from './overrides.ts';
import { type Line, notes, type Section } from './page.ts';
import { titleSection } from './run-page.ts';
import { sourceWords } from './source-words.ts';
import { type Cell, type Column, cell, type Table } from './table.ts';
import { calledBy } from './words.ts';
import { worldCount } from './worlds-headline.ts';

/** The page of `evidence`. */
export function evidencePage(answer: Evidenced, glyphs: Glyphs): Section[] {
  const { scenario, settings, worlds, figures, refused } = answer;
  const by = worlds?.sampler === 'sobol' ? ', sampler sobol' : '';
  const asked = worlds === null ? 'in the base case' : `in ${worldCount(worlds.count)}, seed ${scenario.seed}${by}`;
  const line: Line = { text: `${countWords(figures)} What disputes move is ${asked}.`, role: 'muted' };
  return [
    titleSection(scenario, [line]),
    overrideSection(scenario, settings, glyphs),
    disputeSection(answer, glyphs),
    {
      ...{ kind: 'notes', title: 'Claims that cannot be used', mark: '- ' },
      lines: refused.map(({ assumption, claim, message }) => ({
        text: plainText(`${assumption}=${claim}: ${message}`),
        role: 'warn',
      })),
    },
    findOutSection(answer, glyphs),
    ...FIGURE_SECTIONS.map((section) => figureSection(answer, section, glyphs)),
    sourceSection(scenario),
  ];
}

/** Counts by origin: `40 figures: 12 with a source, 18 ours; 10 put together from others.` */
export function countWords(figures: readonly EvidenceFigure[]): string {
  const count = (origin: Origin): number => figures.filter((one) => one.origin === origin).length;
  const own = figures.filter(({ section }) => section !== 'levers');
  const sourced = own.filter(({ origin }) => origin === 'source').length;
  return `${own.length} figures: ${sourced} with a source, ${count('ours')} ours, ${count('computed')} put together from others.`;
}

const COLUMNS: readonly Column[] = [
  { key: 'figure', title: 'Figure', align: 'left' },
  { key: 'who', title: 'Who says', align: 'left' },
  { key: 'value', title: 'Value', align: 'left' },
  { key: 'runway', title: 'Runway', align: 'right' },
  { key: 'months_alive', title: 'Alive', align: 'right' },
  { key: 'survival', title: 'Survival', align: 'right' },
  { key: 'swing', title: 'Months', align: 'right' },
];

/** Most terminal columns of a figure's name, and of a formula, in the table of disputes. */
const NAME = 22;
const VALUE = 16;

export function disputeSection({ scenario, disputes, worlds }: Evidenced, glyphs: Glyphs): Section {
  if (disputes.length === 0) return notes({ text: 'Nobody says otherwise of any figure.', role: 'muted' });
  const rows = disputes.flatMap((dispute) =>
    dispute.contenders.map((one, i): Cell[] => [
      cell(i === 0 ? cut(calledBy(dispute.assumption), NAME) : '', dispute.assumption.name),
      cell(whoSays(scenario, dispute, one), one.claim, one.inUse ? 'accent' : 'plain'),
      cell(cut(plainText(one.formula.text.trim()), VALUE)),
      cell(one.base.runway === null ? 'no end' : monthCount(one.base.runway)),
      cell(monthCount(one.monthsAlive)),
      cell(odds(one.survival)),
      cell(one.claim === null ? '' : changeText(one, glyphs), one.months.mean, changeRole(one)),
    ]),
  );
  const table: Table = { columns: COLUMNS, rows };
  const alive = worlds === null ? 'Alive: months lived' : 'Alive: months lived, mean over worlds';
  const margin = disputes.some(({ swing }) => swing.interval !== null)
    ? `, ${plusMinus(glyphs)} half of the 95% interval`
    : '';
  const foot = `* in use. Runway: in the base case. ${alive}. Months: lived more or fewer than with the file's value, in the same worlds${margin}. To use others: --claim NAME=CLAIM, --claims low|high|SOURCE.`;
  return {
    ...{ kind: 'table', title: 'What they disagree about, what moves most first', table },
    notes: [{ text: foot, role: 'muted' }],
  };
}

const FIND_OUT: readonly Column[] = [
  { key: 'figure', title: 'Figure', align: 'left' },
  { key: 'source', title: 'Source', align: 'left' },
  { key: 'low', title: 'Lowest', align: 'right' },
  { key: 'high', title: 'Highest', align: 'right' },
  { key: 'months', title: 'Months', align: 'right' },
  { key: 'worth', title: 'Worth', align: 'right' },
];
/** Most rows of the table. */
const MOST_FOUND = 8;

/** The uncertain inputs that months lived depend on, with their sources. */
export function findOutSection({ scenario, findOut }: Evidenced, glyphs: Glyphs): Section {
  if (findOut === null || findOut.length === 0) return notes();
  const ascii = glyphs === 'ascii';
  // Where one plan is best in every world, no knowledge changes the choice, and the column is left out.
  const isWorth = findOut.some(({ worth }) => worth !== null && worth.gain > 0);
  const rows = findOut.slice(0, MOST_FOUND).map((one): Cell[] => {
    const { bar, of, worth } = one;
    const source = sourceOfUncertain(scenario, one);
    const entry = (bar.kind === 'assumption' ? scenario.assumptions : scenario.funding).get(of)!;
    const text = (value: number): string => uncertainText(bar, value, entry, scenario, ascii);
    const [, part] = /^funding\..*\.(amount|month)$/.exec(bar.name) ?? [];
    return [
      cell(cut(`${calledBy(entry)}${part === undefined ? '' : `, ${part}`}`, FOUND_NAME), bar.name),
      cell(source ?? 'ours'),
      cell(text(bar.low.value), bar.low.value),
      cell(text(bar.high.value), bar.high.value),
      cell(`${monthCount(bar.low.result)} to ${monthCount(bar.high.result)}`, bar.swing),
      ...(isWorth ? [cell(worth === null ? '' : monthCount(Math.max(0, worth.gain)), worth?.gain ?? null)] : []),
    ];
  });
  const more = findOut.length > MOST_FOUND ? ` ${findOut.length - MOST_FOUND} more move them less.` : '';
  const foot = `Months lived in the worlds in which it is lowest, and highest, a tenth of them each.${isWorth ? ' Worth: months gained where the best plan is chosen after it is known.' : ''}${more} More: runway sensitivity.`;
  const table: Table = { columns: isWorth ? FIND_OUT : FIND_OUT.slice(0, -1), rows };
  return { kind: 'table', title: 'What to find out next', table, notes: [{ text: foot, role: 'muted' }] };
}

const FOUND_NAME = 40;

/** A value of an uncertain input, in percent where its formula is written in percent. */
function uncertainText(
  { isEvent, name }: FindOut['bar'],
  value: number,
  entry: Assumption | Funding,
  { currency, start }: Scenario,
  ascii: boolean,
): string {
  if (isEvent) return value > 0.5 ? 'yes' : 'no';
  if (!('value' in entry) && name.endsWith('.month')) return monthName(start + Math.floor(value));
  const { text } = 'value' in entry ? entry.value : entry.amount;
  if (/\d\s*%/.test(text) && Math.abs(value) <= 10) return percent(value);
  return Math.abs(value) >= 1000 ? money(value, currency, ascii) : digits(value);
}

function whoSays(scenario: Scenario, { assumption }: Dispute, { claim, inUse }: Contender): string {
  const entry = claim === null ? null : assumption.claims.get(claim)!;
  const source = assumption.source === null ? 'file, ours' : `file, ${calledBy(sourceOf(scenario, assumption.source))}`;
  return `${entry === null ? source : calledBy(entry)}${inUse ? ' *' : ''}`;
}

const sourceOf = ({ sources }: Scenario, name: string) => sources.get(name) ?? { name, label: null };

const changeRole = ({ months: { mean, interval } }: Contender): 'good' | 'bad' | 'muted' =>
  mean === 0 || (interval !== null && interval[0] <= 0 && interval[1] >= 0) ? 'muted' : mean > 0 ? 'good' : 'bad';

const plusMinus = (glyphs: Glyphs): string => (glyphs === 'ascii' ? '+-' : '±');

/** A mean with half of its 95% interval: `+5.8 ±0.2`. */
function changeText({ months: { mean, interval } }: Contender, glyphs: Glyphs): string {
  if (interval === null || interval[0] === interval[1]) return signedMonths(mean);
  const half = (interval[1] - interval[0]) / 2;
  return `${signedMonths(mean)} ${plusMinus(glyphs)}${half < 0.05 ? Number(half.toPrecision(1)) : monthCount(half)}`;
}

const TITLES: Readonly<Record<FigureSection, string>> = {
  assumptions: 'Assumptions',
  levers: 'Levers',
  books: 'Books as the scenario opens',
  assets: 'Assets',
  revenue: 'Revenue',
  costs: 'Costs',
  creditors: 'Creditors',
  debts: 'Debts',
  funding: 'Funding',
};

function figureSection(answer: Evidenced, section: FigureSection, glyphs: Glyphs): Section {
  return {
    ...{ kind: 'entries', title: TITLES[section] },
    entries: answer.figures
      .filter((one) => one.section === section)
      .map((figure) => ({ head: headLine(answer, figure, glyphs), lines: figureLines(answer.scenario, figure) })),
  };
}

/** Name and value of a figure: `Cash, October 2023 (opening_cash): 4M`. */
function headLine({ scenario, settings }: Evidenced, figure: EvidenceFigure, glyphs: Glyphs): Line {
  const { section, name, entry } = figure;
  const label = entry === null ? name : calledBy(entry);
  const called = label === name ? name : `${label} (${name})`;
  const lever = section === 'levers' ? scenario.levers.get(name)! : null;
  const text =
    lever === null
      ? partsText(figure)
      : leverValue(lever, settings.get(name)!.value, scenario.currency, glyphs === 'ascii');
  return { text: text === '' ? called : `${called}: ${text}`, role: figure.origin === 'computed' ? 'muted' : 'plain' };
}

/** The parts of a figure: `100M; probability 15%`. */
export const partsText = ({ parts }: EvidenceFigure): string =>
  parts.map(({ key, text }) => plainText(`${key === null ? '' : `${key} `}${text}`)).join('; ');

/** Lines about a figure: its source, its note, the claims against it, and where it is used. */
export function figureLines(scenario: Scenario, { section, name, entry, origin, usedBy }: EvidenceFigure): Line[] {
  const assumption = section === 'assumptions' ? scenario.assumptions.get(name)! : null;
  const claims = [...(assumption?.claims.values() ?? [])];
  const inUse = assumption?.replaced ?? null;
  const filed = inUse === null ? '' : `In the file: ${plainText(assumption!.written.text.trim())}. `;
  const from = origin === 'source' ? `Source: ${entry!.source}.` : origin === 'ours' ? 'Ours: no source.' : '';
  const note = entry?.note ?? null;
  const own = `${filed}${from}${note === null ? '' : ` ${plainText(note)}`}`.trim();
  return [
    ...(own === '' ? [] : [{ text: own, role: 'muted' } as const]),
    ...claims.map((claim) => ({ text: claimText(claim, inUse?.claim === claim.name), role: 'baseline' as const })),
    ...(usedBy.length === 0 ? [] : [{ text: `Used by ${usedBy.join(', ')}.`, role: 'muted' } as const]),
  ];
}

function claimText(claim: Claim, isInUse: boolean): string {
  const by = claim.source === null || claim.source === claim.name ? '' : ` (source ${claim.source})`;
  const note = claim.note === null ? '.' : `: ${plainText(claim.note)}`;
  const value = plainText(claim.value.text.trim());
  return `${calledBy(claim)} claims ${value}${by}${isInUse ? ', in use' : ''}${note}`;
}

export const sourceSection = (scenario: Scenario): Section => ({
  ...{ kind: 'notes', title: 'Sources', mark: '- ' },
  lines: [...scenario.sources.keys()].map((name) => ({
    text: `${name}: ${sourceWords(scenario, name).join(', ')}`,
    role: 'plain',
  })),
});
