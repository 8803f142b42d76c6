import { formatMonth } from '../formula/month.ts';
import { isSameSetting, readSetting, type Setting, type Settings, settingOver } from './override.ts';
import type { Lever, Plan, Scenario } from './scenario.ts';

/** Amounts from here on are written with k, M or B where that is no longer. */
const LEAST_SCALED = 1000;
const SCALES = [
  [3, 'k'],
  [6, 'M'],
  [9, 'B'],
] as const;

/**
 * A setting as a person writes it in a plan: `30%@2023-12..2024-03`, `12M`. Months stand there where they are not the
 * lever's own.
 */
export function leverText(lever: Lever, { value, from, until }: Setting): string {
  const isOwn = from === lever.from && until === lever.until;
  const months = until === null ? formatMonth(from) : `${formatMonth(from)}..${formatMonth(until)}`;
  return valueText(value, lever.isShare) + (isOwn ? '' : `@${months}`);
}

/** The shortest text that reads as exactly this value: a share in percent, a large amount with its unit. */
function valueText(value: number, isShare: boolean): string {
  const plain = String(value);
  const candidates = isShare ? [shifted(value, 2, '%')] : Math.abs(value) >= LEAST_SCALED ? scaled(value) : [];
  // The largest numbers have no percentage that is a number.
  const exact = candidates.filter((text) => /\d/.test(text) && readSetting(text).value === value);
  const shortest = exact.reduce((best, text) => (text.length < best.length ? text : best), exact[0] ?? plain);
  return isShare || shortest.length <= plain.length ? shortest : plain;
}

const scaled = (value: number): string[] => SCALES.map(([digits, unit]) => shifted(value, -digits, unit));

/** The value times a power of ten, moved in its digits, so that nothing is rounded. */
function shifted(value: number, power: number, unit: string): string {
  const [mantissa, exponent] = value.toExponential().split('e') as [string, string];
  return `${Number(`${mantissa}e${Number(exponent) + power}`)}${unit}`;
}

/**
 * What a plan has to set so that the levers stand as they do in `settings`, by lever: the text of its entry, or null
 * where the entry that `plan` has stays as it is. Levers that stand as the file sets them are left out.
 */
export function planEntries(scenario: Scenario, settings: Settings, plan: Plan | null): Map<string, string | null> {
  const entries = new Map<string, string | null>();
  const names = [...(plan?.set.keys() ?? []), ...scenario.levers.keys()];
  for (const name of new Set(names)) {
    const lever = scenario.levers.get(name)!;
    const setting = settings.get(name)!;
    const before = plan?.set.get(name);
    if (before !== undefined && isSameSetting(setting, settingOver(lever, before))) entries.set(name, null);
    else if (!isSameSetting(setting, lever)) entries.set(name, leverText(lever, setting));
  }
  return entries;
}
