/** The figure that variants are sorted by, where it is none of those that every comparison has. */
import type { Role } from '../chart/cells.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { money, monthCount, percent } from '../chart/money.ts';
import { figureText } from '../scenario/figure.ts';
import type { Unit } from '../scenario/measure-names.ts';
import type { FigureAsked } from '../scenario/scenario.ts';
import { type Cell, type Column, cell } from './table.ts';

/** A figure of a variant. */
export interface FoundFigure {
  readonly asked: FigureAsked;
  readonly unit: Unit;
  /**
   * In the base case, or what stands for all worlds: a share of them, else the median. Infinite where the company, or
   * half of the worlds, failed before the last month that is asked for.
   */
  readonly value: number;
}

/** A variant that may have such a figure. */
interface WithFigure {
  readonly figure: FoundFigure | null;
}

/** The column of the figure in a table for people, where the variants have one. */
export const figureColumns = ([first]: readonly WithFigure[], aside: string): Column[] =>
  first?.figure == null
    ? []
    : [{ key: 'figure', title: `${figureText(first.figure.asked)}${aside}`, align: 'right' as const }];

/** What stands beneath it. */
export function figureCells({ figure }: WithFigure, currency: string, glyphs: Glyphs): Cell[] {
  if (figure === null) return [];
  const { unit, value } = figure;
  if (!Number.isFinite(value)) return [cell('failed', null, 'bad')];
  const role: Role = unit === 'money' && value < 0 ? 'bad' : 'plain';
  if (unit === 'money') return [cell(money(value, currency, glyphs === 'ascii'), value, role)];
  return [cell(unit === 'share' ? percent(value) : monthCount(value), value)];
}

/** The figure for machines; null where the company, or half of the worlds, failed before. */
export const figureValue = ({ figure }: WithFigure): number | null =>
  figure !== null && Number.isFinite(figure.value) ? figure.value : null;

/** `figure` of a variant in JSON; nothing where none was asked for. */
export const figureJson = (variant: WithFigure): object =>
  variant.figure === null ? {} : { figure: { measure: figureText(variant.figure.asked), value: figureValue(variant) } };
