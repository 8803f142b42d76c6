import { grouped, money, months } from '../chart/money.ts';
import type { Case, MonthSpread, Worlds } from '../engine/answers.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { HeadlineAnswer } from './headline.ts';
import { odds, roughOdds, shareInterval } from './odds.ts';
import { causeShort, causeWords, creditorLabel, horizonOf, NOBODY_ENDS_IT, nameOf, nobodyEndsIt } from './words.ts';

/** Answers to a founder's first questions over many worlds, most urgent first. */
export function worldsHeadline(scenario: Scenario, worlds: Worlds, base: Case, ascii = false): HeadlineAnswer[] {
  const { zeroCash, failure, defaultAlive } = worlds.measures;
  const by = (spread: MonthSpread): string => byWhen(spread, scenario);
  const isAsked = !nobodyEndsIt(worlds);
  const lives: HeadlineAnswer = {
    label: 'Survival',
    text: survival(scenario, worlds),
    role: roleOfShare(failure.never),
  };
  const fails: HeadlineAnswer = { label: 'Failure', text: by(failure), role: failure.never === 1 ? 'good' : 'bad' };
  return [
    { label: 'Odds', text: inWords(scenario, worlds), role: isAsked ? roleOfShare(failure.never) : 'warn' },
    ...(isAsked ? [lives] : []),
    { label: 'Zero cash', text: by(zeroCash), role: zeroCash.never === 1 ? 'good' : 'warn' },
    ...(isAsked ? [fails] : []),
    { label: 'Lowest cash', text: lowest(scenario, worlds, ascii), role: 'plain' },
    {
      label: 'Default alive',
      text: `${odds(defaultAlive)} of worlds need no new funding or loans to stay out of trouble through ${horizonOf(scenario)}, and stop burning`,
      role: roleOfShare(defaultAlive),
    },
    { label: 'Base case', text: baseCase(scenario, base), role: 'baseline' },
  ];
}

/** Colour of an answer by the share of worlds that end well, from 0 to 1. */
const roleOfShare = (share: number): HeadlineAnswer['role'] => (share >= 0.9 ? 'good' : share >= 0.5 ? 'warn' : 'bad');

/** The share of failures from which on one cause is "most of them". */
const MOST = 0.8;

/**
 * The outcome in a sentence: `In 70% of futures it fails before May 2024, in 88% by the end of Sep 2025. What ends it:
 * staff unpaid (71% of failures).`
 */
function inWords(scenario: Scenario, worlds: Worlds): string {
  const { count, survival: alive, causes } = worlds;
  const last = scenario.months - 1;
  const horizon = nameOf(scenario.start, last);
  const failed = (t: number): number => 1 - (alive[t] as number);
  const futures = (share: number): string => (share >= 1 ? 'every future' : `${roughOdds(share)} of futures`);
  const cause = causes[0];
  if (nobodyEndsIt(worlds)) return `Survival ${NOBODY_ENDS_IT}.`;
  if (cause === undefined) return `In every one of ${worldCount(count)} it lives through ${horizon}.`;
  const most = alive.findIndex((_, t) => failed(t) >= MOST * failed(last));
  const before = `In ${futures(failed(most))} it fails before ${nameOf(scenario.start, most + 1)}`;
  const late = failed(last) >= 1 ? 'in all' : `in ${roughOdds(failed(last))}`;
  const when =
    most === last
      ? `In ${futures(failed(last))} it fails by the end of ${horizon}`
      : roughOdds(failed(most)) === roughOdds(failed(last))
        ? before
        : `${before}, ${late} by the end of ${horizon}`;
  const what = causeShort(cause.cause, creditorLabel(scenario));
  const share = cause.share >= 1 ? 'all failures' : `${roughOdds(cause.share)} of failures`;
  return `${when}. What ends it: ${what} (${share}).`;
}

function survival(scenario: Scenario, { count, sampler, survival: alive }: Worlds): string {
  const share = alive.at(-1) ?? 1;
  const found = `${odds(share)} of worlds live through ${nameOf(scenario.start, scenario.months - 1)}`;
  const interval = shareInterval(sampler, Math.round(share * count), count);
  return interval === null ? found : `${found} (95% interval ${odds(interval[0])} to ${odds(interval[1])})`;
}

/**
 * Percentiles of a date: `5% of worlds by Oct 2023, half by Dec 2023, 95% by Mar 2024; in 2% not by Sep 2025`. Where
 * several fall in one month, only the greatest is named.
 */
function byWhen(spread: MonthSpread, scenario: Scenario): string {
  const { start, months: horizon } = scenario;
  if (spread.never === 1) return `in no world within ${months(horizon)}`;
  const all: [string, number | null][] = [
    ['5%', spread.p5],
    ['half', spread.p50],
    ['95%', spread.p95],
  ];
  const known = all.filter(([, t], i) => t !== null && t !== all[i + 1]?.[1]);
  const by = known.map(([share, t], i) => `${share}${i === 0 ? ' of worlds' : ''} by ${nameOf(start, t as number)}`);
  if (by.length === 0) by.push(`in ${odds(1 - spread.never)} of worlds`);
  return by.join(', ') + (spread.never > 0 ? `; in ${odds(spread.never)} not by ${horizonOf(scenario)}` : '');
}

function lowest({ currency }: Scenario, { measures }: Worlds, ascii: boolean): string {
  const { p5, p50, p95 } = measures.low.cash;
  const sum = (value: number | null): string => money(value ?? 0, currency, ascii);
  if (sum(p5) === sum(p95)) return `${sum(p50)} in nine of ten worlds`;
  return `${sum(p50)} at the median; ${sum(p5)} at p5, ${sum(p95)} at p95`;
}

function baseCase(scenario: Scenario, base: Case): string {
  const { zeroCash, failure } = base.measures;
  const end = horizonOf(scenario);
  const lives = failure === null && !nobodyEndsIt(base);
  const short = zeroCash === null ? null : `zero cash ${nameOf(scenario.start, zeroCash)}`;
  if (failure === null) {
    if (short === null) return `pays all that is due${lives ? ', and lives,' : ''} through ${end}`;
    return lives ? `${short}; lives through ${end}` : short;
  }
  const cause = causeWords(failure.cause, creditorLabel(scenario));
  return `${short ?? 'no zero cash'}; fails ${nameOf(scenario.start, failure.t)}: ${cause}`;
}

/** A number of worlds: `10,000 worlds`. */
export const worldCount = (count: number): string => `${grouped(count)} ${count === 1 ? 'world' : 'worlds'}`;
