import { appearanceOf } from '../chart/appearance.ts';
import { type Progress, progressBar } from '../chart/progress-bar.ts';
import { columnsOf } from '../diagnostic/columns.ts';
import type { Io } from './io.ts';

/** Milliseconds before a bar appears. */
const PATIENCE_MS = 500;
const EVERY_MS = 100;
/** Columns left free for what the terminal itself prints when a key is pressed, such as `^C`. */
const MARGIN = 4;
const DEFAULT_WIDTH = 80;

/**
 * Shows a progress bar on standard error, where that is a terminal; the function returned removes it. `share` gives the
 * part of the worlds or variants that is done, from 0 to 1.
 */
export function showProgress(
  io: Io,
  asked: Pick<Progress, 'count' | 'of'>,
  share: () => number,
  isStopping: () => boolean,
): () => void {
  const { glyphs } = appearanceOf(io.env);
  return showLine(io, (width, seconds) => {
    const done = share();
    const secondsLeft = done > 0 ? (seconds * (1 - done)) / done : null;
    return progressBar({ ...asked, share: done, secondsLeft, isStopping: isStopping() }, width, glyphs);
  });
}

/** Shows any line in the same way; `line` makes it for a width in columns, and the seconds since the start. */
export function showLine({ stderr }: Io, line: (width: number, seconds: number) => string): () => void {
  if (!stderr.isTTY) return () => {};
  const begun = performance.now();
  let shown = 0;
  const draw = (): void => {
    const seconds = (performance.now() - begun) / 1000;
    if (seconds * 1000 < PATIENCE_MS) return;
    const text = line((stderr.columns || DEFAULT_WIDTH) - MARGIN, seconds);
    stderr.write(`\r${text.padEnd(shown)}`);
    shown = columnsOf(text);
  };
  const timer = setInterval(draw, EVERY_MS);
  return () => {
    clearInterval(timer);
    if (shown > 0) stderr.write(`\r${' '.repeat(shown)}\r`);
  };
}
