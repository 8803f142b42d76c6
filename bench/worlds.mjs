// Measurements of many worlds: the reference workload by phase, by two threads, with a lever moved; the shipped
// scenarios.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { yardsticks } from './anchors.mjs';
import { HOME } from './bundle.mjs';
import { CRUNCH, load, moved, OUTPUTS, timeDraws, timePhases } from './crunch.mjs';
import { inTurn, median, timed } from './rounds.mjs';

const WORLDS = 100_000;
/** What the yardsticks survive with, and how far another draw of so many worlds, and the other debt, may be from it. */
const SURVIVAL = { about: 0.767, within: 0.006 };

/** 100,000 worlds of the reference workload on one thread, by phase. */
export async function crunch({ engine, anchors, rounds, spent }) {
  const { model, settings } = load(engine, CRUNCH);
  let last = null;
  const contestant = (name, simulate) => ({
    name,
    turn: (round) =>
      timeDraws(spent, round, (seed) => {
        last = simulate({ first: 0, count: WORLDS, seed });
      }),
  });
  const [vectors, whole, plain] = [new engine.Engine(), new engine.Engine(), new engine.Engine(null, 'plain')];
  const results = await inTurn(rounds, [
    contestant('runway', (range) => engine.endingsOf(model, settings, { ...range, ...OUTPUTS }, vectors)),
    contestant('runway, all its measures', (range) =>
      engine.worldsOf(model, settings, { ...range, series: ['cash'] }, whole),
    ),
    contestant('runway, no vectors', (range) => engine.endingsOf(model, settings, { ...range, ...OUTPUTS }, plain)),
    ...yardsticks(anchors, [
      ['C scalar', 'scalar', ['bench', WORLDS, 1, 'scalar', 1]],
      ['C AVX-512', 'vectors', ['bench', WORLDS, 1, 'vec', 1]],
      ['numpy', 'numpy', ['bench', WORLDS, 1, 1_000_000_000]],
    ]),
  ]);
  const survived = last.survival.at(-1);
  return {
    title: `crunch-36, ${WORLDS.toLocaleString('en')} worlds, one thread`,
    notes: [
      'runway: all outputs of the definition, exact (percentiles of cash and means of arrears to the cloud by month, survival, months of failure), and the causes.',
      'draws: what a second run with draws kept is spared. rest: tables, months, causes, opening balances.',
    ],
    main: 'total',
    unit: 'ms',
    results,
    over: ['C scalar', 'C AVX-512', 'numpy'],
    targets: [{ of: 'runway', over: 'C scalar', atMost: 0.8 }],
    answers: [{ what: 'survival after 36 months', found: survived, ...SURVIVAL }],
  };
}

/** The same by a crew of two threads, started before. */
export async function crew({ engine, thread, anchors, rounds }) {
  const { model, settings } = load(engine, CRUNCH);
  const two = new engine.ThreadCrew(2, thread);
  const alone = new engine.Engine();
  const together = new engine.Engine(two);
  const request = (seed) => ({ first: 0, count: WORLDS, seed, ...OUTPUTS });
  const survival = [];
  const contestants = [
    {
      name: 'one thread',
      turn: (round) => ({
        total: timed(() => {
          survival[0] = engine.endingsOf(model, settings, request(round), alone).survival.at(-1);
        }),
      }),
    },
    {
      name: 'crew of two',
      turn: async (round) => {
        const start = performance.now();
        survival[1] = (await engine.endingsByCrew(together, model, settings, request(round))).survival.at(-1);
        return { total: performance.now() - start };
      },
    },
    ...yardsticks(
      anchors,
      [
        ['C scalar', 'scalar', ['bench', WORLDS, 1, 'scalar', 1]],
        ['C scalar, two threads', 'scalar', ['bench', WORLDS, 1, 'scalar', 2]],
      ],
      ([line]) => ({ total: 1000 * line.total }),
    ),
  ];
  const results = await inTurn(rounds, contestants).finally(() => two.close());
  return {
    title: `crunch-36, ${WORLDS.toLocaleString('en')} worlds, two threads kept alive`,
    main: 'total',
    unit: 'ms',
    results,
    over: ['one thread', 'C scalar'],
    targets: [{ of: 'crew of two', over: 'one thread', atMost: 0.6 }],
    answers: [{ what: 'survival by the crew', found: survival[1], about: survival[0], within: 0 }],
  };
}

