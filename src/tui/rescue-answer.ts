import { CONFIDENCE } from '../analysis/target.ts';
import type { RescueAnswer } from '../report/rescue-json.ts';
import type { RescueFound } from './rescue.ts';
import type { Rescuing } from './rescuing.ts';
import type { ReadState } from './state.ts';
import { STUDY_WORLDS } from './study-worlds.ts';
import { isUncertain } from './worlds.ts';

/** The study's answer in the form of the command `rescue`, whose pages are shown. */
export function rescueAnswer(
  { loaded }: ReadState,
  { target }: Rescuing,
  { space, rescue }: RescueFound,
): RescueAnswer {
  const { scenario, sampler, model } = loaded;
  const worlds = isUncertain(model) ? { first: 0, count: STUDY_WORLDS, seed: scenario.seed, sampler } : null;
  return {
    scenario,
    settings: space.base,
    space,
    target,
    confidence: CONFIDENCE,
    accept: 'estimate',
    worlds,
    found: rescue,
  };
}
