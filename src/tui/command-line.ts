import { formatMonth } from '../formula/month.ts';
import { isSameSetting, leverSettings, planSettings, readSetting, type Setting } from '../scenario/override.ts';
import type { Lever, Scenario } from '../scenario/scenario.ts';
import { isMonthShown } from './covers.ts';
import { settingsOf } from './outcome.ts';
import type { ReadState } from './state.ts';
import { chances } from './worlds.ts';

/**
 * The shell command that prints the same figures as the screen; then that of the tab in front, where it has its own.
 */
export function commandLines(state: ReadState): string[] {
  const scenario = given(state);
  const lines = [['runway', 'run', state.file, ...scenario, ...asked(state)]];
  if (state.tab === 'evidence') lines.push(['runway', 'evidence', state.file, ...scenario]);
  return lines.map((words) => words.map(quoted).join(' '));
}

/** The word in quotes, where a shell needs them. */
const quoted = (word: string): string => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** The arguments with which the file is read: plan, levers, assumptions, claims, months, seed. */
function given({ loaded, choice }: ReadState): string[] {
  const { scenario, sampler } = loaded;
  const replaced = [...scenario.assumptions.values()].flatMap(({ name, replaced: by, value }) =>
    by === null
      ? []
      : by.claim === null
        ? ['--assume', `${name}=${value.text.trim()}`]
        : ['--claim', `${name}=${by.claim}`],
  );
  const settings = settingsOf(loaded, choice);
  const standing = [
    ...(choice.plan === null ? [leverSettings(scenario), planSettings(scenario, scenario.plan)] : []),
    planSettings(scenario, choice.plan),
  ];
  const set = [...scenario.levers.values()].flatMap((lever) => {
    const setting = settings.get(lever.name)!;
    const isThere = standing.every((settings) => isSameSetting(settings.get(lever.name)!, setting));
    return isThere ? [] : ['--set', `${lever.name}=${settingText(lever, setting, scenario)}`];
  });
  return [
    ...(choice.plan === null ? [] : ['--plan', choice.plan]),
    ...set,
    ...replaced,
    ...(scenario.overridden.months === null ? [] : ['--months', `${scenario.months}`]),
    '--seed',
    `${scenario.seed}`,
    ...(sampler === 'random' ? [] : ['--sampler', sampler]),
  ];
}

/** The arguments of what is shown: how many worlds or which one, and the month that is open. */
function asked(state: ReadState): string[] {
  const known = chances(state);
  const { start } = state.loaded.scenario;
  if (isMonthShown(state)) {
    const world = state.world === null ? [] : ['--world', `${state.world}`];
    return [...world, '--month', formatMonth(start + state.month)];
  }
  if (state.world !== null) return ['--world', `${state.world}`];
  return known === null ? [] : ['--worlds', `${known.worlds.count}`];
}

/** A setting as an argument, without rounding: `20%@2023-12`, `1500000@2024-01..2024-06`. */
function settingText(lever: Lever, { value, from, until }: Setting, { currency }: Scenario): string {
  const percent = `${Number((value * 100).toPrecision(15))}%`;
  const text = lever.isShare && readSetting(percent, currency).value === value ? percent : `${value}`;
  const last = until === null ? '' : `..${formatMonth(until)}`;
  return `${text}@${formatMonth(from)}${last}`;
}
