import { constantValue } from '../formula/constant.ts';
import { formatMonth, type Month } from '../formula/month.ts';
import type { Formula, Node } from '../formula/tree.ts';
import { nodes } from '../formula/walk.ts';
import { isBalance, measureText } from './figure.ts';
import { type Finding, type FoundEntry, warningOf } from './findings.ts';
import { WORLD } from './measure-names.ts';
import { leverSettings, settingOver } from './override.ts';
import type { Creditor, Entry, Event, Expectation, Reaction, Scenario } from './scenario.ts';
import { namesIn, namesRead } from './uses.ts';

/**
 * Warnings of a scenario without errors. `amounts` are its lines' amounts by month in the base case; without them costs
 * by the year are not looked for. `idle` are the reactions without limit and patience that reading left out.
 */
export function lint(
  scenario: Scenario,
  amounts: ReadonlyMap<string, ArrayLike<number>> = new Map(),
  idle: readonly FoundEntry[] = [],
): Finding[] {
  const ranged = [...scenario.checks.values(), ...scenario.reported.values()].filter(isLastMonthOnly);
  return [
    ...warningOf('unused-assumption', unusedAssumptions(scenario), (names) => `nothing reads ${names}`),
    ...warningOf(
      'unused-lever',
      unusedLevers(scenario),
      (names) => `no formula reads ${names}: pulling it changes nothing`,
    ),
    ...warningOf('empty-plan', emptyPlans(scenario), (names) => `sets nothing that the file does not: ${names}`),
    ...warningOf(
      'yearly-as-monthly',
      yearlyCosts(scenario, amounts),
      (names) =>
        `more than four times all other costs: ${names}; costs are by the month, so a figure by the year is /year`,
    ),
    ...warningOf('never-comes', comesNever(scenario), (names) => `outside the months that are simulated: ${names}`),
    ...warningOf('owed-nothing', owedNothing(scenario), (names) => `nothing is ever owed to ${names}`),
    ...warningOf('never-acts', [...idle, ...idleReactions(scenario)], (names) => `cannot act: ${names}`),
    ...warningOf('no-effect', withoutEffect(scenario), (names) => `without effect: ${names}`),
    ...warningOf(
      'last-month-only',
      rangesOf(scenario, ranged),
      (names) => `of several months a balance is taken at the last alone: ${names}`,
    ),
  ];
}

const foundIn = (section: string, { name, place }: Entry, text = name): FoundEntry => ({
  where: `${section}.${name}`,
  place,
  text,
});

function unusedAssumptions(scenario: Scenario): FoundEntry[] {
  const read = namesRead(scenario);
  return [...scenario.assumptions.values()]
    .filter(({ name }) => !read.has(name))
    .map((entry) => foundIn('assumptions', entry));
}

function unusedLevers(scenario: Scenario): FoundEntry[] {
  const read = namesRead(scenario);
  return [...scenario.levers.values()].filter(({ name }) => !read.has(name)).map((entry) => foundIn('levers', entry));
}

function emptyPlans(scenario: Scenario): FoundEntry[] {
  const own = leverSettings(scenario);
  const isIdle = (name: string, set: Parameters<typeof settingOver>[1]): boolean => {
    const before = own.get(name)!;
    const { value, from, until } = settingOver(before, set);
    return value === before.value && from === before.from && until === before.until;
  };
  return [...scenario.plans.values()]
    .filter(({ set }) => [...set].every(([name, setting]) => isIdle(name, setting)))
    .map((entry) => foundIn('plans', entry));
}

const YEARLY = /(^|_)(per_year|a_year|per_annum|annual|yearly)(_|$)/;
/** A cost that is more than this many times all others together is taken for a figure by the year. */
const SUSPICIOUS = 4;

function yearlyCosts(scenario: Scenario, amounts: ReadonlyMap<string, ArrayLike<number>>): FoundEntry[] {
  const total = (name: string): number => Array.from(amounts.get(name) ?? []).reduce((sum, amount) => sum + amount, 0);
  const costs = [...scenario.costs.values()].map((entry) => ({ entry, total: total(entry.name) }));
  const all = costs.reduce((sum, cost) => sum + cost.total, 0);
  return costs.flatMap(({ entry, total: own }) => {
    const yearly = [entry.name, ...namesIn(entry.amount)].find((name) => YEARLY.test(name));
    if (yearly === undefined || isPerMonth(entry.amount) || !(own > SUSPICIOUS * (all - own))) return [];
    return [foundIn('costs', entry, yearly === entry.name ? entry.name : `${entry.name}, which reads ${yearly}`)];
  });
}

/**
 * Whether a formula makes a monthly figure of a yearly one: it divides by 12, or has an amount in some months alone.
 */
function isPerMonth({ node }: Formula): boolean {
  return [...nodes(node)].some(
    (part) =>
      (part.op === 'div' && (constantValue(part.right) ?? 0) % 12 === 0 && !isZero(part.right)) || isDated(part),
  );
}

const isZero = (node: Node): boolean => constantValue(node) === 0;

const isDated = ({ op }: Node): boolean => op === 'at' || op === 'every' || op === 'month_of_year' || op === 'series';

