/** Why worlds fail, and what those that failed had in common. */
import { creditorSeries, type WorldEnds } from '../engine/answers.ts';
import { drawWorlds, type Model, type NumberWanted, type WorldRange } from '../engine/ask.ts';
import { superiority } from '../numeric/superiority.ts';
import type { Settings } from '../scenario/override.ts';
import { atOnce, pausing, type Steps } from './in-steps.ts';
import { outcomesOf, type SensitivityAsked, type Simulated } from './sensitivity-asking.ts';
import { type DrawnInputs, inputColumns, type UncertainInput, uncertainInputs } from './uncertain.ts';

/** What worlds had more of, or less, that failed. */
export interface InCommon {
  /** As of an uncertain input; `suspended("cloud")` is whether that creditor ever stopped supplying. */
  readonly name: string;
  readonly kind: 'assumption' | 'funding' | 'creditor';
  readonly isEvent: boolean;
  readonly isMonthly: boolean;
  /**
   * Of all pairs of a world that failed and one that lives, the share in which the one that failed had the more of it;
   * equals count half.
   */
  readonly probability: number;
  /** Null where worlds are not drawn independently. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Medians; of an event the shares of worlds that had it. */
  readonly amongFailed: number;
  readonly amongAlive: number;
}

/** One way in which worlds fail. */
export interface FailureCause {
  /** As in `run --worlds`: `unpaid:staff`. */
  readonly cause: string;
  readonly count: number;
  /** Of all failures, from 0 to 1. */
  readonly share: number;
  /** How many worlds fail so in each month. */
  readonly byMonth: Float64Array;
  /** The median month of these failures, as t. */
  readonly medianT: number;
  /**
   * The world, by its number, that is nearest to the middle of those that fail so: in its month, and in each input. It
   * can be opened.
   */
  readonly typical: { readonly world: number; readonly t: number };
}

export interface FailedWorlds {
  readonly worlds: number;
  readonly failed: number;
  /** The commonest first. */
  readonly causes: readonly FailureCause[];
  /** The furthest from one half first; empty where all worlds fail, or none does. */
  readonly inCommon: readonly InCommon[];
}

/** How worlds end, from the first of a range on: `Endings.ends`. */
export interface SeenEnds extends WorldEnds {
  /** Whether each creditor of `suspending` ever stopped supplying, 1 or 0; where it is not known, none is told. */
  readonly suspended?: readonly Float64Array[];
}

/** What is told of failed worlds beside their causes. */
export type FailedInCommon = Omit<FailedWorlds, 'causes'>;

/** Creditors that may stop supplying. */
export const suspending = ({ scenario }: Model): string[] =>
  [...scenario.creditors.values()]
    .filter(({ reactions }) => reactions.some(({ then }) => then === 'suspend'))
    .map(({ name }) => name);

/** What the engine must keep of each world beside its failure: the cause, then what creditors did. */
export const endNumbers = (model: Model): NumberWanted[] => [
  'cause',
  ...suspending(model).map((name) => {
    const to = model.scenario.months - 1;
    return { series: creditorSeries(name, 'suspended'), over: 'max', from: 0, to } as const;
  }),
];

/** Asks for the worlds, and says how they fail; null where the asking was stopped. Throws Faults. */
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

/**
 * What those of the first worlds of a range that failed had in common, as many as are seen. `draw` gives those, or more
 * of the range: it is called where some failed and some live, else there is nothing to hold against each other.
 */
export function failedInCommon(
  model: Model,
  range: WorldRange,
  seen: SeenEnds,
  draw: () => DrawnInputs,
): FailedInCommon {
  const places = placesIn(seen);
  const inputs = (): SeenInputs => inputsOf(model, seen, places, draw());
  return { ...countsOf(places), inCommon: atOnce(commonSteps(model, range, seen, places, inputs)) };
}

/**
 * How the first worlds of a range fail, as many as are seen, an input a step; `drawn` are those, or more of the range.
 */
export function* failedSteps(model: Model, range: WorldRange, seen: SeenEnds, drawn: DrawnInputs): Steps<FailedWorlds> {
  const places = placesIn(seen);
  const inputs = inputsOf(model, seen, places, drawn);
  const inCommon = yield* commonSteps(model, range, seen, places, () => inputs);
  const causes = yield* causesOf(model, range, { ...seen, columns: inputs.columns }, places.failed);
  return { ...countsOf(places), causes, inCommon };
}

/** Worlds of a range by their places in it. */
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

/** What is drawn after most have failed tells nothing of why. */
function inputsOf(model: Model, { failure }: SeenEnds, { failed }: Places, drawn: DrawnInputs): SeenInputs {
  const inputs = uncertainInputs(model);
  return { inputs, columns: inputColumns(model, inputs, drawn, medianOf(picked(failure, failed)) ?? 0) };
}

/** An input a step; empty where all worlds fail, or none does. */
function* commonSteps(
  model: Model,
  { sampler = 'random' }: WorldRange,
  { suspended }: SeenEnds,
  { failed, alive }: Places,
  seen: () => SeenInputs,
): Steps<InCommon[]> {
  if (failed.length === 0 || alive.length === 0) return [];
  const isIndependent = sampler === 'random';
  const of = (one: Omit<InCommon, keyof Compared>, column: Float64Array): InCommon => ({
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

type Compared = Pick<InCommon, 'probability' | 'interval' | 'amongFailed' | 'amongAlive'>;

function compared(failed: Float64Array, alive: Float64Array, isEvent: boolean, isIndependent: boolean): Compared {
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

/** Worlds of a cause among which the typical one is sought. */
const MOST_TYPICAL = 10_000;

/**
 * The place of the world that is nearest to the middle: by the sum over the columns of how far, in ranks, it is from
 * the median. Of equals the first.
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

/** How many of rising numbers are below x, or equal to it too. */
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

/** The lower of the two in the middle where there are two; null of none. */
const medianOf = (values: Float64Array): number | null =>
  values.length === 0 ? null : values.slice().sort()[Math.ceil(values.length / 2) - 1]!;
