// What assertions cost: the months with all checks, with the lean kernel and its one world in 64, and with none.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HOME } from './bundle.mjs';
import { CRUNCH, load, OUTPUTS, timePhases } from './crunch.mjs';
import { inTurn, median } from './rounds.mjs';

const WORLDS = 8_192;
const REPETITIONS = 5;
const SHOWN = { series: ['cash', 'overdue', 'owed', 'net_burn'] };

/** The least time of some repetitions, the draws kept, for what is asked of a model by a kind of kernel. */
function contestant({ engine, spent }, name, { model, settings }, backEnd, ask) {
  const own = new engine.Engine(null, backEnd);
  const range = { first: 0, count: WORLDS, seed: 1 };
  const once = () => timePhases(spent, () => ask(model, settings, range, own)).blocks;
  return { name, turn: () => ({ months: Math.min(...Array.from({ length: REPETITIONS }, once)) }) };
}

/** A scenario without a check: never done but here. */
function unchecked(loaded) {
  loaded.model.month.checks.length = 0;
  return { ...loaded, model: { ...loaded.model, balanced: null } };
}

/** By scenario, how worlds end, with percentiles of cash alone, and all measures of them. */
export async function assertions({ engine, rounds, spent }) {
  const folder = join(HOME, 'scenarios');
  const shipped = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const asks = {
    endings: (file) => (model, settings, range, own) =>
      engine.endingsOf(model, settings, { ...range, ...(file === CRUNCH ? OUTPUTS : { series: ['cash'] }) }, own),
    measures: () => (model, settings, range, own) => engine.worldsOf(model, settings, { ...range, ...SHOWN }, own),
  };
  const results = new Map();
  const notes = [];
  for (const file of [CRUNCH, ...shipped.sort().map((name) => join(folder, name))]) {
    for (const [what, asking] of Object.entries(asks)) {
      const ask = asking(file);
      const of = (name, loaded, backEnd) => contestant({ engine, spent }, name, loaded, backEnd, ask);
      const checked = load(engine, file);
      const found = await inTurn(rounds, [
        of('none', unchecked(load(engine, file)), 'vectors'),
        of('lean', load(engine, file), 'lean'),
        of('all', { ...checked, model: { ...checked.model, balanced: null } }, 'vectors'),
      ]);
      const times = (name) => found.get(name).get('months');
      const over = (name) => median(times(name).map((time, i) => time / times('none')[i])).toFixed(2);
      const name = `${basename(file, '.yaml')}, ${what}`;
      results.set(name, new Map([...found].map(([kind, figures]) => [kind, figures.get('months')])));
      notes.push(`${name}: lean ${over('lean')}, all ${over('all')} × none`);
    }
  }
  return {
    title: `Months of ${WORLDS.toLocaleString('en')} worlds, draws kept, one thread, by what is asserted`,
    notes,
    main: 'lean',
    unit: 'ms',
    results,
  };
}
