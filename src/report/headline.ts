import type { Role } from '../chart/cells.ts';
import { money, months, percent } from '../chart/money.ts';
import { type Case, TOLERANCE } from '../engine/answers.ts';
import { constantValue } from '../formula/constant.ts';
import type { Scenario } from '../scenario/scenario.ts';
import {
  calledBy,
  causeWords,
  creditorLabel,
  horizonOf,
  lastMonth,
  NOBODY_ENDS_IT,
  nameOf,
  nobodyEndsIt,
} from './words.ts';

/** One answer of the headline: its label, the answer in plain words, and whether it is good news (colour). */
export interface HeadlineAnswer {
  readonly label: string;
  readonly text: string;
  readonly role: Role;
}

/** The scenario and case reported; `sum` formats an amount of money. */
interface CaseTold {
  readonly scenario: Scenario;
  readonly result: Case;
  readonly sum: (value: number) => string;
}

/**
 * Answers to a founder's first questions, most urgent first. `isBase`: the base case, whose answer names the uncertain
 * funding that it counts on.
 */
export function headline(scenario: Scenario, result: Case, ascii = false, isBase = true): HeadlineAnswer[] {
  const told = { scenario, result, sum: (value: number): string => money(value, scenario.currency, ascii) };
  return [
    firstUnpaid(told),
    zeroCash(told),
    failure(scenario, result),
    ...solvency(scenario, result),
    lowestCash(told),
    netBurn(told),
    accruedBurn(told),
    owed(told),
    ...(isBase ? countsOn(scenario, result) : []),
  ];
}

/** Until when an event that did not occur is ruled out: the end of the horizon, or the failure. */
const untilNow = (scenario: Scenario, { measures }: Case): string =>
  measures.failure === null ? `not by ${horizonOf(scenario)}` : 'not before it fails';

const measuredTo = (failed: object | null): string => (failed === null ? ', the last month simulated' : '');

/** Most creditors named in one sentence. */
const MOST_NAMED = 3;

/** Joins names: `Landlord; AWS, Google`, `A; B; C; 2 more`. Semicolons, as a label may contain commas. */
const named = (names: readonly string[]): string =>
  [...names.slice(0, MOST_NAMED), ...(names.length > MOST_NAMED ? [`${names.length - MOST_NAMED} more`] : [])].join(
    '; ',
  );

/** The first month in which a creditor is paid less than its due: for lack of cash, for the reserve, or by choice. */
function firstUnpaid({ scenario, result, sum }: CaseTold): HeadlineAnswer {
  const { firstUnpaid: t, failure } = result.measures;
  if (t === null) {
    const until = nameOf(scenario.start, lastMonth(failure, scenario.months));
    return { label: 'First unpaid', text: `nobody: all that falls due through ${until} is paid then`, role: 'good' };
  }
  const names = [...result.creditors]
    .filter(([, { due, paid }]) => due[t]! - paid[t]! > TOLERANCE * due[t]!)
    .map(([name]) => name);
  const total = (pick: 'due' | 'paid'): number =>
    names.reduce((all, name) => all + result.creditors.get(name)![pick][t]!, 0);
  const [due, paid] = [total('due'), total('paid')];
  const who = named(names.map(creditorLabel(scenario)));
  const part = sum(due - paid) === sum(due) ? `${sum(due)} due is` : `${sum(due - paid)} of the ${sum(due)} due is`;
  const text = `${nameOf(scenario.start, t)}: ${part} not paid, to ${who}`;
  return { label: 'First unpaid', text, role: 'warn' };
}

function zeroCash(told: CaseTold): HeadlineAnswer {
  const { scenario, result } = told;
  const { zeroCash: t, runway, failure: failed } = result.measures;
  if (t === null || runway === null)
    return {
      label: 'Zero cash',
      text: `${untilNow(scenario, result)}${measuredTo(failed)}`,
      role: failed === null ? 'good' : 'plain',
    };
  const text = `${nameOf(scenario.start, t)}, after ${months(runway)}: it cannot pay all that is due${keptThen(told, t)}`;
  return { label: 'Zero cash', text, role: 'warn' };
}

