import type { Settings } from '../scenario/override.ts';
import type { Lever, Plan, Scenario } from '../scenario/scenario.ts';
import { isOutside, leverScale } from './lever-scale.ts';

/**
 * The levers that stand past the range that the file gives, shares past 0 to 100% where it gives none, and that the
 * plan does not set so already.
 */
export function pastRange(scenario: Scenario, settings: Settings, plan: Plan | null): Lever[] {
  return [...scenario.levers.values()].filter((lever) => {
    const { value } = settings.get(lever.name)!;
    const isSet = value !== lever.value && value !== plan?.set.get(lever.name)?.value;
    return isSet && (lever.range !== null || lever.isShare) && isOutside(leverScale(lever), value);
  });
}
