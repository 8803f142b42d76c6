/**
 * Deadlines: the last month from which a lever, or a plan as a whole, still reaches what is asked of it, and so the
 * month in which it must be decided. Every month is tried, as a later month may well do better than an earlier one.
 */
import { areIndependent } from '../engine/answers.ts';
import type { Model, Numbers, Variant } from '../engine/ask.ts';
import type { Month } from '../formula/month.ts';
import { wilson } from '../numeric/wilson.ts';
import { planSettings, type Setting, type Settings } from '../scenario/override.ts';
import type { Lever, Scenario } from '../scenario/scenario.ts';
import { type HeldTarget, type Trial, type TrialAsking, tryAll } from './trials.ts';
import { leverRange } from './vary.ts';

/** How a case, or many worlds, end, where no target is given. */
export interface Fate {
  /** Share of worlds that live through the horizon, with Wilson's interval. */
  readonly share: number;
  readonly interval: Trial['interval'];
  /** Months lived within the horizon; over worlds the mean. */
  readonly monthsAlive: number;
}

/** Result of a move: a trial of the target, or how worlds end where there is no target. */
export type MovedOutcome = (Trial & { readonly monthsAlive: null }) | Fate;

/**
 * What is asked of a lever. `target`: that the target holds. Without a target: half of the best gain of any month, in
 * survival, or in months alive where the gain in survival is too small to tell.
 */
export type Aim = 'target' | 'survival' | 'months_alive';

/**
 * `not_needed`: the target holds without the lever. `open`: there is time. `too_late`: it would have to be decided
 * before the first month. `never`: it holds, or gains anything, in no month. `no_month`: all values of the plan are 0,
 * so no month can be moved. `no_value`: the lever is at 0 and has no range, so how far it can be pulled is unknown.
 */
export type DeadlineStatus = 'not_needed' | 'open' | 'too_late' | 'never' | 'no_month' | 'no_value';

/** One month tried. */
export interface Moved {
  /** For a lever its first month in force, for a plan the number of months by which it is moved. */
  readonly by: number;
  /** The month in which the decision must fall; for a plan the earliest of its levers' decisions. */
  readonly decide: Month;
  readonly outcome: MovedOutcome;
  readonly holds: boolean;
}

/** The deadline of a lever or of a plan, with all months tried. */
export interface Deadline {
  readonly kind: 'lever' | 'plan';
  readonly name: string;
  /** The value that the lever is tried at; null for a plan, and where the value is not known. */
  readonly value: number | null;
  readonly status: DeadlineStatus;
  readonly asked: Aim;
  /** The last month that holds, even where its decision lies in the past; null where none holds. */
  readonly latest: Moved | null;
  /** The month after `latest`, which does not hold; null where none holds, or `latest` is the last month tried. */
  readonly later: Moved | null;
  /** Without the lever, or with all levers of the plan at 0. */
  readonly without: MovedOutcome | null;
  /** The best of the months tried; null where none was tried. */
  readonly best: Moved | null;
  readonly tried: readonly Moved[];
}

/** The deadlines of all levers and plans, in the order of the file. */
export interface Deadlines {
  readonly levers: readonly Deadline[];
  readonly plans: readonly Deadline[];
  /** With the levers as they are set now. */
  readonly now: MovedOutcome;
  /** How many levers and plans were asked about; fewer are answered where the asking was stopped. */
  readonly asked: number;
}

/** A lever or plan, with the months to try and the settings in each. */
interface Candidate {
  readonly kind: Deadline['kind'];
  readonly name: string;
  readonly value: number | null;
  readonly without: Settings;
  readonly moves: readonly { readonly by: number; readonly decide: Month; readonly settings: Settings }[];
}

/**
 * Deadlines of every lever and of every plan in the file; `over` sets what the command line sets on top of a plan.
 * Levers and plans are left out whose months were not all tried before the asking was stopped; null where not even the
 * present settings were. Throws Faults.
 */
