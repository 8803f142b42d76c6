import type { FaultCode } from '../diagnostic/codes.ts';
import type { Span } from '../diagnostic/diagnostic.ts';
import { CURRENCY_SIGNS, conversionHint, isSignOf } from './currency.ts';
import { REMAINDER_HINT } from './functions.ts';

/** A fault in a formula, placed in the formula's own text. */
export interface FormulaFault {
  readonly code: FaultCode;
  readonly at: Span;
  readonly message: string;
  readonly hint?: string;
}

export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly at: Span }
  | { readonly kind: 'name'; readonly name: string; readonly at: Span }
  | { readonly kind: 'text'; readonly text: string; readonly at: Span }
  /** An operator, bracket, comma, or one of the words `and or not`. */
  | { readonly kind: 'sign'; readonly sign: string; readonly at: Span };

const NUMBER = /(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?/y;
const SUFFIX = /[ \t]*([kMB])(?![A-Za-z0-9_])/y;
const PERCENT = /[ \t\r\n]*%/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const TEXT = /"[^"\\\r\n]*"|'[^'\\\r\n]*'/y;
const SIGN = /<=|>=|==|!=|[-+*/^<>(),?:]/y;
const SPACE = /[ \t\r\n]+/y;
const OPERAND_NEXT = /[ \t\r\n]*([0-9.]|[A-Za-z_]+|\(|["'$€£])/y;

/** By suffix, the power of ten that it stands for. */
const EXPONENT: Record<string, number> = { k: 3, M: 6, B: 9 };
const OPERATOR_WORDS = new Set(['and', 'or', 'not']);

/** By word of math.js that formulas do not have, the hint what to write. */
const REFUSED_WORDS: Record<string, string> = {
  mod: REMAINDER_HINT,
  xor: 'write (a and not (b)) or (b and not (a))',
  to: 'there are no units',
  in: 'there are no units',
  true: 'write 1',
  false: 'write 0',
  null: 'write 0',
};

/** By sign that formulas do not have, the hint what to write. */
const REFUSED_SIGNS: Record<string, string> = {
  '=': 'compare with ==; a formula assigns nothing',
  '&': 'write and',
  '&&': 'write and',
  '|': 'write or',
  '||': 'write or',
  '!': 'write not; there is no factorial',
  '~': 'write not',
  '%': '% is a percentage and follows a number: 8%',
  '[': 'there are no lists in a formula',
  '{': 'there are no objects in a formula',
  ';': 'a formula is one expression',
  '.': 'a name has no dots, and a number has a digit beside its point',
  '#': 'a comment starts outside the quotes',
  '\\': 'a text is a month or a creditor',
  '×': 'write *',
  '÷': 'write /',
  '−': 'write - (a hyphen)',
};

/** A match that begins at `from`; `pattern` is sticky. */
function match(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}

/**
 * Splits a formula into tokens; suffixes, percent and currency signs become part of their number. The sign of another
 * currency than `currency` (ISO 4217) is refused; null: any may stand.
 */
export function tokenize(text: string, currency: string | null): { tokens: Token[]; faults: FormulaFault[] } {
  const tokens: Token[] = [];
  const faults: FormulaFault[] = [];
  let i = 0;
  while (i < text.length) {
    const space = match(SPACE, text, i);
    if (space !== null) {
      i += space[0].length;
      continue;
    }
    i = nextToken(text, i, currency, tokens, faults);
  }
  return { tokens, faults };
}

/** Reads the token at `i`, which is no space; returns where it ends. */
function nextToken(text: string, i: number, currency: string | null, tokens: Token[], faults: FormulaFault[]): number {
  const sign = CURRENCY_SIGNS.includes(text[i]!) ? text[i]! : null;
  const number = match(NUMBER, text, sign === null ? i : i + 1);
  if (number !== null && !(sign !== null && number[0].startsWith('.'))) {
    const end = readNumber(text, i, number, tokens, faults);
    if (sign !== null && currency !== null && !isSignOf(sign, currency)) {
      const message = `"${sign}" is not the sign of ${currency}, the currency of this scenario`;
      const hint = conversionHint(sign, text.slice(i + 1, end), currency);
      faults.push({ code: 'other-currency', at: { start: i, end }, message, hint });
    }
    return end;
  }
  const word = match(WORD, text, i);
  if (word !== null) {
    const end = i + word[0].length;
    const at = { start: i, end };
    const why = Object.hasOwn(REFUSED_WORDS, word[0]) ? REFUSED_WORDS[word[0]] : undefined;
    if (why !== undefined)
      faults.push({ code: 'not-allowed', at, message: `"${word[0]}" is not part of a formula`, hint: why });
    if (OPERATOR_WORDS.has(word[0])) tokens.push({ kind: 'sign', sign: word[0], at });
    else tokens.push({ kind: 'name', name: word[0], at });
    return end;
  }
  const quoted = match(TEXT, text, i);
  if (quoted !== null) {
    const end = i + quoted[0].length;
    tokens.push({ kind: 'text', text: quoted[0].slice(1, -1), at: { start: i, end } });
    return end;
  }
  const found = match(SIGN, text, i);
  if (found !== null) {
    const end = i + found[0].length;
    tokens.push({ kind: 'sign', sign: found[0], at: { start: i, end } });
    return end;
  }
  return refuse(text, i, faults);
}

/** Adds the fault of a character that no formula has; returns where reading goes on. */
function refuse(text: string, i: number, faults: FormulaFault[]): number {
  const doubled = /^(&&|\|\|)/.exec(text.slice(i, i + 2));
  const found = doubled?.[0] ?? String.fromCodePoint(text.codePointAt(i)!);
  const at = { start: i, end: i + found.length };
  if (CURRENCY_SIGNS.includes(found)) {
    faults.push({ code: 'formula-syntax', at, message: `"${found}" stands before a digit: ${found}4M` });
  } else if (found === '"' || found === "'") {
    faults.push({
      code: 'formula-syntax',
      at: { start: i, end: text.length },
      message: 'the text in quotes does not end',
    });
    return text.length;
  } else if (found === '%') {
    faults.push({
      code: 'remainder',
      at,
      message: '% is a percentage and follows a number: 8%',
      hint: REMAINDER_HINT,
    });
  } else {
    const hint = Object.hasOwn(REFUSED_SIGNS, found) ? REFUSED_SIGNS[found] : undefined;
    const fault: FormulaFault = { code: 'not-allowed', at, message: `"${found}" is not part of a formula` };
    faults.push(hint === undefined ? fault : { ...fault, hint });
  }
  return at.end;
}

/** Reads a number with its suffix or percent sign; returns its end. The value is rounded once, from the digits. */
function readNumber(
  text: string,
  start: number,
  found: RegExpExecArray,
  tokens: Token[],
  faults: FormulaFault[],
): number {
  let end = found.index + found[0].length;
  const [digits, exponent = '0'] = found[0].replaceAll('_', '').split(/[eE]/);
  let shift = 0;
  const suffix = match(SUFFIX, text, end);
  if (suffix !== null) {
    shift = EXPONENT[suffix[1]!]!;
    end += suffix[0].length;
  }
  const percent = match(PERCENT, text, end);
  if (percent !== null) {
    end += percent[0].length;
    const follows = match(OPERAND_NEXT, text, end);
    const operand = follows !== null && follows[1] !== 'and' && follows[1] !== 'or';
    if (operand) {
      const at = { start, end: end + follows[0].length };
      const hint = `write an operator after the percentage; ${REMAINDER_HINT}`;
      faults.push({ code: 'remainder', at, message: '% is a percentage and stands last in its number', hint });
    } else if (suffix !== null) {
      const hint = 'write the percentage or the amount: 5% or 5k';
      faults.push({ code: 'remainder', at: { start, end }, message: 'a number has k, M or B, or %, not both', hint });
    }
    shift = -2;
  }
  const value = Number(`${digits}e${Number(exponent) + shift}`);
  if (!Number.isFinite(value)) {
    faults.push({ code: 'not-finite', at: { start, end }, message: 'the number is too large' });
  }
  tokens.push({ kind: 'number', value: Number.isFinite(value) ? value : 0, at: { start, end } });
  return end;
}
