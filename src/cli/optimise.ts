import { setFlagsFromString } from 'node:v8';

/** The loader and the program that it loads have a copy of this file each: what is in force is kept where both see it. */
const IN_FORCE = Symbol.for('runway.optimising');
const shared = globalThis as { [IN_FORCE]?: boolean };

/**
 * Stops or resumes the optimising of code, in all of the process. Within the first tenth of a second it costs more than
 * it brings: what reads a scenario is hot for a moment, and then done.
 */
export function optimise(isOn: boolean): void {
  setFlagsFromString(isOn ? '--opt' : '--no-opt');
  shared[IN_FORCE] = isOn;
}

/** Whether code is optimised, which V8 does unless it was stopped. */
export const isOptimising = (): boolean => shared[IN_FORCE] ?? true;
