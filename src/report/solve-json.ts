import type { Least, Solution, TriedValue } from '../analysis/solve.ts';
import { type Answered, shareJson, targetHead } from './target-words.ts';

/** The solution found, with what was asked. */
export interface Solved extends Answered {
  readonly solution: Solution;
}

/** The object of `solve --json`. */
export function solveJson(answer: Solved): object {
  const { varied, now, holds, tolerance, cell, least, onStep, best, isMonotone, tried } = answer.solution;
  const { name, kind, from, to, step } = varied;
  return {
    ...targetHead(answer, 'solve'),
    vary: { name, kind, from, to, step, now: varied.now, drawn: varied.isDrawn },
    now: { value: varied.now, ...shareJson(now), holds: now.holds },
    holds,
    tolerance,
    least: least && leastJson(least),
    on_step: onStep && leastJson(onStep),
    best: best && valueJson(best),
    monotone: isMonotone,
    tried: { values: tried.length, apart: cell },
    simulated: answer.simulated,
    stopped: answer.solution.isStopped || undefined,
  };
}

const valueJson = (one: TriedValue): object => ({
  value: one.value,
  ...shareJson(one),
  ...(one.gap === null || one.gap === 0 || !Number.isFinite(one.gap) ? {} : { gap: one.gap }),
});

const leastJson = (one: Least): object => ({ ...valueJson(one), unsure: one.unsure });
