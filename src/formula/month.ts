/** A calendar month, counted from January of year 0: year × 12 + month − 1. */
export type Month = number;

/** Years whose months a scenario may name. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

/** The month that `YYYY-MM` names, or null where the text is not a month from 1900-01 to 2199-12. */
export function parseMonth(text: string): Month | null {
  const match = /^(\d{4})-(\d{2})$/.exec(text);
  if (match === null) return null;
  const year = Number(match[1]);
  const month = Number(match[2]);
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return null;
  return year * 12 + month - 1;
}

/** Days from 1970-01-01 to the day that `YYYY-MM-DD` names, or null where the text is not a day from 1900 to 2199. */
export function parseDay(text: string): number | null {
  const match = /^(\d{4}-\d{2})-(\d{2})$/.exec(text);
  const month = match === null ? null : parseMonth(match[1]!);
  if (month === null) return null;
  const day = Number(match![2]);
  return day < 1 || day > daysIn(month) ? null : firstDay(month) + day - 1;
}

const DAY_MS = 86_400_000;

/** Days from 1970-01-01 to the first day of a month. */
const firstDay = (month: Month): number => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS;

/** How many days a month has, 28 to 31. */
const daysIn = (month: Month): number => firstDay(month + 1) - firstDay(month);

/** A month as `YYYY-MM`. */
export function formatMonth(month: Month): string {
  const year = Math.floor(month / 12);
  return `${String(year).padStart(4, '0')}-${String(month - year * 12 + 1).padStart(2, '0')}`;
}

const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A month as people read it: `Oct 2023`. */
export function monthName(month: Month): string {
  const year = Math.floor(month / 12);
  return `${NAMES[month - year * 12]} ${year}`;
}
