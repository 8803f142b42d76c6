/** Slips: what people write in a formula out of habit from other programs, and hints what to write instead. */
import type { Span } from '../diagnostic/diagnostic.ts';
import type { FormulaFault, Token } from './tokens.ts';

/** A fault of a formula, without the key `hint` where there is no hint. */
export function fault(code: FormulaFault['code'], at: Span, message: string, hint?: string): FormulaFault {
  return hint === undefined ? { code, at, message } : { code, at, message, hint };
}

/** A formula that is nothing but a month or a day. */
const DATE = /^\s*((?:19|20|21)\d\d-\d{1,2}(?:-\d{1,2})?)\s*$/;
/** The stretch of a formula that is a month or a day and nothing else; null for any other. */
export function wholeDate(formula: string): Span | null {
  const text = DATE.exec(formula)?.[1];
  if (text === undefined) return null;
  const start = formula.indexOf(text);
  return { start, end: start + text.length };
}

/** A stretch of a formula that is a month rather than a difference. */
const MONTH = /^(?:19|20|21)\d\d-\d\d$/;

/** Whether a stretch of a formula is written as a month is. */
export const isMonthText = (formula: string, at: Span): boolean => MONTH.test(formula.slice(at.start, at.end));

/** The fault of a month or a day, at `at`, where a number is expected. */
export function dateFault(formula: string, at: Span): FormulaFault {
  const text = formula.slice(at.start, at.end);
  const hint = `a month stands in quotes in a function, as in since("2024-01"); a difference has blanks: ${text.replaceAll('-', ' - ').replace(/ 0+(?=\d)/g, ' ')}`;
  return fault('formula-syntax', at, `${text} reads as a month, and a number is expected here`, hint);
}

/** The fault of two values side by side; the hint says what is most often meant. */
export function missingOperator(before: Token, token: Token): FormulaFault {
  const at = { start: before.at.start, end: token.at.end };
  return fault('missing-operator', at, 'an operator is missing between these two', wayOut(before, token));
}

/** Words that people write behind a number, with the hint what to write instead. */
const UNITS: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [/^(K|m|mn|mm|mio|b|bn|thousand|million|billion)$/i, 'thousands are k, millions M, billions B: 5k'],
  [
    /^(per|a|an|each|every|p|pa|pm|monthly|yearly|annually)$/,
    'an amount a month or a year has a /: 12k/month, 144k/year',
  ],
  [/^(percent|pct|pc)$/i, 'a percentage is written 8%'],
  [/^(months?|quarters?|years?|days?|weeks?)$/i, 'a number has no unit: months are counted, and days are not'],
  [
    /^(usd|eur|gbp|dollars?|euros?|pounds?|[A-Z]{3})$/,
    'an amount has no currency: the scenario has one, as in currency: USD',
  ],
];

function wayOut(before: Token, token: Token): string {
  const hintOf = (name: string): string | undefined => UNITS.find(([pattern]) => pattern.test(name))?.[1];
  if (before.kind === 'number' && token.kind === 'number')
    return 'a number is written without blanks, and with one point: 1000000, 1_000_000 or 1M';
  const hint =
    before.kind === 'number' && token.kind === 'name'
      ? hintOf(token.name)
      : before.kind === 'name' && token.kind === 'number' && /^[A-Z]{3}$/.test(before.name)
        ? hintOf(before.name)
        : undefined;
  return hint ?? 'multiplication is written with *';
}

/** Whether a token is a unit behind a number, such as `per`: then what follows it (`month`) is no fault of its own. */
export const isUnit = (token: Token | undefined, before: Token | undefined): boolean =>
  token?.kind === 'name' && before?.kind === 'number' && UNITS.some(([pattern]) => pattern.test(token.name));

/** Whether token `i` is a comma between two numbers. */
export const isCommaBetweenNumbers = (tokens: readonly Token[], i: number): boolean => {
  const comma = tokens[i];
  return (
    comma?.kind === 'sign' && comma.sign === ',' && tokens[i - 1]?.kind === 'number' && tokens[i + 1]?.kind === 'number'
  );
};

/** The fault of a comma outside a call: that of a number (`400,000`), or any other. */
export function strayComma(tokens: readonly Token[], i: number): FormulaFault {
  if (!isCommaBetweenNumbers(tokens, i))
    return fault('formula-syntax', tokens[i]!.at, 'a comma stands only between the arguments of a function');
  let last = i + 1;
  while (isCommaBetweenNumbers(tokens, last + 1)) last += 2;
  const at = { start: tokens[i - 1]!.at.start, end: tokens[last]!.at.end };
  return fault('formula-syntax', at, 'a number has no commas', 'write 400000, 400_000 or 400k');
}
