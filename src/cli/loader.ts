/**
 * Loads a bundled program of the folder that this file is bundled into, with the code that V8 made of it when it was
 * built: nothing has to be compiled again. A cache that is missing, damaged, or of another Node, machine or source only
 * costs time: it is not used.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
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
  const script = scriptOf(name, isOptimised);
  scripts.set(name, script);
  if (!isOptimised) optimise(false);
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
  // Only now: the checksum is a loop that is worth optimising.
  const before = isOptimising();
  if (!isOptimised) optimise(false);
  const script = new Script(source, cachedData === null ? { filename: file } : { filename: file, cachedData });
  if (before) optimise(true);
  return script;
}

/** Bytes of what stands behind the data, in words of 4: the label, and the checksum of all before it. */
const LABEL = 124;
const CHECKSUM = 4;

/**
 * The cache as it goes to disk: V8's data, whole words of it, a label and a checksum. The label says which Node made
 * the data, `maker`, of which source: V8 itself takes data of the same flags and the same length of source, and runs
 * it.
 */
export function sealCache(data: Buffer, source: Buffer, maker: string = thisNode()): Buffer {
  const sealed = Buffer.alloc(Math.ceil(data.length / 4) * 4 + LABEL + CHECKSUM);
  data.copy(sealed);
  const label = `${labelOf(maker, source)}${data.length}`;
  if (label.length > LABEL) throw new Error(`the label of the kept code has no room for "${label}"`);
  sealed.write(label.padEnd(LABEL), sealed.length - LABEL - CHECKSUM, 'latin1');
  sealed.writeInt32LE(checksum(sealed.subarray(0, -CHECKSUM)), sealed.length - CHECKSUM);
  return sealed;
}

/**
 * V8's data; null where the file is missing, of another Node or source, or damaged: V8 itself would run damaged data.
 */
function readCache(file: string, source: Buffer): Buffer | null {
  try {
    const sealed = readFileSync(file);
    const end = sealed.length - CHECKSUM;
    if (end < LABEL || end % 4 !== 0) return null;
    const label = sealed.toString('latin1', end - LABEL, end);
    const known = labelOf(thisNode(), source);
    if (!label.startsWith(known) || sealed.readInt32LE(end) !== checksum(sealed.subarray(0, end))) return null;
    return sealed.subarray(0, Number(label.slice(known.length)));
  } catch {
    // The cache is not there, or the Node that runs this has been removed.
    return null;
  }
}

const labelOf = (maker: string, source: Buffer): string => `${maker} ${checksum(source)} `;

/**
 * The Node that runs this. Releases of one V8 version differ in what V8 builds into itself, and so do two builds of one
 * release, which the size of the executable in bytes tells apart.
 */
function thisNode(): string {
  return `${process.version} ${process.platform} ${process.arch} ${statSync(process.execPath).size}`;
}

/** FNV-1a, of words of 4 bytes as far as they go, then of bytes. */
function checksum({ buffer, byteOffset, length }: Buffer): number {
  const words = new Int32Array(buffer, byteOffset, length >> 2);
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193);
  for (const byte of new Uint8Array(buffer, byteOffset + words.byteLength, length & 3)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash;
}
