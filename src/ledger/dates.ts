/** Dates as banks write them. Where day and month could be either way round, the order is never guessed. */
import { parseDay } from '../formula/month.ts';

/** Orders of a date, as the rules name them; separators and two-digit years make no difference. */
export const DATE_ORDERS = ['YYYY-MM-DD', 'DD/MM/YYYY', 'MM/DD/YYYY'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** A calendar day: `days` since 1970-01-01, `text` as YYYY-MM-DD. */
export interface BankDay {
  readonly days: number;
  readonly text: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const century = (year: string): string => (year.length === 2 ? `20${year}` : year);

function day(year: string, month: number, date: number): BankDay | null {
  const text = `${century(year)}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  const days = parseDay(text);
  return days === null ? null : { days, text };
}

/** The day; null where the text is no date in this order. A date with a month's name fits every order. */
export function dayIn(text: string, order: DateOrder): BankDay | null {
  const named = byName(text);
  if (named !== null) return named;
  const parts = /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[T ,].*)?$/.exec(text.trim());
  if (parts === null) return null;
  const [, a, b, c] = parts as unknown as [string, string, string, string];
  if (order === 'YYYY-MM-DD') return a.length === 4 && c.length <= 2 ? day(a, Number(b), Number(c)) : null;
  if (a.length > 2 || (c.length !== 4 && c.length !== 2)) return null;
  return order === 'DD/MM/YYYY' ? day(c, Number(b), Number(a)) : day(c, Number(a), Number(b));
}

/** A date with a month's name: `12 Mar 2026`, `Mar 12, 2026`. */
function byName(text: string): BankDay | null {
  const found =
    /^(?:(\d{1,2})[ -]([A-Za-z]{3})[A-Za-z]*\.?|([A-Za-z]{3})[A-Za-z]*\.? (\d{1,2}),?)[ -](\d{4}|\d{2})$/.exec(
      text.trim(),
    );
  if (found === null) return null;
  const month = MONTHS.indexOf((found[2] ?? found[3])!.toLowerCase());
  return month === -1 ? null : day(found[5]!, month + 1, Number(found[1] ?? found[4]));
}

/**
 * The orders in which every text is a date; only one of them where all give the same days. `by`: a text that shows the
 * order, where there is just one.
 */
export function ordersOf(texts: readonly string[]): {
  readonly orders: readonly DateOrder[];
  readonly by: string | null;
} {
  const orders = DATE_ORDERS.filter((order) => texts.every((text) => dayIn(text, order) !== null));
  const [first, ...rest] = orders;
  if (first === undefined) return { orders, by: null };
  const isSame = texts.every((text) => rest.every((order) => dayIn(text, order)!.days === dayIn(text, first)!.days));
  if (!isSame) return { orders, by: null };
  const others = DATE_ORDERS.filter((order) => order !== first);
  return { orders: [first], by: texts.find((text) => others.every((order) => dayIn(text, order) === null)) ?? null };
}
