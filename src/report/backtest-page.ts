import type { BacktestLine, BacktestScore, Coverage, MeanScore, Verdict } from '../analysis/backtest.ts';
import { scoreOf } from '../analysis/backtest.ts';
import { rankOf } from '../analysis/difference.ts';
import type { Role } from '../chart/cells.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { money, monthCount, percent } from '../chart/money.ts';
import { cut, plainText } from '../chart/text.ts';
import { monthName } from '../formula/month.ts';
import { measureOf } from '../scenario/figure.ts';
import type { Bound, Expectation, Scenario } from '../scenario/scenario.ts';
import type { Backtested } from './backtest-json.ts';
import type { HeadlineAnswer } from './headline.ts';
import { odds } from './odds.ts';
import { overrideSection } from './overrides.ts';
import { notes, type Section } from './page.ts';
import { titleSection } from './run-page.ts';
import { type Cell, type Column, cell, type Table } from './table.ts';
import { calledBy } from './words.ts';
import { worldCount } from './worlds-headline.ts';

/** What `backtest` prints for a person: each file, then the score over all of them. */
export function backtestPage(files: readonly Backtested[], glyphs: Glyphs): Section[] {
  const all = files.flatMap(({ lines }) => lines);
  return [...files.flatMap((one) => fileSections(one, glyphs)), ...scoreSections(files.length, all)];
}

function fileSections(one: Backtested, glyphs: Glyphs): Section[] {
  const { scenario, settings } = one;
  return [
    titleSection(scenario, [{ text: worldsWords(one), role: 'muted' }]),
    overrideSection(scenario, settings, glyphs),
    ...reportedSections(one, glyphs),
  ];
}

/** The reported figures of one file, against what was simulated. */
export function reportedSections(one: Backtested, glyphs: Glyphs): Section[] {
  const { lines } = one;
  return [
    lines.length === 0
      ? notes({ text: 'Nothing was reported of it: the file has no `reported`.', role: 'muted' })
      : { kind: 'table', title: 'What was reported', table: table(one, glyphs), notes: [] },
    { kind: 'notes', title: 'Not as reported', mark: '- ', lines: misses(one, glyphs) },
  ];
}

function worldsWords({ scenario, worlds }: Backtested): string {
  if (worlds === null) return 'The base case: every distribution at its median.';
  const by = worlds.sampler === 'sobol' ? ', sampler sobol' : '';
  return `${worldCount(worlds.count)}; seed ${scenario.seed}${by}. A company that failed before is worse than any band.`;
}

/** A value of the figure as people read it. Infinite means `never` for a date, `failed` for all else. */
export function reportedValue(scenario: Scenario, figure: Expectation, value: number, ascii: boolean): string {
  const { unit } = measureOf(scenario, figure);
  if (!Number.isFinite(value)) return unit === 'month' ? 'never' : 'failed';
  if (unit === 'month' && figure.over === 'plain') return monthName(value);
  if (unit === 'money') return money(value, scenario.currency, ascii);
  return unit === 'share' ? percent(value) : monthCount(value);
}

/** The reported figure or bounds: `$5M`, `>= $9.6M`. */
export function reportedText(scenario: Scenario, figure: Expectation, ascii: boolean): string {
  const text = (bound: Bound): string => reportedValue(scenario, figure, bound.number ?? bound.month!, ascii);
  const { about, atLeast, atMost } = figure;
  return [
    ...(about === null ? [] : [text(about)]),
    ...(atLeast === null ? [] : [`>= ${text(atLeast)}`]),
    ...(atMost === null ? [] : [`<= ${text(atMost)}`]),
  ].join(', ');
}

/** Most terminal columns of a name in the table; misses below it are named in full. */
const NAME = 22;

const ROLES: Readonly<Record<Verdict, Role>> = { inside: 'good', met: 'good', outside: 'bad', missed: 'bad' };

const COLUMNS: readonly Column[] = [
  { key: 'reported', title: 'Reported', align: 'left' },
  { key: 'when', title: 'When', align: 'left' },
  { key: 'value', title: 'It was', align: 'left' },
  { key: 'base', title: 'Base case', align: 'right' },
];
const BANDS: readonly Column[] = [
  { key: 'p5', title: 'p5', align: 'right' },
  { key: 'p50', title: 'p50', align: 'right' },
  { key: 'p95', title: 'p95', align: 'right' },
];
const VERDICT: Column = { key: 'verdict', title: 'Verdict', align: 'left' };

function table({ scenario, worlds, lines }: Backtested, glyphs: Glyphs): Table {
  const ascii = glyphs === 'ascii';
  const bands = worlds === null ? [] : BANDS;
  const rows = lines.map((line): Cell[] => {
    const { reported, base } = line;
    const text = (value: number): string => reportedValue(scenario, reported, value, ascii);
    const percentiles = line.worlds?.percentiles;
    return [
      cell(cut(calledBy(reported), NAME), reported.name),
      cell(whenText(reported)),
      cell(reportedText(scenario, reported, ascii)),
      cell(base === 'outside' ? '' : base === 'failed' ? base : text(rankOf(base)), null, 'baseline'),
      ...bands.map(({ key }) => cell(percentiles ? text(percentiles[key as 'p5']) : '')),
      verdictCell(line),
    ];
  });
  return { columns: [...COLUMNS, ...bands, VERDICT], rows };
}

