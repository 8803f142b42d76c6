/** What a question of shares and parts is about: a figure as a finite number of each world. */
import type { Numbers, NumberWanted } from '../engine/ask.ts';
import { measureOf } from '../scenario/figure.ts';
import type { FigureAsked, Scenario } from '../scenario/scenario.ts';
import { inEachWorld, numbersOf } from './measure.ts';

/** Months lived within the horizon, or a figure; what of that never comes counts as the horizon. */
export type Explained = 'months_alive' | FigureAsked;

/** What the engine must keep of each world, before its month of failure. */
export const finiteNumbers = (scenario: Scenario, explained: Explained): readonly NumberWanted[] =>
  explained === 'months_alive' ? [] : numbersOf(scenario, explained);

/**
 * The figure in each world, from the numbers that `finiteNumbers` names, which come first. What never comes counts as
 * the horizon, months being counted from the start; a measure by month is as it stands at its months, also after a
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

/** Which way of it is better. */
export const isMoreBetter = (scenario: Scenario, explained: Explained): boolean =>
  explained === 'months_alive' || measureOf(scenario, explained).better === 'more';
