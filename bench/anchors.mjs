// The yardsticks: a folder with `ref.c` and `eng_numpy.py`, which time the same workload in C and numpy and print JSON
// lines.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { median } from './rounds.mjs';

const run = promisify(execFile);

/** Where numpy is looked for: first as the system has it. */
const PYTHONS = ['/usr/bin/python3', 'python3'];

/**
 * Compiles and finds what is there: by name, a function from arguments to the lines printed. What is not there is left
 * out; `told` says why, and what there is.
 */
export async function openAnchors(folder, temporary) {
  if (folder === undefined) return { told: ['no yardsticks: none are named by --anchors DIR'] };
  const anchors = { told: [] };
  const program = join(temporary, 'ref');
  const flags = [
    '-O3',
    '-march=native',
    '-fno-math-errno',
    resolve(folder, 'ref.c'),
    '-o',
    program,
    '-lm',
    '-lpthread',
  ];
  const compiled = await tried('gcc', flags);
  if (compiled.isDone) anchors.scalar = (...args) => lines(program, args);
  else anchors.told.push(`no C: ${compiled.text}`);
  if (compiled.isDone && hasAvx512()) anchors.vectors = anchors.scalar;
  else anchors.told.push('no C AVX-512: no program, or a processor without it');
  const script = resolve(folder, 'eng_numpy.py');
  for (const python of existsSync(script) ? PYTHONS : []) {
    const { isDone, text } = await tried(python, ['-c', 'import numpy; print(numpy.__version__)']);
    if (!isDone) continue;
    anchors.numpy = (...args) => lines(python, [script, ...args]);
    anchors.told.push(`numpy ${text} of ${python}`);
    return anchors;
  }
  anchors.told.push(`no numpy: ${existsSync(script) ? 'no Python here has it' : `there is no ${script}`}`);
  return anchors;
}

const hasAvx512 = () => existsSync('/proc/cpuinfo') && /\bavx512dq\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));

/** The contestants among those that are there: `[name, yardstick, arguments]`, timed by `figuresOf` in milliseconds. */
export function yardsticks(anchors, wanted, figuresOf = phases) {
  return wanted.flatMap(([name, key, args]) =>
    anchors[key] === undefined ? [] : [{ name, turn: async () => figuresOf(await anchors[key](...args.map(String))) }],
  );
}

/** Medians over the repetitions of one turn: in seconds there, in milliseconds here. */
function phases(repetitions) {
  const of = (key) => 1000 * median(repetitions.map((line) => line[key]));
  const { draws, sim, sum } = repetitions[0];
  return {
    total: of('total'),
    ...(draws === undefined ? {} : { draws: of('draws') }),
    ...(sim === undefined ? {} : { simulate: of('sim') }),
    ...(sum === undefined ? {} : { percentiles: of('sum') }),
  };
}

async function lines(program, args) {
  const { stdout } = await run(program, args);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** The first line that a program prints, or why it fails. */
async function tried(program, args) {
  const firstLine = (text) => text.trim().split('\n')[0];
  try {
    return { isDone: true, text: firstLine((await run(program, args)).stdout) };
  } catch (error) {
    return { isDone: false, text: firstLine(error.stderr || error.message) };
  }
}
