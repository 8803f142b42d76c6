/**
 * Screening: a target tried over one fixed sample of worlds for many settings of the levers. A setting is given up as
 * soon as even success in all remaining worlds cannot bring it to the number of worlds needed; that loses nothing.
 */
import type { Answer, Model, NumbersQuestion, WorldRange } from '../engine/ask.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Target } from '../scenario/target.ts';
import { isWithin } from './checks.ts';
import type { LeverSet } from './lever-space.ts';
import { inEachWorld } from './measure.ts';
import { isOfShare, numbersWanted } from './target.ts';
import type { HeldTarget, TrialAsker } from './trials.ts';

/** A setting simulated in all worlds of the sample. */
export interface Screened {
  /** 1 a world that meets the target, else 0. */
  readonly met: Uint8Array;
  readonly count: number;
  /** Months lived, summed over all worlds. */
  readonly lived: number;
}

/** A set of levers, and its result on the sample. */
export interface ScreenedSet {
  readonly set: LeverSet;
  readonly found: Screened;
}

/**
 * Stretches that the sample is cut into: a setting can be given up at the end of each. They are taken in order; taking
 * the hardest first would save less than one world in a hundred, as random stretches are much alike.
 */
const STRETCHES = 8;
/** Settings in one question to the engine. */
const AT_ONCE = 512;
/** Standard deviations that chance exceeds once in a thousand times (one-sided, normal). */
const CLEARLY = 3.09;

interface SampleStretch {
  readonly first: number;
  readonly count: number;
}

/** One fixed sample of worlds, in which every setting is tried. */
export class Sample {
  readonly count: number;
  /** The least number of met worlds with which the target holds. */
  readonly needed: number;
  /** Worlds simulated so far. */
  simulated = 0;
  isStopped = false;
  private readonly stretches: readonly SampleStretch[];

  /** `worlds` null: the sample is the base case, one world. */
  constructor(
    private readonly ask: TrialAsker,
    private readonly model: Model,
    private readonly held: HeldTarget,
    private readonly worlds: WorldRange | null,
    stretches = STRETCHES,
  ) {
    this.count = worlds?.count ?? 1;
    this.needed = neededOf(model.scenario, held, this.count);
    const size = worlds === null ? 1 : Math.ceil(this.count / stretches);
    this.stretches = Array.from({ length: Math.ceil(this.count / size) }, (_, i) => ({
      first: i * size,
      count: Math.min(size, this.count - i * size),
    }));
  }

  /**
   * Simulates the settings; null for one that was given up, and for all where the asking was stopped. A setting is
   * given up where it cannot reach `least` met worlds. With a rival also where it cannot reach `needed` and trails the
   * rival by more than `CLEARLY` standard deviations in the worlds so far.
   */
  async screen(
    settings: readonly Settings[],
    least: number,
    rival: Screened | null = null,
  ): Promise<(Screened | null)[]> {
    const found: (Screened | null)[] = [];
    for (let at = 0; at < settings.length; at += AT_ONCE)
      found.push(...(await this.screenSome(settings.slice(at, at + AT_ONCE), least, rival)));
    return found;
  }

  private async screenSome(
    settings: readonly Settings[],
    least: number,
    rival: Screened | null,
  ): Promise<(Screened | null)[]> {
    const partial = settings.map((setting) => ({ setting, met: new Uint8Array(this.count), failures: 0, lived: 0 }));
    let left = partial;
    const isWhole = least <= 0 && rival === null;
    // Where none is given up, one question about all worlds takes less time than one for each stretch.
    for (const stretch of isWhole ? [{ first: 0, count: this.count }] : this.stretches) {
      if (left.length === 0) break;
      const answers = this.ask(this.question(left, stretch));
      let i = 0;
      for await (const { outcome } of answers) {
        const one = left[i]!;
        const met = metBy(this.model.scenario, this.held.target, outcome);
        one.met.set(met, stretch.first);
        one.failures += met.length - countOf(met);
        one.lived += livedIn(this.model.scenario, outcome.of(outcomeIndex(this.model.scenario, this.held.target)));
        this.simulated += met.length;
        i++;
      }
      if (i < left.length) {
        this.isStopped = true;
        return settings.map(() => null);
      }
      const end = stretch.first + stretch.count;
      left = left.filter(({ failures, met }) => {
        const most = this.count - failures;
        return most >= this.needed || (most >= least && (rival === null || leadOf(rival.met, met, end) <= CLEARLY));
      });
    }
    const whole = new Set(left);
    return partial.map((one) =>
      whole.has(one) ? { met: one.met, count: this.count - one.failures, lived: one.lived } : null,
    );
  }

