import { type Role, type Row, rowWidth, run } from '../../chart/cells.ts';
import type { Glyphs } from '../../chart/glyphs.ts';
import { clipRow } from '../../chart/text.ts';

interface Border {
  readonly across: string;
  readonly down: string;
  /** The corners: upper left, upper right, lower left, lower right. */
  readonly corners: readonly [string, string, string, string];
}

const LIGHT: Border = { across: '─', down: '│', corners: ['┌', '┐', '└', '┘'] };
const HEAVY: Border = { across: '━', down: '┃', corners: ['┏', '┓', '┗', '┛'] };
const ASCII: Border = { across: '-', down: '|', corners: ['+', '+', '+', '+'] };
const ASCII_HEAVY: Border = { across: '=', down: '|', corners: ['+', '+', '+', '+'] };

export interface PanelLook {
  readonly title: Row;
  /** The text at the right of the lower border, such as the part of a list that is in view. */
  readonly foot?: string | Row;
  /** Whether the keys act in this panel. */
  readonly focused?: boolean;
  readonly tone?: Role;
  readonly glyphs: Glyphs;
}

/** The rows in a border, of exactly `width` columns by `height` rows; rows that do not fit are left out. */
export function panel(rows: readonly Row[], width: number, height: number, look: PanelLook): Row[] {
  const ascii = look.glyphs === 'ascii';
  const border = look.focused ? (ascii ? ASCII_HEAVY : HEAVY) : ascii ? ASCII : LIGHT;
  const role: Role = look.tone ?? (look.focused ? 'accent' : 'muted');
  const [upperLeft, upperRight, lowerLeft, lowerRight] = border.corners;
  const inner = width - 2;
  const side = run(border.down, role);
  const body = Array.from({ length: height - 2 }, (_, i): Row => [side, ...clipRow(rows[i] ?? [], inner), side]);
  return [
    [run(upperLeft, role), ...edge(look.title, inner, border.across, role), run(upperRight, role)],
    ...body,
    [run(lowerLeft, role), ...foot(look.foot ?? '', inner, border.across, role), run(lowerRight, role)],
  ];
}

function edge(title: Row, inner: number, across: string, role: Role): Row {
  if (title.length === 0) return [run(across.repeat(inner), role)];
  const shown = clipRow(title, Math.min(rowWidth(title), inner - 3));
  const rest = inner - 3 - rowWidth(shown);
  return [run(`${across} `, role), ...shown, run(` ${across.repeat(rest)}`, role)];
}

function foot(text: string | Row, inner: number, across: string, role: Role): Row {
  const said = typeof text === 'string' ? [run(text, 'muted')] : text;
  const width = rowWidth(said);
  if (width === 0 || width + 4 > inner) return [run(across.repeat(inner), role)];
  return [run(`${across.repeat(inner - width - 3)} `, role), ...said, run(` ${across}`, role)];
}

/** The part of a list that is in view, `3-12 of 24`; empty where that is all of it. */
export function partShown(first: number, shown: number, all: number): string {
  return all <= shown ? '' : `${first + 1}-${Math.min(all, first + shown)} of ${all}`;
}
