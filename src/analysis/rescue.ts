/**
 * Rescue: the least painful set of levers with which a target holds. Sets are tried by rising pain on one fixed sample
 * of worlds. Sets that hold there are re-tested on fresh worlds, and only those results are published, as the best of
 * many sets on one sample is in part the luckiest.
 */
import { areIndependent } from '../engine/answers.ts';
import type { Model, WorldRange } from '../engine/ask.ts';
import { wilson } from '../numeric/wilson.ts';
import { type LeverSet, type LeverSpace, orderOf, setsByPain, settingsOfSet } from './lever-space.ts';
import type { RescueProgress } from './rescue-progress.ts';
import { climbAndTrim } from './rescue-search.ts';
import { isBetter, neededOf, Sample, type Screened, type ScreenedSet, shareAsked } from './screening.ts';
import { isOfShare } from './target.ts';
import type { HeldTarget, TrialAsker } from './trials.ts';

export interface RescueAsked extends HeldTarget {
  readonly ask: TrialAsker;
  readonly model: Model;
  readonly space: LeverSpace;
  /** The sample that sets are chosen on; null: the base case alone. */
  readonly worlds: WorldRange | null;
  /** What has to reach the share asked for: the lower end of the 95% interval (`bound`), or the estimate. */
  readonly accept: 'bound' | 'estimate';
  /** Most sets to try by rising pain, and then by the search. */
  readonly most?: SetLimits;
  /** A space of at most so many sets is tried completely. */
  readonly mostWhole?: number;
  /** Called between questions to the engine. */
  readonly onProgress?: (progress: RescueProgress) => void;
}

/** Limits on the number of sets tried. */
export interface SetLimits {
  readonly tried: number;
  readonly searched: number;
}

/** Most sets to try by rising pain (`tried`), and most to try by the search that follows (`searched`). */
export const MOST: SetLimits = { tried: 8_000, searched: 60_000 };
/** A space of at most so many sets is tried completely. */
const MOST_WHOLE = 50_000;
/** Least number of worlds of the re-test. */
export const FRESH = 20_000;
/** Most sets of equal pain that are re-tested, most promising first; and most sets re-tested in all. */
const MOST_OF_ONE_PAIN = 5;
const MOST_RETESTED = 200;
/**
 * Least net number of worlds that make a setting better beyond chance: won - lost > 1.96 √(won + lost) needs at least
 * four.
 */
const LEAST_BETTER = 4;
const FIRST_BATCH = 64;
const BATCH = 1024;

/** A set of levers on the fresh worlds, or on the base case where that alone was asked for. */
export interface Tested {
  readonly set: LeverSet;
  readonly share: number;
  /** Wilson's 95% interval of the share; null for the base case, and where worlds are not drawn independently. */
  readonly interval: readonly [low: number, high: number] | null;
}

export interface Rescue {
  readonly reached: boolean;
  /**
   * `exhaustive`: all sets with less pain than the best were tried, or all sets where none holds. `search`: not all
   * were.
   */
  readonly method: 'exhaustive' | 'search';
  /**
   * The least painful set with which the target holds, else the one that comes nearest; null where the asking was
   * stopped before any set was known.
   */
  readonly best: Tested | null;
  /** By rising pain, each better beyond chance than all before it. */
  readonly frontier: readonly Tested[];
  /** All sets with less pain than this were tried, and none holds; null where no set of the space holds. */
  readonly bound: number | null;
  /** Sets that held on the sample but not on the fresh worlds. */
  readonly passedOver: number;
  readonly fresh: WorldRange | null;
  readonly tried: number;
  /** Worlds simulated in all, those of the re-test included. */
  readonly simulated: number;
  readonly isStopped: boolean;
}

/** Finds the rescue. Throws Faults, as the engine does. */
export async function rescue(asked: RescueAsked): Promise<Rescue> {
  const { ask, model, worlds, space } = asked;
  const fresh = worlds === null ? null : freshOf(worlds);
  const sample = new Sample(ask, model, asked, worlds);
  const retest = new Retest(asked, fresh);
  const isWhole = space.size <= (asked.mostWhole ?? MOST_WHOLE);
  const most = asked.most ?? MOST;
  const first = await tryByPain(asked, sample, retest, isWhole ? Number.POSITIVE_INFINITY : most.tried);
  const needsSearch = first.best === null && !first.isAll && !sample.isStopped;
  const second = needsSearch ? await climbAndTrim(asked, sample, first.tried, most.searched) : null;
  const best = first.best ?? (await retest.accept(second?.held ?? []));
  const steps = [...first.steps, ...(second?.tried ?? [])];
  const frontier = await frontierOf(retest, best === null ? steps : [...steps, best.tried], best?.tested ?? null);
  const nearest = frontier.reduce<Tested | null>((a, b) => (a === null || b.share > a.share ? b : a), null);
  return {
    reached: best !== null,
    method: needsSearch || !(first.isAll || first.best !== null) ? 'search' : 'exhaustive',
    best: best?.tested ?? nearest,
    frontier,
    bound: first.isAll && best === null ? null : first.bound,
    passedOver: retest.failed,
    fresh,
    tried: first.tried + (second?.count ?? 0),
    simulated: sample.simulated + retest.simulated,
    isStopped: sample.isStopped,
  };
}

