// Kills the writing of rows at random moments, with --resume after each, and compares the bytes with those of a run
// that nothing has killed: node bench/kill-rows.mjs [kills] [seed]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';

const [kills = 100, seed = 1] = process.argv.slice(2).map(Number);
const ROWS = ['run', 'scenarios/first-scenario.yaml', '--worlds', '200000', '--per-world'];
const folder = mkdtempSync(join(tmpdir(), 'runway-kills-'));
let state = seed;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};

/** Runs the program; after so many milliseconds it is killed. */
const run = (path, after, ...more) =>
  new Promise((done) => {
    const child = spawn(process.execPath, [resolve('dist/runway.js'), ...ROWS, '-o', path, ...more]);
    const timer = after === null ? null : setTimeout(() => child.kill('SIGKILL'), after);
    child.on('exit', (status, signal) => {
      clearTimeout(timer);
      done(signal ?? status);
    });
  });

const FORMATS = ['csv', 'parquet', 'ndjson'];
const whole = {};
for (const format of FORMATS) {
  const path = join(folder, `whole.${format}`);
  const status = await run(path, null);
  if (status !== 0) throw new Error(`the run that nothing kills ends with ${status}`);
  whole[format] = readFileSync(path);
}
let [killed, files] = [0, 0];
while (killed < kills) {
  const format = FORMATS[files % FORMATS.length];
  const path = join(folder, `broken.${format}`);
  for (;;) {
    const ended = await run(path, killed < kills ? 100 + random() * 3000 : null, '--resume');
    if (ended === 'SIGKILL') killed++;
    else if (ended === 0) break;
    else throw new Error(`after ${killed} kills the run ends with ${ended}`);
  }
  files++;
  if (!readFileSync(path).equals(whole[format])) throw new Error(`after ${killed} kills ${path} has other bytes`);
  rmSync(path);
}
rmSync(folder, { recursive: true });
console.log(`${killed} kills, ${files} files, all of the same bytes`);