export async function deadlines(
  asking: TrialAsking,
  held: HeldTarget | null,
  model: Model,
  settings: Settings,
  over: (plan: Settings) => Settings,
): Promise<Deadlines | null> {
  const { scenario } = model;
  const levers = [...scenario.levers.values()].map((lever) => leverCandidate(scenario, settings, lever));
  const plans = [...scenario.plans.keys()].map((name) =>
    planCandidate(scenario, name, over(planSettings(scenario, name))),
  );
  const all = [...levers, ...plans];
  const asked = all.flatMap(({ without, moves }) => [without, ...moves.map((move) => move.settings)]);
  const outcomes = await outcomesOf(asking, held, model, [settings, ...asked]);
  const [now] = outcomes;
  if (now === undefined) return null;
  let at = 1;
  const told = all.flatMap((candidate) => {
    const count = 1 + candidate.moves.length;
    const [without, ...moved] = outcomes.slice(at, at + count);
    at += count;
    if (without === undefined || at > outcomes.length) return [];
    return [deadlineOf(scenario, candidate, without, moved)];
  });
  return { levers: told.slice(0, levers.length), plans: told.slice(levers.length), now, asked: all.length };
}

/** Deadline of one lever, the others as set. Throws Faults. */
export async function leverDeadline(
  asking: TrialAsking,
  held: HeldTarget | null,
  model: Model,
  settings: Settings,
  lever: Lever,
): Promise<Deadline> {
  return candidateDeadline(asking, held, model, leverCandidate(model.scenario, settings, lever));
}

/**
 * Deadline of one plan of the file, moved as a whole; `settings` are those of all levers under the plan. Throws Faults.
 */
export async function planDeadline(
  asking: TrialAsking,
  held: HeldTarget | null,
  model: Model,
  settings: Settings,
  plan: string,
): Promise<Deadline> {
  return candidateDeadline(asking, held, model, planCandidate(model.scenario, plan, settings));
}

async function candidateDeadline(
  asking: TrialAsking,
  held: HeldTarget | null,
  model: Model,
  candidate: Candidate,
): Promise<Deadline> {
  const asked = [candidate.without, ...candidate.moves.map((move) => move.settings)];
  const outcomes = await outcomesOf(asking, held, model, asked);
  return deadlineOf(model.scenario, candidate, outcomes[0]!, outcomes.slice(1));
}

/** The setting moved to begin in another month, for the same duration: its last month moves along. */
const movedTo = ({ value, from: before, until }: Setting, from: Month): Setting => ({
  ...{ value, from },
  until: until === null ? null : until + from - before,
});
const unpulled = (setting: Setting): Setting => ({ ...setting, value: 0 });

/**
 * The value that a lever is tried at: the value set, or for a lever at 0 the end of its range that is farther from 0;
 * null where it has no range.
 */
export function pulledValue(lever: Lever, { value }: Setting): number | null {
  if (value !== 0) return value;
  const [low, high] = leverRange(lever, value);
  const far = Math.abs(low) > Math.abs(high) ? low : high;
  return far === 0 ? null : far;
}

function leverCandidate({ start, months }: Scenario, settings: Settings, lever: Lever): Candidate {
  const own = settings.get(lever.name)!;
  const value = pulledValue(lever, own);
  const set = (setting: Setting): Settings => new Map([...settings, [lever.name, setting]]);
  const all = value === null ? [] : Array.from({ length: months }, (_, t) => start + t);
  return {
    ...{ kind: 'lever', name: lever.name, value, without: set(unpulled(own)) },
    moves: all.map((from) => ({
      ...{ by: from, decide: from - lever.delay },
      settings: set(movedTo({ ...own, value: value! }, from)),
    })),
  };
}

/** A plan is moved as a whole: its first lever not at 0 comes in month 0, 1, … up to the last month. */
function planCandidate({ start, months, levers, plans }: Scenario, name: string, settings: Settings): Candidate {
  const own = [...plans.get(name)!.set.keys()].map((lever) => [lever, settings.get(lever)!] as const);
  const pulled = own.filter(([, { value }]) => value !== 0);
  const first = Math.min(...pulled.map(([, { from }]) => from));
  const decided = Math.min(...pulled.map(([lever, { from }]) => from - levers.get(lever)!.delay));
  const shifts = pulled.length === 0 ? [] : Array.from({ length: months }, (_, t) => start + t - first);
  return {
    ...{ kind: 'plan', name, value: null },
    without: new Map([...settings, ...own.map(([lever, setting]) => [lever, unpulled(setting)] as const)]),
    moves: shifts.map((by) => ({
      ...{ by, decide: decided + by },
      settings: new Map([...settings, ...pulled.map(([lever, one]) => [lever, movedTo(one, one.from + by)] as const)]),
    })),
  };
}

