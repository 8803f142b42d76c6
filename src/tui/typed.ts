import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import { type Month, parseMonth } from '../formula/month.ts';
import { readSetting, type Setting, settingOver } from '../scenario/override.ts';

/** What was typed for a lever; null for the part that stays as it is. */
interface Typed {
  readonly value: number | null;
  readonly from: Month | null;
  /** The last month in force, where `from` is given; null: no end. */
  readonly until: Month | null;
}

/**
 * Reads `20%`, `12M`, `2024-01` (a month alone), `20%@2024-01` or `20%@2024-01..2024-06` in a scenario of that currency; a sentence
 * where it cannot be read.
 */
export function readTyped(text: string, currency: string): Typed | { readonly fault: string } {
  const trimmed = text.trim();
  const alone = /^@?\s*(\d{4}-\d{1,2})$/.exec(trimmed);
  if (alone !== null) {
    const from = parseMonth(alone[1]!);
    return from === null
      ? { fault: `${alone[1]} is no month: write it like 2024-01` }
      : { value: null, from, until: null };
  }
  try {
    return readSetting(trimmed, currency);
  } catch (error) {
    if (error instanceof Faults) return { fault: sentence(error.diagnostics) };
    throw error;
  }
}

/** How a lever stands with what was typed over how it stood. */
export const settingTyped = (before: Setting, typed: Typed): Setting =>
  settingOver(before, { ...typed, value: typed.value ?? before.value });

/** What a plain word or two numbers side by side are faulted for: as formulas, which nobody meant to type. */
const NO_VALUE: ReadonlySet<string> = new Set(['not-constant', 'missing-operator']);

function sentence(diagnostics: readonly Diagnostic[]): string {
  const first = diagnostics[0]!;
  if (NO_VALUE.has(first.code)) return 'this is no value: write it like 20%, 12M or 20%@2024-01';
  return first.hint === undefined ? first.message : `${first.message}: ${first.hint}`;
}
