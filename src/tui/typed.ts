import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import { type Month, parseMonth } from '../formula/month.ts';
import { isSwitch } from '../report/lever-value.ts';
import { readSetting, type Setting, settingOver } from '../scenario/override.ts';
import { asPercent } from '../scenario/percent.ts';
import type { Lever } from '../scenario/scenario.ts';
import { leverScale } from './lever-scale.ts';
import type { ChosenLever } from './outcome.ts';

/** A lever's setting as it was typed; null for a part that stays as it is. */
interface Typed {
  readonly value: number | null;
  readonly from: Month | null;
  /** The last month in force; null, where `from` is given: no end. */
  readonly until: Month | null;
}

/** The fields of a lever on which the reading of a typed text depends. */
type TypedFor = Parameters<typeof isSwitch>[0];

/**
 * Reads a typed setting: `20%`, `12M`, `2024-01` (a month alone), `20%@2024-01` or `20%@2024-01..2024-06`; of a switch
 * also `on` and `off`. Signs of money are those of `currency`. `fault` is a sentence.
 */
export function readTyped(lever: TypedFor, text: string, currency: string): Typed | { readonly fault: string } {
  const isOnOff = isSwitch(lever);
  const typed = text.trim();
  const trimmed = isOnOff ? typed.replace(/^(on|off)(?![\w.])/i, (word) => (word.length === 2 ? '1' : '0')) : typed;
  const alone = /^@?\s*(\d{4}-\d{1,2})$/.exec(trimmed);
  if (alone !== null) {
    const from = parseMonth(alone[1]!);
    return from === null
      ? { fault: `${alone[1]} is no month: write it like 2024-01` }
      : { value: null, from, until: null };
  }
  try {
    const setting = readSetting(trimmed, currency);
    return Math.abs(setting.value) > LARGEST ? { fault: 'this is too large: write at most 1e15' } : setting;
  } catch (error) {
    if (error instanceof Faults) return { fault: sentence(error.diagnostics, isOnOff) };
    throw error;
  }
}

/**
 * The share meant by a number typed without its percent sign: 0.3 for `30`, by the rule of `asPercent`. A share without
 * a range has that of its scale here. Null where the text is to be taken as it is.
 */
export function meantInPercent(lever: Lever, text: string, currency: string): number | null {
  const { low, high } = leverScale(lever);
  const meant = asPercent({ range: [low, high], isRangeInPercent: lever.isShare }, text);
  return meant === null ? null : readSetting(meant, currency).value;
}

/** The setting that the text would give the lever; null where it cannot be read. */
export function typedSetting({ lever, setting }: ChosenLever, text: string, currency: string): Setting | null {
  if (text.trim() === '') return null;
  const typed = readTyped(lever, text, currency);
  if ('fault' in typed) return null;
  const own = settingTyped(setting, typed);
  const share = meantInPercent(lever, text, currency);
  return share === null ? own : { ...own, value: share };
}

/** Largest value that can be typed: beyond it a float64 cannot tell cents apart, and figures are too long to read. */
const LARGEST = 1e15;

/** The setting `before` with the typed parts put over it. */
const settingTyped = (before: Setting, typed: Typed): Setting =>
  settingOver(before, { ...typed, value: typed.value ?? before.value });

/** Codes of faults in words of formulas, which do not fit a plain word or two numbers that a person typed. */
const NO_VALUE: ReadonlySet<string> = new Set(['not-constant', 'missing-operator']);

function sentence(diagnostics: readonly Diagnostic[], isOnOff: boolean): string {
  const first = diagnostics[0]!;
  const like = isOnOff ? 'on, off or on@2024-01' : 'it like 20%, 12M or 20%@2024-01';
  if (NO_VALUE.has(first.code)) return `this is no value: write ${like}`;
  return first.hint === undefined ? first.message : `${first.message}: ${first.hint}`;
}
