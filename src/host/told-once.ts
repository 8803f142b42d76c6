/** What users are told once only: an empty file in the folder of their own state keeps that they were. */
import { existsSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeFolders } from './make-folders.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The XDG base directory specification: `~/.local/state` where nothing else is named. */
const fileOf = (env: Env, what: string): string =>
  join(env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state'), 'runway', `${what}.told`);

/** Whether this user was told of it. */
export const wasTold = (env: Env, what: string): boolean => existsSync(fileOf(env, what));

/** It is told no more; where nothing can be kept, it will be. */
export function tellNoMore(env: Env, what: string): void {
  const file = fileOf(env, what);
  try {
    makeFolders(dirname(file), 0o700);
    writeFileSync(file, '');
  } catch {
    // Nothing depends on it.
  }
}
