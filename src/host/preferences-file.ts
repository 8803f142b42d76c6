import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { Faults } from '../diagnostic/diagnostic.ts';
import { type Preferences, readPreferences, STANDARD, type WrittenSettings } from '../preferences/preferences.ts';
import { keptOr } from './kept.ts';
import { readContent } from './read.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the settings of the user are: what RUNWAY_CONFIG names, else `runway/config.yaml` in the folder that
 * XDG_CONFIG_HOME names, else in `~/.config`. Null where RUNWAY_CONFIG is empty, or nobody has a home.
 */
export function preferencesPath({ RUNWAY_CONFIG, XDG_CONFIG_HOME, HOME, USERPROFILE }: Environment): string | null {
  if (RUNWAY_CONFIG !== undefined) return RUNWAY_CONFIG || null;
  const home = HOME || USERPROFILE;
  // A path that is not absolute is to be ignored: XDG Base Directory Specification.
  if (XDG_CONFIG_HOME !== undefined && isAbsolute(XDG_CONFIG_HOME)) return join(XDG_CONFIG_HOME, 'runway/config.yaml');
  return home === undefined ? null : join(home, '.config/runway/config.yaml');
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
  return {
    path,
    isThere: true,
    ...keptOr(
      env,
      'settings',
      source,
      () => readPreferences(source),
      () => true,
    ),
  };
}

/** Most have none, and a look costs less than to be refused. What cannot be looked at is told of when it is read. */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}
