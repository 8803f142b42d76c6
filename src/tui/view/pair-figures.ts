/** The figures by which two companies are compared, and the second's difference from the first. */
import { differenceOf, type Valued } from '../../analysis/difference.ts';
import { wholeValue } from '../../analysis/measure.ts';
import type { Role } from '../../chart/cells.ts';
import { money, monthCount, signedMoney, signedMonths } from '../../chart/money.ts';
import type { Case, MonthlyName } from '../../engine/answers.ts';
import { type Month, monthName } from '../../formula/month.ts';
import { newsRole } from '../../report/news.ts';
import { roughOdds } from '../../report/odds.ts';
import { lastMonth } from '../../report/words.ts';
import { MONTHLY, WORLD, type WorldName } from '../../scenario/measure-names.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { standing } from '../outcome.ts';
import { isRead, type ReadState, type State } from '../state.ts';
import { laterThan } from '../words.ts';
import { chances, isComputing, isUncertain } from '../worlds.ts';

export interface Shown {
  readonly text: string;
  readonly role: Role;
}

/** One figure of both companies, and the second's difference from the first; blank where there is none. */
export interface Figure {
  /** Its name in full; below, for a narrow column. It ends in a blank where `…` may stand behind the column's texts. */
  readonly head: string;
  readonly less: string;
  readonly each: readonly [Shown, Shown];
  readonly difference: Shown;
}

const NOTHING: Shown = { text: '', role: 'muted' };
const SAME: Shown = { text: '=', role: 'muted' };
const shown = (text: string, role: Role = 'plain'): Shown => ({ text, role });

/** A file with a good reading, and its base case in hand. */
interface Company {
  readonly state: ReadState;
  readonly scenario: Scenario;
  readonly result: Case;
}

function companyOf(state: State): Company | null {
  if (!isRead(state)) return null;
  const { result } = standing(state).outcome;
  return result === null ? null : { state, scenario: state.loaded.scenario, result };
}

/** The last calendar month that both simulate; null where there is none. */
function lastInCommon(a: Scenario, b: Scenario): Month | null {
  const end = Math.min(a.start + a.months, b.start + b.months) - 1;
  return end < Math.max(a.start, b.start) ? null : end;
}

/** All figures, the most important first. A company without a result has blanks, and there are no differences then. */
export function pairFigures(left: State, right: State): Figure[] {
  const both = [companyOf(left), companyOf(right)] as const;
  const figure = (
    head: string,
    less: string,
    each: (company: Company) => Shown,
    difference: (a: Company, b: Company) => Shown,
  ): Figure => {
    const [a, b] = both;
    return {
      head,
      less,
      each: [a === null ? NOTHING : each(a), b === null ? NOTHING : each(b)],
      difference: a === null || b === null ? NOTHING : difference(a, b),
    };
  };
  const [a, b] = both;
  const until = a === null || b === null ? null : lastInCommon(a.scenario, b.scenario);
  const alive = figure(
    until === null ? 'Alive ' : `Alive ${monthName(until)} `,
    'Alive ',
    (of) => steady(aliveOf(of, until)),
    (x, y) => steady(aliveBy(x, y, until)),
  );
  return [
    figure(
      'Zero cash',
      'Zero cash',
      (of) => dateOf(of, 'zero_cash', 'warn'),
      (x, y) => laterBy(x, y, 'zero_cash'),
    ),
    figure('Runway', 'Runway', runwayOf, runwayBy),
    figure(
      'Fails',
      'Fails',
      (of) => dateOf(of, 'failure', 'bad'),
      (x, y) => laterBy(x, y, 'failure'),
    ),
    ...(both.some((of) => of !== null && isUncertain(of.state.loaded.model)) ? [alive] : []),
    figure(
      'Owed',
      'Owed',
      (of) => moneyOf(of, owedOf),
      (x, y) => moneyBy(x, y, 'owed', owedOf),
    ),
    figure(
      'Net burn',
      'Net burn',
      (of) => moneyOf(of, burnOf),
      (x, y) => moneyBy(x, y, 'net_burn', burnOf),
    ),
  ];
}

/**
 * The text with a blank at the end, in the place of the sign that a newer figure is computed, so that nothing moves.
 */
const steady = ({ text, role }: Shown): Shown => ({
  text: text === '' || text.endsWith('…') ? text : `${text} `,
  role,
});

type Pick<T> = (company: Company) => T;

