import type { FormulaFault, Token } from './tokens.ts';

/**
 * Deepest nesting of parentheses, prefixes, powers and conditionals that is parsed: math.js recurses some twenty calls
 * for each, and a stack is small in a thread.
 */
const MAX_NESTING = 100;

/** Signs that end the nesting of prefixes and powers; that of `?` ends at the next comma or closing parenthesis. */
const ENDS_PREFIXES = new Set(['+', '-', '*', '/', '<', '<=', '>', '>=', '==', '!=', 'and', 'or', '?', ':', ',']);

/** How many prefixes (or powers) and conditionals are open within the innermost parentheses. */
interface OpenNesting {
  prefixes: number;
  conditionals: number;
}

/** The fault of a formula that nests deeper than `MAX_NESTING`, placed at the first sign too deep; null for none. */
export function nestingFault(tokens: readonly Token[]): FormulaFault | null {
  const outer: OpenNesting[] = [];
  let level: OpenNesting = { prefixes: 0, conditionals: 0 };
  let depth = 0;
  let isValue = false;
  for (const token of tokens) {
    const before = depth;
    const sign = token.kind === 'sign' ? token.sign : null;
    if (sign === '(') {
      outer.push(level);
      level = { prefixes: 0, conditionals: 0 };
      depth++;
    } else if (sign === ')') {
      depth -= level.prefixes + level.conditionals + (outer.length > 0 ? 1 : 0);
      level = outer.pop() ?? { prefixes: 0, conditionals: 0 };
    } else if (sign === '^' || sign === 'not' || (sign === '-' && !isValue)) {
      level.prefixes++;
      depth++;
    } else if (sign !== null && ENDS_PREFIXES.has(sign)) {
      depth -= level.prefixes;
      level.prefixes = 0;
      if (sign === ',') {
        depth -= level.conditionals;
        level.conditionals = 0;
      } else if (sign === '?') {
        level.conditionals++;
        depth++;
      }
    }
    if (depth > MAX_NESTING && depth > before) return tooDeep(token);
    isValue = sign === null || sign === ')';
  }
  return null;
}

function tooDeep({ at }: Token): FormulaFault {
  const message = `the formula is nested too deeply: at most ${MAX_NESTING} parentheses, signs and powers stand inside each other`;
  return {
    code: 'formula-syntax',
    at,
    message,
    hint: 'leave out signs that undo each other, or name a part of it under assumptions',
  };
}
