/**
 * A build step: runs a program and saves the code that V8 compiled for it and for the libraries it loaded, in addition
 * to code saved before. Called as `keep-code NAME [WORDS…]`; for the screen, standard input and output pose as a
 * terminal.
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
  // V8 accepts cached code only under the same flags: those at the start of the program.
  optimise(false);
  for (const [kept, script] of scripts) {
    const source = readFileSync(join(__dirname, `${kept}.program.js`));
    writeFileSync(join(__dirname, `${kept}.cache`), sealCache(script.createCachedData(), source));
  }
});
