import type { Background, Depth } from './ansi.ts';
import type { Glyphs } from './glyphs.ts';

/** What the terminal can show, according to its environment variables. */
export interface Appearance {
  readonly depth: Depth;
  readonly background: Background;
  readonly glyphs: Glyphs;
}

type TerminalEnvironment = Readonly<Record<string, string | undefined>>;

/** The environment changed so that colours are always, or never, on; --color is stronger than NO_COLOR and TERM. */
export function environmentWith(env: TerminalEnvironment, color: 'auto' | 'always' | 'never'): TerminalEnvironment {
  if (color === 'auto') return env;
  if (color === 'never') return { ...env, NO_COLOR: '1' };
  return { ...env, NO_COLOR: undefined, TERM: env.TERM === undefined || isDumb(env) ? 'ansi' : env.TERM };
}

/** Whether the terminal takes plain text only. */
export const isDumb = ({ TERM }: TerminalEnvironment): boolean => TERM === 'dumb';

export function appearanceOf(env: TerminalEnvironment): Appearance {
  return { depth: depthOf(env), background: backgroundOf(env), glyphs: glyphsOf(env) };
}

/** Any non-empty NO_COLOR turns colours off: https://no-color.org. */
function depthOf(env: TerminalEnvironment): Depth {
  const term = env.TERM ?? '';
  if (env.NO_COLOR || isDumb(env)) return 'none';
  if (/^(truecolor|24bit)$/i.test(env.COLORTERM ?? '')) return 'truecolor';
  return /256/.test(term) ? '256' : '16';
}

/**
 * COLORFGBG is `foreground;background`, each a number of one of 16 colours; 7 and those from 9 up are light. Dark where
 * it is not set.
 */
function backgroundOf(env: TerminalEnvironment): Background {
  const code = /;(\d+)$/.exec(env.COLORFGBG ?? '')?.[1];
  return code !== undefined && (code === '7' || Number(code) >= 9) ? 'light' : 'dark';
}

/** ASCII on the Linux console, whose font has no braille, and where the locale is set and is not UTF-8. */
function glyphsOf(env: TerminalEnvironment): Glyphs {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  if (locale !== '' && !/utf-?8/i.test(locale)) return 'ascii';
  return env.TERM === 'linux' ? 'blocks' : 'braille';
}
