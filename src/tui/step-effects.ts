import { differenceOf } from '../analysis/difference.ts';
import { wholeValue } from '../analysis/measure.ts';
import { Faults } from '../diagnostic/diagnostic.ts';
import type { Measures } from '../engine/answers.ts';
import { type Engine, MEASURE_NUMBERS, measuresFrom } from '../engine/ask.ts';
import { WORLD } from '../scenario/measure-names.ts';
import type { Settings } from '../scenario/override.ts';
import type { Lever, Scenario } from '../scenario/scenario.ts';
import { leverScale, stepped } from './lever-scale.ts';
import { settingsOf } from './outcome.ts';
import { type Choice, isSameChoice, type Lives } from './results.ts';
import type { Loaded, ReadState } from './state.ts';
import type { StepEffect } from './step-effect.ts';
import { livesNow } from './worlds.ts';

/**
 * By lever the effect of its next step up on the base case whose measures are `before`. All levers are asked of the
 * engine at once; it keeps the program for the next call.
 */
export function effectsOf(
  engine: Engine,
  loaded: Loaded,
  settings: Settings,
  before: Measures,
): ReadonlyMap<string, StepEffect> {
  const levers = [...loaded.scenario.levers.values()];
  const after = measuresOf(
    engine,
    loaded,
    // A lever at its end is moved back, and the result ignored: as every lever moves, the same program serves all
    // calls.
    levers.map((lever) =>
      new Map(settings).set(lever.name, nextSetting(lever, settings, isAtEnd(lever, settings) ? -1 : 1)),
    ),
  );
  return new Map(
    levers.map((lever, i): [string, StepEffect] => {
      const measures = after[i]!;
      return [
        lever.name,
        isAtEnd(lever, settings)
          ? { kind: 'none' }
          : measures === null
            ? { kind: 'fault' }
            : stepEffect(loaded.scenario, before, measures),
      ];
    }),
  );
}

/** The levers that are not at their ends, and the settings in which each is a step further. */
export function nextSteps(loaded: Loaded, choice: Choice): [lever: string, settings: Settings][] {
  const settings = settingsOf(loaded, choice);
  return [...loaded.scenario.levers.values()]
    .filter((lever) => !isAtEnd(lever, settings))
    .map((lever) => [lever.name, new Map(settings).set(lever.name, nextSetting(lever, settings))]);
}

/** Survival in the same worlds now, and with a lever a step further; null where that step cannot be simulated. */
export interface StepSurvival {
  readonly now: Lives;
  readonly next: Lives | null;
}

/** Survival now, and with the lever a step further, the others as they are; null where it is not known yet. */
export function stepSurvival(state: ReadState, { name }: Lever): StepSurvival | null {
  const { stepOdds } = state.results;
  const now = livesNow(state);
  if (now === null || stepOdds === null || !isSameChoice(stepOdds.choice, state.choice)) return null;
  const next = stepOdds.lives.get(name);
  return next === undefined ? null : { now, next };
}

function nextSetting(lever: Lever, settings: Settings, count: 1 | -1 = 1) {
  const setting = settings.get(lever.name)!;
  return { ...setting, value: stepped(leverScale(lever), setting.value, count) };
}

const isAtEnd = (lever: Lever, settings: Settings): boolean =>
  nextSetting(lever, settings).value === settings.get(lever.name)!.value;

/**
 * The measures of the variants, null for one without a result: asked all at once and, where one has none, one by one.
 */
function measuresOf(
  engine: Engine,
  { model }: Pick<Loaded, 'model'>,
  variants: readonly Settings[],
): (Measures | null)[] {
  try {
    const asked = variants.map((settings) => ({ settings }));
    const answers = engine.ask({ want: 'numbers', model, variants: asked, numbers: MEASURE_NUMBERS, worlds: null });
    return Array.from(answers, ({ outcome }) => measuresFrom(model, outcome));
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    return variants.length === 1 ? [null] : variants.flatMap((variant) => measuresOf(engine, { model }, [variant]));
  }
}

/** The measures of a step's effect: the effect is on the first of them that the step moves. */
const MOVED = [
  { name: 'failure', comes: 'fails', goes: 'lives' },
  { name: 'runway', comes: 'short', goes: 'solvent' },
] as const;
/** Least months of a difference that is shown; less rounds to 0.0. */
const LEAST_SHIFT = 0.05;

function stepEffect(scenario: Scenario, before: Measures, after: Measures): StepEffect {
  const { currency } = scenario;
  for (const { name, comes, goes } of MOVED) {
    const valued = (measures: Measures) => ({ value: wholeValue(scenario, measures, name), currency });
    const { by, news } = differenceOf(WORLD[name], valued(after), valued(before));
    if (by !== null && Math.abs(by) >= LEAST_SHIFT) return { kind: name, months: by };
    if (by === null && news !== 'same') return { kind: news === 'better' ? goes : comes };
  }
  return { kind: 'same' };
}
