// Measurements of whole processes: how time and memory grow with the worlds, and how long the program takes to start.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HOME } from './bundle.mjs';
import { CRUNCH } from './crunch.mjs';
import { inTurn, timed } from './rounds.mjs';

const PROGRAM = join(HOME, 'dist/runway.js');
const CHILD = join(HOME, 'bench/child.mjs');
const PEAK = pathToFileURL(join(HOME, 'bench/peak.mjs')).href;
const FILE = join(HOME, 'scenarios/stability-ai-2023-10.yaml');

// More certificates to read would add to every start alike.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

function node(args, stdio, kept = '') {
  const own = { ...env, RUNWAY_CACHE: kept };
  const { status, output, error } = spawnSync(process.execPath, args, { stdio, env: own, maxBuffer: 2 ** 28 });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with status ${status}`);
  return output;
}

/** A million worlds of the whole question that the program asks, percentiles of four series and all measures. */
const AS_RUN_ASKS = 'engine, as run asks it';

/**
 * Crunch-36 by ever more worlds, each in a new process: the engine with the outputs of the definition, and the program.
 */
export async function growth({ engineFile, rounds }) {
  const child = (mode, count) =>
    JSON.parse(node([CHILD, engineFile, mode, CRUNCH, count], ['ignore', 'pipe', 'inherit'])[1]);
  const contestants = [1000, 10_000, 100_000, 1_000_000].flatMap((count) => [
    {
      name: `engine, ${count.toLocaleString('en')} worlds`,
      turn: () => child('worlds', count),
    },
    { name: `runway run --worlds ${count}`, turn: () => program(count) },
  ]);
  contestants.push({ name: AS_RUN_ASKS, turn: () => child('measures', 1_000_000) });
  return {
    title: 'Time and memory of crunch-36, each in a process of its own',
    notes: [
      'engine: time of the first run, cold, on one thread; two series by month and how worlds end, as the definition asks. runway run: the whole process on all threads, with the four series that it shows and all measures; the engine, as run asks it: the same of one thread.',
    ],
    main: 'time',
    unit: 'ms',
    results: await inTurn(Math.min(rounds, 3), contestants, 0),
    over: ['engine, 1,000,000 worlds', AS_RUN_ASKS],
    targets: [
      { of: 'runway run --worlds 1000000', over: 'engine, 1,000,000 worlds', atMost: 1.4 },
      { of: 'runway run --worlds 1000000', over: AS_RUN_ASKS, atMost: 1.4 },
    ],
    limits: [
      { of: 'engine, 1,000,000 worlds', figure: 'peak MB', atMost: 250 },
      { of: 'runway run --worlds 1000000', figure: 'peak MB', atMost: 250 },
    ],
  };
}

function program(count) {
  let output;
  const args = ['--import', PEAK, PROGRAM, 'run', CRUNCH, '--worlds', String(count)];
  const time = timed(() => {
    output = node(args, ['ignore', 'ignore', 'inherit', 'pipe']);
  });
  return { time, 'peak MB': Number(output[3]) };
}

/** Whole processes, from start to end: with the scenario read anew, and as it was kept by the run before. */
export async function startUp({ rounds }) {
  const kept = mkdtempSync(join(tmpdir(), 'runway-bench-'));
  const contestants = [
    ['node -e 0', ['-e', '0']],
    ['runway --help', [PROGRAM, '--help']],
    ['runway run FILE, read anew', [PROGRAM, 'run', FILE]],
    ['runway run FILE', [PROGRAM, 'run', FILE], kept],
    ['runway run FILE --worlds 10000, read anew', [PROGRAM, 'run', FILE, '--worlds', '10000']],
    ['runway run FILE --worlds 10000', [PROGRAM, 'run', FILE, '--worlds', '10000'], kept],
    ['runway run CRUNCH --worlds 10000', [PROGRAM, 'run', CRUNCH, '--worlds', '10000'], kept],
  ].map(([name, args, folder]) => ({ name, turn: () => ({ time: timed(() => node(args, 'ignore', folder)) }) }));
  // Starts are short, and differ much from one another.
  const results = await inTurn(4 * rounds, contestants).finally(() => rmSync(kept, { recursive: true }));
  return {
    title: 'Whole processes, from start to end',
    notes: [
      'FILE is scenarios/stability-ai-2023-10.yaml, CRUNCH is bench/crunch-36.yaml; kept from the run before but for read anew.',
    ],
    main: 'time',
    unit: 'ms',
    results,
    over: ['node -e 0'],
    targets: [
      { of: 'runway --help', over: 'node -e 0', atMost: 1.3 },
      { of: 'runway run FILE', over: 'node -e 0', atMost: 3 },
      { of: 'runway run FILE --worlds 10000', over: 'node -e 0', atMost: 5 },
    ],
  };
}
