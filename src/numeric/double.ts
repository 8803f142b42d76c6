/**
 * Where the halves of a double lie among the 32-bit words of its buffer: the high one holds sign, exponent and 20 bits
 * more.
 */
export const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;
export const LOW = 1 - HIGH;
