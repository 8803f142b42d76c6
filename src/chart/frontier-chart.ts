import { canvas, charAt, put, rowsOf } from './canvas.ts';
import type { Row } from './cells.ts';
import { fillColumn, RISING } from './fill.ts';
import type { Glyphs } from './glyphs.ts';
import { MARKS } from './glyphs.ts';
import { digits, percent } from './money.ts';
import { gutter } from './plot.ts';
import { shareAxis, type ValueAxis, valueAxis } from './ticks.ts';

/** The frontier of pain and success: steps by rising pain, each with the share of worlds that meets the target. */
export interface FrontierChart {
  readonly steps: readonly { readonly pain: number; readonly share: number }[];
  /** Index of the step that the cursor is on. */
  readonly at: number;
  /** The share asked for, drawn as a line; null: none. */
  readonly asked: number | null;
}

/** Where all shares lie below this, the axis is only as long as they need; else it goes to 1. */
const WHOLE = 0.5;

/**
 * Step curve with shares upwards and pain to the right: the share of a step holds until the next. Exactly `height` rows
 * of `width` columns, the last row being the axis of pain.
 */
export function frontierChart(
  { steps, at, asked }: FrontierChart,
  width: number,
  height: number,
  glyphs: Glyphs,
): Row[] {
  const on = canvas(width, height);
  const rows = height - 1;
  if (rows < 1 || steps.length === 0) return rowsOf(on);
  const most = Math.max(asked ?? 0, ...steps.map(({ share }) => share));
  const axis: ValueAxis = most > WHOLE ? shareAxis(rows) : valueAxis(most, rows);
  const left = gutter([percent(0), ...axis.ticks.map(({ value }) => percent(value))], width);
  const columns = width - left;
  const marks = MARKS[glyphs];
  const pain = steps.at(-1)!.pain;
  const columnOf = (of: number): number => (pain > 0 ? Math.round((of / pain) * (columns - 1)) : 0);
  /** The row in which a bar of this share ends. */
  const rowOf = (share: number): number =>
    rows - Math.min(rows, Math.max(1, Math.ceil((share / axis.top) * rows - 1e-9)));
  const fill = RISING[glyphs];
  steps.forEach(({ pain: from, share }, i) => {
    const next = steps[i + 1];
    const end = next === undefined ? columns : columnOf(next.pain);
    const extent = Array(fill.samples).fill({ low: share, high: share });
    const cells = fillColumn(fill, extent, axis.top, rows);
    for (let x = columnOf(from); x < Math.max(end, columnOf(from) + 1); x++)
      cells.forEach((char, row) => {
        put(on, left + x, rows - 1 - row, char, i === at ? 'accent' : 'cash');
      });
  });
  put(on, left, rows, marks.axis.repeat(columns), 'muted');
  if (asked !== null && asked > 0) {
    const y = rowOf(asked);
    for (let x = 0; x < columns; x++)
      if (charAt(on, left + x, y) === ' ') put(on, left + x, y, marks.reserve, 'reserve');
  }
  const chosen = steps[at];
  if (chosen !== undefined) {
    put(on, left + columnOf(chosen.pain), rowOf(chosen.share), marks.knob, 'title');
    put(on, left + columnOf(chosen.pain), rows, POINTER[glyphs], 'title');
  }
  drawLabels(on, left, rows, axis, digits(pain), marks);
  return rowsOf(on);
}

const POINTER: Readonly<Record<Glyphs, string>> = { braille: '▲', blocks: '▲', ascii: '^' };

function drawLabels(
  on: ReturnType<typeof canvas>,
  left: number,
  rows: number,
  axis: ValueAxis,
  most: string,
  marks: (typeof MARKS)[Glyphs],
): void {
  if (left === 0) return;
  for (let y = 0; y <= rows; y++) put(on, left - 1, y, marks.side, 'muted');
  for (const { text, y } of [
    { text: percent(0), y: rows },
    ...axis.ticks.map(({ value, row }) => ({ text: percent(value), y: rows - row })),
  ]) {
    put(on, left - 1 - text.length, y, text, 'plain');
    put(on, left - 1, y, marks.label, 'muted');
  }
  const name = `pain ${most}`;
  const x = on.width - name.length;
  const isFree = [...name].every((_, i) => on.chars[rows * on.width + x + i] === marks.axis);
  if (isFree) put(on, x, rows, name, 'plain');
}
