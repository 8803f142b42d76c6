/** What solve, deadlines and the like print of a target, of worlds and of shares. */

import { isOfShare } from '../analysis/target.ts';
import type { HeldTarget, Trial } from '../analysis/trials.ts';
import type { WorldRange } from '../engine/ask.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { runHead } from './json.ts';
import { odds } from './odds.ts';
import type { Line } from './page.ts';
import { targetJson } from './target-json.ts';
import { worldCount } from './worlds-headline.ts';

/** What was asked, and how many worlds were simulated for the answer. */
export interface Answered {
  readonly scenario: Scenario;
  readonly settings: Settings;
  readonly held: HeldTarget | null;
  /** Null for the base case. */
  readonly worlds: WorldRange | null;
  readonly simulated: number;
}

/** The first keys of the JSON object of such a command. */
export function targetHead({ scenario, settings, held, worlds }: Answered, command: string): object {
  const confidence = confidenceOf(scenario, held, worlds);
  return {
    ...runHead(scenario, settings),
    command,
    worlds: worlds?.count ?? 0,
    seed: scenario.seed,
    ...(worlds === null ? {} : { sampler: worlds.sampler }),
    target: held === null ? null : targetJson(held.target, confidence),
  };
}

/** The confidence to print; null where none applies: a target that is itself a share, or the base case. */
export const confidenceOf = (scenario: Scenario, held: HeldTarget | null, worlds: WorldRange | null): number | null =>
  held === null || worlds === null || isOfShare(scenario, held.target) ? null : held.confidence;

/** A share of worlds with its interval as JSON keys; the interval is null for the base case. */
export const shareJson = ({ share, interval }: Pick<Trial, 'share' | 'interval'>): object => ({
  share,
  ...(interval === null ? {} : { interval }),
});

/** A share with its interval: `84.2% (81.8% to 86.3%)`; for the base case `yes` or `no`. */
export function shareText({ share, interval }: Pick<Trial, 'share' | 'interval'>, isBase: boolean): string {
  if (isBase) return share === 1 ? 'yes' : 'no';
  return interval === null ? odds(share) : `${odds(share)} (${odds(interval[0])} to ${odds(interval[1])})`;
}

/** The target in words: `survival >= 80%`, `runway >= 18 in 80% of worlds`, `runway >= 18 in the base case`. */
export function targetText({ scenario, held, worlds }: Answered): string {
  const confidence = confidenceOf(scenario, held, worlds);
  const where = worlds === null ? ' in the base case' : confidence === null ? '' : ` in ${odds(confidence)} of worlds`;
  return `${held!.target.text}${where}`;
}

/** What was simulated: `1,000 worlds, the same for all; seed 1. Intervals are of 95%.` */
export function worldsLine({ scenario, worlds }: Answered): Line {
  if (worlds === null) return { text: 'The base case: every distribution at its median.', role: 'muted' };
  const by = worlds.sampler === 'random' ? '' : `, sampler ${worlds.sampler}`;
  const intervals = worlds.sampler === 'random' ? ' In parentheses: 95% intervals.' : '';
  const text = `${worldCount(worlds.count)}, the same for all; seed ${scenario.seed}${by}.${intervals}`;
  return { text, role: 'muted' };
}
