import { Faults } from '../diagnostic/diagnostic.ts';
import { readTarget, type Target } from '../scenario/target.ts';
import type { ReadState } from './state.ts';

/** Reads a target as a person types it; `fault` is the first thing wrong with it. */
export function typedTarget({ loaded }: ReadState, text: string): { target: Target } | { fault: string } {
  try {
    return { target: readTarget({ name: 'the target', text: text.trim() }, loaded.scenario) };
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    const { message, hint } = error.diagnostics[0]!;
    return { fault: hint === undefined ? message : `${message}; ${hint}` };
  }
}
