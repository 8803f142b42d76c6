/** A calendar month, counted from January of year 0: year × 12 + month − 1. */
export type Month = number;

/** Months that a scenario may name: 1900-01 to 2199-12. */
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

/** `YYYY-MM`. */
export function formatMonth(month: Month): string {
  const year = Math.floor(month / 12);
  return `${String(year).padStart(4, '0')}-${String(month - year * 12 + 1).padStart(2, '0')}`;
}

const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Oct 2023`, as people read it. */
export function monthName(month: Month): string {
  const year = Math.floor(month / 12);
  return `${NAMES[month - year * 12]} ${year}`;
}
