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
      const rest = /^[^,{}[\]()]*/.exec(text.slice(i + 1))![0].trimEnd();
      if (!text.slice(i + 1 + rest.length).startsWith('(')) return text.slice(0, i + 1) + rest;
    }
  }
  return text;
}

/** A formula in the quotes that its own leave free. */
export const quoted = (formula: string): string => (formula.includes('"') ? `'${formula}'` : `"${formula}"`);

/** Characters before a comma that are looked at for where its formula starts. */
const WINDOW = 1000;

/** The formula that a comma at that offset stands in the parentheses of, as the value of a key on the same line; null for none. */
export function formulaAround(source: string, offset: number): { start: number; whole: string } | null {
  const from = Math.max(source.lastIndexOf('\n', offset - 1) + 1, offset - WINDOW);
  const keys = [...source.slice(from, offset).matchAll(/[a-z_][a-z0-9_]*:[ \t]+(?=[^{["'])/g)];
  const last = keys.at(-1);
  if (last === undefined) return null;
  const start = from + last.index + last[0].length;
  const whole = wholeFormula(source, start);
  const comma = whole.indexOf(',');
  const opens = whole.slice(0, comma).split('(').length - whole.slice(0, comma).split(')').length;
  return comma !== -1 && opens > 0 && start + whole.length >= offset ? { start, whole } : null;
}
