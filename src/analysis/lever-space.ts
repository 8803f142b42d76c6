/**
 * What can be done with the levers: the values on their steps, the months they may begin in, and what each choice costs
 * in pain.
 */
import type { Month } from '../formula/month.ts';
import { type Setting, type Settings, settingOver } from '../scenario/override.ts';
import type { Lever, Scenario } from '../scenario/scenario.ts';

/** One way to set a lever. */
export interface LeverChoice {
  readonly setting: Setting;
  /** The lever's pain times the share of its range by which the value is moved from where it stands. */
  readonly pain: number;
}

/** A lever that may be moved; the first choice is to leave it as it stands, the others follow by rising pain. */
export interface Axis {
  readonly lever: Lever;
  readonly choices: readonly LeverChoice[];
}

/** Why a lever is left as it stands. */
export type Fixed = 'left_out' | 'no_range' | 'too_late';

export interface LeverSpace {
  /** How the levers stand: pain is counted from here. */
  readonly base: Settings;
  readonly axes: readonly Axis[];
  /** Sets of choices. May be beyond what a double holds exactly. */
  readonly size: number;
  readonly fixed: ReadonlyMap<string, Fixed>;
}

/**
 * Which levers may be moved, and when; first and last month. Null: in the month in which the lever begins as it stands.
 */
export interface Freedom {
  readonly levers: ReadonlySet<string>;
  readonly months: readonly [first: Month, last: Month] | null;
}

/** A set of choices: of each axis the index of one, and what they cost together. */
export interface LeverSet {
  readonly at: readonly number[];
  readonly pain: number;
}

/** Pains that differ by no more than rounding are the same. */
const PAIN_DIGITS = 1e9;
const rounded = (pain: number): number => Math.round(pain * PAIN_DIGITS) / PAIN_DIGITS;

/** The choices that there are. A month before the start and the lever's delay is past deciding, and is none. */
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
      // A lever at 0 is not pulled, in whichever month.
      const months = value === 0 ? [own.from] : Array.from({ length: last - first + 1 }, (_, i) => first + i);
      return months.map((from): LeverChoice => ({ setting: moved(own, value, from), pain }));
    });
  return [{ setting: own, pain: 0 }, ...others.sort((a, b) => a.pain - b.pain)];
}

/** A lever that begins in another month has no end, as with --set: the end that stood may come before it. */
const moved = (own: Setting, value: number, from: Month): Setting =>
  settingOver(own, { value, from: from === own.from ? null : from, until: null });

/** The values on a lever's steps, both ends of its range among them; without a step the ends alone. */
export function stepsOf([low, high]: readonly [number, number], step: number | null): number[] {
  if (step === null) return [low, high];
  const count = Math.floor((high - low) / step + 1e-9);
  const values = Array.from({ length: count + 1 }, (_, i) => Number((low + i * step).toPrecision(12)));
  return values.at(-1)! < high ? [...values, high] : values;
}

/** The levers as a set of choices has them. */
export function settingsOfSet({ base, axes }: LeverSpace, { at }: Pick<LeverSet, 'at'>): Settings {
  const settings = new Map(base);
  axes.forEach(({ lever, choices }, i) => {
    if (at[i] !== 0) settings.set(lever.name, choices[at[i]!]!.setting);
  });
  return settings;
}

/** The levers that a set of choices moves. */
export const movedBy = ({ axes }: LeverSpace, { at }: Pick<LeverSet, 'at'>): Map<string, Setting> =>
  new Map(axes.flatMap(({ lever, choices }, i) => (at[i] === 0 ? [] : [[lever.name, choices[at[i]!]!.setting]])));

export const painOf = ({ axes }: LeverSpace, at: readonly number[]): number =>
  rounded(axes.reduce((sum, { choices }, i) => sum + choices[at[i]!]!.pain, 0));

/**
 * Which of two sets is named first: the one with less pain, then with fewer levers moved, then with less of the levers
 * that stand first.
 */
export function orderOf(a: LeverSet, b: LeverSet): number {
  const byPain = a.pain - b.pain || movedCount(a) - movedCount(b);
  if (byPain !== 0) return byPain;
  const i = a.at.findIndex((choice, k) => choice !== b.at[k]);
  return i === -1 ? 0 : a.at[i]! - b.at[i]!;
}

const movedCount = ({ at }: LeverSet): number => at.reduce((n, choice) => n + Number(choice !== 0), 0);

/**
 * Every set of choices once, by rising pain. Each is made from one with as much pain or less: a further choice of the
 * last lever that is moved, one more lever, or, where the last is at its first choice, the next lever in its place; the
 * levers stand by the pain of their first choice (E. L. Lawler, A procedure for computing the k best solutions,
 * Management Science 18, 1972).
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

/** A set on the way: `last` is the place, among the levers by their first pain, of the last that is moved. */
interface Reached extends LeverSet {
  readonly last: number;
}

/** A binary heap, the least pain on top. */
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
