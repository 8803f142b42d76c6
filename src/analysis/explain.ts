/**
 * Explains why one variant does better than another: the change in a measure is split over what differs between them,
 * by Shapley values (`shapley.ts`), so that the parts sum to the change and do not depend on the order. All sets are
 * simulated in the same worlds; parts are found world by world.
 */
import { areIndependent } from '../engine/answers.ts';
import type { Model, Variant, WorldRange } from '../engine/ask.ts';
import { constantValue } from '../formula/constant.ts';
import { bits } from '../numeric/joining.ts';
import { isSameSetting, type Setting, type Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Explained, finiteNumbers, finiteValues } from './explained.ts';
import { exactParts, MOST_EXACT, ordersInPairs } from './shapley.ts';
import type { TrialAsker } from './trials.ts';

/** One of the two variants compared. */
export interface ExplainedSide {
  readonly model: Model;
  readonly settings: Settings;
}

/** One difference between the sides: a lever's setting, the value of an assumption, or all else between two files. */
export type Player =
  | { readonly kind: 'lever'; readonly name: string; readonly from: Setting; readonly to: Setting }
  | { readonly kind: 'assumption'; readonly name: string; readonly from: number; readonly to: number }
  | { readonly kind: 'rest'; readonly name: string };

/**
 * A mean over worlds with its 95% interval; the interval is null in the base case, and where worlds are not drawn
 * independently.
 */
export interface Mean {
  readonly mean: number;
  readonly interval: readonly [low: number, high: number] | null;
}

export interface ExplainedPart extends Mean {
  readonly player: Player;
  /** `alone`: the mean change where only this player changes; `last`: where all others have changed before it. */
  readonly alone: number;
  readonly last: number;
}

/** How one side ends: `value` is the mean of the measure. */
export interface Ending {
  readonly value: number;
  /** Share of worlds that have not failed by the horizon. */
  readonly survival: number;
  /**
   * The median month of failure as t, where surviving worlds count as failing after the horizon; null where the median
   * world survives.
   */
  readonly medianFailure: number | null;
}

/** The change from the base to the result, split into parts. */
export interface Explanation {
  readonly base: Ending;
  readonly result: Ending;
  readonly change: Mean;
  /** In the order of the file. */
  readonly parts: readonly ExplainedPart[];
  /** The change that no player brings alone: the change less the sum of `alone`. */
  readonly interaction: number;
  /**
   * The two players whose joint change differs most from the sum of their changes alone; null for fewer than two
   * players.
   */
  readonly pair: { readonly of: readonly [Player, Player]; readonly together: number } | null;
  readonly method: 'exact' | 'sampled';
  /** Half-width of the widest 95% interval of a part, for the orders that were not sampled; 0 for the exact method. */
  readonly error: number;
  readonly simulated: number;
}

export interface ExplainAsked {
  readonly ask: TrialAsker;
  readonly from: ExplainedSide;
  readonly to: ExplainedSide;
  readonly explained: Explained;
  /** Null for the base case. */
  readonly worlds: WorldRange | null;
}

/** Name of the part that stands for all that differs between two files beside levers and assumptions' values. */
export const REST = 'the rest';

/** Most values (sets × worlds) kept in memory at a time; beyond it worlds are taken in stretches. */
const MOST_VALUES = 2 ** 22;
/** About how many sets are valued where the players are too many to value all sets. */
const MOST_SAMPLED = 4096;

/**
 * Splits the change over the `players` that `playersOf` gives. Null where the asking was stopped; without players there
 * are no parts. Throws Faults, as the engine does.
 */
export async function explain(asked: ExplainAsked, players: readonly Player[]): Promise<Explanation | null> {
  const values = new SetSimulation(asked, players);
  const n = players.length;
  const found = n <= MOST_EXACT ? await exactly(values, n) : await sampled(values, n, asked.worlds?.seed ?? 0);
  if (found === null) return null;
  const { none, all, alone, last, parts, together, error } = found;
  const isIndependent = areIndependent(asked.worlds);
  const change = meanOf(
    all.values.map((x, w) => x - none.values[w]!),
    isIndependent,
  );
  const pair = strongest(together);
  return {
    base: endingOf(none),
    result: endingOf(all),
    change,
    parts: players.map((player, i) => ({
      ...{ player, alone: alone[i]!, last: last[i]! },
      ...meanOf(parts[i]!, isIndependent),
    })),
    interaction: change.mean - sumOf(alone),
    pair: pair === null ? null : { of: [players[pair.i]!, players[pair.j]!], together: pair.by },
    method: n <= MOST_EXACT ? 'exact' : 'sampled',
    error,
    simulated: values.simulated,
  };
}

/**
 * What differs between the two sides, in the order of the file. Between two files the rest comes last, where there is
 * any.
 */
