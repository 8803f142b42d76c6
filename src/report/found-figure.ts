/** The figure that variants are sorted by, where it is not among the figures of every comparison. */
import type { Role } from '../chart/cells.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { money, monthCount, percent } from '../chart/money.ts';
import { figureText } from '../scenario/figure.ts';
import type { Unit } from '../scenario/measure-names.ts';
import type { FigureAsked } from '../scenario/scenario.ts';
import { type Cell, type Column, cell } from './table.ts';

/** A figure of one variant, and its value. */
export interface FoundFigure {
  readonly asked: FigureAsked;
  readonly unit: Unit;
  /**
   * Value in the base case, or over worlds: the share of worlds for a share, else the median. ±infinite where the
   * company, or half of the worlds, failed before the figure's last month.
   */
  readonly value: number;
}

/** A variant; its figure is null where the sort needs none. */
interface WithFigure {
  readonly figure: FoundFigure | null;
}

/** The column of the figure in a table for people; none where the variants have no figure. */
export const figureColumns = ([first]: readonly WithFigure[], aside: string): Column[] =>
  first?.figure == null
    ? []
    : [{ key: 'figure', title: `${figureText(first.figure.asked)}${aside}`, align: 'right' as const }];

/** The cells of that column. */
export function figureCells({ figure }: WithFigure, currency: string, glyphs: Glyphs): Cell[] {
  if (figure === null) return [];
  const { unit, value } = figure;
  if (!Number.isFinite(value)) return [cell('failed', null, 'bad')];
  const role: Role = unit === 'money' && value < 0 ? 'bad' : 'plain';
  if (unit === 'money') return [cell(money(value, currency, glyphs === 'ascii'), value, role)];
  return [cell(unit === 'share' ? percent(value) : monthCount(value), value)];
}

/** The value for JSON and CSV; null where infinite. */
export const figureValue = ({ figure }: WithFigure): number | null =>
  figure !== null && Number.isFinite(figure.value) ? figure.value : null;

/** The key `figure` of a variant in JSON; no key where there is no figure. */
export const figureJson = (variant: WithFigure): object =>
  variant.figure === null ? {} : { figure: { measure: figureText(variant.figure.asked), value: figureValue(variant) } };
