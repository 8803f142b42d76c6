/** Amounts as banks write them: `1,204.50`, `1.204,50`, `(1 204.50)`, `$-12`, `12-`, `1'204.50`. */

/** The decimal sign of amounts. */
export type Decimal = '.' | ',';

/** The ISO code of a currency written with an amount, as a sign or a code; null: none. */
export function currencyOf(text: string): string | null {
  if (text.includes('€')) return 'EUR';
  if (text.includes('£')) return 'GBP';
  return /(?:^|[^A-Z])([A-Z]{3})(?:$|[^A-Z])/.exec(text)?.[1] ?? null;
}

/** The amount without currency, blanks and sign, and whether it is negative; null where the text is no amount. */
function bare(text: string): { readonly digits: string; readonly isNegative: boolean } | null {
  const plain = text.replace(/[A-Z]{3}|[$€£\s\u00a0\u202f'’]/g, '').replaceAll('\u2212', '-');
  const inParentheses = /^\((.*)\)$/.exec(plain);
  const signed = /^([+-]?)([\d.,]*\d[\d.,]*)(-?)$/.exec(inParentheses?.[1] ?? plain);
  if (signed === null) return null;
  const isNegative = inParentheses !== null || signed[1] === '-' || signed[3] === '-';
  return { digits: signed[2]!, isNegative };
}

/** The decimal sign that one amount shows; `either`: both are possible; null: the amount has no decimals or groups. */
function evidence(text: string): Decimal | 'either' | null {
  const digits = bare(text)?.digits ?? '';
  const signs = digits.match(/[.,]/g) ?? [];
  const last = signs.at(-1) as Decimal | undefined;
  if (last === undefined) return null;
  if (new Set(signs).size === 2) return last;
  const other = last === '.' ? ',' : '.';
  if (signs.length > 1) return other;
  const [before, after] = digits.split(last) as [string, string];
  // A group of thousands has three digits, after one to three digits that do not begin with 0.
  return after.length !== 3 || before.length > 3 || before === '' || before.startsWith('0') ? last : 'either';
}

/**
 * The decimal sign that all amounts together show. `known`: with an amount that shows it; `open`: both are possible;
 * `mixed`: amounts disagree.
 */
export type DecimalFound =
  | { readonly kind: 'known'; readonly decimal: Decimal; readonly by: string | null }
  | { readonly kind: 'open'; readonly by: string }
  | { readonly kind: 'mixed'; readonly point: string; readonly comma: string };

/** Tells the decimal sign from all amounts of a file; a point where no amount shows any. */
export function decimalOf(texts: readonly string[]): DecimalFound {
  const found = new Map<Decimal | 'either', string>();
  for (const text of texts) {
    const one = evidence(text);
    if (one !== null && !found.has(one)) found.set(one, text);
  }
  const [point, comma, either] = [found.get('.'), found.get(','), found.get('either')];
  if (point !== undefined && comma !== undefined) return { kind: 'mixed', point, comma };
  if (point !== undefined || comma !== undefined)
    return { kind: 'known', decimal: point === undefined ? ',' : '.', by: (point ?? comma)! };
  return either === undefined ? { kind: 'known', decimal: '.', by: null } : { kind: 'open', by: either };
}

/** The amount as a number; null where the text is no amount with this decimal sign. */
export function amountIn(text: string, decimal: Decimal): number | null {
  const found = bare(text);
  if (found === null) return null;
  const { digits, isNegative } = found;
  const [whole, part = '', ...more] = digits.split(decimal) as [string, ...string[]];
  const thousands = decimal === '.' ? ',' : '.';
  const isGrouped = whole.includes(thousands);
  // Groups of thousands have three digits; in India the groups before the last have two.
  const groups = decimal === '.' ? /^\d{1,3}(?:,\d{2,3})*,\d{3}$/ : /^\d{1,3}(?:\.\d{2,3})*\.\d{3}$/;
  if (more.length > 0 || part.includes(thousands) || (isGrouped && !groups.test(whole))) return null;
  const number = Number(`${whole.replaceAll(thousands, '') || '0'}.${part || '0'}`);
  return isNegative && number !== 0 ? -number : number;
}
