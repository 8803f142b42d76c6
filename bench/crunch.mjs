// The reference workload in this program: the scenario, the one path and the grid of its definition, and the phases of
// a run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from './bundle.mjs';
import { timed } from './rounds.mjs';

export const CRUNCH = join(HOME, 'bench/crunch-36.yaml');

/** What its outputs are made of: cash, and arrears to the vendor of compute. */
export const OUTPUTS = { series: ['cash'], means: ['creditor cloud overdue'] };

/** Draws of the one path, as `NAME=FORMULA` and as inputs of the program. */
const PATH = {
  growth: '2.5%',
  churn: '-1%',
  compute_scale: '1.2',
  late: '50%',
  raised: '10M',
  raised_month: '8',
  funded: '100%',
};
const PATH_INPUTS = {
  'draw growth 0': 0.025,
  'draw churn 0': -0.01,
  'draw compute_scale 0': 1.2,
  'draw late 0': 0.5,
  'draw raised 0': 10e6,
  'draw raised_month 0': 8,
  // It arrives where this is below its probability.
  'draw funding.series_b.probability 0': 0,
};

/** Reads and compiles a scenario file; `assume` replaces assumptions. */
export function load(engine, file, assume = {}) {
  const replaced = Object.entries(assume).map(([name, text]) => ({ name: '--assume', text: `${name}=${text}` }));
  const overrides = { ...engine.NO_OVERRIDES, assume: replaced };
  const { scenario, diagnostics } = engine.readScenario({ name: file, text: readFileSync(file, 'utf8') }, overrides);
  if (scenario === null) throw new Error(`${file}: ${diagnostics.map(({ message }) => message).join('; ')}`);
  return { model: engine.compile(scenario), settings: engine.leverSettings(scenario) };
}

/** The workload with the draws of the one path as its assumptions: what the grid varies. */
export const loadPath = (engine) => load(engine, CRUNCH, PATH);

/** The same draws as one world of the workload as it is. */
export function pathWorld({ varyingDraws }, model) {
  const varying = varyingDraws(model);
  const numbers = new Map(
    [...varying.keys()].map((name) => {
      if (!(name in PATH_INPUTS)) throw new Error(`the one path has no number for "${name}"`);
      const months = name === 'draw churn 0' ? model.scenario.months : 1;
      return [name, new Float64Array(months).fill(PATH_INPUTS[name])];
    }),
  );
  return { varying, numbers };
}

/** The settings with the cut of compute moved, as the yardsticks move it. */
export function moved(settings, by) {
  const own = settings.get('cut_compute');
  return new Map(settings).set('cut_compute', { ...own, value: own.value + by });
}

/** The 17,280 variants of the grid, the last lever's month fastest; months from `start` on. */
export function gridVariants(start) {
  const months = Array.from({ length: 12 }, (_, i) => start + i);
  const points = (steps) =>
    Array.from({ length: steps }, (_, i) => months.map((from) => ({ value: i * 0.05, from, until: null }))).flat();
  const layoffs = points(10);
  return points(12).flatMap((cut_compute) =>
    layoffs.map(
      (own) =>
        new Map([
          ['cut_compute', cut_compute],
          ['layoffs', own],
        ]),
    ),
  );
}

/** What the threads' program spends, seen by the two methods that a run calls once each. Never per world or month. */
export function watchWorker({ Worker }) {
  const spent = { run: 0, sumUp: 0 };
  for (const name of Object.keys(spent)) {
    const method = Worker.prototype[name];
    if (typeof method !== 'function') throw new Error(`a worker has no method ${name}: phases cannot be told apart`);
    Worker.prototype[name] = function watched(job) {
      spent[name] += timed(() => method.call(this, job));
    };
  }
  return spent;
}

/**
 * Times a run by phase, in milliseconds. *Percentiles* is the selection in the columns; *blocks* are the draws and the
 * months; *rest* is all else on the calling thread: filling tables, counting months and causes, balances as the
 * scenario opens.
 */
export function timePhases(spent, run) {
  const before = { ...spent };
  const total = timed(run);
  const percentiles = spent.sumUp - before.sumUp;
  const blocks = spent.run - before.run - percentiles;
  return { total, blocks, percentiles, rest: total - blocks - percentiles };
}

/**
 * The same with the blocks taken apart, for a run of a seed that finds its draws kept when it is repeated. *Simulate*
 * is what the blocks take then; *draws* is what they took beyond that. As the yardsticks do, it runs once untimed
 * before: what came in between has emptied the caches.
 */
export function timeDraws(spent, seed, run) {
  run(-1 - seed);
  const { total, blocks, percentiles, rest } = timePhases(spent, () => run(seed));
  const { blocks: simulate } = timePhases(spent, () => run(seed));
  return { total, draws: blocks - simulate, simulate, percentiles, rest };
}
