import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import { type Month, parseMonth } from '../formula/month.ts';
import { readSetting, type Setting } from '../scenario/override.ts';
import { asPercent } from '../scenario/percent.ts';
import type { Lever } from '../scenario/scenario.ts';
import { leverScale } from './lever-scale.ts';
import type { ChosenLever } from './outcome.ts';

/** What was typed for a lever; null for the part that stays as it is. */
export interface Typed {
  readonly value: number | null;
  readonly from: Month | null;
}

/** Reads `20%`, `12M`, `2024-01` (a month alone) or `20%@2024-01`; a sentence where it cannot be read. */
export function readTyped(text: string): Typed | { readonly fault: string } {
  const trimmed = text.trim();
  const alone = /^@?\s*(\d{4}-\d{1,2})$/.exec(trimmed);
  if (alone !== null) {
    const month = parseMonth(alone[1]!);
    return month === null ? { fault: `${alone[1]} is no month: write it like 2024-01` } : { value: null, from: month };
  }
  try {
    const setting = readSetting(trimmed);
    return Math.abs(setting.value) > LARGEST ? { fault: 'this is too large: write at most 1e15' } : setting;
  } catch (error) {
    if (error instanceof Faults) return { fault: sentence(error.diagnostics) };
    throw error;
  }
}

/**
 * The share that was meant where a number was typed for it without its %: 0.3 for `30`, by the rule for files. A share without a range
 * has that of its scale here. Null where the text is to be taken as it stands.
 */
export function meantInPercent(lever: Lever, text: string): number | null {
  const { low, high } = leverScale(lever);
  const meant = asPercent({ range: [low, high], isRangeInPercent: lever.isShare }, text);
  return meant === null ? null : readSetting(meant).value;
}

/** What the text would set the lever to; null where it cannot be read. */
export function typedSetting({ lever, setting }: Pick<ChosenLever, 'lever' | 'setting'>, text: string): Setting | null {
  if (text.trim() === '') return null;
  const typed = readTyped(text);
  if ('fault' in typed) return null;
  const value = meantInPercent(lever, text) ?? typed.value ?? setting.value;
  return { value, from: typed.from ?? setting.from };
}

/** Cents are lost in sums of money beyond this, and no figure of it can be read. */
const LARGEST = 1e15;

/** What a plain word or two numbers side by side are faulted for: as formulas, which nobody meant to type. */
const NO_VALUE: ReadonlySet<string> = new Set(['not-constant', 'missing-operator']);

function sentence(diagnostics: readonly Diagnostic[]): string {
  const first = diagnostics[0]!;
  if (NO_VALUE.has(first.code)) return 'this is no value: write it like 20%, 12M or 20%@2024-01';
  return first.hint === undefined ? first.message : `${first.message}: ${first.hint}`;
}
