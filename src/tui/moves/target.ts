import { evidenceLines } from '../evidence-lines.ts';
import type { ReadState } from '../state.ts';
import type { MovesTarget } from './page.ts';

/** Where a lever, an assumption or a funding is found on the screen; null where it is not. */
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

/** `mix (2)` is a draw of the assumption `mix`, `funding.grant.month` one of the funding `grant`. */
function isOf(section: string, entry: string, kind: 'assumption' | 'funding', name: string): boolean {
  if (section === 'assumptions') return name.replace(/ \(\d+\)$/, '') === entry;
  return kind === 'funding' && section === 'funding' && `${name}.`.startsWith(`funding.${entry}.`);
}
