import { isAbsolute, join } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the user keeps of this program in a folder of the XDG Base Directory Specification: `path` in what the variable
 * names, which is to be ignored where it is not absolute, else in `inHome` of their home; null where nobody has one.
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
