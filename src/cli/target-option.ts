import { CONFIDENCE, isOfShare } from '../analysis/target.ts';
import type { HeldTarget } from '../analysis/trials.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { WorldRange } from '../engine/ask.ts';
import { constantOf, Faulty, readFormula } from '../scenario/formulas.ts';
import { readTarget } from '../scenario/target.ts';
import { type LoadedRun, readFully } from './load.ts';
import { caught, usageOf } from './usage.ts';

/** The options of commands that try variants against a target. */
export interface TargetOptions {
  readonly until?: string;
  readonly confidence?: string;
  readonly worlds?: string;
}

/** The target and where to try it: `held` is null without a target, `worlds` is null for the base case. */
export interface TargetAsked {
  readonly held: HeldTarget | null;
  readonly worlds: WorldRange | null;
}

/** Default number of worlds, where worlds are asked for without a number. */
const WORLDS = 1000;
const MOST_WORLDS = 1_000_000;

/**
 * Reads `--until`, `--confidence` and `--worlds`. Without `--worlds`, 1,000 worlds are used for a target that is a
 * share, for one with a confidence, and where there is no target; the base case for any other target. Faults go to
 * `faults`.
 */
export function readTargetAsked(
  { scenario, sampler }: LoadedRun,
  options: TargetOptions,
  faults: Diagnostic[],
): TargetAsked {
  const count = options.worlds === undefined ? null : readFully('--worlds', options.worlds, 0, MOST_WORLDS, faults);
  const { until } = options;
  const target =
    until === undefined ? null : caught(() => readTarget({ name: '--until', text: until }, scenario), faults);
  const confidence = options.confidence === undefined ? null : readConfidence(options.confidence, faults);
  const isShare = target !== null && isOfShare(scenario, target);
  const refuse = (message: string, hint: string): void => {
    faults.push(usageOf('--confidence', options.confidence!, message, hint));
  };
  if (confidence !== null && options.until === undefined)
    refuse('it says in how many worlds a target has to hold, and no target is given', 'as in --until "runway >= 18"');
  else if (confidence !== null && isShare)
    refuse('the target is itself a share of worlds, which is held to its bound', 'leave out --confidence');
  else if (confidence !== null && count === 0)
    refuse('a share of worlds is asked for, and --worlds 0 is the base case', 'as in --worlds 1000');
  const many = count ?? (target === null || isShare || confidence !== null ? WORLDS : 0);
  const worlds = many === 0 ? null : { first: 0, count: many, seed: scenario.seed, sampler };
  return { held: target === null ? null : { target, confidence: confidence ?? CONFIDENCE }, worlds };
}

/** A share above 0 and at most 1; the default, with a fault, where the text is none. */
function readConfidence(text: string, faults: Diagnostic[]): number {
  const faulty = new Faulty();
  const source = { name: '--confidence', text };
  const value = constantOf(readFormula(source, { start: 0, end: text.length }, null, faulty), faulty);
  if (faulty.diagnostics.length === 0 && !(value > 0 && value <= 1)) {
    const hint = value > 1 && value <= 100 && !text.includes('%') ? `write ${text}%` : 'as in --confidence 90%';
    faulty.report(
      'bad-value',
      { source, start: 0, end: text.length },
      'a share of worlds is above 0% and at most 100%',
      hint,
    );
  }
  faults.push(...faulty.diagnostics);
  return value;
}
