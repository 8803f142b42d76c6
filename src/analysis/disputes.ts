/**
 * What sources disagree about, and how much it matters: each assumption is tried with the file's value and with each
 * claim, all else as it stands, in the same worlds.
 */
import { areIndependent } from '../engine/answers.ts';
import { Engine, type Model, type Variant } from '../engine/ask.ts';
import type { Formula } from '../formula/tree.ts';
import { type PairedMean, pairedMean } from '../numeric/paired.ts';
import { sumOf } from '../numeric/sum.ts';
import { dependence } from '../scenario/dependence.ts';
import type { Settings } from '../scenario/override.ts';
import type { Assumption, Scenario } from '../scenario/scenario.ts';
import type { TrialAsking } from './trials.ts';

/** Whether a claim can be used; claims with a fault of their own cannot. */
export type IsUsable = (assumption: string, claim: string) => boolean;

/** One of the values given for an assumption. */
export interface Contender {
  /** The claim's name; null for the file's own value. */
  readonly claim: string | null;
  readonly formula: Formula;
  readonly inUse: boolean;
  /** In the base case. `runway` is in months, null for a company that is never short of cash. */
  readonly base: { readonly runway: number | null; readonly monthsAlive: number };
  /** Mean of months lived, and share of worlds that survive; for a question of the base case alone that one world. */
  readonly monthsAlive: number;
  readonly survival: number;
  /** Differences from the file's own value, world by world; 0 for that value itself. */
  readonly months: PairedMean;
  readonly points: PairedMean;
}

/** An assumption that has claims against it. */
export interface Dispute {
  readonly assumption: Assumption;
  /** The file's value first, then the usable claims in the order of the file. */
  readonly contenders: readonly Contender[];
  /** Months lived: the longest-living value less the shortest-living one. */
  readonly swing: PairedMean;
  /**
   * Survival: the share of worlds with the value that survives most often less that with the one that does least often.
   */
  readonly points: number;
}

const NUMBERS = ['monthsAlive', 'failure', 'runway', 'low', 'endCash', 'endOwed'] as const;

/** A value given for an assumption, and the variant that uses it. */
interface Alternative {
  readonly assumption: Assumption;
  readonly claim: string | null;
  readonly formula: Formula;
  readonly variant: Variant;
}

/** The file's own value of an assumption, then its usable claims. */
function alternativesOf(settings: Settings, assumption: Assumption, isUsable: IsUsable): Alternative[] {
  const { name, value, written, claims } = assumption;
  const claimed = [...claims.values()].filter((claim) => isUsable(name, claim.name));
  return [{ name: null, value: written }, ...claimed].map(({ name: claim, value: formula }) => ({
    ...{ assumption, claim, formula },
    variant: formula.text === value.text ? { settings } : { settings, formulas: new Map([[name, formula]]) },
  }));
}

/** Whether all values can be tried in one program: not where their formulas would read each other in a circle. */
function canBeTogether({ assumptions, revenue, costs }: Scenario, alternatives: readonly Alternative[]): boolean {
  const formulas = new Map<string, Formula[]>();
  for (const { name, value } of assumptions.values()) formulas.set(name, [value]);
  for (const { name, amount } of [...revenue.values(), ...costs.values()]) formulas.set(name, [amount]);
  for (const { assumption, formula } of alternatives) formulas.get(assumption.name)!.push(formula);
  return dependence(formulas).cycles.length === 0;
}

/** Groups the values into as few questions as possible: one for all, or one for each assumption. */
function questionsOf(model: Model, all: readonly (readonly Alternative[])[]): readonly (readonly Alternative[])[] {
  const flat = all.flat();
  return flat.length === 0 ? [] : canBeTogether(model.scenario, flat) ? [flat] : all;
}

/**
 * How the base case lives, for comparison position by position: months lived, runway, lowest cash, cash less owed at
 * the end; more is better.
 */
type Life = readonly number[];

function* livesOf(model: Model, all: readonly (readonly Alternative[])[]): Generator<[Alternative, Life]> {
  const engine = new Engine();
  for (const some of questionsOf(model, all)) {
    const variants = some.map(({ variant }) => variant);
    for (const { index, outcome } of engine.ask({ want: 'numbers', model, variants, numbers: NUMBERS, worlds: null })) {
      const [alive, , runway, low, cash, owed] = NUMBERS.map((_, k) => outcome.at(k, 0));
      yield [some[index]!, [alive!, runway!, low!, cash! - owed!]];
    }
  }
}

/**
 * For each assumption the value with which the base case, all else as it stands, lives shortest (`low`) or longest
 * (`high`): by months lived, then runway, then lowest cash, then cash less owed at the end. Maps to the claim's name,
 * or null for the file's value; of equal values the first counts. Assumptions are left out that have no usable claim,
 * or that the command line has replaced. Throws Faults.
 */
