/**
 * What can be done with the levers: the values on their steps, the months they may begin in, and the pain of each
 * choice.
 */
import type { Month } from '../formula/month.ts';
import { type Setting, type Settings, settingOver } from '../scenario/override.ts';
import type { Lever, Scenario } from '../scenario/scenario.ts';

/** One way to set a lever. */
export interface LeverChoice {
  readonly setting: Setting;
  /** The lever's pain (from the file) times the distance from its value now, as a share of its range. */
  readonly pain: number;
}

/** A lever that may be moved. Its first choice leaves it as it stands, the others follow by rising pain. */
export interface Axis {
  readonly lever: Lever;
  readonly choices: readonly LeverChoice[];
}

/** Why a lever is not moved: not among the levers asked for, without a range, or too late to decide in any month. */
export type Fixed = 'left_out' | 'no_range' | 'too_late';

/** All sets of choices, and why the other levers are fixed. */
export interface LeverSpace {
  /** How the levers stand now: pain counts from here. */
  readonly base: Settings;
  readonly axes: readonly Axis[];
  /** Number of sets of choices; may be beyond what a double holds exactly. */
  readonly size: number;
  readonly fixed: ReadonlyMap<string, Fixed>;
}

/**
 * Which levers may be moved, and the months that they may begin in; null: only in the month in which each begins now.
 */
export interface Freedom {
  readonly levers: ReadonlySet<string>;
  readonly months: readonly [first: Month, last: Month] | null;
}

/** A set of choices: for each axis the index of its choice, and the sum of their pains. */
export interface LeverSet {
  readonly at: readonly number[];
  readonly pain: number;
}

/** Pains are rounded to multiples of 1e-9, so that rounding errors do not order them. */
const PAIN_DIGITS = 1e9;
const rounded = (pain: number): number => Math.round(pain * PAIN_DIGITS) / PAIN_DIGITS;

/** The space of all choices. A month in which the lever would have to be decided before the start is no choice. */
export function leverSpace(scenario: Scenario, base: Settings, { levers, months }: Freedom): LeverSpace {
  const axes: Axis[] = [];
  const fixed = new Map<string, Fixed>();
  for (const lever of scenario.levers.values()) {
    const { name, range, delay } = lever;
    const own = base.get(name)!;
    const [first, last] = months ?? [own.from, own.from];
    const earliest = Math.max(first, scenario.start + delay);
    if (!levers.has(name)) fixed.set(name, 'left_out');
    else if (range === null || !(range[1] > range[0])) fixed.set(name, 'no_range');
    else if (earliest > last) fixed.set(name, 'too_late');
    else axes.push({ lever, choices: choicesOf(lever, range, own, { first: earliest, last }) });
  }
  return { base, axes, size: axes.reduce((n, { choices }) => n * choices.length, 1), fixed };
}

interface Months {
  readonly first: Month;
  readonly last: Month;
}

function choicesOf(
  lever: Lever,
  range: readonly [number, number],
  own: Setting,
  { first, last }: Months,
): LeverChoice[] {
  const [low, high] = range;
  const others = stepsOf(range, lever.step)
    .filter((value) => value !== own.value)
    .flatMap((value) => {
      const pain = rounded((lever.pain * Math.abs(value - own.value)) / (high - low));
      // A lever at 0 is not pulled, whatever its month: one choice is enough.
      const months = value === 0 ? [own.from] : Array.from({ length: last - first + 1 }, (_, i) => first + i);
      return months.map((from): LeverChoice => ({ setting: moved(own, value, from), pain }));
    });
  return [{ setting: own, pain: 0 }, ...others.sort((a, b) => a.pain - b.pain)];
}

/** Without an end where the lever begins in another month, as with --set: its old end may come before the new month. */
const moved = (own: Setting, value: number, from: Month): Setting =>
  settingOver(own, { value, from: from === own.from ? null : from, until: null });

/** The values on a lever's steps with both ends of its range; without a step only the two ends. */
export function stepsOf([low, high]: readonly [number, number], step: number | null): number[] {
  if (step === null) return [low, high];
  const count = Math.floor((high - low) / step + 1e-9);
  const values = Array.from({ length: count + 1 }, (_, i) => Number((low + i * step).toPrecision(12)));
  return values.at(-1)! < high ? [...values, high] : values;
}

