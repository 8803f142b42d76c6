/**
 * Commas that YAML takes for its own, inside braces and brackets, where a person meant one of a formula, a number or a
 * text.
 */

/** What to say where YAML took a formula's comma for its own. */
export const CUT_SHORT = 'inside { } or [ ] a comma ends the value: a formula with a comma stands in quotes there';

/** Characters of a formula that are looked at to find its end. */
const LONGEST_WHOLE = 1000;

/** The formula that starts there, to where its parentheses close; to the end of the line where they do not. */
export function wholeFormula(source: string, start: number): string {
  const text = source.slice(start, start + LONGEST_WHOLE).split('\n')[0]!;
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') open++;
    else if (text[i] === ')' && --open === 0) {
      const rest = /^[^,{}[\]()]*/.exec(text.slice(i + 1))![0];
      if (text[i + 1 + rest.length] !== '(') return text.slice(0, i + 1) + rest.trimEnd();
    }
  }
  return text;
}

/** A formula in quotes as YAML reads it: single ones where it has double ones. */
export function quoted(formula: string): string {
  const isDouble = formula.includes('"');
  return isDouble ? `'${formula.replaceAll("'", '"')}'` : `"${formula}"`;
}

/** A number with commas between its thousands, as people write it. */
const THOUSANDS = /^[$€£]?\d{1,3}(?:, ?\d{3})+(?:\.\d+)?(?: ?[kMB%])?$/;

/** Whether a text that YAML cut at its commas is one number. */
export const isThousands = (text: string): boolean => THOUSANDS.test(text);
