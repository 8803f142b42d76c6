/** What the measurements ask of the program: bundled by `bundle.mjs`, for Node runs no TypeScript of this kind. */

export { deadlines } from '../src/analysis/deadlines.ts';
export { explain, playersOf } from '../src/analysis/explain.ts';
export { leverSpace } from '../src/analysis/lever-space.ts';
export { rescue } from '../src/analysis/rescue.ts';
export { sensitivity } from '../src/analysis/sensitivity.ts';
export { solve } from '../src/analysis/solve.ts';
export { TrialAsking } from '../src/analysis/trials.ts';
export { readVaried } from '../src/analysis/vary.ts';
export { askCase, compile, Engine } from '../src/engine/ask.ts';
export { varyingDraws } from '../src/engine/draws/draws.ts';
export { compiledFor } from '../src/engine/month/model.ts';
export { uniformInputs, variantNumbers } from '../src/engine/month/variant.ts';
export { Worker } from '../src/engine/run/worker.ts';
export { ThreadCrew } from '../src/host/crew.ts';
export { WORLDS_SERIES } from '../src/report/worlds-series.ts';
export { leverSettings } from '../src/scenario/override.ts';
export { NO_OVERRIDES, readScenario } from '../src/scenario/read.ts';
export { readTarget } from '../src/scenario/target.ts';
export { endingsByCrew, endingsOf, gridOf, worldsOf } from '../test/engine/asking.ts';
export { SameProgram, WIDTHS } from './same-program.ts';
