/** Many worlds: every draw of its own, common to all settings of the levers; results as spreads over the worlds. */
import type { Settings } from '../../scenario/override.ts';
import type { Model } from '../month/model.ts';
import type { WorldsRequest } from './kept.ts';
import { Simulation } from './simulation.ts';
import type { Worlds } from './spread.ts';

/** Simulates a range of worlds on this thread. Throws Faults as `simulateCase` does, and names the world. */
export const simulateWorlds = (model: Model, settings: Settings, request: WorldsRequest): Worlds =>
  new Simulation().worlds(model, settings, request);
