/** Notes that users get only once; an empty file in the user's state folder records each. */
import { existsSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeUserFolder } from './user-folder.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Path of the record: XDG_STATE_HOME, else `~/.local/state` (XDG Base Directory Specification). */
const fileOf = (env: Env, what: string): string =>
  join(env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state'), 'runway', `${what}.told`);

/** Whether this user has had the note. */
export const wasTold = (env: Env, what: string): boolean => existsSync(fileOf(env, what));

/** Records that the user has had the note; where that fails, it will come again. */
export function tellNoMore(env: Env, what: string): void {
  const file = fileOf(env, what);
  try {
    makeUserFolder(dirname(file));
    writeFileSync(file, '');
  } catch {
    // Nothing depends on the record.
  }
}
