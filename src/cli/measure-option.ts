import type { Explained } from '../analysis/explained.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { readFigure } from '../scenario/target.ts';
import { caught } from './usage.ts';

/** Reads `--measure`: `months_alive` (the default), or a figure as in a target; null with faults. */
export function readMeasureOption(
  scenario: Scenario,
  text: string | undefined,
  faults: Diagnostic[],
): Explained | null {
  if (text === undefined || text.trim() === 'months_alive') return 'months_alive';
  return caught(() => readFigure({ name: '--measure', text }, scenario), faults);
}