const burnOf: Pick<number> = ({ result }) => result.byMonth.net_burn[0]!;
const owedOf: Pick<number> = ({ result: { measures, byMonth } }) =>
  byMonth.owed[lastMonth(measures.failure, byMonth.owed.length)]!;

const wholeOf = ({ scenario, result }: Company, name: WorldName): Valued => ({
  value: wholeValue(scenario, result.measures, name),
  currency: scenario.currency,
});

function dateOf(company: Company, name: WorldName, role: Role): Shown {
  const { value } = wholeOf(company, name);
  return value === null || 'number' in value
    ? shown(laterThan(company.result, company.scenario.start), 'good')
    : shown(monthName(value.month), role);
}

/** The calendar months from A's month to B's; where one has none, which of them has one. */
function laterBy(a: Company, b: Company, name: WorldName): Shown {
  const [before, after] = [wholeOf(a, name), wholeOf(b, name)];
  const { by, news } = differenceOf(WORLD[name], after, before);
  if (news === 'same') return SAME;
  return shown(by === null ? (after.value === null ? 'A only' : 'B only') : `${signedMonths(by)} mo`, newsRole(news));
}

function runwayOf({ scenario, result }: Company): Shown {
  const { runway } = result.measures;
  return runway === null ? shown(`>${scenario.months} mo`, 'good') : shown(`${monthCount(runway)} mo`, 'warn');
}

/** B's runway less A's, in months; a bound, with `>` or `<`, where one of them goes beyond its horizon. */
function runwayBy(a: Company, b: Company): Shown {
  const [before, after] = [a.result.measures.runway, b.result.measures.runway];
  if (before === null && after === null) return NOTHING;
  const shift = (after ?? b.scenario.months) - (before ?? a.scenario.months);
  const sign = after === null ? '>' : before === null ? '<' : '';
  const text = signedMonths(shift);
  if (text === '0' && sign === '') return SAME;
  const isLonger = sign === '' ? shift > 0 : after === null;
  return shown(`${sign}${text} mo`, isLonger ? 'good' : 'bad');
}

/**
 * The share of worlds, 0 to 1, that live to `until`; null: to the company's own horizon. Null where it is not known.
 */
function shareOf({ state, scenario }: Company, until: Month | null): number | null {
  const { survival } = chances(state)?.worlds ?? { survival: null };
  return survival?.[until === null ? scenario.months - 1 : until - scenario.start] ?? null;
}

function aliveOf(company: Company, until: Month | null): Shown {
  const { state } = company;
  if (!isUncertain(state.loaded.model)) return shown('no odds', 'muted');
  const share = shareOf(company, until);
  if (share === null) return shown(isComputing(state) ? '…' : 'unknown', 'muted');
  if (isComputing(state)) return shown(`${roughOdds(share)}…`, 'muted');
  return shown(roughOdds(share), share >= 0.9 ? 'good' : share >= 0.5 ? 'warn' : 'bad');
}

function aliveBy(a: Company, b: Company, until: Month | null): Shown {
  const [before, after] = [shareOf(a, until), shareOf(b, until)];
  if (before === null || after === null || until === null) return NOTHING;
  const exact = (after - before) * 100;
  // The difference of the shares as shown, in whole points; less than a point is shown to a tenth.
  const points = Math.abs(exact) < 1 ? Math.round(exact * 10) / 10 : Math.round(after * 100) - Math.round(before * 100);
  const isStale = isComputing(a.state) || isComputing(b.state);
  const text = points === 0 ? '=' : `${points > 0 ? '+' : ''}${points} pt`;
  if (isStale) return shown(`${text}…`, 'muted');
  return points === 0 ? SAME : shown(text, points > 0 ? 'good' : 'bad');
}

const moneyOf = (company: Company, pick: Pick<number>): Shown =>
  shown(money(pick(company), company.scenario.currency, company.state.glyphs === 'ascii'));

/** B's amount less A's; blank for two currencies. */
function moneyBy(a: Company, b: Company, name: MonthlyName, pick: Pick<number>): Shown {
  const valued = (of: Company): Valued => ({ value: { number: pick(of) }, currency: of.scenario.currency });
  const { by, news } = differenceOf(MONTHLY[name], valued(b), valued(a));
  if (by === null) return NOTHING;
  const text = signedMoney(by, b.scenario.currency, b.state.glyphs === 'ascii');
  return /[1-9]/.test(text) ? shown(text, newsRole(news)) : SAME;
}
