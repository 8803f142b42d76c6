import { CLOSES_IN } from '../analysis/plan-gap.ts';
import type { BandCoverage, Score, ScoredMeasure } from '../analysis/score.ts';
import type { Role } from '../chart/cells.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { columnAmount, signedMoney } from '../chart/money.ts';
import { plainText } from '../chart/text.ts';
import { monthName } from '../formula/month.ts';
import { measureOf } from '../scenario/figure.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { odds } from './odds.ts';
import { bankLines } from './overrides.ts';
import { type Line, notes, type Section } from './page.ts';
import type { Scored } from './score-json.ts';
import { type Column, cell } from './table.ts';
import { worldCount } from './worlds-headline.ts';

/** The page of `score`: each projection, the oldest first. */
export function scorePage({ scenario, actuals, digest, scores }: Scored, glyphs: Glyphs): Section[] {
  const months = [...actuals.keys()];
  const span =
    months.length === 0 ? 'no actuals' : `actuals from ${monthName(months[0]!)} to ${monthName(months.at(-1)!)}`;
  return [
    {
      kind: 'title',
      title: plainText(scenario.name ?? '') || 'Scenario without a name',
      aside: `${span}, ${scenario.currency}`,
      lines: bankLines(scenario),
    },
    ...scores.flatMap((score) => scoreSections(scenario, score, digest, glyphs)),
  ];
}

function scoreSections(scenario: Scenario, score: Score, digest: string, glyphs: Glyphs): Section[] {
  const { frozen, measures } = score;
  const file = frozen.digest === digest ? 'of the file as it is' : 'of the file as it was then';
  const plan = frozen.plan === null ? '' : `, plan ${plainText(frozen.plan)}`;
  const made = `${file}${plan}; ${worldCount(frozen.worlds)}, seed ${frozen.seed}, runway ${plainText(frozen.version)}`;
  return [
    notes(
      { text: `Frozen as of ${monthName(frozen.asOf)}: ${plainText(frozen.file)}`, role: 'title' },
      { text: made, role: 'muted' },
    ),
    notes(...verdicts(score)),
    ...measures.filter(({ months }) => months.length > 0).map((one) => monthsSection(scenario, one)),
    ...(measures.some(({ mean }) => mean !== null) ? [scoresSection(measures)] : []),
    ...(measures.some(({ variance }) => variance !== null) ? [varianceSection(scenario, measures, glyphs)] : []),
    notes(...leftOut(score)),
  ];
}

/** Whether the bands held as many actuals as they should. */
function verdicts({ half, most }: Score): Line[] {
  if (half === null || most === null) return [{ text: 'No month of these actuals can be scored.', role: 'warn' }];
  const text = 'In parentheses: 95% intervals, were the figures independent; those of months in a row seldom are.';
  return [coverageLine('The 90% band', most, 0.9), coverageLine('The 50% band', half, 0.5), { text, role: 'muted' }];
}

function coverageLine(band: string, { inside, of, interval }: BandCoverage, expected: number): Line {
  const [low, high] = interval;
  const found = `${band} held ${inside} of ${of} figures, ${odds(inside / of)} (${odds(low)} to ${odds(high)})`;
  if (high < expected) return { text: `${found}: it was too narrow.`, role: 'bad' };
  if (low > expected) return { text: `${found}: it was wider than it had to be.`, role: 'warn' };
  return { text: `${found}; so few do not speak against ${odds(expected)}.`, role: 'plain' };
}

const WHERE_ROLES: Readonly<Record<string, Role>> = { 'below p5': 'bad', 'above p95': 'bad', 'p25 to p75': 'good' };
const right = (key: string, title: string): Column => ({ key, title, align: 'right' });

