// Measurements of questions that take many settings of the levers: the least painful set, and the parts of a change.
import { join } from 'node:path';
import { HOME } from './bundle.mjs';
import { load } from './crunch.mjs';
import { inTurn } from './rounds.mjs';

const SCENARIO = join(HOME, 'scenarios/stability-ai-2023-10.yaml');
const WORLDS = 1000;
/** Six levers, each at five values from one end of its range to the other. */
const MOVED = ['membership', 'layoffs', 'compute_cut', 'price_rise', 'raise', 'haircut'];
const VALUES = 5;
/** Eight levers that are set otherwise than in the file. */
const PULLED = {
  layoffs: 0.3,
  compute_cut: 0.6,
  stop_outside: 1,
  resell: 0.1,
  price_rise: 0.2,
  defer_uk_tax: 0.5,
  raise: 50e6,
  haircut: 0.8,
};

const asker = (engine) =>
  async function* ask(question) {
    yield* engine.ask(question);
  };
const crewAsker = (engine) => (question) => engine.askCrew(question);

/** The least painful set of six levers, every set with less pain tried; on one thread, and by a crew of two. */
export async function rescue({ engine, thread, rounds }) {
  const { model, settings } = coarse(engine);
  const { scenario } = model;
  const space = engine.leverSpace(scenario, settings, { levers: new Set(MOVED), months: null });
  const two = new engine.ThreadCrew(2, thread);
  const found = new Map();
  const turns = (until) => {
    const target = engine.readTarget({ name: '--until', text: until }, scenario);
    const worlds = { first: 0, count: WORLDS, seed: 1 };
    const turn = (ask) => async () => {
      const begun = performance.now();
      const answer = await engine.rescue({ ask, model, space, target, confidence: 0.8, worlds, accept: 'estimate' });
      const time = performance.now() - begun;
      found.set(until, answer);
      return { time, sets: answer.tried, 'worlds simulated': answer.simulated };
    };
    return [
      { name: `${until}, one thread`, turn: turn(asker(new engine.Engine())) },
      { name: `${until}, crew of two`, turn: turn(crewAsker(new engine.Engine(two))) },
    ];
  };
  const results = await inTurn(rounds, [...turns('survival >= 80%'), ...turns('survival >= 99.9%')]);
  await two.close();
  const all = VALUES ** MOVED.length;
  return {
    title: `${MOVED.length} levers at ${VALUES} values, ${WORLDS} worlds`,
    notes: [
      `There are ${all.toLocaleString('en')} sets: ${(all * WORLDS).toLocaleString('en')} worlds where none is given up.`,
    ],
    main: 'time',
    unit: 'ms',
    results,
    limits: [{ of: 'survival >= 80%, crew of two', figure: 'time', atMost: 3000 }],
    answers: [{ what: 'sets in the space', found: space.size, about: all, within: 0 }],
  };
}

/** The shipped scenario with longer steps. */
function coarse(engine) {
  const { model, settings } = load(engine, SCENARIO);
  const levers = new Map(
    [...model.scenario.levers].map(([name, lever]) => {
      const [low, high] = lever.range;
      return [name, { ...lever, step: (high - low) / (VALUES - 1) }];
    }),
  );
  return { model: engine.compile({ ...model.scenario, levers }), settings };
}

/** The parts of eight levers, exact. */
export async function explain({ engine, rounds }) {
  const { model, settings } = load(engine, SCENARIO);
  const pulled = new Map(settings);
  for (const [name, value] of Object.entries(PULLED)) pulled.set(name, { ...settings.get(name), value });
  const sides = { from: { model, settings }, to: { model, settings: pulled } };
  const players = engine.playersOf(sides);
  let found = null;
  const turn = async () => {
    const begun = performance.now();
    const worlds = { first: 0, count: WORLDS, seed: 1 };
    const ask = asker(new engine.Engine());
    found = await engine.explain({ ask, ...sides, explained: 'months_alive', worlds }, players);
    return { time: performance.now() - begun, 'worlds simulated': found.simulated };
  };
  const results = await inTurn(rounds, [{ name: 'one thread', turn }]);
  const sum = found.parts.reduce((total, { mean }) => total + mean, 0);
  return {
    title: `${players.length} levers, exact, ${WORLDS} worlds`,
    notes: [],
    main: 'time',
    unit: 'ms',
    results,
    limits: [{ of: 'one thread', figure: 'time', atMost: 1000 }],
    answers: [{ what: 'sum of the parts', found: sum, about: found.change.mean, within: 1e-9 }],
  };
}

/** What moves months lived: all parts, and how much of it is the engine's own work. */
export async function sensitivity({ engine, thread, rounds }) {
  const { model, settings } = load(engine, SCENARIO);
  const worlds = { first: 0, count: WORLDS, seed: 1 };
  const two = new engine.ThreadCrew(2, thread);
  const [own, ofTwo, alone] = [new engine.Engine(), new engine.Engine(two), new engine.Engine()];
  const asked = [];
  let found = null;
  const turn = (ask) => async () => {
    const parts = {};
    const begun = performance.now();
    let before = begun;
    found = await engine.sensitivity({ ask, model, settings, explained: 'months_alive', worlds }, (now) => {
      const time = performance.now();
      const part = ['shapley', 'shares', 'knowing', 'run', 'tornado'].find((name) => now[name] !== null);
      parts[`ms of ${part}`] = time - before;
      before = time;
    });
    const time = performance.now() - begun;
    return { speed: found.simulated / time, 'ms in all': time, ...parts };
  };
  const recording = asker(new engine.Engine());
  await turn((question) => {
    asked.push(question);
    return recording(question);
  })();
  const results = await inTurn(rounds, [
    { name: 'one thread', turn: turn(asker(own)) },
    { name: 'crew of two', turn: turn(crewAsker(ofTwo)) },
    {
      name: 'the engine, as it is asked',
      turn: () => {
        const begun = performance.now();
        let simulated = 0;
        for (const question of asked) for (const { outcome } of alone.ask(question)) simulated += outcome.count;
        const time = performance.now() - begun;
        return { speed: simulated / time, 'ms in all': time };
      },
    },
  ]);
  await two.close();
  const sum = found.shapley.parts.reduce((total, { share }) => total + share, 0);
  return {
    title: `what moves months lived, ${WORLDS} worlds, ${found.shares.length} inputs`,
    notes: ['shapley: every set of ten inputs, the last one of which is all that move least.'],
    main: 'speed',
    unit: 'worlds/ms',
    results,
    over: ['the engine, as it is asked'],
    targets: [{ of: 'one thread', over: 'the engine, as it is asked', atLeast: 0.8 }],
    answers: [{ what: 'sum of the Shapley effects', found: sum, about: 1, within: 1e-9 }],
  };
}
