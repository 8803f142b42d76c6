import type { Row } from './cells.ts';
import { run } from './cells.ts';
import type { Glyphs } from './glyphs.ts';
import { MARKS } from './glyphs.ts';

/**
 * A slider such as `━━●───`, with the knob where `value` lies between `low` and `high`; exactly `width` columns. Beyond
 * an end the knob is an arrow that points outwards.
 */
export function slider(value: number, low: number, high: number, width: number, glyphs: Glyphs): Row {
  if (width < 1) return [];
  const marks = MARKS[glyphs];
  const share = high > low ? (value - low) / (high - low) : 0;
  const at = Math.round(Math.min(Math.max(share, 0), 1) * (width - 1));
  const knob = value < low ? marks.below : value > high ? marks.above : marks.knob;
  return [
    run(marks.filled.repeat(at), 'accent'),
    run(knob, 'accent'),
    run(marks.track.repeat(width - 1 - at), 'muted'),
  ].filter((r) => r.text !== '');
}

const LEFT_EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * A bar from the left whose length is `value` as a share of `max`; exactly `width` columns. A value above 0 is never
 * blank.
 */
export function bar(value: number, max: number, width: number, glyphs: Glyphs): Row {
  if (width < 1) return [];
  const parts = glyphs === 'ascii' ? 1 : 8;
  const share = max > 0 ? Math.min(Math.max(value / max, 0), 1) : 0;
  const filled = share > 0 ? Math.max(Math.round(share * width * parts), 1) : 0;
  const whole = Math.floor(filled / parts);
  const text = (glyphs === 'ascii' ? '#' : '█').repeat(whole) + (LEFT_EIGHTHS[filled % parts] as string);
  return [run(text, 'accent'), run(' '.repeat(width - text.length))].filter((r) => r.text !== '');
}

const LOWER_EIGHTHS = ' ▁▂▃▄▅▆▇█';
const ASCII_HEIGHTS = ' ._-=*#';

/**
 * A line of bars one character high, in exactly `width` columns, from the lesser of 0 and the least value to the
 * greatest. The least height is blank, any above it is not. Where months share a column, the one furthest from the mean
 * is shown.
 */
export function sparkline(values: ArrayLike<number>, width: number, glyphs: Glyphs): Row {
  const heights = glyphs === 'ascii' ? ASCII_HEIGHTS : LOWER_EIGHTHS;
  const shown = thin(values, width);
  const foot = Math.min(0, ...shown);
  const top = Math.max(foot, ...shown);
  const chars = shown.map((value) => {
    const share = top > foot ? (value - foot) / (top - foot) : 0;
    return heights[share > 0 ? Math.max(Math.round(share * (heights.length - 1)), 1) : 0] as string;
  });
  const text = chars.join('').padEnd(Math.max(width, 0));
  return text === '' ? [] : [run(text, 'cash')];
}

/** At most `width` of the values, in order: of values that share a column the one furthest from the mean. */
function thin(values: ArrayLike<number>, width: number): number[] {
  const all = Array.from(values);
  if (all.length <= width) return all;
  const mean = all.reduce((sum, v) => sum + v / all.length, 0);
  return Array.from({ length: Math.max(width, 0) }, (_, i) => {
    const from = Math.floor((i * all.length) / width);
    const to = Math.floor(((i + 1) * all.length) / width);
    return all.slice(from, to).reduce((far, v) => (Math.abs(v - mean) > Math.abs(far - mean) ? v : far));
  });
}