function monthsSection(scenario: Scenario, one: ScoredMeasure): Section {
  const numberCell = (value: number) => cell(columnAmount(value), value);
  const table = {
    columns: [
      { key: 'month', title: 'Month', align: 'left' } as const,
      right('actual', 'Actual'),
      right('p5', 'p5'),
      right('p25', 'p25'),
      right('p50', 'Median'),
      right('p75', 'p75'),
      right('p95', 'p95'),
      { key: 'where', title: 'Where', align: 'left' } as const,
      right('score', 'Score'),
    ],
    rows: one.months.map(({ month, actual, told, where, score }) => [
      cell(monthName(month)),
      { ...numberCell(actual), role: 'accent' as const },
      ...[told.p5, told.p25, told.p50, told.p75, told.p95].map(numberCell),
      cell(where, where, WHERE_ROLES[where] ?? 'plain'),
      numberCell(score.total),
    ]),
  };
  return { kind: 'table', title: `${titleOf(scenario, one)}, month by month`, table, notes: [] };
}

function titleOf(scenario: Scenario, one: ScoredMeasure): string {
  const { label } = measureOf(scenario, one);
  const text = one.of === null ? label : `${label} of ${one.of}`;
  return plainText(text.charAt(0).toUpperCase() + text.slice(1));
}

function scoresSection(measures: readonly ScoredMeasure[]): Section {
  const of = (coverage: BandCoverage | null) =>
    coverage === null ? cell('unknown', null, 'muted') : cell(`${coverage.inside} of ${coverage.of}`, coverage.inside);
  const table = {
    columns: [
      { key: 'measure', title: 'Measure', align: 'left' } as const,
      right('half', 'In 50%'),
      right('most', 'In 90%'),
      right('score', 'Score'),
      right('width', 'Width'),
      right('too_low', 'Told too low'),
      right('too_high', 'Told too high'),
    ],
    rows: measures.flatMap(({ name, mean, half, most }) =>
      mean === null
        ? []
        : [
            [
              cell(plainText(name)),
              of(half),
              of(most),
              ...[mean.total, mean.width, mean.tooLow, mean.tooHigh].map((value) => cell(columnAmount(value), value)),
            ],
          ],
    ),
  };
  const text =
    'Score: the weighted interval score, a mean over the months; the less the better. It is the sum of its parts: ' +
    'the width of the bands, and how far they lay too low or too high.';
  return { kind: 'table', title: 'Scores', table, notes: [{ text, role: 'muted' }] };
}

function varianceSection(scenario: Scenario, measures: readonly ScoredMeasure[], glyphs: Glyphs): Section {
  const signed = (value: number) => cell(signedMoney(value, scenario.currency, glyphs === 'ascii'), value);
  const table = {
    columns: [
      { key: 'measure', title: 'Measure', align: 'left' } as const,
      right('plan', 'Plan'),
      right('actual', 'Actual'),
      right('gap', 'Gap'),
      right('permanent', 'Permanent'),
      right('open', 'Open'),
      right('timing', 'Timing'),
    ],
    rows: measures.flatMap(({ name, variance }) =>
      variance === null
        ? []
        : [
            [
              cell(plainText(name)),
              cell(columnAmount(variance.plan), variance.plan),
              cell(columnAmount(variance.actual), variance.actual),
              ...[variance.gap, variance.permanent, variance.open].map(signed),
              cell(columnAmount(variance.timing), variance.timing),
            ],
          ],
    ),
  };
  const text =
    `Plan: the median. Gap: actual less plan, of flows over the months, of balances at the last; it is permanent and open ` +
    `together. Timing: what opposite gaps within ${CLOSES_IN} months made up again. Open: too young to tell.`;
  return { kind: 'table', title: 'Plan against actual', table, notes: [{ text, role: 'muted' }] };
}

/** Actuals and measures that could not be scored, by reason. */
function leftOut({ measures, before, after, missing }: Score): Line[] {
  const names = (months: readonly number[]): string => months.map(monthName).join(', ');
  const lines = [
    ...(before.length === 0 ? [] : [`Known when it was frozen, and not scored: ${names(before)}.`]),
    ...(after.length === 0 ? [] : [`Beyond its horizon: ${names(after)}.`]),
    ...(missing.length === 0 ? [] : [`Not frozen: ${missing.map(plainText).join(', ')}.`]),
    ...measures
      .filter(({ unscored }) => unscored.length > 0)
      .map(
        ({ name, unscored }) =>
          `${plainText(name)} is not scored in ${names(unscored)}: so many worlds had failed that a percentile is missing.`,
      ),
  ];
  return lines.map((text) => ({ text, role: 'muted' }));
}
