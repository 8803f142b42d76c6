// The yardsticks: a folder with `ref.c` and `eng_numpy.py`, which time the same workload in C and numpy and print JSON lines.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { median } from './rounds.mjs';

const run = promisify(execFile);

/**
 * Compiles and finds what is there: by name, a function from arguments to the lines printed. What is not there is left out, and
 * `missing` says why.
 */
export async function openAnchors(folder, temporary) {
  const anchors = { missing: [] };
  if (folder === undefined) return { missing: ['no yardsticks: none are named by --anchors DIR'] };
  const source = resolve(folder, 'ref.c');
  const program = join(temporary, 'ref');
  const flags = ['-O3', '-march=native', '-fno-math-errno', source, '-o', program, '-lm', '-lpthread'];
  const isCompiled = await succeeds('gcc', flags, anchors.missing, 'C');
  if (isCompiled) anchors.scalar = (...args) => lines(program, args);
  if (isCompiled && /\bavx512dq\b/.test(existsSync('/proc/cpuinfo') ? readFileSync('/proc/cpuinfo', 'utf8') : ''))
    anchors.vectors = anchors.scalar;
  else if (isCompiled) anchors.missing.push('no C AVX-512: the processor has none');
  const script = resolve(folder, 'eng_numpy.py');
  for (const python of ['python3', '/usr/bin/python3']) {
    const reasons = [];
    if (!(await succeeds(python, ['-c', 'import numpy'], reasons, 'numpy'))) {
      if (python === '/usr/bin/python3') anchors.missing.push(...reasons);
      continue;
    }
    anchors.numpy = (...args) => lines(python, [script, ...args]);
    break;
  }
  return anchors;
}

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

async function succeeds(program, args, missing, name) {
  try {
    await run(program, args);
    return true;
  } catch (error) {
    missing.push(
      `no ${name}: ${String(error.stderr || error.message)
        .trim()
        .split('\n')
        .at(-1)}`,
    );
    return false;
  }
}
