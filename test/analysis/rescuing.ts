import { type LeverSpace, leverSpace } from '../../src/analysis/lever-space.ts';
import { type Rescue, type RescueAsked, rescue } from '../../src/analysis/rescue.ts';
import type { TrialAsker } from '../../src/analysis/trials.ts';
import { compile, Engine } from '../../src/engine/ask.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { readTarget } from '../../src/scenario/target.ts';

/** An asker that simulates on this thread. */
export function asking(engine = new Engine()): TrialAsker {
  return async function* ask(question) {
    yield* engine.ask(question);
  };
}

export const spaceOf = (scenario: Scenario, months: readonly [number, number] | null = null): LeverSpace =>
  leverSpace(scenario, leverSettings(scenario), { levers: new Set(scenario.levers.keys()), months });

/** A rescue's question with defaults, which `rest` overrides. */
export function askedOf(scenario: Scenario, until: string, rest: Partial<RescueAsked> = {}): RescueAsked {
  return {
    ask: asking(),
    model: compile(scenario),
    target: readTarget({ name: '--until', text: until }, scenario),
    confidence: 0.8,
    space: spaceOf(scenario),
    worlds: { first: 0, count: 400, seed: scenario.seed },
    accept: 'estimate',
    ...rest,
  };
}

export const rescueOf = (scenario: Scenario, until: string, rest: Partial<RescueAsked> = {}): Promise<Rescue> =>
  rescue(askedOf(scenario, until, rest));