/** One lever moved, 10,000 worlds, the draws kept. */
export async function whatIf({ engine, thread, anchors, rounds, spent }) {
  const [count, times] = [10_000, 15];
  const { model, settings } = load(engine, CRUNCH);
  const two = new engine.ThreadCrew(2, thread);
  const range = { first: 0, count, seed: 1 };
  const steps = [0, 0.01, 0.02, 0.03, 0.04].map((by) => moved(settings, by));
  const alone = (name, simulate) => {
    const simulation = new engine.Engine();
    const once = (settings) =>
      timePhases(spent, () => {
        simulate(simulation, settings);
      });
    return { name, turn: () => whatIfFigures(Array.from({ length: times }, (_, i) => once(steps[i % steps.length]))) };
  };
  const together = new engine.Engine(two);
  const contestants = [
    alone('runway', (simulation, settings) => engine.endingsOf(model, settings, { ...range, ...OUTPUTS }, simulation)),
    alone('runway, all its measures', (simulation, settings) =>
      engine.worldsOf(model, settings, { ...range, series: ['cash'] }, simulation),
    ),
    {
      name: 'runway, crew of two',
      turn: () => crewTurn(engine, together, model, steps, { ...range, ...OUTPUTS }, times),
    },
    ...yardsticks(anchors, [
      ['C scalar', 'scalar', ['whatif', count, times, 'scalar']],
      ['C AVX-512', 'vectors', ['whatif', count, times, 'vec']],
      ['numpy', 'numpy', ['whatif', count, times]],
    ]),
  ];
  const results = await inTurn(rounds, contestants).finally(() => two.close());
  return {
    title: `crunch-36, one lever moved, ${count.toLocaleString('en')} worlds, draws kept`,
    notes: [`A turn is the median of ${times} moves; simulate has the draws to hand.`],
    main: 'total',
    unit: 'ms',
    results,
    over: ['C scalar', 'C AVX-512', 'numpy'],
    targets: [{ of: 'runway', over: 'numpy', atMost: 0.2 }],
  };
}

/** Medians of many moves by phase. */
function whatIfFigures(moves) {
  const of = (figure) => median(moves.map((phases) => phases[figure]));
  return { total: of('total'), simulate: of('blocks'), percentiles: of('percentiles'), rest: of('rest') };
}

async function crewTurn(engine, simulation, model, steps, request, times) {
  const start = performance.now();
  for (let i = 0; i < times; i++) await engine.endingsByCrew(simulation, model, steps[i % steps.length], request);
  return { total: (performance.now() - start) / times };
}

/** Each shipped scenario, as `--worlds` runs it. */
export async function shipped({ engine, rounds, spent }) {
  const folder = join(HOME, 'scenarios');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const contestants = files.map((file) => {
    const { model, settings } = load(engine, join(folder, file));
    const { months } = model.scenario;
    const simulation = new engine.Engine();
    const series = engine.WORLDS_SERIES;
    const turn = (round) =>
      timeDraws(spent, round, (seed) =>
        engine.worldsOf(model, settings, { first: 0, count: WORLDS, seed, series }, simulation),
      );
    return { name: `${file.replace('.yaml', '')}, ${months} months`, turn };
  });
  return {
    title: `Shipped scenarios, ${WORLDS.toLocaleString('en')} worlds, one thread`,
    notes: ['The series that the report over worlds shows: cash, overdue, owed, net burn.'],
    main: 'total',
    unit: 'ms',
    results: await inTurn(rounds, contestants),
  };
}
