/**
 * A target held over one fixed sample of worlds, for many settings of the levers: a setting is given up, exactly, at
 * the world after which even the success of all the others cannot bring it to the count that is asked.
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

/** A setting over all worlds of the sample. */
export interface Screened {
  /** By world, 1 where it does what the target asks of a world. */
  readonly met: Uint8Array;
  readonly count: number;
  /** Months lived, of all worlds together. */
  readonly lived: number;
}

/** A set of levers, and its worlds of the sample. */
export interface ScreenedSet {
  readonly set: LeverSet;
  readonly found: Screened;
}

/**
 * Stretches into which the sample is cut: a setting can be given up at the end of each. To take the hardest of them
 * first spares less than one world in a hundred, for chance makes them much alike.
 */
const STRETCHES = 8;
/** Settings that are asked about at once. */
const AT_ONCE = 512;
/** Standard deviations beyond which chance leads once in a thousand times. */
const CLEARLY = 3.09;

interface Stretch {
  readonly first: number;
  readonly count: number;
}

export class Sample {
  readonly count: number;
  /** The least count of worlds with which the target holds. */
  readonly needed: number;
  /** Worlds simulated so far. */
  simulated = 0;
  isStopped = false;
  private readonly stretches: readonly Stretch[];

  /** `worlds` null: the base case is the one world. */
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
   * Of each setting its worlds, or null where it does not come to `least`, or the asking was stopped. With a rival also
   * one is given up that can no longer come to `needed`, and is worse than the rival in the worlds so far, one in a
   * thousand times by chance.
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
    for (const stretch of this.stretches) {
      if (left.length === 0) break;
      const answers = this.ask(this.question(left, stretch));
      let i = 0;
      for await (const { outcome } of answers) {
        const one = left[i]!;
        const met = metBy(this.model.scenario, this.held.target, outcome);
        one.met.set(met, stretch.first);
        one.failures += met.reduce((n, x) => n - x, met.length);
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

  private question(left: readonly { readonly setting: Settings }[], { first, count }: Stretch): NumbersQuestion {
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

const livedIn = ({ months }: Scenario, failure: Float64Array): number =>
  failure.reduce((sum, t) => sum + (t < 0 ? months : t), 0);

/**
 * By world, 1 where it does what the target asks of a world: of a share from above, that it is not among those counted.
 */
function metBy(scenario: Scenario, target: Target, numbers: Answer<'numbers'>['outcome']): Uint8Array {
  const values = inEachWorld(scenario, target, numbers);
  if (!isOfShare(scenario, target)) return Uint8Array.from(values, (value) => Number(isWithin(target, value)));
  const wanted = target.atLeast === null ? 0 : 1;
  return Uint8Array.from(values, (value) => Number(value === wanted));
}

/** The share of worlds, of those that do what the target asks of a world, with which it holds. */
export function shareAsked(scenario: Scenario, { target, confidence }: HeldTarget): number {
  if (!isOfShare(scenario, target)) return confidence;
  return target.atLeast === null ? 1 - target.atMost!.number! : target.atLeast.number!;
}

/** The least count of so many worlds whose share is no less than what is asked. */
export function neededOf(scenario: Scenario, held: HeldTarget, worlds: number): number {
  const asked = shareAsked(scenario, held);
  const near = Math.max(0, Math.floor(asked * worlds) - 1);
  for (let count = near; count <= worlds; count++) if (count / worlds >= asked - 1e-12) return count;
  return worlds;
}

/**
 * Whether a setting does better than another beyond chance, in the same worlds: McNemar's test of the worlds in which
 * the two differ, at 95%. In the base case any difference is one.
 */
export const isBetter = (a: Screened, b: Screened): boolean =>
  a.met.length === 1 ? a.count > b.count : leadOf(a.met, b.met, a.met.length) > 1.96;

/**
 * Standard deviations by which one leads another in the first worlds: those it alone meets, less those the other alone
 * does, over √ of both.
 */
function leadOf(a: Uint8Array, b: Uint8Array, worlds: number): number {
  let [won, lost] = [0, 0];
  for (let w = 0; w < worlds; w++) {
    won += a[w]! & ~b[w]!;
    lost += b[w]! & ~a[w]!;
  }
  return won === lost ? 0 : (won - lost) / Math.sqrt(won + lost);
}
