import type { Deadline, Deadlines, Moved, MovedOutcome } from '../analysis/deadlines.ts';
import type { Warning } from '../engine/answers.ts';
import { formatMonth, type Month } from '../formula/month.ts';
import { leversJson } from './json.ts';
import { type Answered, shareJson, targetHead } from './target-words.ts';

/** The deadlines found, with what was asked. */
export interface Dated extends Answered {
  readonly found: Deadlines;
  /** Warnings of the base case, with the levers as set. */
  readonly warnings: readonly Warning[];
}

/** Whether the asking was stopped before all levers and plans were tried. */
export const isPartial = ({ levers, plans, asked }: Deadlines): boolean => levers.length + plans.length < asked;

/** The object of `deadlines --json`. */
export function deadlinesJson(answer: Dated): object {
  const { found, scenario } = answer;
  return {
    ...targetHead(answer, 'deadlines'),
    // The key `levers` is taken by the list of deadlines, so the settings are `in_force`.
    in_force: leversJson(answer.settings),
    now: outcomeJson(found.now),
    levers: found.levers.map((one) => ({
      name: one.name,
      value: one.value,
      ...commonJson(one, scenario.start, 'latest_from', formatMonth),
      by_month: one.tried.map((move) => movedJson(move, 'from', formatMonth)),
    })),
    plans: found.plans.map((one) => ({
      name: one.name,
      ...commonJson(one, scenario.start, 'shift', (by) => by),
      by_shift: one.tried.map((move) => movedJson(move, 'shift', (by) => by)),
    })),
    simulated: answer.simulated,
    stopped: isPartial(found) || undefined,
  };
}

/** How a move is written: the first month in force, or the number of months moved. */
type By = (by: number) => string | number;

function commonJson(
  { status, asked, latest, later, without, best }: Deadline,
  start: Month,
  key: string,
  by: By,
): object {
  const decide = latest === null ? null : formatMonth(latest.decide);
  const name = key === 'shift' ? 'shift' : 'from';
  return {
    status,
    asked,
    [key]: latest === null ? null : by(latest.by),
    decide_by: decide,
    months_left: latest === null ? null : latest.decide - start,
    ...(latest === null ? { share: null } : outcomeJson(latest.outcome)),
    later: later && movedJson(later, name, by),
    without: without && outcomeJson(without),
    best: best && movedJson(best, name, by),
  };
}

const movedJson = ({ by: at, outcome, holds }: Moved, key: string, by: By): object => ({
  [key]: by(at),
  ...outcomeJson(outcome),
  holds,
});

const outcomeJson = (outcome: MovedOutcome): object => ({
  ...shareJson(outcome),
  ...(outcome.monthsAlive === null ? {} : { months_alive: outcome.monthsAlive }),
});
