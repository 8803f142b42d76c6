/**
 * A cache of results made from texts, in a folder of the user's, because reading a scenario takes longer than
 * simulating it. An entry is used only where text, name, kind of result, program and Node are the same; any other is
 * written anew. The program works without the cache too.
 */
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import type { Source } from '../diagnostic/diagnostic.ts';
import { seal, thisNode, unseal } from './sealed.ts';
import { type Environment, inUserFolder, makeUserFolder } from './user-folder.ts';

/** Digest of all sources of the program, put in by the build; without a build there is no cache. */
declare const RUNWAY_BUILT_FROM: string;

const PROGRAM = typeof RUNWAY_BUILT_FROM === 'undefined' ? null : RUNWAY_BUILT_FROM.slice(0, 32);

/** Most entries kept, some 80 kB each; the oldest are deleted first. */
const MOST_KEPT = 64;
const SUFFIX = '.kept';

/**
 * The cache folder: RUNWAY_CACHE, else `runway` in XDG_CACHE_HOME, else in `~/.cache`. Null where RUNWAY_CACHE is
 * empty, or the user has no home.
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
 * The result of `make`, from the cache where it has it. Results must be plain data, without functions and own classes.
 * `what` names the kind of result and all else that it depends on; results for which `isKept` is false are not cached.
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

/** Writes a file under another name first, so that readers never see it half done. */
function keep(folder: string, file: string, sealed: Buffer): void {
  const begun = `${file}.${process.pid}`;
  try {
    makeUserFolder(folder);
    try {
      writeFileSync(begun, sealed, { mode: 0o600 });
      renameSync(begun, file);
    } finally {
      rmSync(begun, { force: true });
    }
    forgetOldest(folder);
  } catch {
    // A failure is ignored: the result is made anew next time.
  }
}

function forgetOldest(folder: string): void {
  const files = readdirSync(folder).filter((name) => name.includes(SUFFIX));
  if (files.length <= MOST_KEPT) return;
  const written = files.map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }));
  written.sort((a, b) => a.at - b.at);
  for (const { name } of written.slice(0, files.length - MOST_KEPT)) rmSync(join(folder, name), { force: true });
}
