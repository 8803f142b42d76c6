import { evidenceLines } from '../evidence-lines.ts';
import type { ReadState } from '../state.ts';
import type { MovesTarget } from './page.ts';

/** The place of a lever, an assumption or a funding on the screen; null where it has none. */
export function targetOf(state: ReadState, kind: 'lever' | 'assumption' | 'funding', name: string): MovesTarget | null {
  const { levers } = state.loaded.scenario;
  if (kind === 'lever') {
    const index = [...levers.keys()].indexOf(name);
    return index === -1 ? null : { kind: 'lever', index };
  }
  const line = evidenceLines(state).findIndex(
    (one) => one.kind === 'figure' && isOf(one.section, one.name, kind, name),
  );
  return line === -1 ? null : { kind: 'line', tab: 'evidence', line };
}

/**
 * Whether a draw is one of this entry: `mix (2)` is of the assumption `mix`, `funding.grant.month` of the funding
 * `grant`.
 */
function isOf(section: string, entry: string, kind: 'assumption' | 'funding', name: string): boolean {
  if (section === 'assumptions') return name.replace(/ \(\d+\)$/, '') === entry;
  return kind === 'funding' && section === 'funding' && `${name}.`.startsWith(`funding.${entry}.`);
}
