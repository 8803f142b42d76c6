/** Runs long work: a crew of threads, a progress bar, and interrupts. */
import { ThreadCrew } from '../host/crew.ts';
import { onInterrupt } from './interrupt.ts';
import type { Io } from './io.ts';
import { showProgress } from './progress.ts';

/**
 * Threads take about a tenth of a second to start, and pay from a third of a second of work on: so many months of
 * series, where the simulation itself counts as eight series.
 */
const CREW_PAYS = 25e6;
const SIMULATION = 8;

/**
 * A crew for `months` world-months with `series` series each; null where it does not pay, or the host has no memory
 * that threads can share.
 */
export function crewFor(months: number, series: number): ThreadCrew | null {
  if (!paysCrew(months, series)) return null;
  try {
    return new ThreadCrew();
  } catch {
    return null;
  }
}

/** Whether so many world-months with so many series each are worth starting threads. */
export const paysCrew = (months: number, series: number): boolean => months * (series + SIMULATION) >= CREW_PAYS;

/** The note for a crew that failed, where this thread goes on alone. */
export const aloneWords = (error: unknown): string =>
  `runway: one thread simulates, which takes longer: ${error instanceof Error ? error.message : String(error)}\n`;

export interface WatchedRun {
  /** How many (`count`) of what (`of`) are to be done. */
  readonly count: number;
  readonly of: 'worlds' | 'variants';
  /** The part that is done, from 0 to 1. */
  readonly share: () => number;
  /** Ends the work with what is done. */
  readonly stop: () => void;
}

/** Shows progress until `end` is called. The first interrupt stops the work; the next ends the program. */
export function watchRun(io: Io, { count, of, share, stop }: WatchedRun): { isStopping(): boolean; end(): void } {
  let isStopping = false;
  const uninterruptible = onInterrupt(() => {
    isStopping = true;
    stop();
  });
  const clear = showProgress(io, { count, of }, share, () => isStopping);
  return {
    isStopping: () => isStopping,
    end: () => {
      clear();
      uninterruptible();
    },
  };
}
