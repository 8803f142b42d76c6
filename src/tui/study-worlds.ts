import type { StudyAsked } from '../analysis/study.ts';
import type { State } from './state.ts';

/** Worlds in which a study tries each setting, as many as the commands take by default. */
export const STUDY_WORLDS = 1000;

/** Worlds of a study: where it tries few settings as many as the odds have, so that the same worlds fail in both. */
export const worldsFor = ({ oddsWorlds }: State, { what }: StudyAsked): number =>
  what === 'sensitivity' || what === 'failed' ? oddsWorlds : STUDY_WORLDS;
