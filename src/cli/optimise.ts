import { setFlagsFromString } from 'node:v8';

/** The loader and the program that it loads each have a copy of this file, so the state is kept where both see it. */
const IN_FORCE = Symbol.for('runway.optimising');
const shared = globalThis as { [IN_FORCE]?: boolean };

/**
 * Turns V8's optimiser off or on for the whole process. In the first tenth of a second optimising costs more than it
 * saves, as the code that reads a scenario is hot only for a moment.
 */
export function optimise(isOn: boolean): void {
  setFlagsFromString(isOn ? '--opt' : '--no-opt');
  shared[IN_FORCE] = isOn;
}

/** Whether V8's optimiser is on, which is the default. */
export const isOptimising = (): boolean => shared[IN_FORCE] ?? true;
