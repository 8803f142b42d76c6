/** Worlds of each setting that a study tries, as of the commands. */
export const STUDY_WORLDS = 1000;
