import { type LeverSpace, movedBy } from '../analysis/lever-space.ts';
import type { Rescue, Tested } from '../analysis/rescue.ts';
import { isOfShare } from '../analysis/target.ts';
import type { WorldRange } from '../engine/ask.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Target } from '../scenario/target.ts';
import { leversJson, runHead } from './json.ts';
import { targetJson } from './target-json.ts';

/** The rescue, with what was asked. */
export interface RescueAnswer {
  readonly scenario: Scenario;
  /** Settings of the levers now: pain counts from here. */
  readonly settings: Settings;
  readonly space: LeverSpace;
  readonly target: Target;
  readonly confidence: number;
  readonly accept: 'bound' | 'estimate';
  readonly worlds: WorldRange | null;
  readonly found: Rescue;
}

/** The object of `rescue --json`. */
export function rescueJson({
  scenario,
  settings,
  space,
  target,
  confidence,
  accept,
  worlds,
  found,
}: RescueAnswer): object {
  const { best, fresh } = found;
  const step = ({ set, share, interval }: Tested): object => ({
    ...{ pain: set.pain, share },
    ...(interval === null ? {} : { interval }),
    set: leversJson(movedBy(space, set)),
  });
  return {
    ...runHead(scenario, settings),
    command: 'rescue',
    worlds: worlds?.count ?? 0,
    seed: scenario.seed,
    target: targetJson(target, worlds === null || isOfShare(scenario, target) ? null : confidence),
    accept,
    reached: found.reached,
    method: found.method,
    space: space.size,
    tried: found.tried,
    ...(found.isStopped ? { stopped: true } : {}),
    best: best === null ? null : { ...step(best), ...(fresh === null ? {} : { fresh: freshJson(best, fresh) }) },
    frontier: found.frontier.map(step),
    bound: found.bound,
    passed_over: found.passedOver,
    fixed: Object.fromEntries(space.fixed),
    simulated: found.simulated,
  };
}

const freshJson = ({ share, interval }: Tested, { seed, count }: WorldRange): object => ({
  ...{ seed, worlds: count, share },
  ...(interval === null ? {} : { interval }),
});
