/** How long work is done and watched: by a crew of threads, with a progress bar, until it is interrupted. */
import { ThreadCrew } from '../host/crew.ts';
import { onInterrupt } from './interrupt.ts';
import type { Io } from './io.ts';
import { showProgress } from './progress.ts';

/**
 * Threads take about a tenth of a second to start. They are worth it from a third of a second of work on: so many
 * months of series, of which the simulation itself counts as eight.
 */
const CREW_PAYS = 25e6;
const SIMULATION = 8;

/**
 * A crew for so many months of worlds with so many series each; null where it does not pay, or there is no memory that
 * threads can share.
 */
export function crewFor(months: number, series: number): ThreadCrew | null {
  if (!paysCrew(months, series)) return null;
  try {
    return new ThreadCrew();
  } catch {
    return null;
  }
}

/** Whether so many months of worlds with so many series each are worth starting threads. */
export const paysCrew = (months: number, series: number): boolean => months * (series + SIMULATION) >= CREW_PAYS;

/** What to say where the crew fails and this thread goes on. */
export const aloneWords = (error: unknown): string =>
  `runway: one thread simulates, which takes longer: ${error instanceof Error ? error.message : String(error)}\n`;

export interface Watched {
  /** Of how many `of` the progress is told. */
  readonly count: number;
  readonly of: 'worlds' | 'variants';
  /** Of these, what is done, from 0 to 1. */
  readonly share: () => number;
  /** Ends the work with what is done. */
  readonly stop: () => void;
}

/**
 * Shows progress until `end` is called. The first interrupt stops the work; the next ends the program, as it does
 * everywhere else.
 */
export function watch(io: Io, { count, of, share, stop }: Watched): { isStopping(): boolean; end(): void } {
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
