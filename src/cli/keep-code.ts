/**
 * A step of the build: runs a program, and keeps the code that V8 made of what was run, with what was kept before, of
 * it and of the libraries that it loaded.
 * Called as `keep-code NAME [WORDS…]`; for the screen, standard input and output stand in for a terminal.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealCache, start } from './loader.ts';
import { optimise } from './optimise.ts';

declare const __dirname: string;

const [name = ''] = process.argv.splice(2, 1);
if (name === 'screen') {
  Object.assign(process.stdin, { isTTY: true, setRawMode: () => process.stdin });
  Object.assign(process.stdout, { isTTY: true, columns: 140, rows: 45 });
}
const { scripts } = start(name, false);
process.on('exit', () => {
  // V8 takes the code only under the flags that it was kept under: those of the start.
  optimise(false);
  for (const [kept, script] of scripts) {
    const source = readFileSync(join(__dirname, `${kept}.program.js`));
    writeFileSync(join(__dirname, `${kept}.cache`), sealCache(script.createCachedData(), source));
  }
});
