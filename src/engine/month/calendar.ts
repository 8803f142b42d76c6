/** Values of formulas that depend on the calendar alone: one number a month, the same in every world. */
import type { Month } from '../../formula/month.ts';
import type { Node } from '../../formula/tree.ts';

/** A formula of nothing but the month. */
export type CalendarNode = Extract<
  Node,
  { op: 'month_of_year' | 'days' | 'every' | 'paydays' | 'series' | 'steps' | 'by_month' }
>;

const DAY = 86_400_000;

/** The first day of a month, in days since 1970-01-01. */
const firstDayOf = (month: Month): number => Date.UTC(Math.floor(month / 12), month % 12) / DAY;

/** The value of such a node in a month. */
export function calendarValue(node: CalendarNode, month: Month): number {
  switch (node.op) {
    case 'month_of_year':
      return (month % 12) + 1;
    case 'days':
      return firstDayOf(month + 1) - firstDayOf(month);
    case 'every':
      return Number(month >= node.month && (month - node.month) % node.n === 0);
    case 'paydays':
      return paydaysBefore(node, firstDayOf(month + 1)) - paydaysBefore(node, firstDayOf(month));
    case 'series':
      return node.values[month - node.month] ?? 0;
    case 'steps': {
      const at = node.months.findLastIndex((first) => first <= month);
      return at === -1 ? 0 : node.values[at]!;
    }
    case 'by_month':
      return node.values[month % 12]!;
  }
}

/** How many paydays lie before a day, given as days since 1970-01-01. */
const paydaysBefore = ({ firstDay, gap }: CalendarNode & { op: 'paydays' }, day: number): number =>
  Math.max(0, Math.ceil((day - firstDay) / gap));
