/**
 * How much of a figure's variance over worlds each uncertain input accounts for (Sobol' indices and Shapley effects).
 */
import { areIndependent } from '../engine/answers.ts';
import type { WorldRange } from '../engine/ask.ts';
import {
  firstOrderShare,
  frozenShare,
  ShapleyShares,
  totalShare,
  type VarianceShare,
} from '../numeric/variance-shares.ts';
import { outcomesOf, type SensitivityAsked, type Simulated } from './sensitivity-asking.ts';
import type { Factor, UncertainInput } from './uncertain.ts';

/** A share of the variance, about 0 to 1; the 95% interval is null where worlds are not drawn independently. */
export interface ShareOfVariance {
  readonly share: number;
  readonly interval: readonly [low: number, high: number] | null;
}

/** An input, or several correlated ones that form one factor. */
export interface FactorShare {
  readonly names: readonly string[];
  /** First-order share: the effect of the factor by itself. */
  readonly first: ShareOfVariance;
  /** How `first` was found: by `bins` of the run's worlds, or from `fresh` worlds in which all else is drawn anew. */
  readonly by: 'bins' | 'fresh';
  /** Total share: with all effects that it has together with others. */
  readonly total: ShareOfVariance;
}

/** An input's Shapley effect; the effects sum to the whole variance. */
export interface ShapleyShare extends ShareOfVariance {
  /** More than one name where there are too many inputs: those with the least totals are taken together. */
  readonly names: readonly string[];
}

export interface ShapleyEffects {
  readonly parts: readonly ShapleyShare[];
  /** Worlds that each set was simulated in. */
  readonly worlds: number;
}

/** Most inputs for which all 2^n sets are simulated. */
export const MOST_SHAPLEY_INPUTS = 10;
/** Most worlds of each set. */
const MOST_SHAPLEY_WORLDS = 4096;

/** Seed for draws made anew, other than that of the worlds. */
const freshSeed = (seed: number): number => (seed < Number.MAX_SAFE_INTEGER ? seed + 1 : seed - 1);

/** The worlds with those inputs drawn anew, all else as before. */
const redrawn = (worlds: WorldRange, inputs: readonly UncertainInput[]): WorldRange => ({
  ...worlds,
  redrawn: { seed: freshSeed(worlds.seed), inputs: inputs.map(({ draws }) => draws) },
});

/** The figure where some inputs are drawn anew; null where the asking was stopped. */
async function afresh(
  asked: SensitivityAsked,
  worlds: WorldRange,
  inputs: readonly UncertainInput[],
  count: Simulated,
): Promise<Float64Array | null> {
  const { model, settings } = asked;
  const names = inputs.map(({ name }) => name).join(', ');
  const found = await outcomesOf(asked, model, [{ settings }], {
    ...{ worlds: redrawn(worlds, inputs), count },
    calls: () => `${names} ${inputs.length === 1 ? 'is' : 'are'} drawn afresh`,
  });
  return found === null ? null : found[0]!.values;
}

/**
 * First-order and total share of each factor, by falling total; null where the asking was stopped. `columns` are those
 * of `inputs`; `values` is the figure in the same worlds, and must vary. Estimators: `numeric/variance-shares.ts`.
 */
export async function factorShares(
  asked: SensitivityAsked,
  factors: readonly Factor[],
  { inputs, columns, values }: Seen,
  count: Simulated,
): Promise<FactorShare[] | null> {
  const { worlds } = asked;
  const isFreshNeeded = factors.some(({ isNumber }) => !isNumber);
  const runs = factors.length + factors.filter(({ isNumber }) => !isNumber).length + Number(isFreshNeeded);
  const shares: FactorShare[] = [];
  let done = 0;
  if (isFreshNeeded) asked.onRun?.('shares', done++, runs);
  const fresh = isFreshNeeded ? await afresh(asked, worlds, inputs, count) : values;
  if (fresh === null) return null;
  for (const { inputs: own, isNumber } of factors) {
    asked.onRun?.('shares', done++, runs);
    const total = await afresh(asked, worlds, own, count);
    if (total === null) return null;
    let first: VarianceShare;
    if (isNumber) first = firstOrderShare(columns[inputs.indexOf(own[0]!)]!, values);
    else {
      asked.onRun?.('shares', done++, runs);
      const others = await afresh(
        asked,
        worlds,
        inputs.filter((one) => !own.includes(one)),
        count,
      );
      if (others === null) return null;
      first = frozenShare(values, others, fresh);
    }
    shares.push({
      names: own.map(({ name }) => name),
      ...{ first: ofWorlds(first, worlds), by: isNumber ? 'bins' : 'fresh' },
      total: ofWorlds(totalShare(values, total), worlds),
    });
  }
  return shares.sort(byFalling(({ total }) => total.share));
}

