import { join } from 'node:path';
import { buildSync } from 'esbuild';

const HOST = join(import.meta.dirname, '../../src/host');

/** Writes a program for Node into a folder: `code`, which can use `writeOver` and `readFileSync`. Returns its path. */
export function programOf(folder: string, name: string, code: string): string {
  const outfile = join(folder, `${name}.mjs`);
  const contents = `import { readFileSync } from 'node:fs';\nimport { writeOver } from './write.ts';\n${code}`;
  buildSync({
    stdin: { contents, resolveDir: HOST, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
  });
  return outfile;
}
