import { statSync } from 'node:fs';
import { Faults } from '../diagnostic/diagnostic.ts';
import { type Preferences, readPreferences, STANDARD, type WrittenSettings } from '../preferences/preferences.ts';
import { keptOr } from './kept.ts';
import { readContent } from './read.ts';
import { type Environment, inUserFolder } from './user-folder.ts';

/**
 * Path of the user's settings: RUNWAY_CONFIG, else `runway/config.yaml` in XDG_CONFIG_HOME, else in `~/.config`. Null
 * where RUNWAY_CONFIG is empty, or the user has no home.
 */
export function preferencesPath(env: Environment): string | null {
  if (env.RUNWAY_CONFIG !== undefined) return env.RUNWAY_CONFIG || null;
  return inUserFolder(env, 'XDG_CONFIG_HOME', '.config', 'runway/config.yaml');
}

/** The settings, and their file. */
export interface FoundPreferences {
  readonly path: string | null;
  /** Whether the file exists. */
  readonly isThere: boolean;
  readonly preferences: Preferences;
  readonly written: WrittenSettings;
}

/**
 * Reads the settings file; the default settings where there is none. Throws Faults, also where the file cannot be read,
 * and where RUNWAY_CONFIG names a missing one.
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

/**
 * Whether there is a file; most users have none, and this is faster than a failed read. An error counts as there, so
 * that reading reports it.
 */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}