/** The cash at the end of the month t in which not all dues could be paid: the reserve, and the rest. */
function keptThen({ scenario, result, sum }: CaseTold, t: number): string {
  const cash = result.byMonth.cash[t]!;
  const kept = Math.min(cash, result.reserve[t]!);
  const critical = [...scenario.creditors.values()].filter((creditor) => creditor.critical).map(calledBy);
  const forWhom = critical.length === 0 ? 'in reserve' : `for ${named(critical)}`;
  const is = (value: number): boolean => /[1-9]/.test(sum(value));
  const words = [
    ...(is(kept) ? [`${sum(kept)} is kept ${forWhom}`] : []),
    ...(is(cash - kept) ? [`${sum(cash - kept)} is in hand at the month's end`] : []),
  ];
  return words.map((text) => `; ${text}`).join('');
}

function failure(scenario: Scenario, result: Case): HeadlineAnswer {
  const { failure: failed, zeroCash: short } = result.measures;
  if (failed === null && nobodyEndsIt(result)) return { label: 'Failure', text: NOBODY_ENDS_IT, role: 'warn' };
  if (failed === null) {
    const text = `lives through ${horizonOf(scenario)}, the last of ${months(scenario.months)}`;
    return { label: 'Failure', text: `none: ${text}`, role: 'good' };
  }
  const between = short === null ? 0 : failed.t - short;
  const when = nameOf(scenario.start, failed.t) + (between > 0 ? `, ${months(between)} after zero cash` : '');
  return { label: 'Failure', text: `${when}: ${causeWords(failed.cause, creditorLabel(scenario))}`, role: 'bad' };
}

function solvency(scenario: Scenario, result: Case): HeadlineAnswer[] {
  const { insolvent, breakEven } = result.measures;
  const end = horizonOf(scenario);
  return [
    insolvent === null
      ? {
          label: 'Insolvent',
          text: `${untilNow(scenario, result)}: at no month-end does it owe more than it has`,
          role: 'good',
        }
      : {
          label: 'Insolvent',
          text: `${nameOf(scenario.start, insolvent)}: first month-end at which it owes more than it has`,
          role: 'warn',
        },
    breakEven === null
      ? { label: 'Break-even', text: untilNow(scenario, result), role: 'plain' }
      : {
          label: 'Break-even',
          text: `${nameOf(scenario.start, breakEven)}: revenue covers costs from then through ${end}, ${months(scenario.months - breakEven)}`,
          role: 'good',
        },
    defaultAliveAnswer(scenario, result),
  ];
}

/** Months at the end of the horizon over which default alive compares payments with collections. */
const BURN_MONTHS = 12;

/**
 * Whether the company is default alive; if not, which of three ways it is not: it runs short, fails, or still burns.
 */
export function defaultAliveAnswer(scenario: Scenario, { measures, troubleAlone }: Case): HeadlineAnswer {
  const label = 'Default alive';
  const end = horizonOf(scenario);
  const alone = 'without new funding or loans';
  if (measures.defaultAlive === 1)
    return { label, text: `yes, through ${end}: ${alone} it stays out of trouble, and stops burning`, role: 'good' };
  if (troubleAlone !== null) {
    const what = troubleAlone.kind === 'short' ? 'runs short' : 'fails';
    return { label, text: `no: ${alone} it ${what} in ${nameOf(scenario.start, troubleAlone.t)}`, role: 'warn' };
  }
  const last = months(Math.min(BURN_MONTHS, scenario.months));
  const text = `no: ${alone} it lives through ${end}, and still burns: it pays more than it collects over the last ${last}`;
  return { label, text, role: 'warn' };
}

function lowestCash({ scenario, result: { measures, byMonth }, sum }: CaseTold): HeadlineAnswer {
  const end = lastMonth(measures.failure, scenario.months);
  const { cash, t } = measures.low;
  const when = sum(byMonth.cash[t]!) === sum(cash) ? 'at the end of' : 'on one day of';
  const low = `${sum(cash)} ${when} ${nameOf(scenario.start, t)}`;
  const last = `${sum(byMonth.cash[end]!)} at the end of ${nameOf(scenario.start, end)}`;
  return { label: 'Lowest cash', text: low === last ? low : `${low}; ${last}`, role: 'plain' };
}

/**
 * `FIRST_MONTHS`: months whose mean is printed where the first month is unusual; `UNUSUAL`: deviation of the first
 * month from that mean, relative to it, that counts as unusual.
 */
