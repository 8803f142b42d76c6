// Measurements of single cases: the grid of the reference workload, and its one path, warm and cold.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { yardsticks } from './anchors.mjs';
import { HOME } from './bundle.mjs';
import { CRUNCH, gridVariants, load, loadPath, moved, pathWorld } from './crunch.mjs';
import { onePath } from './reference.mjs';
import { inTurn, timed } from './rounds.mjs';

const run = promisify(execFile);

/** The deterministic grid: variants a second. */
export async function grid({ engine, anchors, rounds }) {
  const { model } = loadPath(engine);
  const variants = gridVariants(model.scenario.start);
  let found = [];
  let check = null;
  const speed = (milliseconds) => ({ speed: variants.length / milliseconds });
  const simulate = () => {
    found = engine.gridOf(model, variants);
  };
  const measured = yardsticks(
    anchors,
    [
      ['C scalar', 'scalar', ['grid', 1, 'scalar']],
      ['C AVX-512', 'vectors', ['grid', 1, 'vec']],
      ['numpy', 'numpy', ['grid', 1]],
    ],
    ([line]) => {
      check = line.check;
      return speed(1000 * line.total);
    },
  );
  const simulation = new engine.Engine();
  const asked = variants.map((settings) => ({ settings }));
  const numbers = ['failure', 'endCash'];
  const ends = () => {
    for (const _ of simulation.ask({ want: 'numbers', model, variants: asked, numbers, worlds: null }));
  };
  const results = await inTurn(rounds, [
    { name: 'runway', turn: () => speed(timed(ends)) },
    { name: 'runway, all measures', turn: () => speed(timed(simulate)) },
    ...measured,
  ]);
  return {
    title: `Grid of ${variants.length.toLocaleString('en')} variants of one path`,
    notes: [
      'The month of failure and cash at the end, as the yardsticks; all measures: also whether it lives without funding, a second run.',
    ],
    main: 'speed',
    unit: 'variants/ms',
    results,
    over: ['C scalar', 'C AVX-512', 'numpy'],
    targets: [{ of: 'runway', over: 'C scalar', atLeast: 1.2 }],
    answers: gridAnswers(found, check),
  };
}

/**
 * The grid held to plain arithmetic as the scenario has it, and the yardsticks' to the same as the definition has it.
 */
function gridAnswers(found, check) {
  const sum = (variants, of) => variants.reduce((total, variant) => total + of(variant), 0);
  const variants = gridVariants(1).map(leversOf);
  const [defined, expected] = [false, true].map((isScenario) => variants.map((levers) => onePath(levers, isScenario)));
  const runways = (paths) => sum(paths, ({ runway }) => runway);
  const answer = (what, number, about) => ({ what, found: number, about, within: 1e-9 * about });
  return [
    answer(
      'sum of runways in the grid',
      sum(found, ({ measures }) => runwayOf(measures)),
      runways(expected),
    ),
    answer(
      'sum of cash at the end',
      sum(found, ({ endCash }) => endCash),
      sum(expected, ({ cash }) => cash),
    ),
    ...(check === null
      ? []
      : [
          answer('sum of runways of a yardstick', check[0], runways(defined)),
          answer(
            'sum of cash of a yardstick',
            check[1],
            sum(defined, ({ cash }) => cash),
          ),
        ]),
  ];
}

const leversOf = (settings) => {
  const [compute, layoffs] = [settings.get('cut_compute'), settings.get('layoffs')];
  return { cut: compute.value, cutMonth: compute.from, layoff: layoffs.value, layoffMonth: layoffs.from };
};

const runwayOf = ({ failure }) => (failure === null ? 37 : failure.t + 1);

/** One path, warm: a lever moved each time. */
export async function path({ engine, anchors, rounds }) {
  const { model, settings } = load(engine, CRUNCH);
  const drawn = pathWorld(engine, model);
  const fixed = loadPath(engine).model;
  const steps = Array.from({ length: 8 }, (_, i) => moved(settings, i * 1e-9));
  const each = (times, once) => () => ({
    time: (1000 * timed(() => repeat(times, (i) => once(steps[i % 8])))) / times,
  });
  const kernel = pathKernel(engine, model, drawn);
  const results = await inTurn(rounds, [
    { name: 'runway, whole case', turn: each(300, (step) => engine.askCase(model, step, drawn)) },
    { name: 'runway, draws as constants', turn: each(300, (step) => engine.askCase(fixed, step)) },
    { name: 'runway, kernel alone', turn: each(20_000, kernel) },
    ...yardsticks(
      anchors,
      [
        ['C scalar', 'scalar', ['one']],
        ['numpy', 'numpy', ['one']],
      ],
      ([line]) => ({ time: line.us }),
    ),
  ]);
  const found = runwayOf(engine.askCase(model, settings, drawn).measures);
  const { runway } = onePath({ cut: 0.25, cutMonth: 6, layoff: 0.2, layoffMonth: 9 }, true);
  return {
    title: 'One path of crunch-36, warm, a lever moved',
    notes: [
      'whole case: all measures, lines and creditors by month, and whether it lives without funding. kernel alone: cash by month and the month of failure, as the yardsticks.',
    ],
    main: 'time',
    unit: 'µs',
    results,
    over: ['C scalar'],
    answers: [{ what: 'runway of the one path', found, about: runway, within: 0 }],
  };
}

function repeat(times, once) {
  for (let i = 0; i < times; i++) once(i);
}

/** The compiled function alone, asked for what the yardsticks give: what no world changes, then the months. */
function pathKernel({ compiledFor, uniformInputs, variantNumbers }, model, { varying, numbers }) {
  const { months } = model.scenario;
  const wanted = {
    series: ['cash'],
    finals: ['failure'],
    tallies: false,
    after: 'as it was',
    stop: 'failure',
    varying,
  };
  const { kernel, prologue, schedule, size } = compiledFor(model, wanted);
  const columns = new Float64Array(schedule.columnCount);
  for (const [i, row] of schedule.columnRows) columns.set(numbers.get(model.month.program.inputs[i].name), row);
  const [table, fault, tallies] = [new Float64Array(size.table), new Float64Array(4), new Float64Array(0)];
  const [series, finals] = [[new Float64Array(months)], [new Float64Array(1)]];
  const block = { table, columns, columnStride: 1, worlds: 1, at: 0, stride: 1, series, finals, tallies, fault };
  return (step) => {
    const inputs = uniformInputs(model, variantNumbers(model, [{ settings: step }], new Set()), true)(0);
    if (!prologue(inputs, table, fault) || !kernel(block)) throw new Error('a check failed in the one path');
  };
}

/** One path, cold: in a process of its own, from the text of the file to the first case. */
export async function cold({ engineFile, rounds }) {
  const turn = async () => {
    const { stdout } = await run(process.execPath, [join(HOME, 'bench/child.mjs'), engineFile, 'cold', CRUNCH]);
    return JSON.parse(stdout);
  };
  return {
    title: 'One path of crunch-36, cold, in a new process',
    notes: [
      'import: the engine as a bundle. first: to the first case, once compiled. second: the same with a lever moved.',
    ],
    main: 'all',
    unit: 'ms',
    results: await inTurn(rounds, [{ name: 'runway', turn }], 1),
  };
}
