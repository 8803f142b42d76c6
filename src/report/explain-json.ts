import type { ExplainedPart, ExplainedSide, Explanation, Mean, Player } from '../analysis/explain.ts';
import type { Explained } from '../analysis/explained.ts';
import type { WorldRange } from '../engine/ask.ts';
import { formatMonth } from '../formula/month.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { measureName } from './explained-words.ts';
import { leversJson, runHead } from './json.ts';

/** The explanation, with what was asked. */
export interface ExplainAnswer {
  readonly scenario: Scenario;
  readonly settings: Settings;
  readonly from: ExplainedSide;
  /** Name of the plan or file compared with; null for the levers as the file sets them. */
  readonly against: string | null;
  readonly explained: Explained;
  readonly worlds: WorldRange | null;
  readonly found: Explanation;
}

/** The object of `explain --json`. */
export function explainJson(answer: ExplainAnswer): object {
  const { scenario, settings, from, against, worlds, found } = answer;
  const { base, result, change, interaction, pair, method, error, simulated } = found;
  const ending = ({ survival, medianFailure }: Explanation['base']): object => ({
    survival,
    median_failure: medianFailure === null ? null : formatMonth(scenario.start + medianFailure),
  });
  return {
    ...runHead(scenario, settings),
    command: 'explain',
    worlds: worlds?.count ?? 0,
    seed: scenario.seed,
    against,
    against_levers: leversJson(from.settings),
    measure: measureName(answer.explained),
    base: base.value,
    result: result.value,
    change: change.mean,
    ...intervalJson(change),
    ends: { base: ending(base), result: ending(result) },
    parts: found.parts.filter(isPart).map((part) => ({
      ...playerJson(part.player),
      ...{ value: part.mean, alone: part.alone, last: part.last },
      ...intervalJson(part),
    })),
    interaction,
    pair: pair === null ? null : { of: pair.of.map(({ name }) => name), together: pair.together },
    ...{ method, error, simulated },
  };
}

/** The rest between two files is reported only where it has any effect; every other part always is. */
export const isPart = ({ player, mean, alone, last, interval }: ExplainedPart): boolean =>
  player.kind !== 'rest' || mean !== 0 || alone !== 0 || last !== 0 || (interval !== null && interval[0] !== 0);

const playerJson = ({ kind, name }: Player): object => ({ [kind]: name });

const intervalJson = ({ interval }: Mean): object => (interval === null ? {} : { interval });
