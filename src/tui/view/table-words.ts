import { rowText } from '../../chart/cells.ts';
import { money } from '../../chart/money.ts';
import { caseEvents } from '../../report/case-events.ts';
import { odds as percents } from '../../report/odds.ts';
import { inOrder } from '../../report/payment-order.ts';
import { calledBy, causeWords, lastMonth, nameOf } from '../../report/words.ts';
import { planChoice, standing } from '../outcome.ts';
import type { ReadState, Tab } from '../state.ts';
import { chances, isComputing, oddsLines, viewed } from '../worlds.ts';
import { detailRows, evidenceLines } from './evidence.ts';
import { monthTold } from './month.ts';
import { planWords } from './plans.ts';
import { readingWords } from './reading.ts';
import { ended } from './sayable.ts';
import { creditorName, failureWords } from './words.ts';

const ENDLESS = 10_000;

/** The line chosen in the tab in front, in words; of creditors all, for none is chosen. */
export const lineWords = (state: ReadState): string[] => WORDS[state.tab](state);

const WORDS: Readonly<Record<Tab, (state: ReadState) => string[]>> = { months, creditors, plans, odds, evidence };

function months(state: ReadState): string[] {
  if (state.isMonthOpen) return monthTold(state);
  const now = viewed(state);
  if (now.result === null) return [];
  const happening = caseEvents(state.loaded.scenario, now.result, now.settings)
    .filter(({ t }) => t === state.month)
    .map(({ label }) => label);
  const world = now.world === null ? '' : ` World ${now.world}, not the base case.`;
  const events = happening.length === 0 ? '' : ` ${happening.join(', ')}.`;
  return [`${readingWords(state, ENDLESS)}.${events}${world}`];
}

function creditors(state: ReadState): string[] {
  const now = viewed(state);
  if (now.result === null) return [];
  const { creditors, currency, start, months } = state.loaded.scenario;
  const { result } = now;
  const last = lastMonth(result.measures.failure, months);
  const sum = (value: number): string => money(value, currency, true);
  return inOrder(creditors.values()).map((creditor) => {
    const { overdue, owed } = result.creditors.get(creditor.name)!;
    const waits = overdue.findIndex((value) => value > 0);
    const since = waits === -1 ? 'never waits' : `waits from ${nameOf(start, waits)}`;
    const figures = `by ${nameOf(start, last)} arrears ${sum(overdue[last]!)}, owed ${sum(owed[last]!)}`;
    return `${calledBy(creditor)}${creditor.critical ? ', critical' : ''}: ${since}, ${figures}.`;
  });
}

function plans(state: ReadState): string[] {
  const loaded = state.loaded;
  const { scenario } = loaded;
  const name = [null, ...scenario.plans.keys()][state.planRow] ?? null;
  const { result } = standing({ loaded, choice: planChoice(loaded, name) }).outcome;
  const end = result === null ? 'no result' : failureWords(result.measures, scenario.start);
  const inForce = name === state.choice.plan ? ', in force' : '';
  const sets = planWords(state, name) || 'no lever is pulled';
  return [`${name === null ? 'No plan' : calledBy(scenario.plans.get(name)!)}${inForce}: ${end}. ${sets}.`];
}

function odds(state: ReadState): string[] {
  const known = chances(state);
  if (known === null) return [isComputing(state) ? 'The odds are being computed.' : 'There are no odds.'];
  const { scenario } = state.loaded;
  const alive = `Alive ${nameOf(scenario.start, scenario.months - 1)} ${percents(known.worlds.survival.at(-1)!)}.`;
  const line = oddsLines(state)[state.oddsRow];
  if (line === undefined) return [`${alive} No world fails.`];
  const { cause, example } = line;
  const words = causeWords(cause.cause, (creditor) => creditorName(scenario, creditor));
  if (example !== null) return [`World ${example.world}: ${words}, ${nameOf(scenario.start, example.t)}.`];
  const median = nameOf(scenario.start, cause.medianT);
  return [alive, `${words}: ${percents(cause.share)} of failures, half of them by ${median}.`];
}

function evidence(state: ReadState): string[] {
  const { scenario } = state.loaded;
  const line = evidenceLines(scenario)[state.evidenceRow];
  if (line === undefined) return ['This file has no assumptions.'];
  return [
    detailRows(scenario, line, ENDLESS)
      .map((row) => ended(rowText(row).trim()))
      .join(' '),
  ];
}
