/**
 * What sources disagree about, and what that moves: each assumption as the file has it and as each claim does, the
 * others as they stand, in the same worlds.
 */
import { Engine, type Model, type Variant } from '../engine/ask.ts';
import type { Formula } from '../formula/tree.ts';
import { type PairedMean, pairedMean } from '../numeric/paired.ts';
import { sumOf } from '../numeric/sum.ts';
import { dependence } from '../scenario/dependence.ts';
import type { Settings } from '../scenario/override.ts';
import type { Assumption, Scenario } from '../scenario/scenario.ts';
import type { TrialAsking } from './trials.ts';

/** Which claims can be used: others are at fault in themselves. */
export type IsUsable = (assumption: string, claim: string) => boolean;

/** One of the values that are given for an assumption. */
export interface Contender {
  /** Null: what the file says. */
  readonly claim: string | null;
  readonly formula: Formula;
  readonly inUse: boolean;
  /** In the base case. Of a company that is never short the runway is null. */
  readonly base: { readonly runway: number | null; readonly monthsAlive: number };
  /** The mean of months lived, and the share of worlds that survive; of the base case alone what it comes to. */
  readonly monthsAlive: number;
  readonly survival: number;
  /** What these differ by from those of the file's value: of itself nothing. */
  readonly months: PairedMean;
  readonly points: PairedMean;
}

/** An assumption of which somebody says otherwise. */
export interface Dispute {
  readonly assumption: Assumption;
  /** The file's value first, then the claims that can be used, in the order of the file. */
  readonly contenders: readonly Contender[];
  /** From the one that lives shortest to the one that lives longest, in months. */
  readonly swing: PairedMean;
  /** From the one that survives least often to the one that does most often, as a share. */
  readonly points: number;
}

const NUMBERS = ['monthsAlive', 'failure', 'runway', 'low', 'endCash', 'endOwed'] as const;

/** A value that is given for an assumption, and its variant. */
interface Alternative {
  readonly assumption: Assumption;
  readonly claim: string | null;
  readonly formula: Formula;
  readonly variant: Variant;
}

/** The file's own value of an assumption, then its claims. */
function alternativesOf(settings: Settings, assumption: Assumption, isUsable: IsUsable): Alternative[] {
  const { name, value, written, claims } = assumption;
  const claimed = [...claims.values()].filter((claim) => isUsable(name, claim.name));
  return [{ name: null, value: written }, ...claimed].map(({ name: claim, value: formula }) => ({
    ...{ assumption, claim, formula },
    variant: formula.text === value.text ? { settings } : { settings, formulas: new Map([[name, formula]]) },
  }));
}

/** Whether all can be asked about at once: formulas that depend on each other's names cannot stand in one program. */
function canBeTogether({ assumptions, revenue, costs }: Scenario, alternatives: readonly Alternative[]): boolean {
  const formulas = new Map<string, Formula[]>();
  for (const { name, value } of assumptions.values()) formulas.set(name, [value]);
  for (const { name, amount } of [...revenue.values(), ...costs.values()]) formulas.set(name, [amount]);
  for (const { assumption, formula } of alternatives) formulas.get(assumption.name)!.push(formula);
  return dependence(formulas).cycles.length === 0;
}

/** The alternatives in as few questions as can be: one, or one for each assumption. */
function questionsOf(model: Model, all: readonly (readonly Alternative[])[]): readonly (readonly Alternative[])[] {
  const flat = all.flat();
  return flat.length === 0 ? [] : canBeTogether(model.scenario, flat) ? [flat] : all;
}

/** How a case lives, the first that differs telling: what is more is better. */
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
 * (`high`): by months lived, then runway, then the lowest cash, then what is left at the end. The claim's name, or null
 * for the file's value; of values that are alike the first. Left out are those of which `isUsable` takes no claim, and
 * those that something has replaced already. Throws Faults.
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
 * Every assumption of which somebody says otherwise, what moves most first: months lived, then survival, then the
 * runway of the base case. Throws Faults, and names the claim.
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
  // Where worlds are not drawn independently, or there is one alone, nothing tells how far a mean may be off.
  const hasIntervals = asking.worlds !== null && (asking.worlds.sampler ?? 'random') === 'random';
  return all
    .map((some) => disputeOf(some, bases, lived, hasIntervals))
    .sort(
      (a, b) => b.swing.mean - a.swing.mean || b.points - a.points || compareLives([runwaySwing(b)], [runwaySwing(a)]),
    );
}

/** The claim in use; null: what the file says; undefined: neither, but what the command line assumes. */
export const claimInUse = ({ replaced }: Assumption): string | null | undefined =>
  replaced === null ? null : (replaced.claim ?? undefined);

/** Of each world how long it lives, and whether it survives. */
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

/** From the shortest to the longest runway of the base case; one that never ends is longer than any by as much. */
function runwaySwing({ contenders }: Dispute): number {
  const runways = contenders.map(({ base }) => base.runway ?? Number.POSITIVE_INFINITY);
  const [low, high] = [Math.min(...runways), Math.max(...runways)];
  return low === high ? 0 : high - low;
}
