import type { Worlds } from '../engine/answers.ts';
import { formatMonth, type Month } from '../formula/month.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { runHead } from './json.ts';
import { worldsJson } from './worlds-json.ts';

/** What a frozen projection was made of and when, so that it can be told later. */
export interface FrozenMark {
  /** The first month whose actuals were not known. */
  readonly asOf: Month;
  /** File name without its folder; `digest` is the SHA-256 of the file's text. */
  readonly file: string;
  readonly digest: string;
  readonly version: string;
}

/** The keys of a frozen projection before its figures. */
export function frozenHead(scenario: Scenario, levers: Settings, { asOf, file, digest, version }: FrozenMark): object {
  return {
    ...runHead(scenario, levers),
    command: 'freeze',
    frozen: { as_of: formatMonth(asOf), file, digest, version },
  };
}

/** The object that `freeze` writes: the keys of `run --worlds`, and what it was made of. */
export function frozenJson(
  scenario: Scenario,
  levers: Settings,
  mark: FrozenMark,
  worlds: Worlds,
  wanted: { readonly series: readonly string[]; readonly isAll: boolean },
): object {
  const head = frozenHead(scenario, levers, mark);
  return { ...head, ...worldsJson(scenario, worlds, levers, wanted.series, wanted.isAll), ...head };
}
