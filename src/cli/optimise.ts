import { setFlagsFromString } from 'node:v8';

/**
 * Stops or resumes the optimising of code, in all of the process. Within the first tenth of a second it costs more than
 * it brings: what reads a scenario is hot for a moment, and then done.
 */
export function optimise(isOn: boolean): void {
  setFlagsFromString(isOn ? '--opt' : '--no-opt');
}
