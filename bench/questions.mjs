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
