import type { Accounts, Case, Drawn } from '../engine/answers.ts';
import { formatMonth } from '../formula/month.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { runJson } from './json.ts';
import type { World } from './world-page.ts';

/** The object of `run --world N --json`: that of `run --json`, with the number of the world and its draws. */
export function worldJson(
  scenario: Scenario,
  world: World,
  result: Case,
  levers: Settings,
  accounts: Accounts | null = null,
): object {
  const { number, sampler, drawn } = world;
  const draws = Object.fromEntries(drawn.map((one) => drawJson(scenario, one)));
  return { ...runJson(scenario, result, levers, accounts), world: number, sampler, draws };
}

/**
 * One draw, under the name of its assumption or `funding.NAME.FIELD`; of several distributions in one formula, with a
 * blank and a number from 1. `percentile` is the probability of a draw no greater, in percent; `arrives` is null where
 * the probability is not a number of the file.
 */
function drawJson({ start }: Scenario, one: Drawn): [string, object] {
  if (one.kind === 'arrival') {
    const { name, drawn, probability } = one;
    return [
      `funding.${name}.probability`,
      { value: drawn, arrives: probability === null ? null : drawn < probability },
    ];
  }
  const { name, field, order, values, median, shares, isMonthly, isAlone } = one;
  const owner = field === null ? name : `funding.${name}.${field}`;
  const key = order === null ? owner : `${owner} ${order}`;
  const percentile = (share: number): number => share * 100;
  if (isMonthly) return [key, { values: Array.from(values), median, percentiles: Array.from(shares, percentile) }];
  const value = values[0]!;
  const month = field === 'month' && isAlone ? { month: formatMonth(start + Math.floor(value)) } : {};
  return [key, { value, ...month, median, percentile: percentile(shares[0]!) }];
}
