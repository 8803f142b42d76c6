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

/** What the headline tells figures of. */
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

/** One thing said about the result, in full and in shorter forms. */
export interface Fact {
  /** Which figure it is; left out where it is none of its own. */
  readonly name?: FigureName;
  readonly long: Row;
  readonly less: Row;
  /** The shortest form; `less` stands for it where it is left out. */
  readonly least?: Row;
}

/** What is told of: a result, and the one it is compared with, if any. */
export interface Told {
  readonly scenario: Scenario;
  readonly result: Case;
  readonly base: Baseline | null;
  /** What the odds say; null where there are none. */
  readonly alive: Fact | null;
  readonly ascii: boolean;
}

/** What the headline says, the weightiest first. How a figure moved stands in brackets behind it. */
export function factsOf(told: Told): Fact[] {
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

/** A month, or until when there was none; with `>` where there is the least room. */
const dated = (label: string, told: Told, name: WorldName): Fact => ({
  ...fact(label, '', date(told, name)),
  least: fact(label, '', date(told, name, laterThan)).less,
});

/** Funding that the base case counts on, and that may not come. */
function countsOn({ scenario, result }: Told): Fact[] {
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

function zeroCash(told: Told): Fact {
  const { runway } = told.result.measures;
  const [value, ...shift] = date(told, 'zero_cash');
  const months = runway === null ? '' : ` (${monthCount(runway)} mo)`;
  return fact('Zero cash', '', [run(value!.text + months, runway === null ? 'good' : 'warn'), ...shift]);
}

function failure(of: Told): Fact {
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

function amount({ scenario, result, base, ascii }: Told, pick: (result: Case) => number, more = ''): Row {
  const value = pick(result);
  const text = money(value, scenario.currency, ascii) + more;
  if (base === null) return [run(text)];
  const shift = signedMoney(value - pick(base.result), scenario.currency, ascii);
  return /[1-9]/.test(shift) ? [run(text), run(` (${shift})`, 'baseline')] : [run(text)];
}

/** The month, and how it moved: `(+2 mo)`, or what it was where it came or went; by `none` until when it did not. */
function date({ scenario, result, base }: Told, name: WorldName, none: typeof notBy = notBy): Row {
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
