import { formatMonth } from '../formula/month.ts';
import { isSameSetting, readSetting, type Setting, type Settings, settingOver } from './override.ts';
import type { Lever, Plan, Scenario } from './scenario.ts';

/** The least amount that is written with k, M or B, where that text is no longer than the plain one. */
const LEAST_SCALED = 1000;
const SCALES = [
  [3, 'k'],
  [6, 'M'],
  [9, 'B'],
] as const;

/**
 * A setting as a person writes it in a plan: `30%@2023-12..2024-03`, `12M`. Months that are the lever's own are left
 * out.
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
  // A hundred times the largest numbers is infinite.
  const exact = candidates.filter((text) => /\d/.test(text) && readSetting(text).value === value);
  const shortest = exact.reduce((best, text) => (text.length < best.length ? text : best), exact[0] ?? plain);
  return isShare || shortest.length <= plain.length ? shortest : plain;
}

const scaled = (value: number): string[] => SCALES.map(([digits, unit]) => shifted(value, -digits, unit));

/** The value times ten to the power `power`, without rounding: the exponent of its text is changed. */
function shifted(value: number, power: number, unit: string): string {
  const [mantissa, exponent] = value.toExponential().split('e') as [string, string];
  return `${Number(`${mantissa}e${Number(exponent) + power}`)}${unit}`;
}

/**
 * By lever the entry that a plan needs to set the levers as in `settings`; null where the entry that `plan` has does so
 * already. Levers that stand as the file sets them are left out.
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
