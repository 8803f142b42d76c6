import { calledBy } from '../../report/words.ts';
import { lineOf } from '../list-place.ts';
import { planChoice, planNames, standingWith } from '../outcome.ts';
import type { ReadState } from '../state.ts';
import { plans, planWords } from '../view/plans.ts';
import { failureWords } from '../words.ts';
import { cursorOf, type TabPart } from './tab.ts';

/** The tab Plans: a line for no plan, and one for each plan of the file. */
export const PLANS: TabPart = {
  name: 'Plans',
  short: 'Plan',
  shows: 'Show the plans',
  view: plans,
  count: ({ loaded }) => loaded.scenario.plans.size + 1,
  cursor: cursorOf('plans'),
  isOfWorld: false,
  contexts: () => ['plans', 'table'],
  entry: ({ loaded, lists }) => [...loaded.scenario.plans.values()][lineOf({ lists }, 'plans') - 1] ?? null,
  words,
};

function words(state: ReadState): string[] {
  const { scenario } = state.loaded;
  const name = planNames(state.loaded)[lineOf(state, 'plans')] ?? null;
  const { result } = standingWith(state, planChoice(name)).outcome;
  const end = result === null ? 'no result' : failureWords(result.measures, scenario.start);
  const inForce = name === state.choice.plan ? ', in force' : '';
  const sets = planWords(state, name) || 'no lever is pulled';
  return [`${name === null ? 'No plan' : calledBy(scenario.plans.get(name)!)}${inForce}: ${end}. ${sets}.`];
}
