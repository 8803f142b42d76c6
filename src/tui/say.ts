import type { Message, State } from './state.ts';

/** The state with a message for the foot of the screen. */
export const say = <S extends State>(state: S, text: string, tone: Message['tone'] = 'plain'): S => ({
  ...state,
  message: { text, tone },
});

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
