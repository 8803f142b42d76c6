/**
 * The arithmetic of formulas, one number at a time: IEEE 754 doubles throughout. Back ends of the engine compute the
 * same bits; the tests hold them to it.
 */

/** Any non-zero number is true, NaN included. */
export const truthy = (x: number): boolean => x !== 0;

/** The nearest whole number, half away from zero. `x + 0.5` would round 0.49999999999999994 up. */
export function round(x: number): number {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}

/** x, at least `low` and at most `high`; `low` where low > high. */
export const clamp = (x: number, low: number, high: number): number => Math.max(low, Math.min(x, high));

export function compareNumbers(sign: '<' | '<=' | '>' | '>=' | '==' | '!=', a: number, b: number): boolean {
  switch (sign) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '==':
      return a === b;
    case '!=':
      return a !== b;
  }
}

const UNARY = {
  abs: Math.abs,
  floor: Math.floor,
  ceil: Math.ceil,
  round,
  exp: Math.exp,
  log: Math.log,
  log10: Math.log10,
  sqrt: Math.sqrt,
} as const;

export type NumberFunction = keyof typeof UNARY | 'min' | 'max' | 'clamp';

/** The value of a function of the formula language for numbers; `x` has as many as it takes, of min and max any. */
export function applyFunction(fn: NumberFunction, x: readonly number[]): number {
  switch (fn) {
    case 'min':
      return x.reduce((a, b) => Math.min(a, b));
    case 'max':
      return x.reduce((a, b) => Math.max(a, b));
    case 'clamp':
      return clamp(x[0]!, x[1]!, x[2]!);
    default:
      return UNARY[fn](x[0]!);
  }
}
