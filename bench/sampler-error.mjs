// The error of each sampler on the shipped scenarios: node bench/sampler-error.mjs [SEEDS] [FILE…] For so many seeds
// (100), runs of 256, 1,024 and 4,096 worlds are held against 2^20 independent worlds of another seed. The error of a
// figure is the root of its mean squared difference. The reference's own error, 1/16 of that of 4,096 independent
// worlds, counts in full against the better sampler.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { bundleEngine } from './bundle.mjs';

const COUNTS = [256, 1024, 4096];
const REFERENCE = { first: 0, count: 2 ** 20, seed: 1_000_003, sampler: 'random' };
const SAMPLERS = ['random', 'sobol'];
const SHIPPED = [
  'first-scenario',
  'inflection-ai',
  'stability-ai-2022-08',
  'stability-ai-2023-10',
  'stability-ai-2024-04',
];

const { compile, leverSettings, readScenario, worldsOf } = (await bundleEngine()).engine;
const [seeds = '100', ...files] = process.argv.slice(2);
for (const file of files.length > 0 ? files : SHIPPED.map((name) => `scenarios/${name}.yaml`))
  await compare(file, Number(seeds));

async function compare(file, runs) {
  const { scenario } = readScenario({ name: file, text: await readFile(file, 'utf8') });
  const model = compile(scenario);
  const settings = leverSettings(scenario);
  const simulate = (request) => worldsOf(model, settings, { ...request, series: ['cash'] });
  const reference = simulate(REFERENCE);
  const middle = monthOfHalf(reference.survival);
  const exact = figures(reference, middle);
  const cost = costs(simulate);
  const spent = SAMPLERS.map((sampler) => `${cost[sampler].toFixed(2)} µs (${sampler})`).join(', ');
  console.log(`\n${basename(file)}, ${scenario.months} months; a world takes ${spent}`);
  console.log(line(['', 'worlds', ...SAMPLERS, 'ratio', 'at equal cost']));
  const found = COUNTS.map((count) =>
    SAMPLERS.map((sampler) => errors(simulate, { count, sampler }, runs, exact, middle)),
  );
  // What comes out the same in every run, as a median month may, tells nothing.
  const moving = Object.keys(exact).filter((name) =>
    found.some((bySampler) => bySampler.some((errorOf) => errorOf[name] > 0)),
  );
  for (const name of moving) {
    COUNTS.forEach((count, i) => {
      const [random, sobol] = found[i].map((errorOf) => errorOf[name]);
      const ratio = random / sobol;
      // An independent sampler's error falls with the root of the worlds it has time for.
      const atEqualCost = ratio * Math.sqrt(cost.random / cost.sobol);
      const ratios = [ratio, atEqualCost].map((x) => (Number.isFinite(x) ? x.toFixed(2) : '-'));
      console.log(line([i === 0 ? name : '', count, random.toPrecision(3), sobol.toPrecision(3), ...ratios]));
    });
  }
}

function line([name, ...cells]) {
  return `  ${name.padEnd(30)}${cells.map((x) => String(x).padStart(14)).join('')}`;
}

/** The month after which survival is nearest to one half. */
function monthOfHalf(survival) {
  const distance = survival.map((share) => Math.abs(share - 0.5));
  return distance.indexOf(Math.min(...distance));
}

/** What is compared; a month of failure that too few worlds have is left out. */
function figures({ byMonth, survival, measures }, middle) {
  const { mean, p5, p50 } = byMonth.get('cash');
  const { failure } = measures;
  return {
    'mean cash, last month': mean.at(-1),
    'median cash, last month': p50.at(-1),
    'p5 of cash, last month': p5.at(-1),
    'survival, last month': survival.at(-1),
    ...(middle === survival.length - 1 ? {} : { [`survival, month ${middle + 1}`]: survival[middle] }),
    ...(failure.p50 === null ? {} : { 'median month of failure': failure.p50 }),
    ...(failure.p5 === null ? {} : { 'p5 of the month of failure': failure.p5 }),
  };
}

function errors(simulate, request, runs, exact, middle) {
  const squares = Object.fromEntries(Object.keys(exact).map((name) => [name, 0]));
  for (let seed = 1; seed <= runs; seed++) {
    const found = figures(simulate({ ...request, first: 0, seed }), middle);
    for (const name of Object.keys(exact)) squares[name] += (found[name] - exact[name]) ** 2 / runs;
  }
  return Object.fromEntries(Object.entries(squares).map(([name, square]) => [name, Math.sqrt(square)]));
}

/** Microseconds a world: medians of runs in turn. */
function costs(simulate) {
  const count = 8192;
  const times = { random: [], sobol: [] };
  for (let i = 0; i < 41; i++) {
    for (const sampler of SAMPLERS) {
      const start = performance.now();
      simulate({ first: 0, count, seed: i, sampler });
      times[sampler].push(((performance.now() - start) * 1000) / count);
    }
  }
  return Object.fromEntries(SAMPLERS.map((sampler) => [sampler, times[sampler].sort((a, b) => a - b)[20]]));
}
