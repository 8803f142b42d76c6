/**
 * Local search, for spaces with more sets than can be tried: it climbs to sets with which the target holds, then takes
 * pain away from them for as long as the target still holds. The result cannot be bettered by changing one lever, or
 * two at once; another set may be less painful still.
 */
import type { Model } from '../engine/ask.ts';
import { planSettings, type Settings } from '../scenario/override.ts';
import { type LeverSet, type LeverSpace, orderOf, painOf, settingsOfSet } from './lever-space.ts';
import type { RescueProgress } from './rescue-progress.ts';
import type { Sample, ScreenedSet } from './screening.ts';

export interface SearchAsked {
  readonly model: Model;
  readonly space: LeverSpace;
  readonly onProgress?: (progress: RescueProgress) => void;
}

export interface Searched {
  /** The sets with which the target holds on the sample, by rising pain. */
  readonly held: readonly ScreenedSet[];
  /** All sets that were simulated in every world of the sample. */
  readonly tried: readonly ScreenedSet[];
  readonly count: number;
}

/** Sets simulated together where the trial ends at the first that holds. */
const BATCH = 256;
const NO_WORLDS = new Uint8Array(0);

/**
 * Searches from the levers as they stand and from every plan. `before`: sets tried earlier, for the progress told;
 * `most`: sets to try here at most.
 */
export async function climbAndTrim(
  asked: SearchAsked,
  sample: Sample,
  before: number,
  most: number,
): Promise<Searched> {
  const search = new Search(asked, sample, before, most);
  const starts = [search.still(), ...[...asked.model.scenario.plans.keys()].map((plan) => search.planned(plan))];
  const held: ScreenedSet[] = [];
  for (const start of distinct(starts)) {
    for (const way of ['far', 'per pain'] as const) {
      const top = await search.climb(start, way);
      if (top !== null) held.push(await search.trim(top, false));
    }
  }
  // Changing two levers at once is tried for the least painful set alone: there are many pairs.
  const [least] = held.sort((a, b) => orderOf(a.set, b.set));
  if (least !== undefined) await search.trim(least, true);
  return search.result();
}

const distinct = (sets: readonly LeverSet[]): LeverSet[] => [
  ...new Map(sets.map((set) => [set.at.join(), set])).values(),
];

class Search {
  /** By set: true where all its worlds are known, false where it was given up. */
  private readonly known = new Map<string, boolean>();
  private readonly whole = new Map<string, ScreenedSet>();
  private count = 0;

  constructor(
    private readonly asked: SearchAsked,
    private readonly sample: Sample,
    private readonly before: number,
    private readonly most: number,
  ) {}

  still = (): LeverSet => this.set(this.asked.space.axes.map(() => 0));

  /** The set nearest to a plan of the file: each lever at its choice nearest to the plan's value, then month. */
  planned(plan: string): LeverSet {
    const settings: Settings = planSettings(this.asked.model.scenario, plan);
    return this.set(
      this.asked.space.axes.map(({ lever, choices }) => {
        const wanted = settings.get(lever.name)!;
        const far = choices.map(
          ({ setting }) => 1e6 * Math.abs(setting.value - wanted.value) + Math.abs(setting.from - wanted.from),
        );
        return far.indexOf(Math.min(...far));
      }),
    );
  }

  /**
   * Hill climbing: takes the move of one lever with the highest gain (`far`), or the highest gain per pain, until the
   * target holds; null where no move gains. The gain is the share of worlds that meet the target, plus the share of the
   * horizon lived, which guides the climb where no world meets the target.
   */
  async climb(start: LeverSet, way: 'far' | 'per pain'): Promise<ScreenedSet | null> {
    let [here] = await this.try([start], 0);
    while (here !== undefined && here.found.count < this.sample.needed && !this.isOver()) {
      const now: ScreenedSet = here;
      const moves = await this.try(this.neighbours(now.set.at), 0);
      const better = moves
        .map((move) => ({ move, gain: this.worth(move) - this.worth(now) }))
        .filter(({ gain }) => gain > 0);
      const value = ({ move, gain }: (typeof better)[number]): number =>
        way === 'far' ? gain : gain / Math.max(1e-9, move.set.pain - now.set.pain);
      const [best] = better.sort((a, b) => value(b) - value(a) || orderOf(a.move.set, b.move.set));
      here = best?.move;
    }
    return here === undefined || here.found.count < this.sample.needed ? null : here;
  }

