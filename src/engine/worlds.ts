/** Many worlds: every draw of its own, common to all settings of the levers; results as spreads over the worlds. */
import type { Settings } from '../scenario/override.ts';
import { BLOCK, type DrawnWorlds, drawing } from './draws.ts';
import { runFault } from './faults.ts';
import { leverNumbers, uniformInputs } from './inputs.ts';
import type { Block } from './javascript.ts';
import type { Kept, WorldsRequest } from './kept.ts';
import { kernelFor, type Model, type Wanted } from './model.ts';
import { FINAL_NAMES } from './outcome.ts';
import type { Level } from './program.ts';
import type { Worlds } from './spread.ts';
import { summarise } from './summary.ts';

/** Simulates a range of worlds. Throws Faults as `simulateCase` does, and names the world. */
export function simulateWorlds(model: Model, settings: Settings, request: WorldsRequest): Worlds {
  return summarise(model, settings, request, runWorlds(model, settings, request));
}

function runWorlds(model: Model, settings: Settings, request: WorldsRequest): Kept {
  const { first, count, series } = request;
  const kept: Kept = {
    series: series.map(() => new Float64Array(model.scenario.months * count)),
    finals: new Map(FINAL_NAMES.map((name) => [name, new Float64Array(count)])),
    tallies: new Float64Array(2 * model.month.tallies.length),
    alive: new Uint8Array(count),
  };
  const worldsOf = drawing(model, request);
  for (let at = 0; at < count; at += BLOCK) {
    const block = worldsOf(at, Math.min(BLOCK, count - at));
    const now = {
      ...block,
      at,
      stride: count,
      series: kept.series,
      finals: [...kept.finals.values()],
      tallies: kept.tallies,
    };
    runBlock(model, settings, { series, finals: FINAL_NAMES, tallies: true }, now, first + at, true);
    markAlive(model, settings, block, kept, at, first);
  }
  return kept;
}

type Output = Omit<Block, 'uniform' | 'fault'> & { readonly varying: ReadonlyMap<string, Level> };

function runBlock(
  model: Model,
  settings: Settings,
  wanted: Omit<Wanted, 'varying'>,
  output: Output,
  first: number,
  later: boolean,
): void {
  const { varying, ...block } = output;
  const fault = new Float64Array(4);
  const uniform = uniformInputs(model, leverNumbers(model, [settings]), later);
  if (!kernelFor(model, { ...wanted, varying })({ ...block, uniform, fault }))
    throw runFault(model, fault, true, first);
}

/** Marks the worlds that live without later funding: a second run of the block, where there may be any. */
function markAlive(model: Model, settings: Settings, block: DrawnWorlds, kept: Kept, at: number, first: number): void {
  let [zeroCash, failure] = [kept.finals.get('zeroCash')!.subarray(at), kept.finals.get('failure')!.subarray(at)];
  if (model.month.hasLateMoney) {
    [zeroCash, failure] = [new Float64Array(block.worlds), new Float64Array(block.worlds)];
    const output = {
      ...block,
      at: 0,
      stride: block.worlds,
      series: [],
      finals: [zeroCash, failure],
      tallies: new Float64Array(0),
    };
    runBlock(
      model,
      settings,
      { series: [], finals: ['zeroCash', 'failure'], tallies: false },
      output,
      first + at,
      false,
    );
  }
  for (let w = 0; w < block.worlds; w++) kept.alive[at + w] = zeroCash[w]! < 0 && failure[w]! < 0 ? 1 : 0;
}
