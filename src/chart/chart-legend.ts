import type { Row, Run } from './cells.ts';
import { rowWidth, run } from './cells.ts';
import { eventWordings } from './chart-events.ts';
import type { CashChart } from './chart-input.ts';
import type { Extent, FillPen } from './fill.ts';
import { FALLING, largest, RISING } from './fill.ts';
import type { Glyphs } from './glyphs.ts';
import { MARKS } from './glyphs.ts';
import { reportedLegend } from './reported-marks.ts';

/** The legend of the chart of cash, in at most `rows` rows of at most `width` columns. */
export function legendOf(input: CashChart, width: number, rows: number, glyphs: Glyphs): Row[] {
  const marks = MARKS[glyphs];
  const items = [run(`${full(RISING[glyphs])} cash`, 'cash')];
  if (input.lowest !== undefined) items.push(run(`${marks.lowest} lowest within the month`, 'warn'));
  if (largest(input.overdue) > 0) items.push(run(`${full(FALLING[glyphs])} arrears, below`, 'arrears'));
  if (largest(input.reserve) > 0) items.push(run(`${marks.reserve} reserve`, 'reserve'));
  if (input.baseline !== null) items.push(run(`${marks.baseline} ${input.baselineName ?? 'baseline'}`, 'baseline'));
  items.push(...reportedLegend(input.reported, true, glyphs));
  return legendRows(items, eventWordings(input.events, input.start, glyphs), width, rows);
}

/**
 * Items and events in the fullest wording that fits. Where none fits, the items in `needed` come first, events have the
 * shortest wording, and the rest is left out.
 */
export function legendRows(
  items: readonly Run[],
  wordings: readonly (readonly Run[])[],
  width: number,
  rows: number,
  needed: readonly Run[] = items,
): Row[] {
  if (rows === 0) return [];
  const choices = wordings.map((events) => flow([...items, ...events], width));
  const fitting = choices.find((lines) => lines.length <= rows);
  return fitting ?? flow([...needed, ...(wordings.at(-1) ?? [])], width).slice(0, rows);
}

/**
 * The items side by side, two columns apart, with an indent of one; an item that does not fit goes to the next line.
 */
function flow(items: readonly Run[], width: number): Row[] {
  const lines: Run[][] = [];
  for (const item of items) {
    const line = lines.at(-1);
    if (line !== undefined && rowWidth(line) + 2 + rowWidth([item]) <= width) line.push(run('  '), item);
    else lines.push([run(' '), item]);
  }
  return lines;
}

/** The character of a completely filled cell. */
export function full(fill: FillPen): string {
  const whole: Extent = { low: fill.levels, high: fill.levels };
  return fill.glyph(Array(fill.samples).fill(whole));
}
