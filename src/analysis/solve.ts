/**
 * Goal seek: for which values of one lever, assumption or funding a target holds, and which of them is the least
 * change. The target need not be monotone in the value: the range is scanned, and each crossing found is narrowed by
 * bisection between its two neighbours.
 */
import { isOfShare } from './target.ts';
import { barOf, type HeldTarget, type Trial, type TrialAsking, tryAll } from './trials.ts';
import type { Varied } from './vary.ts';

/** Least and most cells of the scan; of more steps than the most, only some are scanned. */
const LEAST_CELLS = 100;
const MOST_CELLS = 2000;
/** The end of a stretch is known to at least the range divided by this. */
const PARTS = 10_000;

/** A value that was tried, and its result. */
export interface TriedValue extends Trial {
  readonly value: number;
}

/** Neighbouring values: the target holds at all those tried among them. */
export interface ValueSpan {
  readonly from: number;
  readonly to: number;
}

/** The value nearest to now with which the target holds. */
export interface Least extends TriedValue {
  /**
   * The values tried around it whose interval contains the bar (`barOf`); null where its own interval does not, or
   * there is none.
   */
  readonly unsure: ValueSpan | null;
}

/** All values tried, and where the target holds. */
export interface Solution {
  readonly varied: Varied;
  /** With the value as it is now. */
  readonly now: Trial;
  /** Every value tried, rising. */
  readonly tried: readonly TriedValue[];
  /** Where the target holds. Within the range, beyond an end the target fails at a value at most `tolerance` away. */
  readonly holds: readonly ValueSpan[];
  readonly tolerance: number;
  /** The widest gap between two values of the scan: a change and its reverse within a gap goes unseen. */
  readonly cell: number;
  /**
   * The value nearest to now with which the target holds; null where it holds nowhere, or there is no one value now.
   */
  readonly least: Least | null;
  /** The nearest on the lever's steps; null where it has no steps, or the target holds on none. */
  readonly onStep: Least | null;
  /** Where the target holds nowhere, the value that comes nearest. */
  readonly best: TriedValue | null;
  /** Whether the share never falls, or never rises, over all values tried. */
  readonly isMonotone: boolean;
  /**
   * Whether the asking was stopped: then only the lowest values were scanned, or crossings were not narrowed to the
   * end.
   */
  readonly isStopped: boolean;
}

/**
 * Finds where the target holds; null where the asking was stopped before any value was tried. Throws Faults, which name
 * the value.
 */
export async function solve(asking: TrialAsking, held: HeldTarget, varied: Varied): Promise<Solution | null> {
  const bar = barOf(varied.model, held);
  const found = new Map<number, TriedValue>();
  let isStopped = false;
  const tryValues = async (values: readonly number[]): Promise<void> => {
    if (isStopped) return;
    const fresh = [...new Set(values)].filter((value) => !found.has(value));
    const variants = fresh.map(varied.variant);
    const some = await tryAll(asking, held, varied.model, variants, (at) => `${varied.name} is ${fresh[at]}`);
    for (const [at, trial] of some.entries()) found.set(fresh[at]!, { ...trial, value: fresh[at]! });
    isStopped = some.length < fresh.length;
  };
  const rising = (): TriedValue[] => [...found.values()].sort((a, b) => a.value - b.value);
  const { model, variant } = varied.asItStands;
  const [now] = await tryAll(asking, held, model, [variant], () => null);
  const { values, cell } = scanned(varied);
  if (now !== undefined) await tryValues(values);
  if (now === undefined || found.size === 0) return null;
  const unit = unitOf(varied);
  await refine(rising(), unit, async (middles) => {
    await tryValues(middles);
    return isStopped ? null : middles.map((value) => found.get(value)!);
  });
  const nearest = (some: readonly TriedValue[]): TriedValue | null => nearestTo(varied.now, some);
  const near = nearest(rising().filter(({ holds }) => holds));
  const nearStep = varied.step === null ? null : await stepNear(varied, rising(), tryValues, found);
  const tried = rising();
  const withRange = (one: TriedValue | null): Least | null => one && { ...one, unsure: unsureAround(tried, one, bar) };
  return {
    ...{ varied, now, tried, holds: stretchesOf(tried), tolerance: isStopped ? cell : unit.size, cell, isStopped },
    least: withRange(near),
    onStep: withRange(nearStep),
    best: near === null && !tried.some(({ holds }) => holds) ? bestOf(tried, varied, isLess(held, varied)) : null,
    isMonotone: isMonotone(tried),
  };
}

/** Whether the target is an upper bound of a share. */
const isLess = ({ target }: HeldTarget, { model }: Varied): boolean =>
  target.atLeast === null && isOfShare(model.scenario, target);

/** Rounds to twelve digits, so that 0.1 + 0.2 gives the 0.3 that a person would write. */
const clean = (value: number): number => Number(value.toPrecision(12)) + 0;

/**
 * The values of the scan, rising: the ends of the range, every step, at least a hundred equal cells, and the value now.
 */
function scanned({ from, to, step, low, now }: Varied): { values: number[]; cell: number } {
  const steps = step === null || step <= 0 ? 0 : (to - from) / step;
  const isOnSteps = steps >= 1;
  const apart = isOnSteps ? Math.ceil(steps / MOST_CELLS) : 1;
  const parts = isOnSteps ? Math.ceil(LEAST_CELLS / steps) : 1;
  const cell = isOnSteps ? (step! * apart) / parts : (to - from) / LEAST_CELLS;
  const first = isOnSteps ? low + Math.ceil((from - low) / cell - 1e-9) * cell : from;
  const count = Math.floor((to - first) / cell + 1e-9);
  const inside = Array.from({ length: count + 1 }, (_, i) => clean(first + i * cell));
  const isWithin = now !== null && now >= from && now <= to;
  const values = [from, ...inside.filter((value) => value > from && value < to), to, ...(isWithin ? [now] : [])];
  return { values: [...new Set(values)].sort((a, b) => a - b), cell };
}

