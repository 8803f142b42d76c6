import type { StudyAsked } from '../analysis/study.ts';
import type { State } from './state.ts';

/** Worlds of each setting that a study tries, as of the commands. */
export const STUDY_WORLDS = 1000;

/** Where the settings are few, worlds are as many as of the odds: those that fail are the same. */
export const worldsFor = ({ oddsWorlds }: State, { what }: StudyAsked): number =>
  what === 'sensitivity' || what === 'failed' ? oddsWorlds : STUDY_WORLDS;
