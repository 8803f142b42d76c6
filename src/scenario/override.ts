import { Faults, type Source } from '../diagnostic/diagnostic.ts';
import type { Month } from '../formula/month.ts';
import { Faulty, readLeverSetting } from './formulas.ts';
import { splitArgument } from './read.ts';
import type { Scenario } from './scenario.ts';

/** What a lever is set to: worth `value` from month `from` on, 0 before. */
export interface Setting {
  readonly value: number;
  readonly from: Month;
  /** The last month in force; null: to the end. */
  readonly until: Month | null;
}

/** One setting of every lever, by name, in the order of the file. */
export type Settings = ReadonlyMap<string, Setting>;

/** The levers as the file sets them. */
export function leverSettings(scenario: Scenario): Map<string, Setting> {
  return new Map([...scenario.levers].map(([name, { value, from }]) => [name, { value, from }]));
}

/** The levers as a plan sets them over the file; `null`: as the file does. Throws where there is no such plan. */
export function planSettings(scenario: Scenario, plan: string | null): Map<string, Setting> {
  const settings = leverSettings(scenario);
  if (plan === null) return settings;
  const found = scenario.plans.get(plan);
  if (found === undefined) throw new Error(`no plan ${plan}`);
  for (const [name, { value, from }] of found.set) {
    const before = settings.get(name);
    if (before !== undefined) settings.set(name, { value, from: from ?? before.from });
  }
  return settings;
}

/** `VALUE` or `VALUE@MONTH`, as a person types it; `name` is what to call the text in a fault. Throws Faults. */
export function readSetting(text: string, name = 'value'): { value: number; from: Month | null } {
  const faulty = new Faulty();
  const { value, from } = readLeverSetting({ name, text }, { start: 0, end: text.length }, faulty);
  if (faulty.diagnostics.length > 0) throw new Faults(faulty.diagnostics);
  return { value, from };
}

/** Settings with `LEVER=VALUE[@MONTH]` arguments applied in order. Throws Faults, all of them. */
export function applySettings(scenario: Scenario, settings: Settings, set: readonly Source[]): Map<string, Setting> {
  const result = new Map(settings);
  const faulty = new Faulty();
  for (const argument of set) {
    const split = splitArgument(argument, 'LEVER=VALUE[@MONTH]', faulty);
    if (split === null) continue;
    const before = result.get(split.name);
    if (before === undefined) {
      const place = { source: argument, start: 0, end: split.name.length };
      faulty.unknown('lever', split.name, [...scenario.levers.keys()], place);
    }
    const { value, from } = readLeverSetting(argument, { start: split.start, end: argument.text.length }, faulty);
    if (before !== undefined) result.set(split.name, { value, from: from ?? before.from });
  }
  if (faulty.diagnostics.length > 0) throw new Faults(faulty.diagnostics);
  return result;
}
