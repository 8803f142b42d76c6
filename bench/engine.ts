/** What the measurements ask of the program: bundled by `bundle.mjs`, for Node runs no TypeScript of this kind. */

export { varyingDraws } from '../src/engine/draws/draws.ts';
export { compile, simulateCase, simulateGrid } from '../src/engine/engine.ts';
export { leverNumbers, uniformInputs } from '../src/engine/month/inputs.ts';
export { compiledFor } from '../src/engine/month/model.ts';
export { Simulation } from '../src/engine/run/simulation.ts';
export { Worker } from '../src/engine/run/worker.ts';
export { simulateWorlds } from '../src/engine/run/worlds.ts';
export { ThreadCrew } from '../src/host/crew.ts';
export { WORLDS_SERIES } from '../src/report/worlds-series.ts';
export { leverSettings } from '../src/scenario/override.ts';
export { NO_OVERRIDES, readScenario } from '../src/scenario/read.ts';
