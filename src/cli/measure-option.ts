import type { Explained } from '../analysis/explained.ts';
import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { readFigure } from '../scenario/target.ts';

/** Reads `--measure`: `months_alive`, where none is given too, or a figure as in a target; null with faults. */
export function readMeasureOption(
  scenario: Scenario,
  text: string | undefined,
  faults: Diagnostic[],
): Explained | null {
  if (text === undefined || text.trim() === 'months_alive') return 'months_alive';
  return caught(() => readFigure({ name: '--measure', text }, scenario), faults);
}

/** What is read; null where that throws Faults, which are then among the others. */
export function caught<T>(read: () => T, faults: Diagnostic[]): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    faults.push(...error.diagnostics);
    return null;
  }
}
