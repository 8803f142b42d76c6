/** Mistakes in a command line, as diagnostics. */
import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import { outputPlace } from '../host/output-place.ts';

/** A mistake without a place: something is missing, or options do not go together. */
export const usage = (message: string, hint?: string): Diagnostic => ({
  ...{ severity: 'error', code: 'usage', place: null, message },
  ...(hint === undefined ? {} : { hint }),
});

/** A mistake in an option's text, all of which is marked. */
export const usageOf = (option: string, text: string, message: string, hint?: string): Diagnostic => ({
  ...usage(message, hint),
  place: { source: { name: option, text }, start: 0, end: text.length },
});

/** The path to write of what `-o` says; null with a fault where no file can be put there. */
export function readOutput(text: string, inputs: readonly string[], faults: Diagnostic[]): string | null {
  const place = outputPlace(text, inputs);
  if (place.isFree) return place.path;
  faults.push(usageOf('-o', text, place.why, place.hint));
  return null;
}

/** A required option is missing. */
export const missing = (option: string, why: string, hint: string): Diagnostic =>
  usage(`${option} is missing: ${why}`, hint);

/** The value read; null where `read` throws Faults, which are added to `faults`. */
export function caught<T>(read: () => T, faults: Diagnostic[]): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    faults.push(...error.diagnostics);
    return null;
  }
}
