// What is measured in a process of its own: node bench/child.mjs ENGINE cold FILE | worlds FILE COUNT |
// measures FILE COUNT. Prints a line of JSON.
import { pathToFileURL } from 'node:url';
import { load, moved, OUTPUTS } from './crunch.mjs';
import { peakMegabytes } from './peak.mjs';
import { timed } from './rounds.mjs';

const [engineFile, mode, file, count] = process.argv.slice(2);
const start = performance.now();
const engine = await import(pathToFileURL(engineFile));
const imported = performance.now() - start;
const figures = mode === 'cold' ? coldCase() : manyWorlds(Number(count), mode === 'measures');
console.log(JSON.stringify(figures));

function coldCase() {
  let loaded;
  const compile = timed(() => {
    loaded = load(engine, file);
  });
  const { model, settings } = loaded;
  const first = timed(() => engine.askCase(model, settings));
  const second = timed(() => engine.askCase(model, moved(settings, 0.01)));
  return { all: imported + compile + first, import: imported, 'read and compile': compile, first, second };
}

/** With the outputs of the definition, or all that `runway run` asks of the same worlds. */
function manyWorlds(count, areMeasured) {
  const { model, settings } = load(engine, file);
  const range = { first: 0, count, seed: 1 };
  const time = timed(() =>
    areMeasured
      ? engine.worldsOf(model, settings, { ...range, series: engine.WORLDS_SERIES })
      : engine.endingsOf(model, settings, { ...range, ...OUTPUTS }),
  );
  return { time, 'peak MB': peakMegabytes() };
}