/** The settings that a set of choices gives, of all levers. */
export function settingsOfSet({ base, axes }: LeverSpace, { at }: Pick<LeverSet, 'at'>): Settings {
  const settings = new Map(base);
  axes.forEach(({ lever, choices }, i) => {
    if (at[i] !== 0) settings.set(lever.name, choices[at[i]!]!.setting);
  });
  return settings;
}

/** The settings of the levers that a set of choices moves. */
export const movedBy = ({ axes }: LeverSpace, { at }: Pick<LeverSet, 'at'>): Map<string, Setting> =>
  new Map(axes.flatMap(({ lever, choices }, i) => (at[i] === 0 ? [] : [[lever.name, choices[at[i]!]!.setting]])));

/** The pain of a set of choices; `at` has the index of the choice of each axis. */
export const painOf = ({ axes }: LeverSpace, at: readonly number[]): number =>
  rounded(axes.reduce((sum, { choices }, i) => sum + choices[at[i]!]!.pain, 0));

/**
 * Compares two sets: less pain comes first, then fewer levers moved, then the smaller choice of the first lever that
 * differs.
 */
export function orderOf(a: LeverSet, b: LeverSet): number {
  const byPain = a.pain - b.pain || movedCount(a) - movedCount(b);
  if (byPain !== 0) return byPain;
  const i = a.at.findIndex((choice, k) => choice !== b.at[k]);
  return i === -1 ? 0 : a.at[i]! - b.at[i]!;
}

const movedCount = ({ at }: LeverSet): number => at.reduce((n, choice) => n + Number(choice !== 0), 0);

/**
 * Generates every set of choices once, by rising pain. Each set is made from one with no more pain: the last lever
 * moved takes its next choice, or one more lever is moved, or (where the last is at its first choice) the next lever is
 * moved in its place. Levers are sorted by the pain of their first choice. E. L. Lawler, A procedure for computing the
 * k best solutions, Management Science 18, 1972.
 */
export function* setsByPain(space: LeverSpace): Generator<LeverSet> {
  const order = space.axes
    .map((_, i) => i)
    .filter((i) => space.axes[i]!.choices.length > 1)
    .sort((a, b) => space.axes[a]!.choices[1]!.pain - space.axes[b]!.choices[1]!.pain);
  const made = (at: readonly number[], last: number): Reached => ({ at, pain: painOf(space, at), last });
  const heap = new Heap();
  heap.push(made(new Array<number>(space.axes.length).fill(0), -1));
  for (let next = heap.pop(); next !== null; next = heap.pop()) {
    yield next;
    const { at, last } = next;
    const axis = order[last];
    const following = order[last + 1];
    const more = axis === undefined ? 0 : space.axes[axis]!.choices.length - 1;
    if (axis !== undefined && at[axis]! < more) heap.push(made(at.with(axis, at[axis]! + 1), last));
    if (following === undefined) continue;
    heap.push(made(at.with(following, 1), last + 1));
    if (axis !== undefined && at[axis] === 1) heap.push(made(at.with(axis, 0).with(following, 1), last + 1));
  }
}

/** A set reached; `last` is the position of the last lever moved, among the levers sorted by first pain. */
interface Reached extends LeverSet {
  readonly last: number;
}

/** A binary heap with the set of least pain on top. */
class Heap {
  private readonly items: Reached[] = [];

  push(item: Reached): void {
    const { items } = this;
    let i = items.length;
    items.push(item);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (orderOf(items[parent]!, item) <= 0) break;
      items[i] = items[parent]!;
      i = parent;
    }
    items[i] = item;
  }

  pop(): Reached | null {
    const { items } = this;
    const top = items[0];
    const item = items.pop();
    if (top === undefined || item === undefined) return null;
    if (items.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && orderOf(items[child + 1]!, items[child]!) < 0) child++;
      if (orderOf(item, items[child]!) <= 0) break;
      items[i] = items[child]!;
      i = child;
    }
    items[i] = item;
    return top;
  }
}
