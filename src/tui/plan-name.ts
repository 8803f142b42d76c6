import { plainText } from '../chart/text.ts';
import { isReserved, NAME } from '../formula/functions.ts';
import { calledBy } from '../report/words.ts';
import type { Plan, Scenario } from '../scenario/scenario.ts';

/**
 * A plan's name as it was typed: a plan that is there, or the name of a new one, with a label where the text is no
 * name.
 */
export type NamedPlan = { readonly there: Plan } | { readonly name: string; readonly label: string | null };

/** Most characters of a name in the file. */
const LONGEST = 40;
/** Most characters of a label, so that a long text pasted by mistake does not get into the file. */
const LONGEST_LABEL = 100;

/**
 * Reads a plan's name or label as a person types it: `Cut deep` is the plan of that label where there is one, else a
 * new plan `cut_deep` with that label. `fault` is a sentence.
 */
export function readPlanName(scenario: Scenario, typed: string): NamedPlan | { readonly fault: string } {
  const text = plainText(typed).trim();
  const there = scenario.plans.get(text) ?? [...scenario.plans.values()].find((plan) => calledBy(plan) === text);
  if (there !== undefined) return { there };
  if (NAME.test(text) && !isReserved(text) && text.length <= LONGEST) return { name: text, label: null };
  if ([...text].length > LONGEST_LABEL) return { fault: `a name has at most ${LONGEST_LABEL} characters` };
  const slug = text
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+/, '')
    .slice(0, LONGEST)
    .replace(/_+$/, '');
  if (slug === '') return { fault: text === '' ? 'a plan needs a name' : 'a name needs a letter from a to z' };
  const base = isReserved(slug) ? `${slug}_plan` : slug;
  let name = base;
  for (let i = 2; scenario.plans.has(name); i++) name = `${base}_${i}`;
  return { name, label: text };
}
