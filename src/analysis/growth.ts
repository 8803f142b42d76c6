/**
 * The growth that would make a company default alive: the least rate a month by which every revenue line would have to
 * grow on top of what the file says, costs as they are.
 */
import { Faults } from '../diagnostic/diagnostic.ts';
import { compile, Engine, type Model } from '../engine/ask.ts';
import type { Formula, Node } from '../formula/tree.ts';
import type { Settings } from '../scenario/override.ts';
import type { Assumption, RevenueLine, Scenario } from '../scenario/scenario.ts';

/** Rates a month that are tried: from 0 to 50%. */
export const MOST_GROWTH = 0.5;
/**
 * Rates are tried in hundredths of a percent: first every half percent, then each between the two neighbours that
 * differ.
 */
const HUNDREDTHS = 10_000;
const STEP = 50;

/** A name that no file can give. */
const GROWTH = 'growth on top';
const grownName = (line: string): string => `${line} grown`;

/**
 * A rate a month; null: no rate up to `MOST_GROWTH` is enough; `without`: there is no revenue to grow; `unknown`: with
 * more revenue some formula has no value.
 */
export type NeededGrowth = number | 'without' | 'unknown' | null;

/** By model, the compiled model in which revenue grows. */
const grownModels = new WeakMap<Model, Model>();

/**
 * The least rate a month with which the base case is default alive, from 0 to 0.5, to a hundredth of a percent; null
 * where no rate up to `MOST_GROWTH` is enough. An interval of such rates narrower than half a percent may be missed.
 */
export function neededGrowth(model: Model, settings: Settings): NeededGrowth {
  if (model.scenario.revenue.size === 0) return 'without';
  const own = grownModels.get(model) ?? compile(grown(model.scenario));
  grownModels.set(model, own);
  try {
    return leastGrowth(own, settings);
  } catch (error) {
    if (error instanceof Faults) return 'unknown';
    throw error;
  }
}

function leastGrowth(model: Model, settings: Settings): number | null {
  const engine = new Engine();
  const isAlive = (hundredths: readonly number[]): boolean[] => {
    const variants = hundredths.map((n) => ({ settings, replaced: new Map([[GROWTH, n / HUNDREDTHS]]) }));
    const question = { want: 'numbers', model, variants, numbers: ['defaultAlive'], worlds: null } as const;
    return Array.from(engine.ask(question), ({ outcome }) => outcome.at(0, 0) === 1);
  };
  const steps = (MOST_GROWTH * HUNDREDTHS) / STEP;
  const first = isAlive(Array.from({ length: steps + 1 }, (_, i) => i * STEP)).indexOf(true);
  if (first <= 0) return first === 0 ? 0 : null;
  const within = Array.from({ length: STEP }, (_, i) => (first - 1) * STEP + i + 1);
  return within[isAlive(within).indexOf(true)]! / HUNDREDTHS;
}

/**
 * The scenario with an assumption for the growth of all revenue lines. A formula that reads a line reads its value
 * without that growth, so costs, and lines that read their own past, stay as they are.
 */
function grown(scenario: Scenario): Scenario {
  const lines = [...scenario.revenue.values()];
  const read = lines.map((line) => assumption(line.name, call('max', [number(0), line.amount.node]), line.amount));
  const growth = assumption(GROWTH, number(0), lines[0]!.amount);
  return {
    ...scenario,
    assumptions: new Map([...scenario.assumptions, ...[growth, ...read].map((one) => [one.name, one] as const)]),
    revenue: new Map(lines.map((line) => [grownName(line.name), grownLine(line)])),
  };
}

function grownLine(line: RevenueLine): RevenueLine {
  const factor = binary('pow', binary('add', number(1), name(GROWTH)), { op: 't', at: NOWHERE });
  const amount: Formula = { ...line.amount, node: binary('mul', name(line.name), factor) };
  return { ...line, name: grownName(line.name), amount };
}

function assumption(called: string, node: Node, { text, place }: Formula): Assumption {
  const value: Formula = { text, node, place };
  const entry = { name: called, label: null, note: null, source: null, place };
  return { ...entry, value, written: value, replaced: null, claims: new Map() };
}

const NOWHERE = { start: 0, end: 0 };
const number = (value: number): Node => ({ op: 'number', value, at: NOWHERE });
const name = (of: string): Node => ({ op: 'name', name: of, at: NOWHERE });
const call = (fn: 'max', args: readonly Node[]): Node => ({ op: 'call', fn, args, at: NOWHERE });
const binary = (op: 'add' | 'mul' | 'pow', left: Node, right: Node): Node => ({ op, left, right, at: NOWHERE });
