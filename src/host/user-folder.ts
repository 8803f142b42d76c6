import { isAbsolute, join } from 'node:path';

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