  /**
   * Goes from a set with which the target holds to the least painful such set that one change leads to (`inTwos`: or
   * two changes), until there is none.
   */
  async trim(start: ScreenedSet, inTwos: boolean): Promise<ScreenedSet> {
    let here = start;
    for (let isEnd = false; !isEnd && !this.isOver(); ) {
      const ones = this.neighbours(here.set.at);
      const next =
        (await this.firstThatHolds(ones, here.set.pain)) ??
        (inTwos ? await this.firstThatHolds(this.pairs(here.set.at), here.set.pain) : null);
      isEnd = next === null;
      here = next ?? here;
    }
    return here;
  }

  result(): Searched {
    const tried = [...this.whole.values()];
    const held = tried.filter(({ found }) => found.count >= this.sample.needed).sort((a, b) => orderOf(a.set, b.set));
    return { held, tried, count: this.count };
  }

  private isOver = (): boolean => this.sample.isStopped || this.count >= this.most;

  private async firstThatHolds(sets: readonly LeverSet[], below: number): Promise<ScreenedSet | null> {
    const less = sets.filter(({ pain }) => pain < below).sort(orderOf);
    for (let at = 0; at < less.length && !this.isOver(); at += BATCH) {
      const [first] = await this.try(less.slice(at, at + BATCH), this.sample.needed);
      if (first !== undefined) return first;
    }
    return null;
  }

  /**
   * Simulates those of the sets that are not known yet; gives the sets that reach `least` worlds, in their order. A set
   * given up earlier is tried again only for a lower `least`.
   */
  private async try(sets: readonly LeverSet[], least: number): Promise<ScreenedSet[]> {
    const isKnown = (set: LeverSet): boolean => {
      const found = this.known.get(set.at.join());
      return found === true || (found === false && least >= this.sample.needed);
    };
    const missing = sets.filter((set) => !isKnown(set));
    const found = await this.sample.screen(
      missing.map((set) => settingsOfSet(this.asked.space, set)),
      least,
    );
    if (this.sample.isStopped) return [];
    this.count += missing.length;
    for (const [i, set] of missing.entries()) {
      const key = set.at.join();
      const one = found[i] ?? null;
      this.known.set(key, one !== null);
      // The worlds of a set are not needed again, as a set that holds is re-tested on fresh worlds; except in the base
      // case, whose one world is its own re-test.
      const kept = one === null || this.sample.count === 1 ? one : { ...one, met: NO_WORLDS };
      if (kept !== null) this.whole.set(key, { set, found: kept });
    }
    this.report();
    return sets.flatMap((set) => {
      const one = this.whole.get(set.at.join());
      return one !== undefined && one.found.count >= least ? [one] : [];
    });
  }

  private report(): void {
    const { asked, sample } = this;
    const held = [...this.whole.values()].filter(({ found }) => found.count >= sample.needed);
    const best = held.length === 0 ? null : held.reduce((a, b) => (b.set.pain < a.set.pain ? b : a));
    asked.onProgress?.({
      ...{ tried: this.before + this.count, of: this.before + this.most, simulated: sample.simulated },
      best: best === null ? null : { pain: best.set.pain, share: best.found.count / sample.count },
      isSearching: true,
    });
  }

  private worth({ found }: ScreenedSet): number {
    return (found.count + found.lived / this.asked.model.scenario.months) / this.sample.count;
  }

  private set = (at: readonly number[]): LeverSet => ({ at, pain: painOf(this.asked.space, at) });

  /** Every set that differs from this one in one lever. */
  private neighbours(at: readonly number[]): LeverSet[] {
    return this.asked.space.axes.flatMap(({ choices }, axis) =>
      choices.flatMap((_, choice) => (choice === at[axis] ? [] : [this.set(at.with(axis, choice))])),
    );
  }

  /** Every set in which one lever has less pain, and another more. */
  private pairs(at: readonly number[]): LeverSet[] {
    const { axes } = this.asked.space;
    return axes.flatMap(({ choices }, axis) =>
      choices
        .slice(0, at[axis])
        .flatMap((_, lower) =>
          axes.flatMap((other, k) =>
            k === axis
              ? []
              : other.choices.slice(at[k]! + 1).map((_, i) => this.set(at.with(axis, lower).with(k, at[k]! + 1 + i))),
          ),
        ),
    );
  }
}
