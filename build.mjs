// Bundles the programs into dist/, so that they start fast and install with nothing beside them.
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { builtinModules, createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { runInThisContext } from 'node:vm';
import { build } from 'esbuild';
import { BUILT_FROM, inputsDigest } from './built-from.mjs';

const SHOWN = 'scenarios/stability-ai-2023-10.yaml';
/** The programs, each whole: where its source begins, and the words of the runs whose code is kept.
 *  The last two are threads, which need another thread to run. */
const PROGRAMS = {
  run: { entry: 'src/cli/main.ts', runs: [['run', SHOWN], ['run', SHOWN, '--worlds', '1000']], commands: ['run'] },
  print: { entry: 'src/cli/main.ts', runs: [['compare', SHOWN]], without: 'tui/open.tsx' },
  screen: { entry: 'src/cli/main.ts', runs: [['open', SHOWN]] },
  thread: { entry: 'src/host/thread.ts' },
  'odds-worker': { entry: 'src/host/odds-worker.ts' },
};
/** What few runs need, and others' code is most of: a file of its own, which those alone load. */
const CHUNKS = {
  questions: 'src/cli/questions.ts',
  'shell-scripts': 'src/cli/shell-scripts.ts',
  parquet: 'src/cli/parquet.ts',
  mcp: 'src/cli/mcp/mcp-server.ts',
  'page-html': 'src/report/html/page-html.ts',
  'own-keys': 'src/tui/own-keys.ts',
};
/** Sources that are mostly others' code, which reads files: one bundle, loaded when something of it is used, with its
 *  code kept as that of the programs. A scenario that is kept needs none of it. */
const READING = [
  'src/formula/grammar.ts',
  'src/scenario/document.ts',
  'src/scenario/shape.ts',
  'src/scenario/json-schema.ts',
  'src/analysis/frozen-shape.ts',
];
/** Words whose answer is always the same: it is made here. */
const ANSWERED = ['--help', '-h', '--version', '-V'];
/** Node's own modules that not every run uses, and that take milliseconds to load. */
const SLOW = /^(?:node:)?(?:child_process|crypto|worker_threads)$/;
const COMMON = { bundle: true, platform: 'node', target: 'node20', minify: true, legalComments: 'none', write: false };

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
// Before anything is read: what changes meanwhile is built next time.
const digest = await inputsDigest();
// Built beside dist and put in its place whole: nothing ever runs half of it.
const out = resolve(`dist.${process.pid}`);
const inputs = new Set();
await mkdir(out);
// The starters are CommonJS, which Node starts sooner than modules.
await writeFile(join(out, 'package.json'), '{ "type": "commonjs" }\n');
const reading = await library('reading', READING);
for (const [name, program] of Object.entries(PROGRAMS)) await bundle(name, program);

for (const [name, entry] of Object.entries(CHUNKS)) await chunk(name, entry);

await starter('print.js', "import { start } from './loader.ts'; start('print', false);");
const answers = ANSWERED.map((word) => [word, execFileSync(process.execPath, [join(out, 'print.js'), word]).toString()]);
await rm(join(out, 'print.js'));
await starter('runway.js', "import './start.ts';", { RUNWAY_ANSWERS: JSON.stringify(Object.fromEntries(answers)) });
for (const name of ['thread', 'odds-worker']) {
  await starter(`${name}.js`, `import { start } from './loader.ts'; start('${name}', true);`);
}
await keepCode();
await writeFile(join(out, 'LICENSES.txt'), await licences([...inputs]));
await writeFile(join(out, BUILT_FROM), digest);

await rm('dist', { recursive: true, force: true });
await rename(out, 'dist');

/**
 * Bundles a program as the body of a function, which `loader.ts` calls. `without` is the source that is left out of it;
 * where `commands` are given, those of all others are.
 */
async function bundle(name, { entry, without, commands }) {
  const { metafile, outputFiles } = await build({
    ...COMMON,
    entryPoints: [entry],
    // Unlike its CommonJS, esbuild's modules may await at the top, as Ink's layout does.
    format: 'esm',
    metafile: true,
    define: {
      RUNWAY_VERSION: JSON.stringify(version),
      RUNWAY_BUILT_FROM: JSON.stringify(digest),
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
      'import.meta.url': 'runwayUrl',
      // Yoga would fetch its own bytes, which it holds, and Node's fetch takes 30 ms to load. Nothing here asks a network.
      fetch: 'undefined',
    },
    // Ink asks for it only where DEV is set.
    alias: { 'react-devtools-core': './src/cli/no-devtools.ts' },
    plugins: [wholeProgram({ without, commands })],
  });
  refuseLate(metafile);
  for (const input of Object.keys(metafile.inputs)) inputs.add(input);
  await writeFile(join(out, `${name}.program.js`), `(async function(runwayRequire,runwayUrl){${outputFiles[0].text}})`);
}

/**
 * Refuses a source that imports late in other words than those that are linked: esbuild would keep whole all that it
 * reaches, with math.js.
 */
function refuseLate({ inputs: read }) {
  const late = Object.keys(read).filter(
    (path) => path.startsWith('src/') && read[path].imports.some(({ kind }) => kind === 'dynamic-import'),
  );
  if (late.length > 0) throw new Error(`${late.join(', ')}: only "const { name } = await import('path');" is linked`);
}

/**
 * Bundles sources as the body of a function that gives all that they export, which is functions. By source, gives what
 * stands in its place elsewhere: functions that load the bundle when they are called.
 */
async function library(name, sources) {
  const contents = sources.map((path, i) => `export * as _${i} from './${path}';`).join('\n');
  const stdin = { contents, resolveDir: '.', loader: 'ts' };
  const { metafile, outputFiles } = await build({ ...COMMON, stdin, format: 'cjs', metafile: true });
  for (const input of Object.keys(metafile.inputs)) if (input !== '<stdin>') inputs.add(input);
  const body = `(function(require){const module={exports:{}};${outputFiles[0].text};return module.exports})`;
  await writeFile(join(out, `${name}.program.js`), body);
  const exported = runInThisContext(body)(createRequire(import.meta.url));
  const through = (i) => (key) => `export const ${key} = (...given) => runwayRequire('runway:${name}')._${i}.${key}(...given);`;
  return new Map(sources.map((path, i) => [resolve(path), Object.keys(exported[`_${i}`]).map(through(i)).join('\n')]));
}

/** Bundles a chunk as CommonJS, which the programs require from beside the starters. */
async function chunk(name, entry) {
  const { metafile, outputFiles } = await build({ ...COMMON, entryPoints: [entry], format: 'cjs', metafile: true });
  for (const input of Object.keys(metafile.inputs)) inputs.add(input);
  await writeFile(join(out, `${name}.chunk.js`), outputFiles[0].text);
}

/** What makes a module a function's body: Node's own modules are required, and what the commands import when needed is linked. */
function wholeProgram({ without, commands }) {
  const own = new RegExp(`^(?:node:.*|${builtinModules.join('|')})$`);
  return {
    name: 'whole-program',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: own }, ({ path, kind }) => {
        const isImported = kind === 'import-statement' && !SLOW.test(path);
        return { path, namespace: isImported ? 'own-imported' : 'own' };
      });
      onLoad({ filter: /.*/, namespace: 'own' }, async ({ path }) => ({ contents: `module.exports = ${await ownModule(path)}` }));
      onLoad({ filter: /.*/, namespace: 'own-imported' }, async ({ path }) => ({ contents: await importedModule(path) }));
      onLoad({ filter: /src\/(?:formula|scenario|analysis)\/.*\.ts$/ }, ({ path }) => {
        const contents = reading.get(path);
        return contents === undefined ? undefined : { contents, loader: 'js' };
      });
      onLoad({ filter: /src\/cli\/.*\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const linked = [];
        const body = text.replace(/const (\{ \w+ \}) = await import\(('[^']+')\);/g, (_, names, from) => {
          const apart = Object.keys(CHUNKS).find((name) => from.endsWith(`/${basename(CHUNKS[name])}'`));
          if (apart !== undefined) return `const ${names} = runwayRequire('./${apart}.chunk.js');`;
          const [, command] = /^'\.\.\/commands\/(.+)\.ts'$/.exec(from) ?? [];
          const isOther = command !== undefined && commands !== undefined && !commands.includes(command);
          const isOut = isOther || (without !== undefined && from.endsWith(`${without}'`));
          if (isOut) return `const ${names.slice(2, -2)} = () => { throw new Error('not part of this program: see start.ts') };`;
          linked.push(`import ${names} from ${from};`);
          return '';
        });
        return { contents: linked.join('') + body, loader: 'ts' };
      });
    },
  };
}

