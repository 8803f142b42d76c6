import { Faults, type Source } from '../diagnostic/diagnostic.ts';
import type { Month } from '../formula/month.ts';
import { Faulty, readLeverSetting } from './formulas.ts';
import { checkPercent } from './percent.ts';
import { splitArgument } from './read.ts';
import type { LeverSetting, Scenario } from './scenario.ts';
import { DEFAULT_CURRENCY } from './sections.ts';

/** The setting of a lever: it has `value` from month `from` on, and 0 before. */
export interface Setting {
  readonly value: number;
  readonly from: Month;
  /** Last month in force, after which it has 0; null: to the horizon. */
  readonly until: Month | null;
}

export const isSameSetting = (a: Setting, b: Setting): boolean =>
  a.value === b.value && a.from === b.from && a.until === b.until;

/** By lever its setting, in the order of the file. */
export type Settings = ReadonlyMap<string, Setting>;

/** The levers as the file sets them. */
export function leverSettings(scenario: Scenario): Map<string, Setting> {
  return new Map([...scenario.levers].map(([name, { value, from, until }]) => [name, { value, from, until }]));
}

/**
 * The levers as the plan sets them over the file; null: as the file does. Throws an Error where there is no such plan.
 */
export function planSettings(scenario: Scenario, plan: string | null): Map<string, Setting> {
  const settings = leverSettings(scenario);
  if (plan === null) return settings;
  const found = scenario.plans.get(plan);
  if (found === undefined) throw new Error(`no plan ${plan}`);
  for (const [name, set] of found.set) {
    const before = settings.get(name);
    if (before !== undefined) settings.set(name, settingOver(before, set));
  }
  return settings;
}

/**
 * The setting that a person writes, put over the one `before`. Without a month the months of before stay; with one,
 * both its months are those written, and no last month is no end.
 */
export function settingOver(before: Pick<Setting, 'from' | 'until'>, set: SettingWritten): Setting {
  const { value, from, until } = set;
  return from === null ? { value, from: before.from, until: before.until } : { value, from, until };
}

/** A setting as a person writes it; `from` is null where no month is written. */
type SettingWritten = Pick<LeverSetting, 'value' | 'from' | 'until'>;

/**
 * Reads a setting as a person types it: `VALUE`, `VALUE@MONTH` or `VALUE@FIRST..LAST`. Signs of money are those of
 * `currency`, in ISO 4217. Throws Faults.
 */
export function readSetting(text: string, currency = DEFAULT_CURRENCY): SettingWritten {
  const faulty = new Faulty();
  const source = { name: 'value', text };
  const { value, from, until } = readLeverSetting(source, { start: 0, end: text.length }, currency, faulty);
  if (faulty.diagnostics.length > 0) throw new Faults(faulty.diagnostics);
  return { value, from, until };
}

/** Settings with `LEVER=VALUE[@MONTH[..MONTH]]` arguments applied in order. Throws Faults, all of them. */
export function applySettings(scenario: Scenario, settings: Settings, set: readonly Source[]): Map<string, Setting> {
  const result = new Map(settings);
  const faulty = new Faulty();
  for (const argument of set) {
    const split = splitArgument(argument, 'LEVER=VALUE[@MONTH[..MONTH]]', faulty);
    if (split === null) continue;
    const before = result.get(split.name);
    if (before === undefined) {
      const place = { source: argument, start: 0, end: split.name.length };
      faulty.unknown('lever', split.name, [...scenario.levers.keys()], place);
    }
    const span = { start: split.start, end: argument.text.length };
    const set = readLeverSetting(argument, span, scenario.currency, faulty);
    const lever = scenario.levers.get(split.name);
    if (lever !== undefined)
      checkPercent(split.name, lever, argument.text.slice(split.start), { source: argument, ...span }, faulty);
    if (before !== undefined) result.set(split.name, settingOver(before, set));
  }
  if (faulty.diagnostics.length > 0) throw new Faults(faulty.diagnostics);
  return result;
}
