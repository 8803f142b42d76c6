import { caseEvents } from '../../report/case-events.ts';
import type { ReadState } from '../state.ts';
import { monthTold } from '../view/month.ts';
import { monthsView } from '../view/months.ts';
import { readingWords } from '../view/reading.ts';
import { viewed } from '../worlds.ts';
import type { TabPart } from './tab.ts';

/** A width, in columns, at which no line is broken or cut: it is to be spoken. */
const ENDLESS = 10_000;

/** The tab Months: a line for each month of the case in front. */
export const MONTHS: TabPart = {
  name: 'Months',
  short: 'Mon.',
  shows: 'Show the months',
  view: monthsView,
  count: ({ loaded }) => loaded.scenario.months,
  cursor: { at: ({ month }) => month, to: (state, month) => ({ ...state, month }) },
  isOfWorld: true,
  contexts: ({ isMonthOpen }) => (isMonthOpen ? ['month'] : ['months', 'table']),
  words,
};

function words(state: ReadState): string[] {
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
