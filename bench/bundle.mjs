// The engine as a bundle in a folder of its own, as `dist` has it: minified, with the program of a crew's threads
// beside it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** The folder of the project. */
export const HOME = join(import.meta.dirname, '..');

/** How `dist` is made. */
const AS_THE_PROGRAM = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  banner: { js: 'import{createRequire as requireHere}from"node:module";const require=requireHere(import.meta.url);' },
};

/** A folder that goes when this process does. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'runway-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.once('SIGINT', () => process.exit(130));
  return folder;
}

/** Bundles the engine: its file, its exports, and the program of the threads. */
export async function bundleEngine(folder = temporaryFolder()) {
  await build({
    entryPoints: { engine: join(HOME, 'bench/engine.ts'), thread: join(HOME, 'src/host/thread.ts') },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    ...AS_THE_PROGRAM,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const file = join(folder, 'engine.mjs');
  return { file, engine: await import(pathToFileURL(file)), thread: pathToFileURL(join(folder, 'thread.mjs')) };
}

/** Bundles the program of Ink that prints one line; its file. */
export async function bundleLine(folder) {
  const outfile = join(folder, 'line.mjs');
  await build({
    entryPoints: [join(HOME, 'bench/line.mjs')],
    outfile,
    ...AS_THE_PROGRAM,
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    alias: { 'react-devtools-core': join(HOME, 'src/cli/no-devtools.ts') },
  });
  return outfile;
}
