import { drawing, offsetOf, planDraws, varyingDraws } from '../../src/engine/draws/draws.ts';
import type { Redrawn } from '../../src/engine/draws/redrawn.ts';
import type { SamplerName } from '../../src/engine/draws/sampler.ts';
import type { Model } from '../../src/engine/month/model.ts';
import { BLOCK, COLUMN } from '../../src/engine/program/block.ts';
import { Memory } from '../../src/engine/program/memory.ts';
import { LEVEL } from '../../src/engine/program/program.ts';

/** By input's name its draws in a range of worlds: at index world, or at month × worlds + world for monthly ones. */
export function drawnColumns(
  model: Model,
  seed: number,
  first: number,
  worlds: number,
  sampler: SamplerName = 'random',
  redrawn: Redrawn | null = null,
): Map<string, Float64Array> {
  const { months } = model.scenario;
  const drawn = new Map<string, Float64Array>();
  const rows = new Map<number, number>();
  let count = 0;
  for (const [name, level] of varyingDraws(model)) {
    const own = level === LEVEL.both ? months : 1;
    rows.set(
      model.month.program.inputs.findIndex((input) => input.name === name),
      count,
    );
    drawn.set(name, new Float64Array(own * worlds));
    count += own;
  }
  const memory = new Memory(false);
  memory.reserve(8 * COLUMN * (count + 1));
  const fill = drawing(planDraws(model, { seed, sampler, redrawn }, rows), memory, null);
  for (let at = 0; at < worlds; at += BLOCK) {
    const now = Math.min(BLOCK, worlds - at);
    fill(0, first + at, now);
    for (const [i, row] of rows) {
      const all = drawn.get(model.month.program.inputs[i]!.name)!;
      for (let t = 0; t < all.length / worlds; t++)
        all.set(memory.doubles(8 * (COLUMN * (row + t) + offsetOf(first)), now), t * worlds + at);
    }
  }
  return drawn;
}