function freshOf({ seed, count, ...rest }: WorldRange): WorldRange {
  const other = seed === Number.MAX_SAFE_INTEGER ? seed - 1 : seed + 1;
  return { ...rest, first: 0, count: Math.max(FRESH, count), seed: other };
}

/** Result of trying sets by rising pain. */
interface ByPain {
  readonly best: { readonly tried: ScreenedSet; readonly tested: Tested } | null;
  /** Candidates for the frontier, by rising pain. */
  readonly steps: readonly ScreenedSet[];
  readonly tried: number;
  /** All sets with less pain than this were tried. */
  readonly bound: number;
  /** Whether every set of the space was tried. */
  readonly isAll: boolean;
}

/**
 * Tries sets by rising pain, sets of equal pain together, until one holds. A set is given up early where it can no
 * longer hold (which is certain) and would not be better than the last step of the frontier (which is beyond chance).
 */
async function tryByPain(asked: RescueAsked, sample: Sample, retest: Retest, most: number): Promise<ByPain> {
  const { space, onProgress } = asked;
  const sets = setsByPain(space);
  const trial = new TrialByPain(sample, retest);
  let size = FIRST_BATCH;
  for (let isDone = false; !isDone && trial.best === null && trial.tried < most; ) {
    const batch: LeverSet[] = [];
    while (!isDone && batch.length < size) {
      const next = sets.next();
      isDone = next.done === true;
      if (next.done !== true) batch.push(next.value);
    }
    size = Math.min(BATCH, 2 * size);
    const settings = batch.map((set) => settingsOfSet(space, set));
    const found = await sample.screen(settings, trial.least(), trial.steps.at(-1)?.found);
    if (sample.isStopped) break;
    await trial.add(batch, found, isDone);
    const nearest = trial.steps.at(-1);
    onProgress?.({
      ...{ tried: trial.tried, of: Math.min(space.size, most), simulated: sample.simulated, isSearching: false },
      best: nearest === undefined ? null : { pain: nearest.set.pain, share: nearest.found.count / sample.count },
    });
    if (isDone && trial.best === null) return { ...trial.result(), isAll: true };
  }
  return { ...trial.result(), isAll: false };
}

/** Collects the sets tried by rising pain. */
class TrialByPain {
  best: ByPain['best'] = null;
  readonly steps: ScreenedSet[] = [];
  tried = 0;
  /** `pain`: all sets with less were tried; `group`: the sets of just this pain known so far. */
  private pain = 0;
  private group: ScreenedSet[] = [];

  constructor(
    private readonly sample: Sample,
    private readonly retest: Retest,
  ) {}

  /**
   * The number of met worlds below which a set is given up. The first set, the levers as they stand, is never given up:
   * the frontier begins with it.
   */
  least(): number {
    const more = this.sample.count === 1 ? 1 : LEAST_BETTER;
    return this.tried === 0 ? 0 : Math.min(this.sample.needed, (this.steps.at(-1)?.found.count ?? -more) + more);
  }

  async add(batch: readonly LeverSet[], found: readonly (Screened | null)[], isLast: boolean): Promise<void> {
    for (const [i, set] of batch.entries()) {
      if (set.pain > this.pain) {
        await this.close();
        if (this.best !== null) return;
        this.pain = set.pain;
      }
      this.tried++;
      if (found[i] != null) this.group.push({ set, found: found[i]! });
      // Of a pain that very many sets share, only those that may be re-tested stay in memory.
      if (this.group.length > 8 * MOST_OF_ONE_PAIN) this.group = this.ranked().slice(0, MOST_OF_ONE_PAIN);
    }
    if (isLast) await this.close();
  }

