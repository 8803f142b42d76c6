/** The measure that a question of shares and parts is about, as one finite number a world. */
import type { Numbers, NumberWanted } from '../engine/ask.ts';
import { measureOf } from '../scenario/figure.ts';
import type { FigureAsked, Scenario } from '../scenario/scenario.ts';
import { inEachWorld, numbersOf } from './measure.ts';

/** Months lived within the horizon, or a figure. A date that never comes counts as the end of the horizon. */
export type Explained = 'months_alive' | FigureAsked;

/** The numbers that the engine must keep of each world; `failure` is asked for beside them. */
export const finiteNumbers = (scenario: Scenario, explained: Explained): readonly NumberWanted[] =>
  explained === 'months_alive' ? [] : numbersOf(scenario, explained);

/**
 * The measure in each world, from the numbers that `finiteNumbers` names, which come first. Dates are months from the
 * start, and one that never comes is the length of the horizon. A measure by month is read at its months even after a
 * failure.
 */
export function finiteValues(
  scenario: Scenario,
  explained: Explained,
  numbers: Numbers,
  failure: Float64Array,
): Float64Array {
  const { months, start } = scenario;
  if (explained === 'months_alive') return failure.map((t) => (t < 0 ? months : t));
  if (typeof numbersOf(scenario, explained)[0] === 'object') return numbers.of(0).slice();
  const found = inEachWorld(scenario, explained, numbers);
  const { unit } = measureOf(scenario, explained);
  if (unit === 'month') return found.map((month) => Math.min(month - start, months));
  return unit === 'length' ? found.map((length) => Math.min(length, months)) : found;
}

/** Whether more of the measure is better. */
export const isMoreBetter = (scenario: Scenario, explained: Explained): boolean =>
  explained === 'months_alive' || measureOf(scenario, explained).better === 'more';