const FIRST_MONTHS = 3;
const UNUSUAL = 0.2;

/**
 * The mean of the first months where the first is unusual; null where it is not, or the company did not live through
 * all of them.
 */
function meanWhereUnusual({ scenario, result }: CaseTold, values: Float64Array): number | null {
  if (lastMonth(result.measures.failure, scenario.months) < FIRST_MONTHS - 1) return null;
  const mean = values.subarray(0, FIRST_MONTHS).reduce((a, b) => a + b, 0) / FIRST_MONTHS;
  return Math.abs(values[0]! - mean) > UNUSUAL * Math.abs(mean) ? mean : null;
}

/** Net burn in cash terms; the accrued burn, which includes unpaid bills, is the next answer. */
function netBurn(told: CaseTold): HeadlineAnswer {
  const { scenario, result, sum } = told;
  const mean = meanWhereUnusual(told, result.byMonth.net_burn);
  const more = mean === null ? '' : `; ${sum(mean)} a month over the first ${FIRST_MONTHS}`;
  const text = `${sum(result.byMonth.net_burn[0]!)} in ${nameOf(scenario.start, 0)}, paid less received${more}`;
  return { label: 'Net burn', text, role: 'plain' };
}

function accruedBurn(told: CaseTold): HeadlineAnswer {
  const { scenario, result, sum } = told;
  const mean = meanWhereUnusual(told, result.byMonth.accrued_burn);
  const lasts = (burn: number): string => (burn > 0 ? months(result.opening.cash / burn) : 'revenue covers costs');
  const rate = result.measures.runwayNow;
  const first = rate === null ? 'revenue covers costs' : `at that rate opening cash lasts ${months(rate)}`;
  const more = mean === null ? '' : `; ${sum(mean)} a month over the first ${FIRST_MONTHS}: ${lasts(mean)}`;
  const when = `${sum(result.byMonth.accrued_burn[0]!)} in ${nameOf(scenario.start, 0)}, paid or not`;
  return { label: 'Accrued burn', text: `${when}: ${first}${more}`, role: 'plain' };
}

function owed({ scenario, result: { measures, byMonth }, sum }: CaseTold): HeadlineAnswer {
  const end = lastMonth(measures.failure, scenario.months);
  const when = measures.failure === null ? `at the end of ${nameOf(scenario.start, end)}` : 'when it fails';
  const overdue = byMonth.overdue[end]!;
  const total = byMonth.owed[end]!;
  const part = sum(overdue) === sum(total) ? 'all' : overdue > 0 ? sum(overdue) : 'nothing';
  const arrears = total > 0 ? `, ${part} of it in arrears` : '';
  return {
    label: 'Owed',
    text: `${sum(total)} ${when}${arrears}`,
    role: overdue > 0 ? 'arrears' : 'plain',
  };
}

/** The uncertain funding that comes in the base case; a warning, as it may not come. */
function countsOn(scenario: Scenario, result: Case): HeadlineAnswer[] {
  const uncertain = countedOn(scenario, result);
  return uncertain.length === 0 ? [] : [{ label: 'Counts on', text: uncertain.join('; '), role: 'warn' }];
}

/** Each uncertain funding that comes in the base case: `Seed round in Apr 2024, 80% likely`. */
export function countedOn(scenario: Scenario, result: Case): string[] {
  const end = lastMonth(result.measures.failure, scenario.months);
  const comes = (t: number): boolean => result.byMonth.equity_raised[t]! + result.byMonth.grants[t]! > 0;
  return [...scenario.funding.values()].flatMap((funding) => {
    const probability = constantValue(funding.probability.node);
    if (probability === 1 || (probability !== null && probability < BASE_COMES)) return [];
    const t = funding.month.kind === 'month' ? funding.month.month - scenario.start : null;
    // For a month that is a formula or a test, the file alone does not tell which month it was.
    const months = Array.from({ length: end + 1 }, (_, month) => month);
    if (t === null ? !months.some(comes) : t < 0 || t > end || !comes(t)) return [];
    const when = t === null ? '' : ` in ${nameOf(scenario.start, t)}`;
    const odds = probability === null ? 'by a formula' : `${percent(probability)} likely`;
    return [`${calledBy(funding)}${when}, ${odds}`];
  });
}

/** The least probability with which funding comes in the base case. */
const BASE_COMES = 0.5;
