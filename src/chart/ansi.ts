import { visible } from '../diagnostic/escape.ts';
import type { Role, Row } from './cells.ts';

export type Depth = 'none' | '16' | '256' | 'truecolor';
export type Background = 'dark' | 'light';

/** A colour for dark and for light backgrounds: a 24-bit RGB value, and the SGR code for terminals with 16 colours. */
interface Colour {
  readonly dark: readonly [rgb: number, code: number];
  readonly light: readonly [rgb: number, code: number];
}

interface Look {
  /** Null: the terminal's own text colour. */
  readonly colour: Colour | null;
  readonly bold?: boolean;
  readonly inverse?: boolean;
}

const colour = (dark: number, darkCode: number, light: number, lightCode: number): Colour => ({
  dark: [dark, darkCode],
  light: [light, lightCode],
});

/** The colour of each role. Its contrast is at least 4.5 to 1, on black and on white (WCAG 2.2, 1.4.3). */
export const THEME: Readonly<Record<Role, Look>> = {
  plain: { colour: null },
  muted: { colour: colour(0x9a9a9a, 90, 0x666666, 90) },
  title: { colour: null, bold: true },
  accent: { colour: colour(0x6cb6ff, 94, 0x0057ae, 34) },
  good: { colour: colour(0x7ee787, 92, 0x116329, 32) },
  warn: { colour: colour(0xe3b341, 93, 0x7d4e00, 33), bold: true },
  bad: { colour: colour(0xff7b72, 91, 0xb3151f, 31), bold: true },
  cash: { colour: colour(0x56d4dd, 96, 0x00666e, 36) },
  arrears: { colour: colour(0xff8f5e, 31, 0xa83a00, 31) },
  reserve: { colour: colour(0xe3b341, 33, 0x7d4e00, 33) },
  baseline: { colour: colour(0xb9a3ff, 95, 0x6639ba, 35) },
  selected: { colour: null, inverse: true },
};

/**
 * The row as text for a terminal; each run has its SGR escape before it and a reset after it, with `none` neither.
 * Control characters within a run are written as escapes, so that no run can steer the terminal.
 */
export function ansi(row: Row, depth: Depth, background: Background): string {
  if (depth === 'none') return row.map((r) => visible(r.text)).join('');
  return row
    .map(({ text: raw, role }) => {
      const text = visible(raw);
      const codes = sgr(role, depth, background);
      return codes === '' || text === '' ? text : `\u001b[${codes}m${text}\u001b[0m`;
    })
    .join('');
}

/** Parameters of the SGR escape that begins the role, such as `1;38;5;203`; empty where the role needs none. */
export function sgr(role: Role, depth: Exclude<Depth, 'none'>, background: Background): string {
  const look = THEME[role];
  const codes: string[] = [];
  if (look.bold) codes.push('1');
  if (look.inverse) codes.push('7');
  if (look.colour !== null) {
    const [rgb, code] = look.colour[background];
    const [r, g, b] = [rgb >> 16, (rgb >> 8) & 255, rgb & 255];
    if (depth === 'truecolor') codes.push(`38;2;${r};${g};${b}`);
    else if (depth === '256') codes.push(`38;5;${nearest256(r, g, b)}`);
    else codes.push(String(code));
  }
  return codes.join(';');
}

/** Levels of red, green and blue in the 6 × 6 × 6 cube of xterm's palette. */
const CUBE = [0, 95, 135, 175, 215, 255];

/** The nearest of xterm's colours 16 to 255; colours 0 to 15 are unknown, as users change them. */
function nearest256(r: number, g: number, b: number): number {
  let best = 16;
  let least = Number.POSITIVE_INFINITY;
  const offer = (index: number, pr: number, pg: number, pb: number): void => {
    const distance = (r - pr) ** 2 + (g - pg) ** 2 + (b - pb) ** 2;
    if (distance < least) [best, least] = [index, distance];
  };
  for (let i = 0; i < 216; i++) {
    offer(16 + i, CUBE[Math.floor(i / 36)] as number, CUBE[Math.floor(i / 6) % 6] as number, CUBE[i % 6] as number);
  }
  for (let i = 0; i < 24; i++) offer(232 + i, 8 + 10 * i, 8 + 10 * i, 8 + 10 * i);
  return best;
}