/** The entries whose event, or whose months in force, lie outside of the simulated months. */
function comesNever({ start: opens, months, past, ...scenario }: Scenario): FoundEntry[] {
  // Events of the past months, which an opening from actuals has, are no fault.
  const start = opens - (past?.months ?? 0);
  const last = opens + months - 1;
  const isOutside = (month: Month): boolean => month < start || month > last;
  const items: FoundEntry[] = [];
  const add = (section: string, entry: Entry, event: Event | null, what = ''): void => {
    const month = monthOf(event, start);
    if (month === null || !isOutside(month)) return;
    items.push(foundIn(section, entry, `${section}.${entry.name}${what} (${formatMonth(month)})`));
  };
  for (const entry of scenario.funding.values()) add('funding', entry, entry.month);
  for (const entry of scenario.debts.values()) add('debts', entry, entry.draw, '.draw');
  for (const entry of scenario.assets.values()) add('assets', entry, entry.sold, '.sold');
  for (const entry of scenario.levers.values()) {
    const { from, until } = entry;
    if (from > last) items.push(foundIn('levers', entry, `levers.${entry.name} (from ${formatMonth(from)})`));
    else if (until !== null && until < start)
      items.push(foundIn('levers', entry, `levers.${entry.name} (until ${formatMonth(until)})`));
  }
  return items;
}

/** The month of an event; null where a test or a formula that is not constant decides it. */
function monthOf(event: Event | null, start: Month): Month | null {
  if (event?.kind === 'month') return event.month;
  if (event?.kind !== 'formula') return null;
  const t = constantValue(event.formula.node);
  return t === null || !Number.isFinite(t) ? null : start + Math.floor(t);
}

const isNothing = (formula: Formula): boolean => constantValue(formula.node) === 0;

function owedNothing({ creditors, costs, debts }: Scenario): FoundEntry[] {
  const owed = new Set([
    ...[...costs.values()].map(({ to }) => to),
    ...[...debts.values()].map(({ lender }) => lender),
  ]);
  return [...creditors.values()]
    .filter(({ name, due, overdue }) => !owed.has(name) && due.every(isNothing) && isNothing(overdue))
    .map((entry) => foundIn('creditors', entry));
}

function idleReactions(scenario: Scenario): FoundEntry[] {
  return [...tooPatient(scenario), ...idleCalls(scenario)];
}

/** Reactions that call loans, of creditors that have lent nothing. */
function idleCalls({ creditors, debts }: Scenario): FoundEntry[] {
  const lenders = new Set([...debts.values()].map(({ lender }) => lender));
  return [...creditors.values()]
    .filter(({ name }) => !lenders.has(name))
    .flatMap(({ name, reactions }) =>
      reactions
        .filter(({ then }) => then === 'call')
        .map(({ place }) => ({ where: `creditors.${name}`, place, text: `call of ${name} (it lends nothing)` })),
    );
}

function tooPatient({ creditors, months }: Scenario): FoundEntry[] {
  return [...creditors.values()].flatMap((creditor) =>
    creditor.reactions
      .filter((reaction) => isIdle(reaction, creditor, months))
      .map(({ patience, place }): FoundEntry => {
        const where = `creditors.${creditor.name}`;
        const waits = constantValue(patience!.node)!;
        return {
          where,
          place,
          text: `patience ${waits} of ${creditor.name} (no bill grows older in ${months} months)`,
        };
      }),
  );
}

/** Whether no bill can grow older than the reaction's patience within the horizon, of `months` months. */
function isIdle({ limit, patience }: Reaction, { overdue, overdueMonths }: Creditor, months: number): boolean {
  if (limit !== null || patience === null) return false;
  const opening = isNothing(overdue) ? 0 : constantValue(overdueMonths.node);
  const waits = constantValue(patience.node);
  return opening !== null && waits !== null && waits >= months + opening;
}

function withoutEffect(scenario: Scenario): FoundEntry[] {
  const proceeds = [...scenario.assets.values()]
    .filter(({ sold, proceeds }) => sold === null && !isNothing(proceeds))
    .map((entry) => foundIn('assets', entry, `proceeds of ${entry.name} (never sold)`));
  const calls = [...scenario.debts.values()]
    .filter(({ call, due }) => call?.kind === 'month' && due !== null && call.month > due)
    .map((entry) => foundIn('debts', entry, `call of ${entry.name} (fallen due before)`));
  const sections = { checks: scenario.checks, reported: scenario.reported };
  const dated = Object.entries(sections).flatMap(([section, entries]) =>
    [...entries.values()]
      .filter(({ measure, of, from, to }) => of === null && isOfWorld(measure) && (from ?? to) !== null)
      .map((entry) => foundIn(section, entry, `months of ${entry.name} (${entry.measure} is of the whole world)`)),
  );
  return [...proceeds, ...calls, ...dated];
}

/** Whether the measure has one value a world, and so takes no months; survival, alone of these, takes them too. */
const isOfWorld = (measure: string): boolean => Object.hasOwn(WORLD, measure) && measure !== 'survival';

/** Whether a balance is asked for over several months, all but the last of which are ignored. */
const isLastMonthOnly = ({ measure, of, over, from, to }: Expectation): boolean =>
  over === 'plain' && from !== null && to !== null && from < to && isBalance(measure, of);

function rangesOf(scenario: Scenario, ranged: readonly Expectation[]): FoundEntry[] {
  return ranged.map((check) => {
    const { name, to, atLeast, atMost } = check;
    const section = scenario.checks.get(name) === check ? 'checks' : 'reported';
    const over = (way: 'min' | 'max'): string => measureText({ ...check, over: way });
    const every = [...(atLeast === null ? [] : [over('min')]), ...(atMost === null ? [] : [over('max')])];
    const way =
      every.length === 0 ? `at: ${formatMonth(to!)} says the same` : `${every.join(' and ')} asks for every month`;
    return foundIn(section, check, `${name} (${way})`);
  });
}
