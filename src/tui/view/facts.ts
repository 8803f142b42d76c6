import { differenceOf } from '../../analysis/difference.ts';
import { type MeasureValue, wholeValue } from '../../analysis/measure.ts';
import { type Row, run } from '../../chart/cells.ts';
import { money, monthCount, signedMoney } from '../../chart/money.ts';
import { cut, plainText } from '../../chart/text.ts';
import type { Case } from '../../engine/answers.ts';
import { type Month, monthName } from '../../formula/month.ts';
import { countedOn } from '../../report/headline.ts';
import { newsRole } from '../../report/news.ts';
import { causeShort, causeWords, lastMonth, nameOf } from '../../report/words.ts';
import { WORLD, type WorldName } from '../../scenario/measure-names.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Baseline } from '../state.ts';
import { creditorName, laterThan, monthShift, notBy } from '../words.ts';

/** The figures of the headline that its panel explains. */
export type FigureName =
  | 'zero_cash'
  | 'failure'
  | 'survival'
  | 'owed'
  | 'net_burn'
  | 'low'
  | 'counts_on'
  | 'break_even'
  | 'insolvent';

/** One statement of the headline about the result, in full and in shorter forms. */
export interface Fact {
  /** The figure that it states; left out where it states none. */
  readonly name?: FigureName;
  readonly long: Row;
  readonly less: Row;
  /** The shortest form; where it is left out, `less` is. */
  readonly least?: Row;
}

/** A result, and the one it is compared with; `base` is null where there is none. */
export interface HeadlineSubject {
  readonly scenario: Scenario;
  readonly result: Case;
  readonly base: Baseline | null;
  /** The statement of survival over worlds; null where there are no odds. */
  readonly alive: Fact | null;
  readonly ascii: boolean;
}

/** The statements of the headline, the most important first. A figure's change stands in brackets behind it. */
export function factsOf(told: HeadlineSubject): Fact[] {
  const { result, base } = told;
  const failed = result.measures.failure !== null;
  const first = nameOf(told.scenario.start, 0);
  const { low } = result.measures;
  const facts = [
    named('zero_cash', zeroCash(told)),
    named('failure', failure(told)),
    ...(told.alive === null ? [] : [named('survival', told.alive)]),
    named('owed', fact('Owed', failed ? ' then' : ' at the end', amount(told, owedAtEnd))),
    named(
      'net_burn',
      fact(
        'Net burn',
        ` in ${first}`,
        amount(told, (r) => r.byMonth.net_burn[0]!),
      ),
    ),
    named(
      'low',
      fact(
        'Lowest cash',
        '',
        amount(told, (r) => r.measures.low.cash, ` ${nameOf(told.scenario.start, low.t)}`),
      ),
    ),
    ...countsOn(told).map((one) => named('counts_on', one)),
    named('break_even', dated('Break-even', told, 'break_even')),
    named('insolvent', dated('Insolvent', told, 'insolvent')),
  ];
  return base === null ? facts : [...facts, against(base)];
}

const named = (name: FigureName, fact: Fact): Fact => ({ ...fact, name });

function fact(label: string, more: string, value: Row): Fact {
  return { long: [run(`${label}${more} `, 'muted'), ...value], less: [run(`${label} `, 'muted'), ...value] };
}

/** The statement of a month, or that no simulated month had the event: `not by Dec 2024`, in short `>Dec 2024`. */
const dated = (label: string, told: HeadlineSubject, name: WorldName): Fact => ({
  ...fact(label, '', date(told, name)),
  least: fact(label, '', date(told, name, laterThan)).less,
});

/** The statement of funding that the base case receives though it is not certain; empty where there is none. */
function countsOn({ scenario, result }: HeadlineSubject): Fact[] {
  const all = countedOn(scenario, result);
  if (all.length === 0) return [];
  const label = run('Counts on ', 'muted');
  const [first] = all;
  const least = all.length === 1 ? first! : `${first}, ${all.length - 1} more`;
  return [{ long: [label, run(all.join('; '), 'warn')], less: [label, run(least, 'warn')] }];
}

function against(base: Baseline): Fact {
  const label = plainText(base.label);
  return {
    long: [run(`in brackets: against ${cut(label, 40)}`, 'baseline')],
    less: [run(`(against ${cut(label, 14)})`, 'baseline')],
  };
}

function zeroCash(told: HeadlineSubject): Fact {
  const { runway } = told.result.measures;
  const [value, ...shift] = date(told, 'zero_cash');
  const months = runway === null ? '' : ` (${monthCount(runway)} mo)`;
  return fact('Zero cash', '', [run(value!.text + months, runway === null ? 'good' : 'warn'), ...shift]);
}

function failure(of: HeadlineSubject): Fact {
  const { scenario, result } = of;
  const found = result.measures.failure;
  const [value, ...shift] = date(of, 'failure');
  if (found === null) return fact('Fails', '', [run(value!.text, 'good'), ...shift]);
  const told = (cause: string): Row => [
    run('Fails ', 'muted'),
    run(value!.text, 'bad'),
    ...shift,
    run(` ${cause}`, 'bad'),
  ];
  const name = (creditor: string): string => creditorName(scenario, creditor);
  return { long: told(causeWords(found.cause, name)), less: told(causeShort(found.cause)) };
}

function amount({ scenario, result, base, ascii }: HeadlineSubject, pick: (result: Case) => number, more = ''): Row {
  const value = pick(result);
  const text = money(value, scenario.currency, ascii) + more;
  if (base === null) return [run(text)];
  const shift = signedMoney(value - pick(base.result), scenario.currency, ascii);
  return /[1-9]/.test(shift) ? [run(text), run(` (${shift})`, 'baseline')] : [run(text)];
}

/**
 * A month with its change: `(+2 mo)`, or the former month where it came or went. `none` gives the words where there is
 * no month.
 */
function date({ scenario, result, base }: HeadlineSubject, name: WorldName, none: typeof notBy = notBy): Row {
  const { currency, start } = scenario;
  const value = wholeValue(scenario, result.measures, name);
  const text = value === null ? none(result, start) : monthName(monthOf(value)!);
  if (base === null) return [run(text)];
  const other = wholeValue({ start: base.start, months: scenario.months }, base.result.measures, name);
  const { news } = differenceOf(WORLD[name], { value, currency }, { value: other, currency });
  if (news === 'same') return [run(text)];
  const before = monthOf(other);
  const shift = before === null ? `was ${none(base.result, base.start)}` : shiftWords(before, monthOf(value));
  return [run(text), run(` (${shift})`, newsRole(news))];
}

const shiftWords = (before: Month, after: Month | null): string =>
  after === null ? `was ${monthName(before)}` : monthShift(before, after)!;

const monthOf = (value: MeasureValue): Month | null => (value === null || 'number' in value ? null : value.month);

function owedAtEnd({ measures, byMonth }: Case): number {
  return byMonth.owed[lastMonth(measures.failure, byMonth.owed.length)]!;
}
