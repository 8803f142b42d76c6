/** How work is broken off: by Ctrl-C, by SIGTERM, with which engines and `timeout` end a task, or by a client. */
import process from 'node:process';

/** Milliseconds of work after which this thread pauses to show progress and to take an interrupt. */
export const LOOK_UP_MS = 50;

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What stops the work that is under way; one piece of work may stand in another. */
const stops = new Set<() => void>();

/** Stops the work that is under way, where it can be stopped. */
export const interrupt = (): void => {
  for (const signal of SIGNALS) process.off(signal, interrupt);
  for (const stop of [...stops]) stop();
};

/**
 * Has work stopped by the first interrupt, until the function that is given back is called; the next interrupt ends the
 * program at once, as it does where nothing can be stopped.
 */
export function onInterrupt(stop: () => void): () => void {
  stops.add(stop);
  for (const signal of SIGNALS) if (!process.listeners(signal).includes(interrupt)) process.on(signal, interrupt);
  return () => {
    stops.delete(stop);
    if (stops.size === 0) for (const signal of SIGNALS) process.off(signal, interrupt);
  };
}

/** What an interrupt means for a part of a run, and for a report. */
export const NO_PART = 'no part is written';
export const NO_REPORT = 'a report is whole or not at all, and none was written';

/** Work that was broken off and has nothing to show for it: what that means, as a sentence without its full stop. */
export class Interrupted extends Error {
  constructor(what = 'a part of this would be no answer, and nothing is printed') {
    super(what);
    this.name = 'Interrupted';
  }
}