export function playersOf({ from, to }: Pick<ExplainAsked, 'from' | 'to'>): Player[] {
  const levers = [...to.settings].flatMap(([name, own]): Player[] => {
    const before = from.settings.get(name);
    return before === undefined || isSameSetting(before, own) ? [] : [{ kind: 'lever', name, from: before, to: own }];
  });
  if (from.model === to.model) return levers;
  const assumptions = [...to.model.scenario.assumptions.keys()].flatMap((name): Player[] => {
    const [before, after] = [numberOf(from.model.scenario, name), numberOf(to.model.scenario, name)];
    return before === null || after === null || before === after
      ? []
      : [{ kind: 'assumption', name, from: before, to: after }];
  });
  return [...levers, ...assumptions, { kind: 'rest', name: REST }];
}

function numberOf({ assumptions }: Scenario, name: string): number | null {
  const assumption = assumptions.get(name);
  return assumption === undefined ? null : constantValue(assumption.value.node);
}

/** The outcome of a set of players: the measure and the month of failure (t, -1: none), each a number a world. */
interface SetOutcome {
  readonly values: Float64Array;
  readonly failure: Float64Array;
}

/** Simulates sets of players and counts the worlds that this takes. */
class SetSimulation {
  simulated = 0;

  constructor(
    private readonly asked: ExplainAsked,
    private readonly players: readonly Player[],
  ) {}

  get worlds(): number {
    return this.asked.worlds?.count ?? 1;
  }

  /**
   * The values of each set, in `count` worlds from `first` on. A set says of each player, by index, whether it has
   * changed. Null where the asking was stopped.
   */
  async of(sets: readonly (readonly boolean[])[], first = 0, count = this.worlds): Promise<SetOutcome[] | null> {
    const { from, to, explained, worlds } = this.asked;
    const found = sets.map((): SetOutcome | null => null);
    const rest = this.players.findIndex(({ kind }) => kind === 'rest');
    for (const side of from.model === to.model ? [to] : [from, to]) {
      const isOwn = (set: readonly boolean[]): boolean =>
        from.model === to.model || (rest === -1 || set[rest] === true) === (side === to);
      const own = sets.flatMap((set, i) => (isOwn(set) ? [i] : []));
      const { scenario } = side.model;
      const answers = this.asked.ask({
        want: 'numbers',
        model: side.model,
        variants: own.map((i) => this.variant(side, sets[i]!)),
        numbers: [...finiteNumbers(scenario, explained), 'failure'],
        worlds: worlds === null ? null : { ...worlds, first: worlds.first + first, count },
      });
      for await (const { index, outcome } of answers) {
        const failure = outcome.of(finiteNumbers(scenario, explained).length).slice();
        found[own[index]!] = { values: finiteValues(scenario, explained, outcome, failure), failure };
        this.simulated += outcome.count;
      }
    }
    const done = found.filter((one) => one !== null);
    return done.length === sets.length ? done : null;
  }

  /** The variant in which the players of the set have changed. */
  private variant(side: ExplainedSide, set: readonly boolean[]): Variant {
    const settings = new Map(side.settings);
    const replaced = new Map<string, number>();
    this.players.forEach((player, i) => {
      if (player.kind === 'lever') settings.set(player.name, set[i] === true ? player.to : player.from);
      if (player.kind === 'assumption') replaced.set(player.name, set[i] === true ? player.to : player.from);
    });
    return replaced.size === 0 ? { settings } : { settings, replaced };
  }
}

interface SplitChange {
  readonly none: SetOutcome;
  readonly all: SetOutcome;
  /** By player, means over worlds. */
  readonly alone: readonly number[];
  readonly last: readonly number[];
  /** By player, one number a world. */
  readonly parts: readonly Float64Array[];
  readonly together: readonly PairEffect[];
  readonly error: number;
}

/** The mean change that players `i` and `j` bring together, less what each brings alone. */
interface PairEffect {
  readonly i: number;
  readonly j: number;
  readonly by: number;
}

const setOf = (n: number, is: (player: number) => boolean): boolean[] => Array.from({ length: n }, (_, i) => is(i));

/** The exact method: values all 2^n sets, in stretches of worlds. */
async function exactly(values: SetSimulation, n: number): Promise<SplitChange | null> {
  const sets = Array.from({ length: 2 ** n }, (_, set) => setOf(n, (i) => ((set >> i) & 1) === 1));
  const stretch = Math.max(1, Math.floor(MOST_VALUES / sets.length));
  const parts = Array.from({ length: n }, () => new Float64Array(values.worlds));
  const sums = new Float64Array(sets.length);
  const [none, all] = [emptyOf(values.worlds), emptyOf(values.worlds)];
  for (let first = 0; first < values.worlds; first += stretch) {
    const count = Math.min(stretch, values.worlds - first);
    const found = await values.of(sets, first, count);
    if (found === null) return null;
    const flat = new Float64Array(sets.length * count);
    found.forEach((one, set) => {
      flat.set(one.values, set * count);
      sums[set] = sums[set]! + sumOf(one.values);
    });
    exactParts(n, count, flat).forEach((part, i) => {
      parts[i]!.set(part, first);
    });
    keep(none, found[0]!, first);
    keep(all, found.at(-1)!, first);
  }
  const mean = (set: number): number => (sums[set]! - sums[0]!) / values.worlds;
  const full = sets.length - 1;
  const alone = Array.from({ length: n }, (_, i) => mean(1 << i));
  const pairs = sets.flatMap((set, k) =>
    bits(k) === 2 ? [{ i: set.indexOf(true), j: set.lastIndexOf(true), k }] : [],
  );
  return {
    ...{ none, all, alone, parts },
    last: Array.from({ length: n }, (_, i) => mean(full) - mean(full - (1 << i))),
    together: pairs.map(({ i, j, k }) => ({ i, j, by: mean(k) - alone[i]! - alone[j]! })),
    error: 0,
  };
}

