import { inputLabel, type NamedInput } from '../../report/input-words.ts';
import type { ReadState } from '../state.ts';

/** What people call an input of the file, also where it is known by its name alone. */
export function inputCalled({ loaded: { scenario } }: ReadState, name: string, kind?: NamedInput['kind']): string {
  const own = name.startsWith('funding.') && !scenario.assumptions.has(name) ? 'funding' : 'assumption';
  return inputLabel(scenario, { name, kind: kind ?? own });
}
