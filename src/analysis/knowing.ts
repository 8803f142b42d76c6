/** What to find out next: what it is worth to know an input before a plan is chosen. */
import type { Variant } from '../engine/ask.ts';
import { valueOfKnowing, valueOfKnowingAll } from '../numeric/information.ts';
import { mean } from '../numeric/sum.ts';
import { planSettings, type Setting, type Settings } from '../scenario/override.ts';
import { isMoreBetter } from './explained.ts';
import { outcomesOf, type SensitivityAsked, type Simulated } from './sensitivity-asking.ts';
import type { Seen } from './variance.ts';

/** A mean gain in the figure's own unit, better being above zero; the interval null as for shares. */
export interface Gain {
  readonly gain: number;
  readonly interval: readonly [low: number, high: number] | null;
}

export interface KnownInput extends Gain {
  readonly name: string;
}

export interface Knowing {
  /** What can be chosen: a plan of the file, with null no plan; `as set` where the levers are set otherwise. */
  readonly choices: readonly { readonly plan: string | null; readonly isAsSet: boolean; readonly mean: number }[];
  /** The choice, by its place, that is best where nothing is known. */
  readonly best: number;
  /** By falling gain. What is drawn afresh each month cannot be known before, and is not here. */
  readonly inputs: readonly KnownInput[];
  /** Of knowing everything. */
  readonly all: Gain;
}

/** Null where the asking was stopped. `seen` is of the levers as they are set. Throws Faults, which name the plan. */
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
    ...{ gain, interval: (worlds.sampler ?? 'random') === 'random' ? interval : null },
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

/** Every field, of which the later edition of the format has more. */
const areSame = (a: Settings, b: Settings): boolean =>
  [...a].every(([name, own]) => {
    const other = b.get(name)!;
    return (Object.keys({ ...own, ...other }) as (keyof Setting)[]).every((key) => own[key] === other[key]);
  });
