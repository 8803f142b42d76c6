/** What is worth finding out next: the uncertain figures that months lived depend on, over the worlds of a run. */
import { drawWorlds, type Model, type WorldRange } from '../engine/ask.ts';
import type { Settings } from '../scenario/override.ts';
import { type KnownInput, knowing } from './knowing.ts';
import { outcomesOf } from './sensitivity-asking.ts';
import { type BinnedBar, binnedTornado } from './tornado.ts';
import type { TrialAsker } from './trials.ts';
import { inputColumns, uncertainInputs } from './uncertain.ts';

/** An uncertain figure, and how far months lived follow it. */
export interface FindOut {
  /** From the worlds in which it is lowest to those in which it is highest. */
  readonly bar: BinnedBar;
  /** The assumption or funding that it stands in. */
  readonly of: string;
  /** Months gained where a plan is chosen after it is known; null of what is drawn every month. */
  readonly worth: KnownInput | null;
}

/**
 * By falling swing; those whose swing is no more than chance gives are left out. Null where the asking was stopped.
 * Throws Faults, as the engine does.
 */
export async function findOut(
  ask: TrialAsker,
  model: Model,
  settings: Settings,
  worlds: WorldRange,
): Promise<FindOut[] | null> {
  const asked = { ask, model, settings, worlds, explained: 'months_alive' } as const;
  const count = { simulated: 0 };
  const inputs = uncertainInputs(model);
  if (inputs.length === 0) return [];
  const found = await outcomesOf(asked, model, [{ settings }], { worlds, count });
  if (found === null) return null;
  const { values } = found[0]!;
  const columns = inputColumns(model, inputs, drawWorlds(model, worlds));
  const known = await knowing(asked, { inputs, columns, values }, count);
  if (known === null) return null;
  const worth = new Map(known.inputs.map((one) => [one.name, one]));
  const ofName = new Map(inputs.map((one) => [one.name, one.of]));
  return binnedTornado(inputs, columns, values)
    .filter(({ swing, chance }) => swing > chance)
    .map((bar) => ({ bar, of: ofName.get(bar.name)!, worth: worth.get(bar.name) ?? null }));
}
