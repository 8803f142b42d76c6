/**
 * What moves a figure: each input alone (tornado), its share of the variance over worlds, the value of knowing it, and
 * what failed worlds had in common. The answer does not depend on the order of inputs in the file.
 */
import { drawWorlds } from '../engine/ask.ts';
import { endNumbers, type FailedWorlds, failedSteps } from './failed.ts';
import { pausing } from './in-steps.ts';
import { type Knowing, knowing } from './knowing.ts';
import { outcomesOf, type SensitivityAsked, type Simulated } from './sensitivity-asking.ts';
import { type BinnedBar, binnedSteps, type Tornado, tornado } from './tornado.ts';
import { factorsOf, inputColumns, uncertainInputs } from './uncertain.ts';
import { type FactorShare, factorShares, type ShapleyEffects, shapleyEffects, varies } from './variance.ts';

/** The figure over the worlds of the run. */
export interface OverRun {
  readonly mean: number;
  readonly deviation: number;
  /** Whether the figure differs between any two worlds. */
  readonly varies: boolean;
  /** Worlds with another value than the commonest one. */
  readonly differing: number;
  /** The figure by bins of each input. */
  readonly binned: readonly BinnedBar[];
  readonly failed: FailedWorlds;
}

/** A part is null where the asking was stopped before it was found. */
export interface Sensitivity {
  /** One input at a time, from the base case. */
  readonly tornado: Tornado | null;
  readonly run: OverRun | null;
  /** Empty where the figure does not vary: then nothing moves it. */
  readonly shares: readonly FactorShare[] | null;
  readonly shapley: ShapleyEffects | null;
  readonly knowing: Knowing | null;
  readonly isStopped: boolean;
  readonly simulated: number;
}

/** Names of the parts, in the order in which they are found. */
export const SENSITIVITY_PARTS = ['tornado', 'run', 'knowing', 'shares', 'shapley'] as const;

/** Answers all parts; `onPart` is called with the parts known so far after each. Throws Faults, as the engine does. */
export async function sensitivity(
  asked: SensitivityAsked,
  onPart: (found: Sensitivity) => void = () => {},
): Promise<Sensitivity> {
  const { model, settings, worlds } = asked;
  const count: Simulated = { simulated: 0 };
  const inputs = uncertainInputs(model);
  let found: Sensitivity = {
    ...{ tornado: null, run: null, shares: null, shapley: null, knowing: null },
    ...{ isStopped: true, simulated: 0 },
  };
  const add = (part: Partial<Sensitivity>): void => {
    found = { ...found, ...part, simulated: count.simulated };
    onPart(found);
  };
  asked.onRun?.('tornado', 0, 1);
  const bars = await tornado(asked, count);
  if (bars === null) return found;
  add({ tornado: bars });
  asked.onRun?.('run', 0, 1);
  const own = await outcomesOf(asked, model, [{ settings }], { worlds, others: endNumbers(model), count });
  if (own === null) return found;
  const [{ values, failure, others }] = own as [(typeof own)[number]];
  const [cause, ...suspended] = others as [Float64Array, ...Float64Array[]];
  await asked.pause?.();
  const drawn = drawWorlds(model, worlds);
  const seen = { inputs, columns: inputColumns(model, inputs, drawn), values };
  const isVaried = varies(values);
  await asked.pause?.();
  const binned = isVaried ? await pausing(binnedSteps(inputs, seen.columns, values), asked.pause) : [];
  add({
    run: {
      ...momentsOf(values),
      differing: differingFrom(values),
      ...{ varies: isVaried, binned },
      failed: await pausing(failedSteps(model, worlds, { failure, cause, suspended }, drawn), asked.pause),
    },
  });
  const known = await knowing(asked, seen, count);
  if (known === null) return found;
  add({ knowing: known });
  const shares = isVaried ? await factorShares(asked, factorsOf(model, inputs), seen, count) : [];
  if (shares === null) return found;
  add({ shares });
  const shapley = await shapleyEffects(asked, shares, seen, count);
  if (shapley === null) return found;
  add({ shapley, isStopped: false });
  return found;
}

function momentsOf(values: Float64Array): { mean: number; deviation: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

/** How many values are not the commonest value. */
function differingFrom(values: Float64Array): number {
  const sorted = values.slice().sort();
  let [most, from] = [0, 0];
  for (let i = 1; i <= sorted.length; i++) {
    if (sorted[i] === sorted[from]) continue;
    most = Math.max(most, i - from);
    from = i;
  }
  return values.length - most;
}
