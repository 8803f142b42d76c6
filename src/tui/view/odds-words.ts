import { type Row, run } from '../../chart/cells.ts';
import { cut } from '../../chart/text.ts';
import type { Endings } from '../../engine/answers.ts';
import { roughOdds } from '../../report/odds.ts';
import { causeShort, nameOf } from '../../report/words.ts';
import { worldCount } from '../../report/worlds-headline.ts';
import { comparedWith } from '../outcome.ts';
import type { ReadState } from '../state.ts';
import { creditorName, failureWords } from '../words.ts';
import { chances, isComputing, isUncertain, viewed } from '../worlds.ts';
import type { Fact } from './facts.ts';

/** The sign behind a figure while a newer one is computed; else a blank, so that nothing moves. */
const awaited = (state: ReadState): string => (isComputing(state) ? '…' : ' ');

/** The statement of survival to the horizon, `Alive Sep 2025 12% (was 9%)`; null where the scenario draws nothing. */
export function aliveFact(state: ReadState): Fact | null {
  const { scenario, model } = state.loaded;
  if (!isUncertain(model)) return null;
  const said = aliveWords(state);
  const when = run(`Alive ${nameOf(scenario.start, scenario.months - 1)} `, 'muted');
  return { long: [when, ...said], less: [when, ...said], least: [run('Alive ', 'muted'), ...said] };
}

function aliveWords(state: ReadState): Row {
  const known = chances(state);
  if (known === null) return [run(isComputing(state) ? '…' : 'unknown', 'muted')];
  const share = known.worlds.survival.at(-1)!;
  const role = known.isStale ? 'muted' : share >= 0.9 ? 'good' : share >= 0.5 ? 'warn' : 'bad';
  return [run(roughOdds(share), role), run(awaited(state), 'accent'), ...shiftOf(state, share, known.isStale)];
}

/** The share in the result compared with, `(was 9%)`; empty where it is shown alike, or not known. */
function shiftOf(state: ReadState, share: number, isStale: boolean): Row {
  const before = comparedWith(state)?.lives?.alive ?? null;
  if (before === null || roughOdds(before) === roughOdds(share)) return [];
  return [run(`(was ${roughOdds(before)})`, isStale ? 'muted' : share > before ? 'good' : 'bad')];
}

/** The number of worlds, ` · 10,000 worlds`, with another sign before it while they are computed. */
export function worldsTold(state: ReadState): Row {
  if (!isUncertain(state.loaded.model)) return [];
  const isBusy = isComputing(state);
  return [run(isBusy ? ' … ' : ' · ', isBusy ? 'accent' : 'muted'), run(worldCount(worldsOf(state)), 'muted')];
}

const worldsOf = (state: ReadState): number => chances(state)?.worlds.count ?? state.oddsWorlds;

/**
 * The row that names the world looked at: `World 4711, not the base case: fails Mar 2024, staff unpaid. Esc goes back.`
 */
export function worldMark(state: ReadState, width: number): Row {
  const { scenario } = state.loaded;
  const result = viewed(state).result;
  const failure = result?.measures.failure ?? null;
  const name = (creditor: string): string => creditorName(scenario, creditor);
  const end = result === null ? 'no result' : failureWords(result.measures, scenario.start);
  const cause = failure === null ? '' : `, ${causeShort(failure.cause, name)}`;
  const head = ` World ${state.world}, not the base case`;
  const back = 'Esc goes back.';
  const texts = [`${head}: ${end}${cause}. ${back}`, `${head}: ${end}. ${back}`, `${head}. ${back}`];
  return [run(texts.find((text) => text.length <= width) ?? cut(`${head}.`, width), 'warn')];
}

/** The month, as t, by which at least half of all worlds have failed, and the one in which most fail. */
export function deadliest({ failing, survival }: Endings): {
  readonly half: number | null;
  readonly most: number | null;
} {
  const peak = failing.reduce((best, share, t) => (share > failing[best]! ? t : best), 0);
  const half = survival.findIndex((share) => share <= 0.5);
  return { half: half === -1 ? null : half, most: failing[peak]! > 0 ? peak : null };
}
