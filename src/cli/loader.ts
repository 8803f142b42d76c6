/**
 * Loads a bundled program of the folder that this file is bundled into, with the code that V8 made of it when it was
 * built: nothing has to be compiled again. A cache that is missing, damaged, or of another Node, machine or source only
 * costs time: it is not used.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import { seal, thisNode, unseal } from '../host/sealed.ts';
import { isOptimising, optimise } from './optimise.ts';

// The bundle is CommonJS.
declare const __dirname: string;
declare const require: (id: string) => unknown;

/** What esbuild's bundle is wrapped in. */
type Program = (require: (id: string) => unknown, url: string) => Promise<void>;
type Library = (require: (id: string) => unknown) => unknown;

export interface Started {
  /** Their code can be kept when the program has run: its own, by its name, and that of the libraries that it loaded. */
  readonly scripts: ReadonlyMap<string, Script>;
  /** Rejects where the program cannot be loaded; the program itself tells of what goes wrong later. */
  readonly ended: Promise<void>;
}

/** Starts the program `NAME.program.js`. */
export function start(name: string, isOptimised: boolean): Started {
  const scripts = new Map<string, Script>();
  const libraries = new Map<string, unknown>();
  const requireLibrary = (id: string): unknown => {
    const [, library] = /^runway:(.+)$/.exec(id) ?? [];
    if (library === undefined) return require(id);
    if (!libraries.has(library)) {
      const script = scriptOf(library, isOptimised);
      scripts.set(library, script);
      libraries.set(library, (script.runInThisContext() as Library)(require));
    }
    return libraries.get(library);
  };
  if (!isOptimised) optimise(false);
  const script = scriptOf(name, isOptimised);
  scripts.set(name, script);
  const program = script.runInThisContext() as Program;
  return { scripts, ended: program(requireLibrary, pathToFileURL(join(__dirname, 'runway.js')).href) };
}

/** A bundle, compiled. V8 takes the code that was kept only under the flags that it was kept under. */
function scriptOf(name: string, isOptimised: boolean): Script {
  const file = join(__dirname, `${name}.program.js`);
  const bytes = readFileSync(file);
  const cachedData = readCache(join(__dirname, `${name}.cache`), bytes);
  // The bundle is ASCII; read as such it takes no decoding.
  const source = bytes.toString('latin1');
  const before = isOptimising();
  if (!isOptimised) optimise(false);
  const script = new Script(source, cachedData === null ? { filename: file } : { filename: file, cachedData });
  if (before) optimise(true);
  return script;
}

/** V8's data as it goes to disk. V8 itself takes data of the same flags and the same length of source, and runs it. */
export const sealCache = (data: Buffer, source: Buffer, maker: string = thisNode()): Buffer =>
  seal(data, labelOf(maker, source));

/** V8's data; null where the file is missing, of another Node or source, or damaged. */
function readCache(file: string, source: Buffer): Buffer | null {
  try {
    return unseal(readFileSync(file), labelOf(thisNode(), source));
  } catch {
    // The cache is not there, or the Node that runs this has been removed.
    return null;
  }
}

const labelOf = (maker: string, source: Buffer): string => `${maker} ${crc32(source)}`;
