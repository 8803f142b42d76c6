import { bar } from './bar.ts';
import type { Glyphs } from './glyphs.ts';
import { grouped } from './money.ts';
import { cut } from './text.ts';

/** Progress of a run. */
export interface Progress {
  /** The part that is done, from 0 to 1. */
  readonly share: number;
  /** How many are to be done, and of what (`worlds`). */
  readonly count: number;
  readonly of: 'worlds' | 'variants';
  /** Null where it cannot be estimated yet. */
  readonly secondsLeft: number | null;
  readonly isStopping: boolean;
}

const LONGEST = 40;
const SHORTEST = 10;

/**
 * A progress bar without colours, in at most `width` columns: `███████▍     41%  412,672 of 1,000,000 worlds  12 s
 * left`.
 */
export function progressBar(
  { share, count, of, secondsLeft, isStopping }: Progress,
  width: number,
  glyphs: Glyphs,
): string {
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  const done = `  ${grouped(Math.floor(share * count))} of ${grouped(count)} ${of}`;
  const left = isStopping ? '  stopping' : secondsLeft === null ? '' : `  ${timeLeft(secondsLeft)} left`;
  const words = percent + done + left;
  const room = Math.min(LONGEST, width - words.length - 1);
  if (room < SHORTEST) return cut(words.trim(), width);
  const drawn = bar(share, 1, room, glyphs).map(({ text }) => text);
  return `${drawn.join('')} ${words}`;
}

/** The time left, rounded up: `12 s`, `3 min`, `2 h`. */
function timeLeft(seconds: number): string {
  if (seconds <= 90) return `${Math.ceil(seconds)} s`;
  if (seconds <= 90 * 60) return `${Math.ceil(seconds / 60)} min`;
  return `${Math.ceil(seconds / 3600)} h`;
}
