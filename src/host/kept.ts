/**
 * What was made of a text, kept in a folder of the user's for the next time that it is asked for: to read a scenario
 * takes longer than to simulate it. What is kept is used where the text, its name, what is made of it, the program and
 * Node are all the same; whatever else is found there is passed over and written anew. Nothing depends on it.
 */
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import type { Source } from '../diagnostic/diagnostic.ts';
import { makeFolders } from './make-folders.ts';
import { seal, thisNode, unseal } from './sealed.ts';
import { type Environment, inUserFolder } from './user-folder.ts';

/** Digest of all that the program was built from, put in by the build. Where nothing was built, nothing is kept. */
declare const RUNWAY_BUILT_FROM: string;

const PROGRAM = typeof RUNWAY_BUILT_FROM === 'undefined' ? null : RUNWAY_BUILT_FROM.slice(0, 32);

/** Files that are kept at most, some 80 kB each; beyond them the oldest go. */
const MOST_KEPT = 64;
const SUFFIX = '.kept';

/**
 * The folder of what is kept: what RUNWAY_CACHE names, else `runway` in the folder that XDG_CACHE_HOME names, else in
 * `~/.cache`. Null where RUNWAY_CACHE is empty, or nobody has a home.
 */
export function keptFolder(env: Environment): string | null {
  if (env.RUNWAY_CACHE !== undefined) return env.RUNWAY_CACHE || null;
  return inUserFolder(env, 'XDG_CACHE_HOME', '.cache', 'runway');
}

interface Kept<T> {
  readonly what: string;
  readonly source: Source;
  readonly made: T;
}

/**
 * What `make` makes of the text, or what it made of the same before. It is data: no functions, no classes of the
 * program's own. `what` names it and all else that it depends on; what `isKept` does not hold of is made each time.
 */
export function keptOr<T>(
  env: Environment,
  what: string,
  source: Source,
  make: () => T,
  isKept: (made: T) => boolean = () => true,
): T {
  const folder = PROGRAM === null ? null : keptFolder(env);
  if (folder === null) return make();
  const key = `${what} ${resolve(source.name)}`;
  const file = join(folder, `${basename(source.name)}-${crc32(key).toString(16)}${SUFFIX}`);
  const label = `${thisNode()} ${PROGRAM}`;
  const found = readKept<T>(file, label);
  if (found !== null && found.what === what && found.source.name === source.name && found.source.text === source.text)
    return found.made;
  const made = make();
  if (isKept(made)) keep(folder, file, seal(serialize({ what, source, made } satisfies Kept<T>), label));
  return made;
}

function readKept<T>(file: string, label: string): Kept<T> | null {
  try {
    const data = unseal(readFileSync(file), label);
    return data === null ? null : (deserialize(data) as Kept<T>);
  } catch {
    return null;
  }
}

/** Under its name at once or not at all, for those who read it meanwhile. */
function keep(folder: string, file: string, sealed: Buffer): void {
  const begun = `${file}.${process.pid}`;
  try {
    makeFolders(folder, 0o700);
    try {
      writeFileSync(begun, sealed, { mode: 0o600 });
      renameSync(begun, file);
    } finally {
      rmSync(begun, { force: true });
    }
    forgetOldest(folder);
  } catch {
    // It is made anew next time.
  }
}

function forgetOldest(folder: string): void {
  const files = readdirSync(folder).filter((name) => name.includes(SUFFIX));
  if (files.length <= MOST_KEPT) return;
  const written = files.map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }));
  written.sort((a, b) => a.at - b.at);
  for (const { name } of written.slice(0, files.length - MOST_KEPT)) rmSync(join(folder, name), { force: true });
}
