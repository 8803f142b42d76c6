/**
 * Where the halves of a double lie among the 32-bit words of its buffer: the high one holds sign, exponent and 20 bits
 * more.
 */
export const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;
export const LOW = 1 - HIGH;

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

/** The least double greater than x, where x is less than Infinity and is a number; of 0 and -0 the least above 0. */
export function nextUp(x: number): number {
  if (x === 0) return Number.MIN_VALUE;
  double[0] = x;
  bits[0]! += x > 0 ? 1n : -1n;
  return double[0];
}
