/**
 * What the second edition of the standard changes for a file written for the first, in the case that the settings give.
 * The first edition is not simulated: in it a creditor reacted to its months in a row in arrears, where it now reacts
 * to the age of its oldest unpaid bill. Until the first month in which the two rules differ all figures are the same,
 * so that month can be found in today's figures.
 */
import { Faults } from '../diagnostic/diagnostic.ts';
import { type Accounts, type Case, TOLERANCE } from '../engine/answers.ts';
import { askAccounts, askAlone, askCase, compile } from '../engine/ask.ts';
import { monthName } from '../formula/month.ts';
import { nodes } from '../formula/walk.ts';
import { type Finding, type FoundEntry, warningOf } from '../scenario/findings.ts';
import type { Settings } from '../scenario/override.ts';
import type { Creditor, Scenario } from '../scenario/scenario.ts';
import { usesSecondEdition } from '../scenario/second-edition.ts';
import { formulasOf } from '../scenario/uses.ts';

/** A case, with the patience and limits of its creditors in each month. */
interface LivedCase {
  readonly result: Case;
  readonly accounts: Accounts;
}

/** The first month in which a creditor would have acted under the first edition, and does not now. */
interface EarlierAct {
  readonly creditor: Creditor;
  readonly t: number;
  readonly then: 'suspend' | 'petition';
  /** Whether the figures of the two editions differ from this month on. */
  readonly parts: boolean;
}

/**
 * At most one finding each about patience, about who can end the company, and about default alive. None for a file that
 * uses a key of the second edition, nor where the first edition's case faults. `result` is the case with `settings`.
 */
export function firstEdition(scenario: Scenario, result: Case, settings: Settings): Finding[] {
  if (usesSecondEdition(scenario)) return [];
  const before = withoutDefaults(scenario);
  try {
    const model = compile(before);
    const lived = { result: askCase(model, settings), accounts: askAccounts(model, settings) };
    const differs = differencesIn(before, settings);
    return [
      ...patienceFinding(scenario, differs(lived), result),
      ...endFinding(scenario, lived.result, result),
      ...aliveFinding(scenario, askAlone(model, settings), differs, result),
    ];
  } catch (error) {
    if (error instanceof Faults) return [];
    throw error;
  }
}

/** The scenario as the first edition read it: no creditor was critical by default. */
function withoutDefaults(scenario: Scenario): Scenario {
  const creditors = [...scenario.creditors].map(([name, creditor]): [string, Creditor] => [
    name,
    creditor.isCriticalByDefault ? { ...creditor, critical: false } : creditor,
  ]);
  return { ...scenario, creditors: new Map(creditors) };
}

/**
 * Finds in a case the creditors who would have acted earlier under the first edition. A petition ended the case, and
 * after a suspension that some formula reads the figures of the first edition are unknown: later differences are left
 * out.
 */
function differencesIn(scenario: Scenario, settings: Settings): (lived: LivedCase) => EarlierAct[] {
  const read = suspensionsRead(scenario);
  const opening = openingMonths(scenario, settings);
  return (lived) => {
    const all = [...scenario.creditors.values()]
      .map((creditor) => differenceOf(lived, creditor, opening.get(creditor.name)!, read))
      .filter((one) => one !== null);
    const known = Math.min(...all.filter(({ parts }) => parts).map(({ t }) => t));
    const ended = Math.min(...all.filter(({ then }) => then === 'petition').map(({ t }) => t));
    return all.filter(({ t, then }) => t <= known && (then === 'petition' || t < ended));
  };
}

/** The first month in which the months in a row in arrears exceed the patience but the age does not; null: none. */
function differenceOf(
  { result, accounts }: LivedCase,
  creditor: Creditor,
  opening: number,
  read: ReadonlySet<string>,
): EarlierAct | null {
  const [reaction] = creditor.reactions;
  const { patience, limit } = accounts.creditors.get(creditor.name)!.reactions[0] ?? { patience: null, limit: null };
  if (reaction === undefined || patience === null) return null;
  const { overdue, age, suspended } = result.creditors.get(creditor.name)!;
  const suspends = reaction.then === 'suspend';
  // A suspension takes effect in the next month, so one of the last month never does.
  const end = (result.measures.failure?.t ?? overdue.length - 1) - (suspends ? 1 : 0);
  let months = opening;
  for (let t = 0; t <= end; t++) {
    months = overdue[t]! > 0 ? months + 1 : 0;
    const acts = exceeds(age[t]!, patience[t]!) || (limit !== null && exceeds(overdue[t]!, limit[t]!));
    if (months === 0 || acts || !exceeds(months, patience[t]!) || (suspends && suspended[t] === 1)) continue;
    return { creditor, t, then: suspends ? 'suspend' : 'petition', parts: !suspends || read.has(creditor.name) };
  }
  return null;
}

const exceeds = (a: number, b: number): boolean => a - b > a * TOLERANCE;