export function extremeClaims(
  model: Model,
  settings: Settings,
  which: 'low' | 'high',
  isUsable: IsUsable,
): Map<string, string | null> {
  const open = [...model.scenario.assumptions.values()].filter(({ replaced }) => replaced === null);
  const all = open.map((one) => alternativesOf(settings, one, isUsable)).filter(({ length }) => length > 1);
  const best = new Map<string, { readonly claim: string | null; readonly life: Life }>();
  for (const [{ assumption, claim }, life] of livesOf(model, all)) {
    const before = best.get(assumption.name);
    const order = before === undefined ? 0 : compareLives(life, before.life);
    if (before === undefined || (which === 'low' ? order < 0 : order > 0)) best.set(assumption.name, { claim, life });
  }
  return new Map([...best].map(([name, { claim }]) => [name, claim]));
}

function compareLives(a: Life, b: Life): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at === -1 ? 0 : a[at]! < b[at]! ? -1 : 1;
}

/**
 * Every assumption with usable claims, by falling effect: swing of months lived, then of survival, then of the base
 * case's runway. Throws Faults, which name the claim.
 */
export async function disputes(
  asking: TrialAsking,
  model: Model,
  settings: Settings,
  isUsable: IsUsable,
): Promise<Dispute[]> {
  const disputed = [...model.scenario.assumptions.values()].filter(({ claims }) => claims.size > 0);
  const all = disputed.map((one) => alternativesOf(settings, one, isUsable));
  const bases = new Map<Alternative, Life>(livesOf(model, all));
  const lived = new Map<Alternative, Lived>();
  for (const some of questionsOf(model, all)) {
    const variants = some.map(({ variant }) => variant);
    const call = (at: number): string | null => callOf(some[at]!);
    let at = 0;
    for await (const numbers of asking.numbers(model, variants, NUMBERS, call)) {
      const survives = numbers.of(1).map((failure) => Number(failure < 0));
      lived.set(some[at++]!, { months: numbers.of(0), survives });
    }
  }
  // An interval needs independent draws of more than one world.
  const hasIntervals = areIndependent(asking.worlds);
  return all
    .map((some) => disputeOf(some, bases, lived, hasIntervals))
    .sort(
      (a, b) => b.swing.mean - a.swing.mean || b.points - a.points || compareLives([runwaySwing(b)], [runwaySwing(a)]),
    );
}

/** The name of the claim in use; null: the file's own value; undefined: a value from the command line. */
export const claimInUse = ({ replaced }: Assumption): string | null | undefined =>
  replaced === null ? null : (replaced.claim ?? undefined);

/** One number a world: months lived, and 1 where the world survives, else 0. */
interface Lived {
  readonly months: Float64Array;
  readonly survives: Float64Array;
}

const callOf = ({ assumption, claim }: Alternative): string =>
  claim === null ? `${assumption.name} is what the file says` : `${assumption.name} is what ${claim} claims`;

const meanOf = (values: Float64Array): number => sumOf(values) / values.length;

function disputeOf(
  some: readonly Alternative[],
  bases: ReadonlyMap<Alternative, Life>,
  lived: ReadonlyMap<Alternative, Lived>,
  hasIntervals: boolean,
): Dispute {
  const [filed] = some as readonly [Alternative, ...Alternative[]];
  const { assumption } = filed;
  const from = lived.get(filed)!;
  const bare = (found: PairedMean): PairedMean => (hasIntervals ? found : { ...found, interval: null });
  const inUse = claimInUse(assumption);
  const contenders = some.map((one): Contender => {
    const { months, survives } = lived.get(one)!;
    const [monthsAlive, runway] = bases.get(one)!;
    return {
      ...{ claim: one.claim, formula: one.formula, inUse: one.claim === inUse },
      base: { runway: Number.isFinite(runway) ? runway! : null, monthsAlive: monthsAlive! },
      ...{ monthsAlive: meanOf(months), survival: meanOf(survives) },
      months: bare(pairedMean(months, from.months)),
      points: bare(pairedMean(survives, from.survives)),
    };
  });
  const byLife = [...some].sort((a, b) => meanOf(lived.get(a)!.months) - meanOf(lived.get(b)!.months));
  const swing = bare(pairedMean(lived.get(byLife.at(-1)!)!.months, lived.get(byLife[0]!)!.months));
  const shares = contenders.map(({ survival }) => survival);
  return { assumption, contenders, swing, points: Math.max(...shares) - Math.min(...shares) };
}

/**
 * Difference between the longest and the shortest runway of the base case, in months; infinite where only one of them
 * never ends.
 */
function runwaySwing({ contenders }: Dispute): number {
  const runways = contenders.map(({ base }) => base.runway ?? Number.POSITIVE_INFINITY);
  const [low, high] = [Math.min(...runways), Math.max(...runways)];
  return low === high ? 0 : high - low;
}
