import { inputLabel, type NamedInput } from '../../report/input-words.ts';
import type { ReadState } from '../state.ts';

/** The kind of an input of the file, found by its name. */
export const kindOf = ({ loaded: { scenario } }: ReadState, name: string): 'funding' | 'assumption' =>
  name.startsWith('funding.') && !scenario.assumptions.has(name) ? 'funding' : 'assumption';

/** The input's label, or its name where it has none. */
export const inputCalled = (state: ReadState, name: string, kind: NamedInput['kind'] = kindOf(state, name)): string =>
  inputLabel(state.loaded.scenario, { name, kind });