function suspensionsRead(scenario: Scenario): ReadonlySet<string> {
  const read = new Set<string>();
  for (const { node } of formulasOf(scenario))
    for (const part of nodes(node)) if (part.op === 'suspended') read.add(part.creditor);
  return read;
}

/**
 * By creditor, how many months in a row it was in arrears at the start. `overdue_months` is evaluated as if it were a
 * patience, in a scenario of one month.
 */
function openingMonths(scenario: Scenario, settings: Settings): ReadonlyMap<string, number> {
  const creditors = [...scenario.creditors].map(([name, creditor]): [string, Creditor] => {
    const { overdueMonths: patience, place } = creditor;
    return [name, { ...creditor, critical: false, reactions: [{ limit: null, patience, then: 'suspend', place }] }];
  });
  const accounts = askAccounts(compile({ ...scenario, months: 1, creditors: new Map(creditors) }), settings);
  return new Map(
    [...accounts.creditors].map(([name, { arrears, fee, forgiven, reactions }]) => {
      const isLate = arrears[0]! + forgiven[0]! > fee[0]!;
      return [name, isLate ? reactions[0]!.patience![0]! : 0];
    }),
  );
}

/** Month t as `Mar 2026`. */
const nameOf = ({ start }: Scenario, t: number): string => monthName(start + t);

function patienceFinding(scenario: Scenario, differences: readonly EarlierAct[], now: Case): Finding[] {
  const found = differences.map(({ creditor: { name, place }, t, then }): FoundEntry => {
    const before =
      then === 'petition' ? `petitions in ${nameOf(scenario, t)}` : `suspended from ${nameOf(scenario, t + 1)}`;
    const text = `${name} (the first edition: ${before}; now: ${actsNow(scenario, name, then, t, now)})`;
    return { where: `creditors.${name}`, place, text };
  });
  return warningOf(
    'first-edition',
    found,
    (names) =>
      `patience is compared with the age of the oldest bill, no longer with months in a row in arrears: ${names}`,
  );
}

/** Words for when the creditor acts now, later than in month t. */
function actsNow(
  scenario: Scenario,
  name: string,
  then: EarlierAct['then'],
  t: number,
  { measures, creditors }: Case,
): string {
  const { failure } = measures;
  if (then === 'petition' && failure?.cause === `petition:${name}`) return `in ${nameOf(scenario, failure.t)}`;
  const from = creditors.get(name)!.suspended.findIndex((is, month) => month > t && is === 1);
  if (then === 'suspend' && from >= 0) return `from ${nameOf(scenario, from)}`;
  return failure === null
    ? `not within ${scenario.months} months`
    : `not before it fails in ${nameOf(scenario, failure.t)}`;
}

/** The finding about creditors critical by default, where they change whether the company fails, or whom it pays. */
function endFinding(scenario: Scenario, before: Case, now: Case): Finding[] {
  const found = [...scenario.creditors.values()]
    .filter(({ isCriticalByDefault }) => isCriticalByDefault)
    .map(({ name, place }): FoundEntry => ({ where: `creditors.${name}`, place, text: name }));
  const { failure, firstUnpaid } = now.measures;
  const month = (t: number | null): string => (t === null ? 'none' : nameOf(scenario, t));
  const figures =
    failure !== null
      ? `failure in the first edition: none; now: ${month(failure.t)}, ${failure.cause}`
      : `first unpaid in the first edition: ${month(before.measures.firstUnpaid)}; now: ${month(firstUnpaid)}`;
  if (failure === null && firstUnpaid === before.measures.firstUnpaid) return [];
  return warningOf(
    'first-edition',
    found,
    (names) => `critical by default, as no creditor is said to be critical or to petition: ${names}; ${figures}`,
  );
}

/**
 * The finding about default alive, where the first edition answered otherwise: it did not ask whether the company still
 * burns.
 */
function aliveFinding(
  scenario: Scenario,
  alone: LivedCase,
  differs: (lived: LivedCase) => EarlierAct[],
  now: Case,
): Finding[] {
  const differences = differs(alone);
  // After a suspension that some formula reads the outcome of the first edition is unknown.
  if (differences.some(({ then, parts }) => parts && then === 'suspend')) return [];
  const { zeroCash, failure } = alone.result.measures;
  const petitions = differences.some(({ then }) => then === 'petition');
  const before = zeroCash === null && failure === null && !petitions;
  const isAlive = now.measures.defaultAlive === 1;
  if (before === isAlive) return [];
  const burns = now.troubleAlone === null && !isAlive;
  const why = burns ? '; without later money it lives to the horizon and still burns' : '';
  const answer = (is: boolean): string => (is ? 'yes' : 'no');
  const message = `in the first edition: ${answer(before)}; now: ${answer(isAlive)}${why}`;
  return [{ code: 'first-edition', where: 'default_alive', place: scenario.cash.place, message }];
}
