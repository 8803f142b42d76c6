import type { Settings } from '../scenario/override.ts';
import type { Lever, Plan, Scenario } from '../scenario/scenario.ts';
import { isOutside, leverScale } from './lever-scale.ts';

/**
 * The levers whose settings lie outside of the file's range, or of 0 to 100% for shares without one. Settings that the
 * plan has already are left out.
 */
export function pastRange(scenario: Scenario, settings: Settings, plan: Plan | null): Lever[] {
  return [...scenario.levers.values()].filter((lever) => {
    const { value } = settings.get(lever.name)!;
    const isSet = value !== lever.value && value !== plan?.set.get(lever.name)?.value;
    return isSet && (lever.range !== null || lever.isShare) && isOutside(leverScale(lever), value);
  });
}
