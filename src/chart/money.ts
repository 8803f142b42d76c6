/**
 * Numbers as people read them. All functions take finite numbers and throw a RangeError for others; none returns `-0`.
 */

const SYMBOLS: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£' };

let style: 'sign' | 'code' = 'sign';

/**
 * Sets how currencies are written from now on, as a locale does. To be called once, at the start. It is a preference of
 * the user; no figure depends on it.
 */
export function writeCurrencies(as: 'sign' | 'code'): void {
  style = as;
}

/** The text before an amount: `$`, `€`, `£`, or the ISO code and a space. `ascii`: not the signs that ASCII lacks. */
export function currencyMark(currency: string, ascii = false): string {
  const symbol = style === 'code' ? undefined : SYMBOLS[currency];
  return symbol === undefined || (ascii && symbol !== '$') ? `${currency} ` : symbol;
}

/** An amount with its currency: `$8.25M`, `-$950k`, `CHF 12.5k`. Three significant digits; below 1,000 to the cent. */
export function money(value: number, currency = 'USD', ascii = false): string {
  const text = amount(value);
  const mark = currencyMark(currency, ascii);
  return text.startsWith('-') ? `-${mark}${text.slice(1)}` : mark + text;
}

/** A difference of amounts, as `money` with `+` before a gain: `+$1.2M`, `-$3M`, `$0`. */
export function signedMoney(value: number, currency = 'USD', ascii = false): string {
  const text = money(value, currency, ascii);
  return value > 0 && text !== money(0, currency, ascii) ? `+${text}` : text;
}

/** An amount without its currency: `8.25M`. */
export function amount(value: number): string {
  return scaled(value, false);
}

/**
 * An amount for columns of figures, from 1,000 on with all three digits: `8.00M`, `950k`, `0`. At most 6 columns wide
 * below 1e15.
 */
export function columnAmount(value: number): string {
  return scaled(value, true);
}

/** A share in percent, to three significant digits: 0.125 as `12.5%`. */
export function percent(value: number): string {
  // A hundred times the greatest doubles overflows, so these are written with an exponent.
  return `${Math.abs(finite(value)) < 1e15 ? digits(value * 100) : exponent(value, 2)}%`;
}

/** A number of months: `4.3 months`, `1 month`; a positive number never reads as 0. */
export function months(value: number): string {
  const text = monthCount(value);
  return `${text} ${text === '1' ? 'month' : 'months'}`;
}

/** A number of months without the word, to a tenth: `4.3`. */
export function monthCount(value: number): string {
  const tenths = Math.round(finite(value) * 10) / 10;
  if (tenths === 0) return value === 0 ? '0' : value > 0 ? '<0.1' : '>-0.1';
  return String(tenths);
}

/** A difference in months: `+3`, `-1.5`, `0`. */
export function signedMonths(value: number): string {
  const text = monthCount(value);
  return value >= 0.05 ? `+${text}` : text;
}

/** A plain number to three significant digits, whole from 100 up: `0.125`, `2`, `1234`. */
export function digits(value: number): string {
  const size = Math.abs(finite(value));
  if (size >= 1e15 || (size < 1e-6 && size > 0)) return exponent(value);
  if (size === 0) return '0';
  return size >= 100 ? value.toFixed(0) : dropZeros(value.toPrecision(3));
}

const SCALES = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
  [1, ''],
] as const;

function scaled(value: number, keepZeros: boolean): string {
  const size = Math.abs(finite(value));
  if (size < 0.005) return '0';
  // Rounded before the unit is chosen: 999,999 is 1M, not 1000k.
  const rounded = size < 1 ? Number(size.toFixed(2)) : Number(size.toPrecision(3));
  if (rounded >= 1e15) return exponent(value);
  const [unit, letter] = SCALES.find(([least]) => rounded >= least) ?? [1, ''];
  const places = rounded < 1 ? 2 : 3 - String(Math.floor(rounded / unit)).length;
  const text = (rounded / unit).toFixed(places);
  return (value < 0 ? '-' : '') + (keepZeros && unit > 1 ? text : dropZeros(text)) + letter;
}

/** The value, times 10 to the power `more`, in scientific notation. */
function exponent(value: number, more = 0): string {
  const [mantissa, power] = value.toExponential(2).split('e') as [string, string];
  return `${dropZeros(mantissa)}e${Number(power) + more}`;
}

const dropZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`a number for people must be finite, not ${value}`);
  return value;
}

/** A whole number with separators of thousands: `1,000,000`. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
