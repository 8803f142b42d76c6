/**
 * Inside braces and brackets a comma separates entries of YAML. Where a person meant a comma of a formula, a number or
 * a text, these functions find the value that was cut.
 */

/** The message of a formula that YAML cut at a comma. */
export const CUT_SHORT = 'inside { } or [ ] a comma ends the value: a formula with a comma stands in quotes there';

/** Most characters of a formula that are searched for its end. */
const LONGEST_WHOLE = 1000;

/** The formula from `start` to its last closing parenthesis; to the end of the line where one stays open. */
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

/** The formula in double quotes, as YAML reads it; in single ones where it has double ones itself. */
export function quoted(formula: string): string {
  const isDouble = formula.includes('"');
  return isDouble ? `'${formula.replaceAll("'", '"')}'` : `"${formula}"`;
}

/** A number with commas between its thousands, as people write it. */
const THOUSANDS = /^[$€£]?\d{1,3}(?:, ?\d{3})+(?:\.\d+)?(?: ?[kMB%])?$/;

/** Whether a text that YAML cut at its commas is one number. */
export const isThousands = (text: string): boolean => THOUSANDS.test(text);