/** Ends of stretches are sought among multiples of a power of ten, which are short to write. */
interface DecimalUnit {
  readonly size: number;
  readonly of: (multiple: number) => number;
}

/** `DIGITS`: most significant digits of such a multiple; `LEAST_POWER`: the least power of ten that is told from 0. */
const DIGITS = 12;
const LEAST_POWER = -200;

function unitOf({ from, to, step }: Varied): DecimalUnit {
  const part = (to - from) / PARTS;
  const wanted = Math.floor(Math.log10(step === null || step <= 0 ? part : Math.min(part, step)));
  const most = Math.max(Math.abs(from), Math.abs(to));
  const power = Math.max(wanted, LEAST_POWER, Math.ceil(Math.log10(most)) - DIGITS);
  const scale = 10 ** Math.abs(power);
  return power < 0 ? { size: 1 / scale, of: (i) => i / scale } : { size: scale, of: (i) => i * scale };
}

/** The middle multiple between two values; null where there is none. */
function between(low: number, high: number, { size, of }: DecimalUnit): number | null {
  let first = Math.ceil(low / size);
  let last = Math.floor(high / size);
  while (of(first) <= low) first++;
  while (of(last) >= high) last--;
  return first > last ? null : of(Math.floor((first + last) / 2));
}

/**
 * Bisects, all crossings together, between neighbours of which one holds and the other does not, down to multiples of
 * the unit; ends early where values are no longer tried.
 */
async function refine(
  tried: readonly TriedValue[],
  unit: DecimalUnit,
  tryValues: (values: readonly number[]) => Promise<TriedValue[] | null>,
): Promise<void> {
  let open = tried.slice(1).flatMap((high, i) => (high.holds === tried[i]!.holds ? [] : [[tried[i]!, high] as const]));
  for (;;) {
    const middles = open.map(([low, high]) => between(low.value, high.value, unit));
    open = open.filter((_, i) => middles[i] !== null);
    if (open.length === 0) return;
    const halves = await tryValues(middles.filter((value) => value !== null));
    if (halves === null) return;
    open = open.map(([low, high], i) => (halves[i]!.holds === low.holds ? [halves[i]!, high] : [low, halves[i]!]));
  }
}

function stretchesOf(tried: readonly TriedValue[]): ValueSpan[] {
  const stretches: { from: number; to: number }[] = [];
  for (const [i, { value, holds }] of tried.entries()) {
    if (!holds) continue;
    if (i > 0 && tried[i - 1]!.holds) stretches.at(-1)!.to = value;
    else stretches.push({ from: value, to: value });
  }
  return stretches;
}

/** The value nearest to now, of two the lower; null where there is none, or no one value now. */
function nearestTo(now: number | null, some: readonly TriedValue[]): TriedValue | null {
  if (now === null) return null;
  const distance = (one: TriedValue): number => clean(Math.abs(one.value - now));
  return some.reduce<TriedValue | null>(
    (best, one) => (best === null || distance(one) < distance(best) ? one : best),
    null,
  );
}

/**
 * The step nearest to now with which the target holds. Steps next to the ends of stretches are tried first, where the
 * scan left them out.
 */
async function stepNear(
  varied: Varied,
  tried: readonly TriedValue[],
  tryValues: (values: readonly number[]) => Promise<void>,
  found: ReadonlyMap<number, TriedValue>,
): Promise<TriedValue | null> {
  const step = varied.step!;
  const onStep = (value: number, round: (x: number) => number): number =>
    clean(varied.low + round((value - varied.low) / step) * step);
  const isOnStep = (value: number): boolean => onStep(value, Math.round) === clean(value);
  const near = stretchesOf(tried).flatMap(({ from, to }) =>
    [from, to].flatMap((end) => [onStep(end, Math.floor), onStep(end, Math.ceil)]),
  );
  await tryValues(near.filter((value) => value >= varied.from && value <= varied.to));
  return nearestTo(
    varied.now,
    [...found.values()].filter(({ value, holds }) => holds && isOnStep(value)).sort((a, b) => a.value - b.value),
  );
}

/** The run of values tried around `value` whose interval contains the bar; null where that of `value` does not. */
function unsureAround(tried: readonly TriedValue[], { value }: TriedValue, bar: number): ValueSpan | null {
  const isUnsure = ({ interval }: TriedValue): boolean => interval !== null && interval[0] < bar && interval[1] >= bar;
  const at = tried.findIndex((one) => one.value === value);
  if (!isUnsure(tried[at]!)) return null;
  let [first, last] = [at, at];
  while (first > 0 && isUnsure(tried[first - 1]!)) first--;
  while (last < tried.length - 1 && isUnsure(tried[last + 1]!)) last++;
  return { from: tried[first]!.value, to: tried[last]!.value };
}

/**
 * The value nearest to the target: with the least gap in the base case, else with the greatest share (least, for an
 * upper bound of a share).
 */
function bestOf(tried: readonly TriedValue[], { now, from }: Varied, less: boolean): TriedValue {
  const short = ({ gap, share }: TriedValue): number => gap ?? (less ? share : -share);
  const least = Math.min(...tried.map(short));
  return nearestTo(
    now ?? from,
    tried.filter((one) => short(one) === least),
  )!;
}

function isMonotone(tried: readonly TriedValue[]): boolean {
  const steps = tried.slice(1).map(({ share }, i) => Math.sign(share - tried[i]!.share));
  return !(steps.includes(1) && steps.includes(-1));
}