async function outcomesOf(
  asking: TrialAsking,
  held: HeldTarget | null,
  model: Model,
  settings: readonly Settings[],
): Promise<MovedOutcome[]> {
  const variants = settings.map((one): Variant => ({ settings: one }));
  if (held !== null) {
    const trials = await tryAll(asking, held, model, variants, () => null);
    return trials.map((trial) => ({ ...trial, monthsAlive: null }));
  }
  const fates: Fate[] = [];
  for await (const numbers of asking.numbers(model, variants, ['failure'], () => null))
    fates.push(fateOf(model.scenario, numbers, areIndependent(asking.worlds)));
  return fates;
}

function fateOf({ months }: Scenario, numbers: Numbers, isIndependent: boolean): Fate {
  const failures = numbers.of(0);
  let alive = 0;
  let lived = 0;
  for (const t of failures) {
    if (t < 0) alive++;
    lived += t < 0 ? months : t;
  }
  const interval = isIndependent ? wilson(alive, numbers.count) : null;
  return { share: alive / numbers.count, interval, monthsAlive: lived / numbers.count };
}

/**
 * The least gains that count as an effect: one world in a hundred of survival, 0.1 months (three days) of months alive.
 */
const LEAST_SHARE = 0.01;
const LEAST_MONTHS = 0.1;

type ReadOutcome = (outcome: MovedOutcome) => number;
const shareOf: ReadOutcome = ({ share }) => share;
const monthsOf: ReadOutcome = ({ monthsAlive }) => monthsAlive!;

function deadlineOf(
  { start }: Scenario,
  { kind, name, value, moves }: Candidate,
  without: MovedOutcome,
  outcomes: readonly MovedOutcome[],
): Deadline {
  const most = (read: ReadOutcome): number => Math.max(...outcomes.map(read));
  const gain = (read: ReadOutcome): number => most(read) - read(without);
  const isHeld = without.monthsAlive === null;
  const isOfShare = isHeld || gain(shareOf) >= LEAST_SHARE || gain(monthsOf) < LEAST_MONTHS;
  const asked: Aim = isHeld ? 'target' : isOfShare ? 'survival' : 'months_alive';
  const read = asked === 'months_alive' ? monthsOf : shareOf;
  const isUseful = asked === 'months_alive' || gain(shareOf) >= LEAST_SHARE;
  const half = read(without) + gain(read) / 2;
  const holdsWith = (outcome: MovedOutcome): boolean =>
    'holds' in outcome ? outcome.holds : isUseful && read(outcome) >= half;
  const tried = moves.map(
    ({ by, decide }, i): Moved => ({ by, decide, outcome: outcomes[i]!, holds: holdsWith(outcomes[i]!) }),
  );
  const at = tried.findLastIndex(({ holds }) => holds);
  const latest = tried[at] ?? null;
  const isNeeded = 'holds' in without ? !without.holds : without.share < 1;
  return {
    ...{ kind, name, value, asked, latest, without, tried },
    status: statusOf(kind, tried, isNeeded, latest, start),
    later: latest === null ? null : (tried[at + 1] ?? null),
    best: tried.find(({ outcome }) => read(outcome) === most(read)) ?? null,
  };
}

/** What a month still reaches: `asked`: all that is asked; `some`: at least `SOME` of the best gain; `none`: less. */
export type Reach = 'asked' | 'some' | 'none';

/** The share of the best gain from which on a month reaches `some`. */
const SOME = 0.1;

/** What each month tried still reaches, in the order of `tried`; empty where none was tried. */
export function reachOf({ tried, without, best, asked }: Deadline): Reach[] {
  if (without === null || best === null) return [];
  const read = asked === 'months_alive' ? monthsOf : shareOf;
  const gain = read(best.outcome) - read(without);
  return tried.map(({ outcome, holds }) => {
    if (holds) return 'asked';
    return gain > 0 && read(outcome) - read(without) >= SOME * gain ? 'some' : 'none';
  });
}

function statusOf(
  kind: Deadline['kind'],
  tried: readonly Moved[],
  isNeeded: boolean,
  latest: Moved | null,
  start: Month,
): DeadlineStatus {
  if (tried.length === 0) return kind === 'plan' ? 'no_month' : 'no_value';
  if (!isNeeded) return 'not_needed';
  if (latest === null) return 'never';
  return latest.decide >= start ? 'open' : 'too_late';
}
