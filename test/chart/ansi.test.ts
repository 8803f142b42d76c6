import { describe, expect, it } from 'vitest';
import { ansi, sgr, THEME } from '../../src/chart/ansi.ts';
import type { Role } from '../../src/chart/cells.ts';
import { run } from '../../src/chart/cells.ts';

const row = [run('Zero cash ', 'muted'), run('Oct 2023', 'warn'), run(' now')];
const roles = Object.keys(THEME) as Role[];

/** Relative luminance, WCAG 2.2. */
function luminance(rgb: number): number {
  const [r, g, b] = [rgb >> 16, (rgb >> 8) & 255, rgb & 255].map((v) => {
    const c = v / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('ansi', () => {
  it('is the text alone without colour', () => {
    expect(ansi(row, 'none', 'dark')).toBe('Zero cash Oct 2023 now');
  });

  it('wraps each run in its colour and a reset', () => {
    expect(ansi(row, '16', 'dark')).toBe('\u001b[90mZero cash \u001b[0m\u001b[1;93mOct 2023\u001b[0m now');
    expect(sgr('bad', 'truecolor', 'light')).toBe('1;38;2;179;21;31');
    expect(sgr('selected', '256', 'dark')).toBe('7');
    expect(sgr('plain', '256', 'dark')).toBe('');
  });

  it('picks from the 256 colours one that is near', () => {
    // 0x9a9a9a is grey 154; of the ramp 8 + 10 i, 158 is number 247.
    expect(sgr('muted', '256', 'dark')).toBe('38;5;247');
  });

  it.each(roles)('%s reads on black and on white', (role) => {
    const { colour } = THEME[role];
    if (colour === null) return;
    expect((luminance(colour.dark[0]) + 0.05) / 0.05).toBeGreaterThanOrEqual(4.5);
    expect(1.05 / (luminance(colour.light[0]) + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});
