import { deadlines } from '../../src/analysis/deadlines.ts';
import { rankOf } from '../../src/analysis/difference.ts';
import { valueInCase } from '../../src/analysis/measure.ts';
import { type Solution, solve } from '../../src/analysis/solve.ts';
import { type HeldTarget, TrialAsking } from '../../src/analysis/trials.ts';
import { readVaried } from '../../src/analysis/vary.ts';
import { Faults } from '../../src/diagnostic/diagnostic.ts';
import type { SamplerName } from '../../src/engine/answers.ts';
import { askCase, compile, Engine, type WorldRange } from '../../src/engine/ask.ts';
import { leverSettings, type Settings } from '../../src/scenario/override.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { readTarget } from '../../src/scenario/target.ts';

export interface AskedFor {
  readonly until: string | null;
  /** Number of worlds; 0: the base case. */
  readonly worlds?: number;
  readonly confidence?: number;
  readonly settings?: Settings;
  /** Null: the range of worlds names none. */
  readonly sampler?: SamplerName | null;
}

const worldsOf = ({ seed }: Scenario, { worlds = 0, sampler = 'random' }: AskedFor): WorldRange | null =>
  worlds === 0 ? null : { first: 0, count: worlds, seed, ...(sampler === null ? {} : { sampler }) };

function heldOf(scenario: Scenario, { until, confidence = 0.8 }: AskedFor): HeldTarget | null {
  return until === null ? null : { target: readTarget({ name: '--until', text: until }, scenario), confidence };
}

/** The solution of `solve`, and the number of worlds simulated for it. */
export async function solutionOf(
  scenario: Scenario,
  asked: AskedFor & { readonly vary: string; readonly range?: string },
): Promise<Solution & { readonly simulated: number }> {
  const { settings = leverSettings(scenario), vary, range } = asked;
  const source = range === undefined ? null : { name: '--range', text: range };
  const varied = readVaried(compile(scenario), settings, { name: '--vary', text: vary }, source);
  const engine = new Engine();
  const asking = new TrialAsking((question) => engine.ask(question), worldsOf(scenario, asked));
  const found = await solve(asking, heldOf(scenario, asked)!, varied);
  if (found === null) throw new Error('it was stopped');
  return { ...found, simulated: asking.simulated };
}

/** The deadlines of `deadlines`. */
export async function deadlinesOf(scenario: Scenario, asked: AskedFor) {
  const engine = new Engine();
  const asking = new TrialAsking((question) => engine.ask(question), worldsOf(scenario, asked));
  const { settings = leverSettings(scenario) } = asked;
  const found = await deadlines(asking, heldOf(scenario, asked), compile(scenario), settings, (plan) => plan);
  if (found === null) throw new Error('it was stopped');
  return found;
}

/**
 * A target that the second settings reach and the first do not, of the first measure in which their base cases differ.
 */
export function targetBetween(scenario: Scenario, first: Settings, second: Settings): string {
  const model = compile(scenario);
  for (const measure of ['mean(cash)', 'mean(costs)', 'mean(revenue)', 'mean(owed)']) {
    const target = readTarget({ name: '--until', text: `${measure} >= 0` }, scenario);
    try {
      const [a, b] = [first, second].map((own) => rankOf(valueInCase(scenario, askCase(model, own), target)));
      if (Math.abs(a! - b!) > 1) return `${measure} ${b! > a! ? '>=' : '<='} ${((a! + b!) / 2).toFixed(2)}`;
    } catch (error) {
      if (!(error instanceof Faults)) throw error;
    }
  }
  return 'survival >= 100%';
}
