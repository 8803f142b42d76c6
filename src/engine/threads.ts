/** The engine's door for threads: what a thread of the host works in, is told and does. */

export { isOutOfMemory, Memory, NO_MEMORY } from './program/memory.ts';
export type { Job } from './run/job.ts';
export type { Crew } from './run/runner.ts';
export { Worker } from './run/worker.ts';
