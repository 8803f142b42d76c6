import { existsSync, mkdirSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A path in a user folder of the XDG Base Directory Specification: `path` in the folder that the variable names or,
 * where that is unset or not absolute, in `inHome` of the user's home; null where the user has no home.
 */
export function inUserFolder(
  env: Environment,
  variable: 'XDG_CACHE_HOME' | 'XDG_CONFIG_HOME',
  inHome: string,
  path: string,
): string | null {
  const named = env[variable];
  if (named !== undefined && isAbsolute(named)) return join(named, path);
  const home = env.HOME || env.USERPROFILE;
  return home === undefined ? null : join(home, inHome, path);
}

/**
 * Creates a folder of the user's, and those above it that are missing. Throws as `mkdirSync` does, which with
 * `recursive` would try for ever where a file system denies that an existing folder can hold another, as /proc does.
 */
export function makeUserFolder(path: string): void {
  const missing: string[] = [];
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const folder of missing) {
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
      // Another process may have made it meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
