/** Files of frozen projections: beside their scenario, named after it and a month. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { formatMonth, type Month } from '../formula/month.ts';

const ENDING = '.frozen.json';

/** The scenario's file name without its ending. */
const stem = (path: string): string => basename(path).replace(/\.ya?ml$/i, '');

/** Path of a frozen projection: `acme.2026-03.frozen.json` beside `acme.yaml`. */
export const frozenPath = (scenario: string, asOf: Month): string =>
  join(dirname(scenario), `${stem(scenario)}.${formatMonth(asOf)}${ENDING}`);

/** Paths of the projections beside a scenario, the oldest first. */
export function frozenBeside(scenario: string): string[] {
  const start = `${stem(scenario)}.`;
  const isOne = (name: string): boolean =>
    name.startsWith(start) && name.endsWith(ENDING) && /^\d{4}-\d{2}$/.test(name.slice(start.length, -ENDING.length));
  return readdirSync(dirname(scenario))
    .filter(isOne)
    .sort()
    .map((name) => join(dirname(scenario), name));
}
