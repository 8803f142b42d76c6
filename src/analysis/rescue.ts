/**
 * The least painful set of levers with which a target holds. Sets are tried by rising pain on one fixed sample of
 * worlds; what is found there is re-tested on fresh worlds, and only that is published: the best of many on one sample
 * is in part the luckiest.
 */
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
  /** What has to reach the share that is asked: the estimate, or the lower end of its 95% interval. */
  readonly accept: 'bound' | 'estimate';
  /** Sets that are tried by rising pain, and then by the search. */
  readonly most?: SetLimits;
  /** A space of at most so many sets is tried whole. */
  readonly mostWhole?: number;
  /** Called between questions, with what is known so far. */
  readonly onProgress?: (progress: RescueProgress) => void;
}

export interface SetLimits {
  readonly tried: number;
  readonly searched: number;
}

/** A space of more sets than this is searched, once so many with the least pain are tried. */
export const MOST: SetLimits = { tried: 8_000, searched: 60_000 };
/** A space of at most so many sets is tried whole. */
const MOST_WHOLE = 50_000;
/** Worlds of the re-test, at least. */
export const FRESH = 20_000;
/** Sets of the same pain that are re-tested at most, the most promising first; and all together. */
const MOST_OF_ONE_PAIN = 5;
const MOST_RETESTED = 200;
/**
 * Worlds by which a setting must lead to be better beyond chance: won - lost > 1.96 √(won + lost) takes at least four.
 */
const LEAST_BETTER = 4;
const FIRST_BATCH = 64;
const BATCH = 1024;

/** A set of levers over fresh worlds; over the base case where that alone was asked. */
export interface Tested {
  readonly set: LeverSet;
  readonly share: number;
  /** Wilson's 95% interval; null over the base case, and where worlds are not drawn independently. */
  readonly interval: readonly [low: number, high: number] | null;
}

export interface Rescue {
  readonly reached: boolean;
  /** `exhaustive`: every set with less pain than the best was tried, or every set where none reaches it. */
  readonly method: 'exhaustive' | 'search';
  /**
   * The least painful that reaches it; else the one that comes nearest. Null where the asking was stopped before
   * anything was known.
   */
  readonly best: Tested | null;
  /** By rising pain, each better than all before it beyond chance. */
  readonly frontier: readonly Tested[];
  /** Every set with less pain than this was tried, and none holds; null where none of all does. */
  readonly bound: number | null;
  /** Sets that held on the sample, and not on the fresh worlds. */
  readonly passedOver: number;
  readonly fresh: WorldRange | null;
  readonly tried: number;
  /** Worlds, those of the re-test among them. */
  readonly simulated: number;
  readonly isStopped: boolean;
}

/** Throws Faults, as the engine does. */
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

/** What the trial by rising pain came to. */
interface ByPain {
  readonly best: { readonly tried: ScreenedSet; readonly tested: Tested } | null;
  /** What may be on the frontier. */
  readonly steps: readonly ScreenedSet[];
  readonly tried: number;
  /** Every set with less pain than this was tried. */
  readonly bound: number;
  /** Whether every set of the space was. */
  readonly isAll: boolean;
}

/**
 * Tries sets by rising pain, those of one pain together, until one holds. A set is given up that can neither hold nor
 * be a step of the frontier: the first exactly, the second beyond chance.
 */
async function tryByPain(asked: RescueAsked, sample: Sample, retest: Retest, most: number): Promise<ByPain> {
  const { space, onProgress } = asked;
  const sets = setsByPain(space);
  const trial = new Trial(sample, retest);
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

/** Sets that come by rising pain, and what is known of them. */
class Trial {
  best: ByPain['best'] = null;
  readonly steps: ScreenedSet[] = [];
  tried = 0;
  /** Every set with less pain than this was tried, and the sets of this pain so far. */
  private pain = 0;
  private group: ScreenedSet[] = [];

  constructor(
    private readonly sample: Sample,
    private readonly retest: Retest,
  ) {}

  /**
   * The count of worlds below which the next sets are given up. The first of all is how the levers stand, with which a
   * frontier begins.
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
      // Of a pain that very many sets have, only those that may be re-tested are kept.
      if (this.group.length > 8 * MOST_OF_ONE_PAIN) this.group = this.ranked().slice(0, MOST_OF_ONE_PAIN);
    }
    if (isLast) await this.close();
  }

  /**
   * The sets of one pain are all known: the first that also holds on fresh worlds is the answer, else the best of them
   * may be a step.
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

/** Of steps by rising pain, those that over the worlds of the re-test are better than all before them beyond chance. */
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

/** By rising pain, each with a greater count than all before it. */
function pareto(tried: readonly ScreenedSet[]): ScreenedSet[] {
  const sorted = [...tried].sort((a, b) => a.set.pain - b.set.pain || b.found.count - a.found.count);
  let most = -1;
  return sorted.filter(({ found }) => {
    if (found.count <= most) return false;
    most = found.count;
    return true;
  });
}

/** The second test: worlds that no set was chosen on. */
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

  /** The first that holds on the fresh worlds too. */
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

  /** Fewer than were given where the asking was stopped. */
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

  /** The share as the target speaks of it: of one that is a share from above, of the worlds that are counted. */
  tested(set: LeverSet, { count, met }: Screened): Tested {
    const { target, model } = this.asked;
    const isFromAbove = target.atMost !== null && isOfShare(model.scenario, target);
    const shown = isFromAbove ? met.length - count : count;
    const isIndependent = this.fresh !== null && (this.fresh.sampler ?? 'random') === 'random';
    return { set, share: shown / met.length, interval: isIndependent ? wilson(shown, met.length) : null };
  }

  private holds({ interval }: Tested, { count, met }: Screened): boolean {
    const { model, accept } = this.asked;
    if (accept === 'estimate' || interval === null) return count >= neededOf(model.scenario, this.asked, met.length);
    return wilson(count, met.length)[0] >= shareAsked(model.scenario, this.asked);
  }
}