  /**
   * Ends a group of equal pain: the first set that also holds on fresh worlds is the answer, else the best set of the
   * group may be a step of the frontier.
   */
  private async close(): Promise<void> {
    this.group = this.ranked();
    const holding = this.group.filter(({ found }) => found.count >= this.sample.needed).slice(0, MOST_OF_ONE_PAIN);
    this.best = await this.retest.accept(holding);
    if (this.best === null) this.addStep();
    this.group = [];
  }

  private ranked = (): ScreenedSet[] =>
    this.group.sort((a, b) => b.found.count - a.found.count || orderOf(a.set, b.set));

  private addStep(): void {
    const [top] = this.group;
    const before = this.steps.at(-1);
    if (top !== undefined && (before === undefined || isBetter(top.found, before.found))) this.steps.push(top);
  }

  result(): Omit<ByPain, 'isAll'> {
    const { best, steps, tried, pain } = this;
    return { best, steps, tried, bound: pain };
  }
}

/**
 * Of the steps by rising pain, those that on the worlds of the re-test are better beyond chance than all before them.
 */
async function frontierOf(retest: Retest, steps: readonly ScreenedSet[], best: Tested | null): Promise<Tested[]> {
  const sorted = pareto(steps);
  const found = await retest.test(sorted);
  const frontier: { readonly tested: Tested; readonly found: Screened }[] = [];
  for (const [i, one] of found.entries()) {
    const tested = retest.tested(sorted[i]!.set, one);
    const before = frontier.at(-1);
    const isBest = best !== null && tested.set.pain === best.set.pain;
    if (before === undefined || isBetter(one, before.found) || isBest) frontier.push({ tested, found: one });
  }
  return frontier.map(({ tested }) => tested);
}

/** The Pareto front: sets by rising pain, each with more worlds met than all before it. */
function pareto(tried: readonly ScreenedSet[]): ScreenedSet[] {
  const sorted = [...tried].sort((a, b) => a.set.pain - b.set.pain || b.found.count - a.found.count);
  let most = -1;
  return sorted.filter(({ found }) => {
    if (found.count <= most) return false;
    most = found.count;
    return true;
  });
}

/** The re-test, on fresh worlds that no set was chosen on. */
class Retest {
  failed = 0;
  private readonly sample: Sample | null;
  private readonly known = new Map<string, Screened>();

  constructor(
    private readonly asked: RescueAsked,
    private readonly fresh: WorldRange | null,
  ) {
    const { ask, model } = asked;
    this.sample = fresh === null ? null : new Sample(ask, model, asked, fresh, 1);
  }

  get simulated(): number {
    return this.sample?.simulated ?? 0;
  }

  /** The first set that holds on the fresh worlds too; null where none does. */
  async accept(holding: readonly ScreenedSet[]): Promise<ByPain['best']> {
    for (const tried of holding) {
      if (this.failed >= MOST_RETESTED) return null;
      const [found] = await this.test([tried]);
      if (found === undefined) return null;
      const tested = this.tested(tried.set, found);
      if (this.holds(tested, found)) return { tried, tested };
      this.failed++;
    }
    return null;
  }

  /** Results in the given order; fewer than given where the asking was stopped. */
  async test(tried: readonly ScreenedSet[]): Promise<Screened[]> {
    const { sample, known } = this;
    if (sample === null) return tried.map(({ found }) => found);
    const missing = tried.filter(({ set }) => !known.has(set.at.join()));
    const found = await sample.screen(
      missing.map(({ set }) => settingsOfSet(this.asked.space, set)),
      0,
    );
    found.forEach((one, i) => {
      if (one !== null) known.set(missing[i]!.set.at.join(), one);
    });
    return tried.flatMap(({ set }) => known.get(set.at.join()) ?? []);
  }

  /**
   * The share as the target states it: for an upper bound of a share it counts the worlds that do not meet the target.
   */
  tested(set: LeverSet, { count, met }: Screened): Tested {
    const { target, model } = this.asked;
    const isFromAbove = target.atMost !== null && isOfShare(model.scenario, target);
    const shown = isFromAbove ? met.length - count : count;
    return { set, share: shown / met.length, interval: areIndependent(this.fresh) ? wilson(shown, met.length) : null };
  }

  private holds({ interval }: Tested, { count, met }: Screened): boolean {
    const { model, accept } = this.asked;
    if (accept === 'estimate' || interval === null) return count >= neededOf(model.scenario, this.asked, met.length);
    return wilson(count, met.length)[0] >= shareAsked(model.scenario, this.asked);
  }
}
