/** Whether a target is met, by one case and by a share of many worlds. */
import { areIndependent, type Case, type SamplerName } from '../engine/answers.ts';
import type { Numbers, NumberWanted } from '../engine/ask.ts';
import { wilson } from '../numeric/wilson.ts';
import { measureOf } from '../scenario/figure.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Target } from '../scenario/target.ts';
import { isWithin } from './checks.ts';
import { rankOf } from './difference.ts';
import { hasFailedBefore, inEachWorld, numbersOf, valueInCase, worstOf } from './measure.ts';

/**
 * Default of the share of worlds that must meet a target, from 0 to 1. Not used for a target that is itself a share.
 */
export const CONFIDENCE = 0.8;

/**
 * Whether the target is itself a share of worlds, such as survival: its bound then applies to the share, and no
 * confidence is asked for.
 */
export const isOfShare = (scenario: Scenario, target: Target): boolean =>
  target.of === null && measureOf(scenario, target).unit === 'share';

/**
 * Whether one case meets the target. A case that failed before the months of the target counts as worse than any other.
 */
export function holdsInCase(scenario: Scenario, result: Case, target: Target): boolean {
  const isDead = hasFailedBefore(scenario, result, target);
  return isWithin(target, isDead ? worstOf(scenario, target) : rankOf(valueInCase(scenario, result, target)));
}

/** The numbers that the engine must keep of each world for `holdsOverWorlds`. */
export const numbersWanted = (scenario: Scenario, target: Target): readonly NumberWanted[] =>
  numbersOf(scenario, target);

/** The share of worlds, and whether the target holds over them. */
export interface TargetOverWorlds {
  /** For a target that is a share, that share; for another the share of worlds that meet it. */
  readonly share: number;
  /** Wilson's 95% interval of the share; null where worlds are not drawn independently. */
  readonly interval: readonly [low: number, high: number] | null;
  readonly holds: boolean;
}

/** The target over worlds, from the numbers that `numbersWanted` names, of which the first is number `at`. */
export function holdsOverWorlds(
  scenario: Scenario,
  target: Target,
  numbers: Numbers,
  { sampler = 'random', confidence = CONFIDENCE, at = 0 }: Partial<TargetReading> = {},
): TargetOverWorlds {
  const values = inEachWorld(scenario, target, numbers, at);
  const isShare = isOfShare(scenario, target);
  let count = 0;
  for (const value of values) if (isShare ? value === 1 : isWithin(target, value)) count++;
  const share = count / numbers.count;
  const interval = areIndependent({ sampler }) ? wilson(count, numbers.count) : null;
  return { share, interval, holds: isShare ? isWithin(target, share) : share >= confidence };
}

interface TargetReading {
  readonly sampler: SamplerName;
  /** The share of worlds that must meet the target, from 0 to 1, unless the target is itself a share. */
  readonly confidence: number;
  readonly at: number;
}
