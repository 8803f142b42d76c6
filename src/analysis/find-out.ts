/** What is worth finding out next: the uncertain inputs that months lived depend on, over the worlds of a run. */
import { drawWorlds, type Model, type WorldRange } from '../engine/ask.ts';
import type { Settings } from '../scenario/override.ts';
import { type KnownInput, knowing } from './knowing.ts';
import { outcomesOf } from './sensitivity-asking.ts';
import { type BinnedBar, binnedTornado } from './tornado.ts';
import type { TrialAsker } from './trials.ts';
import { inputColumns, uncertainInputs } from './uncertain.ts';

/** An uncertain input, and how months lived change with it. */
export interface FindOut {
  /** Months lived by bins of the input. */
  readonly bar: BinnedBar;
  /** Name of the assumption or funding that the input stands in. */
  readonly of: string;
  /**
   * Value of information: months gained where the plan is chosen after the input is known; null for an input drawn
   * every month, which cannot be known before.
   */
  readonly worth: KnownInput | null;
}

/**
 * By falling swing, without the inputs whose swing is within chance. Null where the asking was stopped. Throws Faults,
 * as the engine does.
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
