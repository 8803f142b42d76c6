import { type Role, type Row, run } from '../../chart/cells.ts';
import { money, monthCount, signedMoney } from '../../chart/money.ts';
import { cut, plainText } from '../../chart/text.ts';
import type { Case, Measures } from '../../engine/answers.ts';
import { type Month, monthName } from '../../formula/month.ts';
import { causeShort, causeWords, lastMonth, nameOf } from '../../report/words.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Baseline } from '../state.ts';
import { creditorName, laterThan, monthShift, notBy } from '../words.ts';

/** One thing said about the result, in full and in shorter forms. */
export interface Fact {
  readonly long: Row;
  readonly less: Row;
  /** As `less` where left out. */
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
    zeroCash(told),
    failure(told),
    ...(told.alive === null ? [] : [told.alive]),
    fact('Owed', failed ? ' then' : ' at the end', amount(told, owedAtEnd)),
    fact(
      'Net burn',
      ` in ${first}`,
      amount(told, (r) => r.byMonth.net_burn[0]!),
    ),
    fact(
      'Lowest cash',
      '',
      amount(told, (r) => r.measures.low.cash, ` ${nameOf(told.scenario.start, low.t)}`),
    ),
    dated('Break-even', told, (m) => m.breakEven, 'sooner'),
    dated('Insolvent', told, (m) => m.insolvent, 'later'),
  ];
  return base === null ? facts : [...facts, against(base)];
}

function fact(label: string, more: string, value: Row): Fact {
  return { long: [run(`${label}${more} `, 'muted'), ...value], less: [run(`${label} `, 'muted'), ...value] };
}

/** A month, or until when there was none; with `>` where there is the least room. */
const dated = (label: string, told: Told, pick: (measures: Measures) => number | null, better: Better): Fact => ({
  ...fact(label, '', date(told, pick, notBy, better)),
  least: fact(label, '', date(told, pick, laterThan, better)).less,
});

function against(base: Baseline): Fact {
  const label = plainText(base.label);
  return {
    long: [run(`in brackets: against ${cut(label, 40)}`, 'baseline')],
    less: [run(`(against ${cut(label, 14)})`, 'baseline')],
  };
}

function zeroCash(told: Told): Fact {
  const { runway, failure } = told.result.measures;
  const none = failure === null ? () => `not in ${told.scenario.months} mo` : notBy;
  const [value, ...shift] = date(told, (m) => m.zeroCash, none, 'later');
  const months = runway === null ? '' : ` (${monthCount(runway)} mo)`;
  return fact('Zero cash', '', [run(value!.text + months, runway === null ? 'good' : 'warn'), ...shift]);
}

function failure(of: Told): Fact {
  const { scenario, result } = of;
  const found = result.measures.failure;
  const [value, ...shift] = date(of, (m) => m.failure?.t ?? null, notBy, 'later');
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

type Better = 'sooner' | 'later';

/** The month, and how it moved: `(+2 mo)`, or what it was where it came or went. */
function date(
  { scenario, result, base }: Told,
  pick: (measures: Measures) => number | null,
  none: (result: Case, start: Month) => string,
  better: Better,
): Row {
  const after = monthOf(scenario.start, pick(result.measures));
  const text = after === null ? none(result, scenario.start) : monthName(after);
  if (base === null) return [run(text)];
  const before = monthOf(base.start, pick(base.result.measures));
  if (before === after) return [run(text)];
  const isLater = after === null || (before !== null && after > before);
  const role: Role = isLater === (better === 'later') ? 'good' : 'bad';
  return [
    run(text),
    run(` (${before === null ? `was ${none(base.result, base.start)}` : shiftWords(before, after)})`, role),
  ];
}

const shiftWords = (before: Month, after: Month | null): string =>
  after === null ? `was ${monthName(before)}` : monthShift(before, after)!;

const monthOf = (start: Month, t: number | null): Month | null => (t === null ? null : start + t);

function owedAtEnd({ measures, byMonth }: Case): number {
  return byMonth.owed[lastMonth(measures.failure, byMonth.owed.length)]!;
}
