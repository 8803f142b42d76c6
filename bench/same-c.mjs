// The engine's kernel beside the same linear program in C: how much of the processor is left unused.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HOME } from './bundle.mjs';
import { CRUNCH, load, OUTPUTS, timePhases } from './crunch.mjs';
import { inTurn, median } from './rounds.mjs';

const WORLDS = 51_200;
const REPETITIONS = 3;

/** What the kernel takes, the draws kept, and what the same program in C takes, as wide as WebAssembly and wider. */
export async function sameC({ engine, rounds, spent, folder }) {
  const scenarios = join(HOME, 'scenarios');
  const shipped = readdirSync(scenarios).filter((name) => name.endsWith('.yaml'));
  const results = new Map();
  const answers = [];
  for (const file of [CRUNCH, ...shipped.sort().map((name) => join(scenarios, name))]) {
    const name = basename(file, '.yaml');
    const { model, settings } = load(engine, file);
    const kept = file === CRUNCH ? OUTPUTS : { series: ['cash', 'overdue', 'owed', 'net_burn'], means: [] };
    const same = new engine.SameProgram(model, settings, kept, WORLDS, folder, name);
    const ours = () => Array.from({ length: REPETITIONS }, () => timePhases(spent, () => same.run()).blocks);
    const widths = Object.keys(engine.WIDTHS).map((width) => ({ width, run: same.compile(width) }));
    const turns = [
      { name: 'runway', turn: () => ({ runway: median(ours()) }) },
      ...widths.map(({ width, run }) => ({
        name: width,
        turn: () => ({ [`C, ${width}`]: 1000 * median(run(REPETITIONS).seconds) }),
      })),
    ];
    const found = await inTurn(rounds, turns, 1);
    results.set(name, new Map([...found.values()].flatMap((figures) => [...figures])));
    for (const { width, run } of widths)
      answers.push({ what: `${name}, C, ${width}`, found: same.distance(run(1).found), about: 0, within: 1e-11 });
  }
  return {
    title: `The same program in C, ${WORLDS.toLocaleString('en')} worlds, draws kept, the months alone`,
    notes: [
      'gcc -O3 -march=native, the operations and tests of the lean kernel; -mno-avx where there are two lanes.',
      ...[...results].map(([name, figures]) => `${name}: ${ratiosOf(figures)}`),
    ],
    main: 'runway',
    unit: 'ms',
    results,
    answers,
  };
}

/** How long the engine takes over what each program in C takes: the median of the rounds' ratios. */
function ratiosOf(figures) {
  const own = figures.get('runway');
  return [...figures]
    .filter(([name]) => name !== 'runway')
    .map(([name, times]) => `${median(times.map((time, i) => own[i] / time)).toFixed(2)} × ${name}`)
    .join(', ');
}
