import type { Deadline, Deadlines, Moved, MovedOutcome } from '../analysis/deadlines.ts';
import { isOfShare } from '../analysis/target.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { monthCount, months } from '../chart/money.ts';
import { monthName } from '../formula/month.ts';
import { measureText } from '../scenario/figure.ts';
import { type Dated, isPartial } from './deadlines-json.ts';
import { leverValue } from './lever-value.ts';
import { odds } from './odds.ts';
import { overrideSection } from './overrides.ts';
import { notes, type Section } from './page.ts';
import { titleSection } from './run-page.ts';
import { type Cell, type Column, cell, type Table } from './table.ts';
import { shareText, targetText, worldsLine } from './target-words.ts';
import { calledBy, NOBODY_ENDS_IT, nobodyEndsIt } from './words.ts';

/** The page of `deadlines`. */
export function deadlinesText(answer: Dated, glyphs: Glyphs): Section[] {
  const { scenario } = answer;
  return [
    titleSection(scenario, [worldsLine(answer)]),
    overrideSection(scenario, answer.settings, glyphs),
    ...deadlineSections(answer, glyphs),
  ];
}

/** The deadlines of levers and of plans. */
export function deadlineSections(answer: Dated, glyphs: Glyphs): Section[] {
  const { found, held } = answer;
  const title =
    held === null
      ? 'The last month in which half of what each could gain is still gained'
      : `The last month in which each still reaches ${targetText(answer)}`;
  const isAsked = held !== null || !nobodyEndsIt(answer);
  const now = isAsked ? `As things stand: ${outcomeText(answer, found.now)}` : `Survival ${NOBODY_ENDS_IT}.`;
  return [
    notes({ text: title, role: 'title' }, { text: now, role: isAsked ? 'plain' : 'warn' }),
    tableSection(answer, found.levers, glyphs) ??
      notes({ text: isPartial(found) ? 'No lever was tried.' : 'There are no levers.', role: 'muted' }),
    tableSection(answer, found.plans, glyphs) ?? notes(),
    notes(...decisions(answer).map((text) => ({ text, role: 'plain' }) as const)),
    notes(...(isPartial(found) ? [{ text: partialWords(found), role: 'warn' } as const] : [])),
    notes({ text: footWords(answer), role: 'muted' }),
  ];
}

/** `Stopped: 3 of 12 levers and plans were tried.` */
export const partialWords = ({ levers, plans, asked }: Deadlines): string =>
  `Stopped: ${levers.length + plans.length} of ${asked} levers and plans were tried.`;

/** Null where there are no deadlines to list. */
const tableSection = (answer: Dated, deadlines: readonly Deadline[], glyphs: Glyphs): Section | null =>
  deadlines.length === 0
    ? null
    : { kind: 'table', title: null, table: table(answer, deadlines, glyphs === 'ascii'), notes: [] };

/** An outcome in full. */
function outcomeText({ scenario, held, worlds }: Dated, outcome: MovedOutcome): string {
  const share = shareText(outcome, worlds === null);
  if (held !== null) {
    if (worlds === null) return 'holds' in outcome && outcome.holds ? 'it holds' : 'it does not hold';
    return isOfShare(scenario, held.target)
      ? `${measureText(held.target)} is ${share}`
      : `it holds in ${share} of worlds`;
  }
  const lived = `alive for ${months(outcome.monthsAlive!)}`;
  if (worlds === null) return outcome.share === 1 ? 'it survives' : `it fails, ${lived}`;
  return `${share} survive, ${lived} in the mean`;
}

const COLUMNS: readonly Column[] = [
  { key: 'decide', title: 'Decide by', align: 'right' },
  { key: 'from', title: 'In force', align: 'right' },
  { key: 'then', title: 'Then', align: 'right' },
  { key: 'later', title: '+1 month', align: 'right' },
  { key: 'without', title: 'Without', align: 'right' },
];
/** Without a target, the deadline asks for half of the gain of the best month. */
const BEST: Column = { key: 'best', title: 'Best', align: 'right' };

function table(answer: Dated, deadlines: readonly Deadline[], ascii: boolean): Table {
  const isLevers = deadlines[0]?.kind === 'lever';
  const names: readonly Column[] = isLevers
    ? [
        { key: 'lever', title: 'Lever', align: 'left' },
        { key: 'value', title: 'At', align: 'right' },
      ]
    : [{ key: 'plan', title: 'Plan', align: 'left' }];
  const all = answer.held === null ? [...COLUMNS, BEST] : COLUMNS;
  const columns = isLevers ? all : all.map((one) => (one.key === 'from' ? { ...one, title: 'Moved' } : one));
  return {
    columns: [...names, ...columns],
    rows: deadlines.map((one) => [
      cell(labelOf(answer, one), one.name),
      ...(isLevers ? [valueCell(answer, one, ascii)] : []),
      ...dateCells(answer, one),
    ]),
  };
}

const labelOf = ({ scenario }: Dated, { kind, name }: Deadline): string =>
  kind === 'plan' ? name : calledBy(scenario.levers.get(name)!);

function valueCell({ scenario }: Dated, { name, value }: Deadline, ascii: boolean): Cell {
  if (value === null) return cell('none', null, 'muted');
  return cell(leverValue(scenario.levers.get(name)!, value, scenario.currency, ascii), value, 'accent');
}

