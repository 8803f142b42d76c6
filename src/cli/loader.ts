/**
 * Loads a bundled program of the folder that this file is bundled into, with the code that V8 made of it when it was built: nothing
 * has to be compiled again. A cache that is missing, damaged, or of another Node or processor only costs time.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { optimise } from './optimise.ts';

// The bundle is CommonJS.
declare const __dirname: string;
declare const require: (id: string) => unknown;

/** What esbuild's bundle is wrapped in. */
type Program = (require: (id: string) => unknown, url: string) => Promise<void>;

/**
 * Starts the program `NAME.program.js`; gives the script, whose code can be kept when the program has run. V8 takes the code only under
 * the flags that it was kept under.
 */
export function start(name: string, isOptimised: boolean): Script {
  const file = join(__dirname, `${name}.program.js`);
  // The bundle is ASCII; read as such it takes no decoding.
  const source = readFileSync(file, 'latin1');
  const cachedData = readCache(join(__dirname, `${name}.cache`));
  // Only now: the checksum is a loop that is worth optimising.
  if (!isOptimised) optimise(false);
  const script = new Script(source, cachedData === null ? { filename: file } : { filename: file, cachedData });
  void (script.runInThisContext() as Program)(require, pathToFileURL(join(__dirname, 'runway.js')).href);
  return script;
}

/** The cache as it goes to disk: V8's data, whole words of it, with a checksum behind. */
export function sealCache(data: Buffer): Buffer {
  const sealed = Buffer.alloc(Math.ceil(data.length / 4) * 4 + 8);
  data.copy(sealed);
  sealed.writeInt32LE(data.length, sealed.length - 8);
  sealed.writeInt32LE(checksum(sealed), sealed.length - 4);
  return sealed;
}

/** V8's data; null where the file is missing or damaged: V8 itself would run damaged data. */
function readCache(file: string): Buffer | null {
  let sealed: Buffer;
  try {
    sealed = readFileSync(file);
  } catch {
    return null;
  }
  if (sealed.length < 8 || sealed.length % 4 !== 0) return null;
  if (sealed.readInt32LE(sealed.length - 4) !== checksum(sealed)) return null;
  return sealed.subarray(0, sealed.readInt32LE(sealed.length - 8));
}

/** FNV-1a over all words but the last. */
function checksum({ buffer, byteOffset, length }: Buffer): number {
  const words = new Int32Array(buffer, byteOffset, length / 4 - 1);
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193);
  return hash;
}