  private question(left: readonly { readonly setting: Settings }[], { first, count }: SampleStretch): NumbersQuestion {
    const { model, worlds } = this;
    return {
      want: 'numbers',
      model,
      variants: left.map(({ setting }) => ({ settings: setting })),
      numbers: [...numbersWanted(model.scenario, this.held.target), 'failure'],
      worlds: worlds === null ? null : { ...worlds, first: worlds.first + first, count },
    };
  }
}

const outcomeIndex = (scenario: Scenario, target: Target): number => numbersWanted(scenario, target).length;

function livedIn({ months }: Scenario, failure: Float64Array): number {
  let sum = 0;
  for (let w = 0; w < failure.length; w++) sum += failure[w]! < 0 ? months : failure[w]!;
  return sum;
}

/** How many of the worlds meet the target. */
function countOf(met: Uint8Array): number {
  let count = 0;
  for (let w = 0; w < met.length; w++) count += met[w]!;
  return count;
}

/**
 * 1 a world that meets the target, else 0; for an upper bound of a share, 1 where the world is not counted in the
 * share.
 */
function metBy(scenario: Scenario, target: Target, numbers: Answer<'numbers'>['outcome']): Uint8Array {
  const values = inEachWorld(scenario, target, numbers);
  const met = new Uint8Array(values.length);
  const isShare = isOfShare(scenario, target);
  const wanted = target.atLeast === null ? 0 : 1;
  // By index: a rescue tries millions of worlds, and `from` takes 30 times as long.
  for (let w = 0; w < met.length; w++) {
    const value = values[w]!;
    met[w] = (isShare ? value === wanted : isWithin(target, value)) ? 1 : 0;
  }
  return met;
}

/** The share of worlds that must meet the target, from 0 to 1; for an upper bound of a share, one less the bound. */
export function shareAsked(scenario: Scenario, { target, confidence }: HeldTarget): number {
  if (!isOfShare(scenario, target)) return confidence;
  return target.atLeast === null ? 1 - target.atMost!.number! : target.atLeast.number!;
}

/** The least number of met worlds whose share is at least the share asked for. */
export function neededOf(scenario: Scenario, held: HeldTarget, worlds: number): number {
  const asked = shareAsked(scenario, held);
  const near = Math.max(0, Math.floor(asked * worlds) - 1);
  for (let count = near; count <= worlds; count++) if (count / worlds >= asked - 1e-12) return count;
  return worlds;
}

/**
 * Whether `a` meets the target in more worlds than `b`, beyond chance: McNemar's test of the worlds in which they
 * differ, at 95% (Q. McNemar, Psychometrika 12, 1947). In the base case any difference counts.
 */
export const isBetter = (a: Screened, b: Screened): boolean =>
  a.met.length === 1 ? a.count > b.count : leadOf(a.met, b.met, a.met.length) > 1.96;

/** By how many standard deviations `a` leads `b` in the first worlds: (a alone - b alone) / √(a alone + b alone). */
function leadOf(a: Uint8Array, b: Uint8Array, worlds: number): number {
  let [won, lost] = [0, 0];
  for (let w = 0; w < worlds; w++) {
    won += a[w]! & ~b[w]!;
    lost += b[w]! & ~a[w]!;
  }
  return won === lost ? 0 : (won - lost) / Math.sqrt(won + lost);
}
