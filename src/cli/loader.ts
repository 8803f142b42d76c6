/**
 * Loads a bundled program from this file's folder, with the code that V8 compiled at build time, so that nothing is
 * compiled again. A cache that is missing, damaged, or of another Node, machine or source is ignored, which only costs
 * time.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import { seal, thisNode, unseal } from '../host/sealed.ts';
import { isOptimising, optimise } from './optimise.ts';

// Defined because the bundle is CommonJS.
declare const __dirname: string;
declare const require: (id: string) => unknown;

/** The function that a bundle of esbuild is wrapped in. */
type WrappedProgram = (require: (id: string) => unknown, url: string) => Promise<void>;
type Library = (require: (id: string) => unknown) => unknown;

export interface Started {
  /** Compiled scripts by name, the program's own and those of the libraries it loaded, for their code to be cached. */
  readonly scripts: ReadonlyMap<string, Script>;
  /** Rejects where the program cannot be loaded; later errors the program reports itself. */
  readonly ended: Promise<void>;
}

/** Loads and runs `NAME.program.js`. */
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
  const program = script.runInThisContext() as WrappedProgram;
  return { scripts, ended: program(requireLibrary, pathToFileURL(join(__dirname, 'runway.js')).href) };
}

/** Compiles a bundle. V8 accepts cached code only under the flags that it was made under. */
function scriptOf(name: string, isOptimised: boolean): Script {
  const file = join(__dirname, `${name}.program.js`);
  const bytes = readFileSync(file);
  const cachedData = readCache(join(__dirname, `${name}.cache`), bytes);
  // The bundle is ASCII, and latin1 is the fastest way to read it.
  const source = bytes.toString('latin1');
  const before = isOptimising();
  if (!isOptimised) optimise(false);
  const script = new Script(source, cachedData === null ? { filename: file } : { filename: file, cachedData });
  if (before) optimise(true);
  return script;
}

/**
 * Seals V8's cache data for the disk. V8 itself checks only flags and the length of the source, so a checksum is
 * needed.
 */
export const sealCache = (data: Buffer, source: Buffer, maker: string = thisNode()): Buffer =>
  seal(data, labelOf(maker, source));

/** V8's cache data; null where the file is missing, of another Node or source, or damaged. */
function readCache(file: string, source: Buffer): Buffer | null {
  try {
    return unseal(readFileSync(file), labelOf(thisNode(), source));
  } catch {
    // The cache is missing, or the running Node's executable was removed.
    return null;
  }
}

const labelOf = (maker: string, source: Buffer): string => `${maker} ${crc32(source)}`;