function verdictCell({ verdict, worlds, base }: BacktestLine): Cell {
  // The figure's months lie outside the horizon.
  if (base === 'outside') return cell('open', null, 'muted');
  if (verdict === null) return cell('needs worlds', null, 'muted');
  const share = worlds?.within ?? null;
  const text = share === null || verdict === 'inside' || verdict === 'outside' ? '' : ` ${odds(share)}`;
  return cell(`${verdict}${text}`, verdict, ROLES[verdict]);
}

/** The months of the figure: `May 2024`, `Q1 2024`, `2023`, `Jan-Feb 2026`. */
function whenText({ from, to }: Expectation): string {
  if (from === null || to === null) return '';
  const [first, last] = [monthName(from), monthName(to)];
  if (from === to) return first;
  const year = last.slice(-4);
  if (first.slice(-4) !== year) return `${first}-${last}`;
  const month = from % 12;
  if (month === 0 && to - from === 11) return year;
  return month % 3 === 0 && to - from === 2 ? `Q${month / 3 + 1} ${year}` : `${first.slice(0, -5)}-${last}`;
}

/** Each miss in full, with the note that the file has on it. */
function misses({ scenario, lines }: Backtested, glyphs: Glyphs) {
  const ascii = glyphs === 'ascii';
  return lines.flatMap(({ reported, verdict, worlds, base }) => {
    if (verdict !== 'outside' && verdict !== 'missed') return [];
    const text = (value: number): string => reportedValue(scenario, reported, value, ascii);
    const { note } = reported;
    const found =
      worlds === null || base === 'outside'
        ? `the base case has ${typeof base === 'string' ? base : text(rankOf(base))}`
        : verdict === 'missed'
          ? `${odds(worlds.within!)} of worlds agree, the median is ${text(worlds.percentiles.p50)}`
          : `the 90% band is ${text(worlds.percentiles.p5)} to ${text(worlds.percentiles.p95)}`;
    const said = `${calledBy(reported)}: ${reportedText(scenario, reported, ascii)} was reported; ${found}.`;
    return [{ text: note === null ? said : `${said} ${plainText(note)}`, role: 'warn' as const }];
  });
}

function scoreSections(files: number, lines: readonly BacktestLine[]): Section[] {
  const score = scoreOf(lines);
  const title = files === 1 ? 'Score' : `Score over ${files} files`;
  if (score.wide.of + score.bounds.of + score.dates.of === 0) return [];
  return [
    notes({ text: title, role: 'title' }),
    { kind: 'answers', answers: scoreAnswers(score) },
    notes({ text: FOOT, role: 'muted' }),
  ];
}

const FOOT =
  'Bands: of figures, how many lie within p5 to p95, and p25 to p75; in parentheses the 95% interval of that share, as if ' +
  'the figures were independent, which those of one company are not. CRPS: how far amounts are from their distribution, in ' +
  'percent of what was reported; dates: the sum over months of (share of worlds by then - what happened)², in months; 0 is ' +
  'perfect. Skill: 1 is perfect, 0 is no better than "burn stays as it was in the first month", below 0 is worse.';

/** The scores, one answer a line; scores over no lines are left out. */
export function scoreAnswers({ half, wide, bounds, amounts, dates }: BacktestScore): HeadlineAnswer[] {
  const band = (label: string, { inside, of, interval, expected }: Coverage): HeadlineAnswer[] => {
    if (interval === null) return [];
    const range = `${odds(interval[0])} to ${odds(interval[1])}`;
    const isOff = expected < interval[0] || expected > interval[1];
    const text = `${inside} of ${of} inside (${range}); ${odds(expected)} expected`;
    return [{ label, text, role: isOff ? 'warn' : 'plain' }];
  };
  const mean = (label: string, score: MeanScore, text: (mean: number) => string): HeadlineAnswer[] => {
    if (score.mean === null) return [];
    const skill =
      score.skill === null ? '' : `; skill ${signed(score.skill)}, better in ${score.better} of ${score.skillOf}`;
    return [{ label, text: `${text(score.mean)}, mean of ${score.of}${skill}`, role: 'plain' }];
  };
  return [
    ...band('90% band', wide),
    ...band('50% band', half),
    ...(bounds.of === 0
      ? []
      : [{ label: 'Bounds', text: `${bounds.met} of ${bounds.of} met`, role: 'plain' as const }]),
    ...mean('CRPS, amounts', amounts, percent),
    ...mean('Dates', dates, (value) => `${Number(value.toFixed(2))} months`),
  ];
}

const signed = (value: number): string => {
  const text = String(Number(value.toFixed(2)) + 0);
  return value > 0 && text !== '0' ? `+${text}` : text;
};
