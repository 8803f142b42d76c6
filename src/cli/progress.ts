import { appearanceOf } from '../chart/appearance.ts';
import { type Progress, progressBar } from '../chart/progress-bar.ts';
import { columnsOf } from '../diagnostic/columns.ts';
import type { Io } from './io.ts';

/** What lasts no longer than this has no bar. */
const PATIENCE_MS = 500;
const EVERY_MS = 100;
/** Room for what the terminal itself prints when a key is pressed: `^C`. */
const MARGIN = 4;
const DEFAULT_WIDTH = 80;

/**
 * Shows on standard error, where that is a terminal, how far a run is, until the function that is given back is called;
 * then nothing of it is left. `share` is of the worlds or variants that are done, from 0 to 1.
 */
export function showProgress(
  io: Io,
  asked: Pick<Progress, 'count' | 'of'>,
  share: () => number,
  isStopping: () => boolean,
): () => void {
  const { stderr, env } = io;
  if (!stderr.isTTY) return () => {};
  const { glyphs } = appearanceOf(env);
  const begun = performance.now();
  let shown = 0;
  const draw = (): void => {
    const seconds = (performance.now() - begun) / 1000;
    if (seconds * 1000 < PATIENCE_MS) return;
    const done = share();
    const secondsLeft = done > 0 ? (seconds * (1 - done)) / done : null;
    const width = (stderr.columns || DEFAULT_WIDTH) - MARGIN;
    const text = progressBar({ ...asked, share: done, secondsLeft, isStopping: isStopping() }, width, glyphs);
    stderr.write(`\r${text.padEnd(shown)}`);
    shown = columnsOf(text);
  };
  const timer = setInterval(draw, EVERY_MS);
  return () => {
    clearInterval(timer);
    if (shown > 0) stderr.write(`\r${' '.repeat(shown)}\r`);
  };
}