/** A module of Node's own, as an expression. One that takes Node long to load is loaded when something of it is used. */
async function ownModule(path) {
  const required = `runwayRequire('${path}')`;
  if (!SLOW.test(path)) return required;
  const names = Object.keys(await import(path)).filter((name) => name !== 'default');
  return `{ ${names.map((name) => `get ${name}() { return ${required}.${name}; }`).join(', ')} }`;
}

/** A module of Node's own that is imported: as such, for else all that it has would be copied at every start. */
async function importedModule(path) {
  const names = Object.keys(await import(path)).filter((name) => name !== 'default' && name !== 'module.exports');
  const each = names.map((name) => `export const ${name} = /* @__PURE__ */ (() => own.${name})();`);
  return [`const own = runwayRequire('${path}');`, 'export default own;', ...each].join('\n');
}

/** A file that Node starts with. */
async function starter(name, contents, define = {}) {
  const { outputFiles } = await build({
    ...COMMON,
    stdin: { contents, resolveDir: 'src/cli', loader: 'ts' },
    format: 'cjs',
    define,
  });
  await writeFile(join(out, name), `#!/usr/bin/env node\n${outputFiles[0].text}`);
  await chmod(join(out, name), 0o755);
}

/** Runs the programs, for V8 to make their code. */
async function keepCode() {
  await starter('keep-code.js', "import './keep-code.ts';");
  for (const [name, { runs = [] }] of Object.entries(PROGRAMS)) {
    // Each run adds to what is kept of those before. On the screen, q leaves it.
    for (const words of runs) execFileSync(process.execPath, [join(out, 'keep-code.js'), name, ...words], { input: 'q' });
  }
  await rm(join(out, 'keep-code.js'));
}

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
