import { statSync } from 'node:fs';
import { Faults } from '../diagnostic/diagnostic.ts';
import { type Preferences, readPreferences, STANDARD, type WrittenSettings } from '../preferences/preferences.ts';
import { keptOr } from './kept.ts';
import { readContent } from './read.ts';
import { type Environment, inUserFolder } from './user-folder.ts';

/**
 * Where the settings of the user are: what RUNWAY_CONFIG names, else `runway/config.yaml` in the folder that
 * XDG_CONFIG_HOME names, else in `~/.config`. Null where RUNWAY_CONFIG is empty, or nobody has a home.
 */
export function preferencesPath(env: Environment): string | null {
  if (env.RUNWAY_CONFIG !== undefined) return env.RUNWAY_CONFIG || null;
  return inUserFolder(env, 'XDG_CONFIG_HOME', '.config', 'runway/config.yaml');
}

/** The settings, and where they stand. */
export interface FoundPreferences {
  readonly path: string | null;
  /** Whether there is such a file. */
  readonly isThere: boolean;
  readonly preferences: Preferences;
  readonly written: WrittenSettings;
}

/**
 * Reads the settings file; the standard settings where there is none. Throws Faults, also where it is there and cannot
 * be read, and where RUNWAY_CONFIG names one that is not there.
 */
export function findPreferences(env: Environment): FoundPreferences {
  const path = preferencesPath(env);
  const isNamed = env.RUNWAY_CONFIG !== undefined;
  if (path === null || (!isNamed && !isThere(path)))
    return { path, isThere: false, preferences: STANDARD, written: new Map() };
  const content = readContent(path);
  if ('fault' in content) throw new Faults([content.fault]);
  const source = { name: path, text: content.text.replace(/^\ufeff/, '') };
  return { path, isThere: true, ...keptOr(env, 'settings', source, () => readPreferences(source)) };
}

/** Most have none, and a look costs less than to be refused. What cannot be looked at is told of when it is read. */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}
