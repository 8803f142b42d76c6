import type { Role } from '../chart/cells.ts';
import { money, months } from '../chart/money.ts';
import type { Case } from '../engine/answers.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { causeWords, creditorLabel, lastMonth, nameOf } from './words.ts';

/** One answer: what is asked, the answer in plain words, and whether it is good news. */
export interface Answer {
  readonly label: string;
  readonly text: string;
  readonly role: Role;
}

/** What a founder asks first, most urgent first. */
export function headline(scenario: Scenario, result: Case, ascii = false): Answer[] {
  const sum = (value: number): string => money(value, scenario.currency, ascii);
  return [
    zeroCash(scenario, result),
    survival(scenario, result),
    ...solvency(scenario, result),
    cashAnswer(scenario, result, sum),
    burn(scenario, result, sum),
    owed(scenario, result, sum),
  ];
}

function zeroCash(scenario: Scenario, { measures }: Case): Answer {
  const { zeroCash: t, runway } = measures;
  if (t === null || runway === null) {
    const text = measures.failure === null ? `not within ${months(scenario.months)}` : 'not before it fails';
    return { label: 'Zero cash', text, role: measures.failure === null ? 'good' : 'plain' };
  }
  const text = `${nameOf(scenario.start, t)}, after ${months(runway)}: from then on somebody must wait`;
  return { label: 'Zero cash', text, role: 'warn' };
}

function survival(scenario: Scenario, { measures }: Case): Answer {
  const { failure, zeroCash: short } = measures;
  if (failure === null) {
    const text = `lives through ${nameOf(scenario.start, scenario.months - 1)}, the last of ${months(scenario.months)}`;
    return { label: 'Failure', text: `none: ${text}`, role: 'good' };
  }
  const between = short === null ? 0 : failure.t - short;
  const when = nameOf(scenario.start, failure.t) + (between > 0 ? `, ${months(between)} after zero cash` : '');
  return { label: 'Failure', text: `${when}: ${causeWords(failure.cause, creditorLabel(scenario))}`, role: 'bad' };
}

function solvency(scenario: Scenario, { measures }: Case): Answer[] {
  const { insolvent, breakEven, failure, defaultAlive } = measures;
  const never = failure === null ? `not within ${months(scenario.months)}` : 'not before it fails';
  return [
    insolvent === null
      ? { label: 'Insolvent', text: 'no: it never owes more than it has', role: 'good' }
      : {
          label: 'Insolvent',
          text: `${nameOf(scenario.start, insolvent)}: first month-end at which it owes more than it has`,
          role: 'warn',
        },
    breakEven === null
      ? { label: 'Break-even', text: never, role: 'plain' }
      : {
          label: 'Break-even',
          text: `${nameOf(scenario.start, breakEven)}: revenue covers costs from then on`,
          role: 'good',
        },
    defaultAlive === 1
      ? { label: 'Default alive', text: 'yes: it needs no new funding or loans to stay out of trouble', role: 'good' }
      : { label: 'Default alive', text: 'no: without new funding or loans it runs short or fails', role: 'warn' },
  ];
}

function cashAnswer(scenario: Scenario, { measures, byMonth }: Case, sum: (value: number) => string): Answer {
  const end = lastMonth(measures.failure, scenario.months);
  const low = `${sum(measures.low.cash)} at the end of ${nameOf(scenario.start, measures.low.t)}`;
  const last = `${sum(byMonth.cash[end] as number)} at the end of ${nameOf(scenario.start, end)}`;
  return { label: 'Lowest cash', text: low === last ? low : `${low}; ${last}`, role: 'plain' };
}

/** What was paid and what was accrued differ by bills that wait: both are told. */
function burn(scenario: Scenario, { measures, byMonth }: Case, sum: (value: number) => string): Answer {
  const paid = `${sum(byMonth.net_burn[0] as number)} in ${nameOf(scenario.start, 0)}`;
  const accrued = byMonth.accrued_burn[0] as number;
  const rate = measures.runwayNow;
  const rest =
    rate === null
      ? 'revenue covers the costs accrued'
      : `${sum(accrued)} accrued, paid or not: at that rate opening cash lasts ${months(rate)}`;
  return { label: 'Net burn', text: `${paid}; ${rest}`, role: 'plain' };
}

function owed(scenario: Scenario, { measures, byMonth }: Case, sum: (value: number) => string): Answer {
  const end = lastMonth(measures.failure, scenario.months);
  const when = measures.failure === null ? `at the end of ${nameOf(scenario.start, end)}` : 'when it fails';
  const overdue = byMonth.overdue[end] as number;
  const total = byMonth.owed[end] as number;
  const part = sum(overdue) === sum(total) ? 'all' : overdue > 0 ? sum(overdue) : 'nothing';
  const arrears = total > 0 ? `, ${part} of it in arrears` : '';
  return {
    label: 'Owed',
    text: `${sum(total)} ${when}${arrears}`,
    role: overdue > 0 ? 'arrears' : 'plain',
  };
}
