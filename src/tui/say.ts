import type { Message, State } from './state.ts';

/** The state with a message at its foot. */
export const say = (state: State, text: string, tone: Message['tone'] = 'plain'): State => ({
  ...state,
  message: { text, tone },
});

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
