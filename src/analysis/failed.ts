/** Why worlds fail, and what the failed worlds had in common. */
import { areIndependent, creditorSeries, type WorldEnds } from '../engine/answers.ts';
import { drawWorlds, type Model, type NumberWanted, type WorldRange } from '../engine/ask.ts';
import { superiority } from '../numeric/superiority.ts';
import type { Settings } from '../scenario/override.ts';
import { atOnce, pausing, type Steps } from './in-steps.ts';
import { outcomesOf, type SensitivityAsked, type Simulated } from './sensitivity-asking.ts';
import { type DrawnInputs, inputColumns, type UncertainInput, uncertainInputs } from './uncertain.ts';

/** An input or event, compared between failed and surviving worlds. */
export interface InCommon {
  /** Name of the uncertain input; `suspended("cloud")` is whether that creditor ever stopped supplying. */
  readonly name: string;
  readonly kind: 'assumption' | 'funding' | 'creditor';
  readonly isEvent: boolean;
  readonly isMonthly: boolean;
  /**
   * Probability of superiority: of all pairs of a failed and a surviving world, the share in which the failed one has
   * the higher value; equal values count half. 0.5 means no difference.
   */
  readonly probability: number;
  /** 95% interval of `probability`; null where worlds are not drawn independently. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Medians among failed and among surviving worlds; for an event the shares of worlds that had it. */
  readonly amongFailed: number;
  readonly amongAlive: number;
}

/** One cause of failure. */
export interface FailureCause {
  /** As `run --worlds` names it, such as `unpaid:staff`. */
  readonly cause: string;
  readonly count: number;
  /** Share of all failures, from 0 to 1. */
  readonly share: number;
  /** Failed worlds by month of failure; index = t. */
  readonly byMonth: Float64Array;
  /** Median month of these failures, as t. */
  readonly medianT: number;
  /**
   * The most typical world of this cause, by its number: nearest to the medians of the month of failure and of each
   * input. `world N` opens it.
   */
  readonly typical: { readonly world: number; readonly t: number };
}

/** How so many worlds fail. */
export interface FailedWorlds {
  readonly worlds: number;
  readonly failed: number;
  /** By falling count. */
  readonly causes: readonly FailureCause[];
  /** By falling distance of `probability` from one half; empty where all worlds fail, or none does. */
  readonly inCommon: readonly InCommon[];
}

/** How each world ends (`Endings.ends`), from the first of a range on. */
export interface SeenEnds extends WorldEnds {
  /**
   * For each creditor of `suspending`, 1 a world where it ever stopped supplying, else 0; absent where not recorded.
   */
  readonly suspended?: readonly Float64Array[];
}

/** The failed worlds without their causes. */
export type FailedInCommon = Omit<FailedWorlds, 'causes'>;

/** Names of the creditors that may stop supplying. */
export const suspending = ({ scenario }: Model): string[] =>
  [...scenario.creditors.values()]
    .filter(({ reactions }) => reactions.some(({ then }) => then === 'suspend'))
    .map(({ name }) => name);

/**
 * Numbers to ask the engine for, beside the month of failure: the cause, then for each creditor whether it suspended.
 */
export const endNumbers = (model: Model): NumberWanted[] => [
  'cause',
  ...suspending(model).map((name) => {
    const to = model.scenario.months - 1;
    return { series: creditorSeries(name, 'suspended'), over: 'max', from: 0, to } as const;
  }),
];

/** Simulates the worlds, and says how they fail; null where the asking was stopped. Throws Faults. */
export async function failedWorlds(
  asked: Pick<SensitivityAsked, 'ask' | 'model' | 'worlds' | 'pause'> & { readonly settings: Settings },
  count: Simulated = { simulated: 0 },
): Promise<FailedWorlds | null> {
  const { model, worlds, settings } = asked;
  const own = { ...asked, explained: 'months_alive' as const };
  const found = await outcomesOf(own, model, [{ settings }], { worlds, others: endNumbers(model), count });
  if (found === null) return null;
  const [{ failure, others }] = found as [NonNullable<typeof found>[number]];
  const [cause, ...suspended] = others as [Float64Array, ...Float64Array[]];
  await asked.pause?.();
  const drawn = drawWorlds(model, worlds);
  await asked.pause?.();
  return pausing(failedSteps(model, worlds, { failure, cause, suspended }, drawn), asked.pause);
}

/** Failures are analysed in so many of the first worlds of a run. */
export const FAILURES_TOLD = 1000;

/**
 * What failed worlds had in common: the first worlds of `range`, as many as `seen` has. `draw` gives the draws of
 * those; it is called only where some worlds failed and some survive, as else there is nothing to compare.
 */
export function failedInCommon(
  model: Model,
  range: WorldRange,
  seen: SeenEnds,
  draw: (first: WorldRange) => DrawnInputs = (first) => drawWorlds(model, first),
): FailedInCommon {
  const places = placesIn(seen);
  const inputs = (): SeenInputs => inputsOf(model, seen, places, draw({ ...range, count: seen.failure.length }));
  return { ...countsOf(places), inCommon: atOnce(commonSteps(model, range, seen, places, inputs)) };
}

/**
 * How worlds fail, in steps, one for each input: the first worlds of `range`, as many as `seen` has; `drawn` covers at
 * least those.
 */
export function* failedSteps(model: Model, range: WorldRange, seen: SeenEnds, drawn: DrawnInputs): Steps<FailedWorlds> {
  const places = placesIn(seen);
  const inputs = inputsOf(model, seen, places, drawn);
  const inCommon = yield* commonSteps(model, range, seen, places, () => inputs);
  const causes = yield* causesOf(model, range, { ...seen, columns: inputs.columns }, places.failed);
  return { ...countsOf(places), causes, inCommon };
}

