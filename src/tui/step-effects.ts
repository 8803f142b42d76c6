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
 * By lever, what its next step up would do to the base case, all levers in one run of an engine, which keeps what it
 * compiles for the next.
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
    // A lever at its end goes back: with every lever moved, one program serves all settings, and none is compiled for
    // each set of ends.
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

/** How long the same worlds live now and a step further; null where that step cannot be simulated. */
export interface StepSurvival {
  readonly now: Lives;
  readonly next: Lives | null;
}

/** What one more step of the lever would do to survival, with all levers as they are; null where that is not known. */
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

/** All at once; one by one where one of them has no result, so that the others keep theirs. */
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

/** The failure counts before the runway: by which the next step moves the first of them that it moves. */
const MOVED = [
  { name: 'failure', comes: 'fails', goes: 'lives' },
  { name: 'runway', comes: 'short', goes: 'solvent' },
] as const;
/** Months that are shown as none. */
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