/**
 * The sampled method, for many players: they join in random orders, each followed by its reverse. The parts of each
 * order sum to the change, and so do their means. L. S. Shapley's mean over orders, estimated as by J. Castro, D.
 * Gómez, J. Tejada, Polynomial calculation of the Shapley value based on sampling, Computers & Operations Research 36
 * (2009).
 */
async function sampled(values: SetSimulation, n: number, seed: number): Promise<SplitChange | null> {
  const corners = await values.of([
    setOf(n, () => false),
    setOf(n, () => true),
    ...Array.from({ length: n }, (_, i) => setOf(n, (k) => k === i)),
    ...Array.from({ length: n }, (_, i) => setOf(n, (k) => k !== i)),
  ]);
  const twos = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n - 1 - i }, (_, k) => [i, i + 1 + k] as const),
  );
  const pairs = twos.flat();
  const ofPairs = await values.of(pairs.map((pair) => setOf(n, (k) => pair.includes(k))));
  if (corners === null || ofPairs === null) return null;
  const [none, all] = corners as [SetOutcome, SetOutcome];
  const parts = Array.from({ length: n }, () => new Float64Array(values.worlds));
  const [sums, squares] = [new Float64Array(n), new Float64Array(n)];
  const orders = ordersInPairs(n, Math.max(2, Math.floor(MOST_SAMPLED / (2 * n))), seed);
  for (let at = 0; at < orders.length; at += 2) {
    const both = new Float64Array(n);
    for (const order of orders.slice(at, at + 2)) {
      const steps = order.slice(1).map((_, k) => setOf(n, (i) => order.indexOf(i) <= k));
      const found = await values.of(steps);
      if (found === null) return null;
      [none, ...found].forEach((before, k) => {
        const [player, after] = [order[k]!, found[k] ?? all];
        const part = parts[player]!;
        for (let w = 0; w < values.worlds; w++) {
          const by = after.values[w]! - before.values[w]!;
          part[w] = part[w]! + by / orders.length;
          both[player] = both[player]! + by / (2 * values.worlds);
        }
      });
    }
    both.forEach((mean, i) => {
      sums[i] = sums[i]! + mean;
      squares[i] = squares[i]! + mean * mean;
    });
  }
  const count = orders.length / 2;
  const errors = Array.from(sums, (sum, i) => {
    const variance = Math.max(0, squares[i]! / count - (sum / count) ** 2) * (count / (count - 1));
    return 1.96 * Math.sqrt(variance / count);
  });
  const gain = (one: SetOutcome): number => (sumOf(one.values) - sumOf(none.values)) / values.worlds;
  const alone = corners.slice(2, 2 + n).map(gain);
  return {
    ...{ none, all, alone, parts },
    last: corners.slice(2 + n).map((one) => gain(all) - gain(one)),
    together: pairs.map(([i, j], k) => ({ i, j, by: gain(ofPairs[k]!) - alone[i]! - alone[j]! })),
    error: Math.max(...errors),
  };
}

const emptyOf = (worlds: number): SetOutcome => ({
  values: new Float64Array(worlds),
  failure: new Float64Array(worlds),
});

function keep(into: SetOutcome, from: SetOutcome, at: number): void {
  into.values.set(from.values, at);
  into.failure.set(from.failure, at);
}

const sumOf = (numbers: Iterable<number>): number => {
  let sum = 0;
  for (const x of numbers) sum += x;
  return sum;
};

/**
 * The mean of one number a world; its 95% interval is 1.96 standard errors to both sides, by the normal approximation.
 */
function meanOf(values: Float64Array, isIndependent: boolean): Mean {
  const mean = sumOf(values) / values.length;
  if (!isIndependent || values.length < 2) return { mean, interval: null };
  const variance = sumOf(values.map((x) => (x - mean) ** 2)) / (values.length - 1);
  const half = 1.96 * Math.sqrt(variance / values.length);
  return { mean, interval: [mean - half, mean + half] };
}

function endingOf({ values, failure }: SetOutcome): Ending {
  const sorted = failure.map((t) => (t < 0 ? Number.POSITIVE_INFINITY : t)).sort();
  const middle = sorted[Math.ceil(sorted.length / 2) - 1]!;
  return {
    value: sumOf(values) / values.length,
    survival: failure.reduce((n, t) => n + Number(t < 0), 0) / failure.length,
    medianFailure: Number.isFinite(middle) ? middle : null,
  };
}

/** The pair with the greatest effect beyond the sum of both alone; of equals the first in the order of the file. */
function strongest(together: readonly PairEffect[]): PairEffect | null {
  return together.reduce<PairEffect | null>((a, b) => (a === null || Math.abs(b.by) > Math.abs(a.by) ? b : a), null);
}