/** Worlds that failed and worlds that survive, as indices in the range. */
interface Places {
  readonly failed: readonly number[];
  readonly alive: readonly number[];
}

interface SeenInputs {
  readonly inputs: readonly UncertainInput[];
  readonly columns: readonly Float64Array[];
}

const placesIn = ({ failure }: SeenEnds): Places => ({
  failed: placesOf(failure, (t) => t >= 0),
  alive: placesOf(failure, (t) => t < 0),
});

const countsOf = ({ failed, alive }: Places): Pick<FailedWorlds, 'worlds' | 'failed'> => ({
  worlds: failed.length + alive.length,
  failed: failed.length,
});

/** The inputs as drawn up to the median month of failure: later draws cannot have caused most failures. */
function inputsOf(model: Model, { failure }: SeenEnds, { failed }: Places, drawn: DrawnInputs): SeenInputs {
  const inputs = uncertainInputs(model);
  return { inputs, columns: inputColumns(model, inputs, drawn, medianOf(picked(failure, failed)) ?? 0) };
}

/** Compares the inputs, one a step; empty where all worlds fail, or none does. */
function* commonSteps(
  model: Model,
  worlds: WorldRange,
  { suspended }: SeenEnds,
  { failed, alive }: Places,
  seen: () => SeenInputs,
): Steps<InCommon[]> {
  if (failed.length === 0 || alive.length === 0) return [];
  const isIndependent = areIndependent(worlds);
  const of = (one: Omit<InCommon, keyof GroupComparison>, column: Float64Array): InCommon => ({
    ...one,
    ...compared(picked(column, failed), picked(column, alive), one.isEvent, isIndependent),
  });
  const inCommon: InCommon[] = [];
  const { inputs, columns } = seen();
  yield;
  for (const [i, { name, kind, isEvent, isMonthly }] of inputs.entries()) {
    inCommon.push(of({ name, kind, isEvent, isMonthly }, columns[i]!));
    yield;
  }
  const creditors = suspended === undefined ? [] : suspending(model);
  for (const [i, name] of creditors.entries()) {
    const one = { name: `suspended("${name}")`, kind: 'creditor', isEvent: true, isMonthly: false } as const;
    inCommon.push(of(one, suspended![i]!));
  }
  return inCommon.sort(
    (a, b) => Math.abs(b.probability - 0.5) - Math.abs(a.probability - 0.5) || (a.name < b.name ? -1 : 1),
  );
}

type GroupComparison = Pick<InCommon, 'probability' | 'interval' | 'amongFailed' | 'amongAlive'>;

function compared(
  failed: Float64Array,
  alive: Float64Array,
  isEvent: boolean,
  isIndependent: boolean,
): GroupComparison {
  const { probability, interval } = superiority(failed, alive);
  const typical = (of: Float64Array): number => (isEvent ? of.reduce((a, b) => a + b, 0) / of.length : medianOf(of)!);
  return {
    ...{ probability, interval: isIndependent ? interval : null },
    ...{ amongFailed: typical(failed), amongAlive: typical(alive) },
  };
}

function* causesOf(
  model: Model,
  { first }: WorldRange,
  seen: { readonly failure: Float64Array; readonly cause: Float64Array; readonly columns: readonly Float64Array[] },
  failed: readonly number[],
): Steps<FailureCause[]> {
  const { failure, cause, columns } = seen;
  const found: FailureCause[] = [];
  for (const [index, name] of model.month.causes.entries()) {
    const own = failed.filter((w) => cause[w] === index);
    if (own.length === 0) continue;
    const byMonth = new Float64Array(model.scenario.months);
    for (const w of own) byMonth[failure[w]!] = byMonth[failure[w]!]! + 1;
    const some = own.slice(0, MOST_TYPICAL);
    const world = some[yield* mostTypical([failure, ...columns].map((column) => picked(column, some)))]!;
    found.push({
      ...{ cause: name, count: own.length, share: own.length / failed.length, byMonth },
      medianT: medianOf(picked(failure, own))!,
      typical: { world: first + world, t: failure[world]! },
    });
  }
  return found.sort((a, b) => b.count - a.count || (a.cause < b.cause ? -1 : 1));
}

/** The typical world of a cause is sought among so many of its worlds at most. */
const MOST_TYPICAL = 10_000;

/**
 * Index of the most typical world: the least sum over the columns of (rank - 1/2)², ranks being from 0 to 1. Of equals
 * the first.
 */
function* mostTypical(columns: readonly Float64Array[]): Steps<number> {
  const n = columns[0]!.length;
  const distances = new Float64Array(n);
  for (const column of columns) {
    const sorted = column.slice().sort();
    for (let w = 0; w < n; w++) {
      const rank = (below(sorted, column[w]!, false) + below(sorted, column[w]!, true)) / 2 / n;
      distances[w] = distances[w]! + (rank - 0.5) ** 2;
    }
    yield;
  }
  return distances.indexOf(distances.reduce((a, b) => Math.min(a, b)));
}

/** How many of the rising numbers are below x; with `isEqualToo`, below or equal. */
function below(sorted: Float64Array, x: number, isEqualToo: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < x || (isEqualToo && sorted[middle] === x)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function placesOf(values: Float64Array, is: (x: number) => boolean): number[] {
  const places: number[] = [];
  for (let w = 0; w < values.length; w++) if (is(values[w]!)) places.push(w);
  return places;
}

const picked = (values: Float64Array, places: readonly number[]): Float64Array =>
  Float64Array.from(places, (w) => values[w]!);

/** The median, the lower of the middle two for an even count; null without values. */
const medianOf = (values: Float64Array): number | null =>
  values.length === 0 ? null : values.slice().sort()[Math.ceil(values.length / 2) - 1]!;
