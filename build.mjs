// Bundles the program into dist/, so that it starts fast and installs with nothing beside it.
import { chmod, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
// Built beside dist and put in its place whole: nothing ever runs half of it.
const out = `dist.${process.pid}`;
const { metafile } = await build({
  entryPoints: { runway: 'src/cli/main.ts', thread: 'src/cli/thread.ts', 'odds-worker': 'src/cli/odds-worker.ts' },
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  keepNames: false,
  metafile: true,
  legalComments: 'none',
  define: {
    RUNWAY_VERSION: JSON.stringify(version),
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
    // Yoga would fetch its own bytes, which it holds, and Node's fetch takes 30 ms to load. Nothing here asks a network.
    fetch: 'undefined',
  },
  // Ink asks for it only where DEV is set.
  alias: { 'react-devtools-core': './src/cli/no-devtools.ts' },
  // What is CommonJS inside the bundle may ask for Node's own modules.
  banner: { js: 'import{createRequire as createRequireHere}from"node:module";const require=createRequireHere(import.meta.url);' },
});
const entry = await readFile(`${out}/runway.js`, 'utf8');
await writeFile(`${out}/runway.js`, `#!/usr/bin/env node\n${entry}`);
await chmod(`${out}/runway.js`, 0o755);
await writeFile(`${out}/LICENSES.txt`, await licences(Object.keys(metafile.inputs)));

await rm('dist', { recursive: true, force: true });
await rename(out, 'dist');

/** The licences of what is inside the bundle, packages and data, as they ask to be given along. */
async function licences(inputs) {
  const packages = new Set();
  for (const input of inputs) {
    const inside = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (inside !== null) packages.add(inside[1]);
  }
  const texts = [];
  for (const folder of [...packages].sort()) {
    const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    let text = '';
    for (const file of ['LICENSE', 'LICENSE.md', 'license', 'license.md', 'LICENCE', 'NOTICE']) {
      text += await readFile(join(folder, file), 'utf8').catch(() => '');
    }
    texts.push(`${name} ${version} (${license ?? 'see below'})\n\n${text.trim()}\n`);
  }
  for (const file of (await readdir('licences')).sort()) texts.push(await readFile(join('licences', file), 'utf8'));
  return texts.join(`\n${'-'.repeat(72)}\n\n`);
}
