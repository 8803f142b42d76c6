import { describe, expect, test } from 'vitest';
import { appearanceOf } from '../../src/chart/appearance.ts';

describe('what the environment tells of the terminal', () => {
  test.each([
    [{ TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'en_GB.UTF-8' }, 'truecolor', 'dark', 'braille'],
    [{ TERM: 'xterm-256color', COLORTERM: '24bit' }, 'truecolor', 'dark', 'braille'],
    [{ TERM: 'screen-256color' }, '256', 'dark', 'braille'],
    [{ TERM: 'xterm' }, '16', 'dark', 'braille'],
    [{ TERM: 'linux', LANG: 'C.UTF-8' }, '16', 'dark', 'blocks'],
    [{ TERM: 'dumb', COLORTERM: 'truecolor' }, 'none', 'dark', 'braille'],
    [{ TERM: 'xterm-256color', NO_COLOR: '1' }, 'none', 'dark', 'braille'],
    [{ TERM: 'xterm-256color', NO_COLOR: '' }, '256', 'dark', 'braille'],
    [{ TERM: 'xterm', COLORFGBG: '0;15' }, '16', 'light', 'braille'],
    [{ TERM: 'xterm', COLORFGBG: '0;default;7' }, '16', 'light', 'braille'],
    [{ TERM: 'xterm', COLORFGBG: '15;0' }, '16', 'dark', 'braille'],
    [{ TERM: 'xterm', COLORFGBG: '15;8' }, '16', 'dark', 'braille'],
    [{ TERM: 'xterm', LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, '16', 'dark', 'ascii'],
    [{ TERM: 'xterm', LANG: 'POSIX' }, '16', 'dark', 'ascii'],
  ])('%j', (env, depth, background, glyphs) => {
    expect(appearanceOf(env)).toEqual({ depth, background, glyphs });
  });
});