/** The inputs and the figure in the worlds of the run, `columns` in the order of `inputs`. */
export interface Seen {
  readonly inputs: readonly UncertainInput[];
  readonly columns: readonly Float64Array[];
  readonly values: Float64Array;
}

const byFalling =
  <T extends { readonly names: readonly string[] }>(of: (one: T) => number) =>
  (a: T, b: T): number =>
    of(b) - of(a) || (a.names[0]! < b.names[0]! ? -1 : 1);

const ofWorlds = ({ share, interval }: VarianceShare, worlds: WorldRange): ShareOfVariance => ({
  share,
  interval: areIndependent(worlds) ? interval : null,
});

/**
 * Shapley effects (estimator: `numeric/variance-shares.ts`), by falling share; null where the asking was stopped. An
 * input whose total is 0 in `shares` has none. Of more than `MOST_SHAPLEY_INPUTS` others, those whose factors have the
 * least totals are taken together.
 */
export async function shapleyEffects(
  asked: SensitivityAsked,
  shares: readonly FactorShare[],
  { inputs, values }: Seen,
  count: Simulated,
): Promise<ShapleyEffects | null> {
  const ofName = new Map(inputs.map((one) => [one.name, one]));
  const singles = shares
    .filter(({ total }) => !isNothing(total))
    .flatMap(({ names }) => names.map((name) => [ofName.get(name)!]));
  const players =
    singles.length <= MOST_SHAPLEY_INPUTS
      ? singles
      : [...singles.slice(0, MOST_SHAPLEY_INPUTS - 1), singles.slice(MOST_SHAPLEY_INPUTS - 1).flat()];
  const worlds = { ...asked.worlds, count: Math.min(asked.worlds.count, MOST_SHAPLEY_WORLDS) };
  const y = values.subarray(0, worlds.count);
  if (players.length === 0 || !varies(y)) return { parts: [], worlds: worlds.count };
  const sum = new ShapleyShares(players.length, y);
  const sets = 2 ** players.length - 1;
  const unfelt = inputs.filter((one) => !players.some((own) => own.includes(one)));
  for (let at = 0; at <= sets; at++) {
    // Gray code: each set differs from the one before in one player, so that only this player's draws are made again.
    const set = at ^ (at >> 1);
    if (set === sets) continue;
    asked.onRun?.('shapley', at, sets + 1);
    const others = [...unfelt, ...players.filter((_, i) => ((set >> i) & 1) === 0).flat()];
    const found = await afresh(asked, worlds, others, count);
    if (found === null) return null;
    sum.add(set, found);
  }
  const felt = sum.shares().map((share, i) => ({
    names: players[i]!.map(({ name }) => name).sort(),
    ...ofWorlds(share, worlds),
  }));
  const nothing = ofWorlds({ share: 0, interval: [0, 0] }, worlds);
  const parts: ShapleyShare[] = [...felt, ...unfelt.map(({ name }) => ({ names: [name], ...nothing }))];
  return { parts: parts.sort(byFalling(({ share }) => share)), worlds: worlds.count };
}

export const varies = (values: Float64Array): boolean => values.some((value) => value !== values[0]);

const isNothing = ({ share, interval }: ShareOfVariance): boolean =>
  share === 0 && (interval === null || (interval[0] === 0 && interval[1] === 0));
