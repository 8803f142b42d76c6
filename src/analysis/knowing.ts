/**
 * What to find out next: the value of information, which is the gain from knowing an input before the plan is chosen.
 */
import { areIndependent } from '../engine/answers.ts';
import type { Variant } from '../engine/ask.ts';
import { valueOfKnowing, valueOfKnowingAll } from '../numeric/information.ts';
import { mean } from '../numeric/sum.ts';
import { planSettings, type Setting, type Settings } from '../scenario/override.ts';
import { isMoreBetter } from './explained.ts';
import { outcomesOf, type SensitivityAsked, type Simulated } from './sensitivity-asking.ts';
import type { Seen } from './variance.ts';

/**
 * A mean gain in the figure's unit, above 0 where the figure gets better. The 95% interval is null where worlds are not
 * drawn independently.
 */
export interface Gain {
  readonly gain: number;
  readonly interval: readonly [low: number, high: number] | null;
}

export interface KnownInput extends Gain {
  readonly name: string;
}

/** The value of information on one figure. */
export interface Knowing {
  /**
   * What can be chosen: a plan of the file, or none (null). `isAsSet`: the levers as set, where they match no plan;
   * `mean` is the figure's mean.
   */
  readonly choices: readonly { readonly plan: string | null; readonly isAsSet: boolean; readonly mean: number }[];
  /** Index of the choice that is best where nothing is known. */
  readonly best: number;
  /** By falling gain. An input drawn every month is left out: it cannot be known before the plan is chosen. */
  readonly inputs: readonly KnownInput[];
  /** Gain from knowing all inputs. */
  readonly all: Gain;
}

/**
 * Values what there is to know. `seen` is the run with the levers as set. Null where the asking was stopped. Throws
 * Faults, which name the plan.
 */
export async function knowing(asked: SensitivityAsked, seen: Seen, count: Simulated): Promise<Knowing | null> {
  const { model, settings, worlds, explained } = asked;
  const { scenario } = model;
  const plans = [null, ...scenario.plans.keys()];
  const choices = plans.map((plan) => ({ plan, isAsSet: false, settings: planSettings(scenario, plan) as Settings }));
  if (!choices.some((one) => areSame(one.settings, settings))) choices.push({ plan: null, isAsSet: true, settings });
  const variants = choices.map((one): Variant => ({ settings: one.settings }));
  asked.onRun?.('knowing', 0, 1);
  const found = await outcomesOf(asked, model, variants, {
    ...{ worlds, count },
    calls: (at) => (choices[at]!.plan === null ? null : `the plan is ${choices[at]!.plan}`),
  });
  if (found === null) return null;
  const sign = isMoreBetter(scenario, explained) ? 1 : -1;
  const values = found.map((one) => one.values.map((value) => sign * value));
  const ofWorlds = ({ mean: gain, interval }: ReturnType<typeof valueOfKnowing>): Gain => ({
    ...{ gain, interval: areIndependent(worlds) ? interval : null },
  });
  const inputs: KnownInput[] = [];
  for (const [i, { name, isMonthly }] of seen.inputs.entries()) {
    if (isMonthly) continue;
    await asked.pause?.();
    inputs.push({ name, ...ofWorlds(valueOfKnowing(seen.columns[i]!, values)) });
  }
  const means = values.map(mean);
  return {
    choices: choices.map(({ plan, isAsSet }, i) => ({ plan, isAsSet, mean: sign * means[i]! + 0 })),
    best: means.indexOf(means.reduce((a, b) => Math.max(a, b))),
    inputs: inputs.sort((a, b) => b.gain - a.gain || (a.name < b.name ? -1 : 1)),
    all: ofWorlds(valueOfKnowingAll(values)),
  };
}

/** Compares all fields of the settings, also those that only the second edition of the format has. */
const areSame = (a: Settings, b: Settings): boolean =>
  [...a].every(([name, own]) => {
    const other = b.get(name)!;
    return (Object.keys({ ...own, ...other }) as (keyof Setting)[]).every((key) => own[key] === other[key]);
  });
