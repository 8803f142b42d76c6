import { inputLabel, type NamedInput } from '../../report/input-words.ts';
import type { ReadState } from '../state.ts';

/** What an input of the file is that is known by its name alone. */
export const kindOf = ({ loaded: { scenario } }: ReadState, name: string): 'funding' | 'assumption' =>
  name.startsWith('funding.') && !scenario.assumptions.has(name) ? 'funding' : 'assumption';

/** What people call it. */
export const inputCalled = (state: ReadState, name: string, kind: NamedInput['kind'] = kindOf(state, name)): string =>
  inputLabel(state.loaded.scenario, { name, kind });
