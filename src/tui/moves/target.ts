import type { Scenario } from '../../scenario/scenario.ts';
import { evidenceLines } from '../evidence-lines.ts';
import type { MovesTarget } from './page.ts';

/** Where a lever, or an assumption, is found on the screen; null where it is not. */
export function targetOf(
  scenario: Scenario,
  kind: 'lever' | 'assumption' | 'funding',
  name: string,
): MovesTarget | null {
  if (kind === 'lever') {
    const index = [...scenario.levers.keys()].indexOf(name);
    return index === -1 ? null : { kind: 'lever', index };
  }
  const line = evidenceLines(scenario).findIndex(({ assumption, claim }) => claim === null && assumption.name === name);
  return kind === 'funding' || line === -1 ? null : { kind: 'line', tab: 'evidence', line };
}