function dateCells(answer: Dated, deadline: Deadline): Cell[] {
  const { latest, later, best, without, asked, kind } = deadline;
  const isBase = answer.worlds === null;
  const result = (outcome: MovedOutcome | null | undefined): Cell => {
    if (!outcome) return cell('', null);
    if (asked === 'months_alive') return cell(`${monthCount(outcome.monthsAlive!)} mo`, outcome.monthsAlive);
    return cell(isBase ? (outcome.share === 1 ? 'yes' : 'no') : odds(outcome.share), outcome.share);
  };
  const isDated = latest !== null && (deadline.status === 'open' || deadline.status === 'too_late');
  const atBest = !isBase && answer.held !== null && deadline.status === 'never' ? best : null;
  return [
    statusCell(answer, deadline),
    isDated ? movedCell(kind, latest) : cell('', null),
    atBest === null ? result(isDated ? latest.outcome : null) : bestCell(atBest),
    result(isDated ? later?.outcome : null),
    result(without),
    ...(answer.held === null ? [result(best?.outcome)] : []),
  ];
}

const bestCell = ({ outcome }: Moved): Cell => cell(`at best ${odds(outcome.share)}`, outcome.share, 'muted');

const movedCell = (kind: Deadline['kind'], { by }: Moved): Cell =>
  kind === 'lever' ? cell(monthName(by), by) : cell(shiftText(by), by);

/** A shift of a plan: `2 months later`, `as it is`. */
const shiftText = (by: number): string =>
  by === 0 ? 'as it is' : `${months(Math.abs(by))} ${by > 0 ? 'later' : 'sooner'}`;

function statusCell({ held, scenario: { start } }: Dated, { kind, status, latest }: Deadline): Cell {
  switch (status) {
    case 'open': {
      const left = latest!.decide - start;
      const when = left === 0 ? 'now' : `${monthCount(left)} mo left`;
      return cell(`${monthName(latest!.decide)}, ${when}`, latest!.decide, 'warn');
    }
    case 'too_late':
      return cell(`too late since ${monthName(latest!.decide + 1)}`, latest!.decide, 'bad');
    case 'not_needed':
      return cell('not needed', null, 'good');
    case 'no_month':
      return cell('has no month', null, 'muted');
    case 'no_value':
      return cell('has no range', null, 'muted');
    default:
      return cell(held === null ? 'gains nothing' : kind === 'lever' ? 'never alone' : 'never', null, 'muted');
  }
}

/** Most decisions that get a sentence each. */
const MOST_TOLD = 5;

/** Open decisions, the soonest first: `Lay off staff: decide by Jan 2024, or lose 31 points.` */
function decisions(answer: Dated): string[] {
  const all = [...answer.found.levers, ...answer.found.plans].filter(({ status }) => status === 'open');
  const soonest = all.sort((a, b) => a.latest!.decide - b.latest!.decide).slice(0, MOST_TOLD);
  return soonest.map((one) => {
    const name = one.kind === 'plan' ? `Plan ${one.name}` : labelOf(answer, one);
    return `${name}: decide by ${monthName(one.latest!.decide)}, or ${lossWords(answer, one)}.`;
  });
}

/** Months of life that round to 0.1 at least; less is not printed. */
const LEAST_TOLD = 0.05;

/** What one more month of waiting costs, for an open deadline: `lose 31 points`, `it no longer holds`. */
export function lossWords(
  { worlds, held }: Pick<Dated, 'worlds' | 'held'>,
  { latest, later, without, asked }: Deadline,
): string {
  const [then, next] = [latest!.outcome, later?.outcome ?? without!];
  // The loss of one month may round to nothing, and yet take the gain below half of the best.
  const gone = held === null ? 'half of what it gains is gone' : 'it no longer holds';
  if (asked === 'months_alive') {
    const lost = then.monthsAlive! - next.monthsAlive!;
    return lost < LEAST_TOLD ? gone : `lose ${months(lost)} of life`;
  }
  if (worlds === null) return held === null ? 'it fails' : gone;
  const points = Number(((then.share - next.share) * 100).toFixed(1));
  if (points <= 0) return gone;
  return `lose ${points === 1 ? '1 point' : `${points} points`}`;
}

function footWords(answer: Dated): string {
  const { found, scenario, held } = answer;
  const hasGaps = ({ tried, latest, status }: Deadline): boolean =>
    status !== 'not_needed' && latest !== null && tried.some(({ by, holds }) => !holds && by < latest.by);
  const gaps = [...found.levers, ...found.plans].filter(hasGaps);
  const names = gaps.map((one) => (one.kind === 'plan' ? one.name : labelOf(answer, one)));
  const span = `from ${monthName(scenario.start)} to ${monthName(scenario.start + scenario.months - 1)}`;
  return [
    `Every month ${span} was tried. Left: from ${monthName(scenario.start)} on. +1 month: in force a month later.`,
    ...(held === null ? ['Best: the most that it gains in any month.'] : ['At best: in the best of these months.']),
    ...(gaps.length === 0 ? [] : [`Not in every month before: ${names.join(', ')}.`]),
  ].join(' ');
}
