/** Whether a target is met: by a case, and by what share of many worlds. */
import type { Case, SamplerName } from '../engine/answers.ts';
import type { Numbers, NumberWanted } from '../engine/ask.ts';
import { wilson } from '../numeric/wilson.ts';
import { measureOf } from '../scenario/figure.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Target } from '../scenario/target.ts';
import { isWithin } from './checks.ts';
import { rankOf } from './difference.ts';
import { hasFailedBefore, inEachWorld, numbersOf, valueInCase, worstOf } from './measure.ts';

/** The share of worlds that has to meet a target which is not a share itself, unless another is asked for. */
export const CONFIDENCE = 0.8;

/** Whether the target is itself a share of worlds: then that share is held to its bound, and no confidence is asked. */
export const isOfShare = (scenario: Scenario, target: Target): boolean =>
  target.of === null && measureOf(scenario, target).unit === 'share';

/**
 * Whether one case meets the target. One that failed before the months of the target counts as worse than any that
 * lives.
 */
export function holdsInCase(scenario: Scenario, result: Case, target: Target): boolean {
  const isDead = hasFailedBefore(scenario, result, target);
  return isWithin(target, isDead ? worstOf(scenario, target) : rankOf(valueInCase(scenario, result, target)));
}

/** What the engine must keep of each world for `sharesOf`. */
export const numbersWanted = (scenario: Scenario, target: Target): readonly NumberWanted[] =>
  numbersOf(scenario, target);

/** How many worlds there are of what the target speaks of, and whether it holds over them. */
export interface TargetOverWorlds {
  /** Of a target that is a share, that share; of another the share of worlds that meet it. */
  readonly share: number;
  /** Wilson's 95% interval of it; null where worlds are not drawn independently: it says nothing of them. */
  readonly interval: readonly [low: number, high: number] | null;
  readonly holds: boolean;
}

/** The target over worlds, from the numbers that `numbersWanted` names, which are the `at`-th and those after it. */
export function holdsOverWorlds(
  scenario: Scenario,
  target: Target,
  numbers: Numbers,
  { sampler = 'random', confidence = CONFIDENCE, at = 0 }: Partial<Manner> = {},
): TargetOverWorlds {
  const values = inEachWorld(scenario, target, numbers, at);
  const isShare = isOfShare(scenario, target);
  let count = 0;
  for (const value of values) if (isShare ? value === 1 : isWithin(target, value)) count++;
  const share = count / numbers.count;
  const interval = sampler === 'random' ? wilson(count, numbers.count) : null;
  return { share, interval, holds: isShare ? isWithin(target, share) : share >= confidence };
}

interface Manner {
  readonly sampler: SamplerName;
  /** The share of worlds that has to meet a target which is not a share itself. */
  readonly confidence: number;
  readonly at: number;
}
