import { Faults, type Source } from '../diagnostic/diagnostic.ts';
import type { Month } from '../formula/month.ts';
import { Faulty, readLeverSetting } from './formulas.ts';
import { checkPercent } from './percent.ts';
import { splitArgument } from './read.ts';
import type { LeverSetting, Scenario } from './scenario.ts';
import { DEFAULT_CURRENCY } from './sections.ts';

/** What a lever is set to: worth `value` from month `from` on, 0 before. */
export interface Setting {
  readonly value: number;
  readonly from: Month;
  /** The last month in force; null: to the end. */
  readonly until: Month | null;
}

export const isSameSetting = (a: Setting, b: Setting): boolean =>
  a.value === b.value && a.from === b.from && a.until === b.until;

/** One setting of every lever, by name, in the order of the file. */
export type Settings = ReadonlyMap<string, Setting>;

/** The levers as the file sets them. */
export function leverSettings(scenario: Scenario): Map<string, Setting> {
  return new Map([...scenario.levers].map(([name, { value, from, until }]) => [name, { value, from, until }]));
}

/** The levers as a plan sets them over the file; `null`: as the file does. Throws where there is no such plan. */
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
 * What is set, over how the lever stood: with a month it has the end that is given, or none; without one its months
 * stay.
 */
export function settingOver(before: Pick<Setting, 'from' | 'until'>, set: SettingWritten): Setting {
  const { value, from, until } = set;
  return from === null ? { value, from: before.from, until: before.until } : { value, from, until };
}

/** What a person writes of a lever; `from` null: its own months. */
type SettingWritten = Pick<LeverSetting, 'value' | 'from' | 'until'>;

/**
 * `VALUE`, `VALUE@MONTH` or `VALUE@FIRST..LAST`, as a person types it in a scenario of that currency. Throws Faults.
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
