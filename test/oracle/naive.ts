/**
 * HEAD
 */
import type { Case } from '../../src/engine/month/measures.ts';
import type { Setting } from '../../src/scenario/override.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { report } from './naive/measures.ts';
import { median } from './naive/medians.ts';
import { simulate } from './naive/month.ts';
import type { Chance } from './naive/opening.ts';

export { NaiveFault, NotFinite } from './naive/formulas.ts';
export type { Chance } from './naive/opening.ts';

/** Medians, and the likelier half of every probability. */
const BASE_CASE: Chance = { draw: median, arrives: (_, probability) => probability >= 0.5 };

/** One world of a scenario, by default the base case, with its levers as the file sets them but for `settings`. */
export function naiveCase(
  scenario: Scenario,
  settings: ReadonlyMap<string, Setting> = new Map(),
  chance: Chance = BASE_CASE,
): Case {
  const levers = new Map<string, Setting>(
    [...scenario.levers].map(([name, lever]) => [name, settings.get(name) ?? lever]),
  );
  const run = simulate({ scenario, levers, chance, extent: 'all' });
  const bare = simulate({ scenario, levers, chance, extent: 'bare' });
  return report(scenario, run, bare);
}

/** What came to pass in the base case of a scenario, by name. */
export function naiveDeeds(scenario: Scenario): ReadonlySet<string> {
  return simulate({ scenario, levers: scenario.levers, chance: BASE_CASE, extent: 'all' }).deeds;
}
