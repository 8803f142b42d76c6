import { describe, expect, test } from 'vitest';
import { murmur128 } from '../../src/numeric/murmur.ts';
import { CHUNK, fillBits, newBits, philox4x32, streamOf, unit, Words } from '../../src/numeric/philox.ts';

const block = (counter: number[], key: number[]): number[] => {
  const words = Int32Array.from(counter, (x) => x | 0);
  philox4x32(words, key[0]! | 0, key[1]! | 0);
  return [...words].map((x) => x >>> 0);
};

describe('Philox4x32-7', () => {
  // kat_vectors of the Random123 library.
  test.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x5f6fb709, 0x0d893f64, 0x4f121f81, 0x4f730a48],
    ],
    [
      [-1, -1, -1, -1],
      [-1, -1],
      [0x5207ddc2, 0x45165e59, 0x4d8ee751, 0x8c52f662],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0x4dfccaba, 0x190a87f0, 0xc47362ba, 0xb6b5242a],
    ],
  ])('of counter %j and key %j is the published block', (counter, key, expected) => {
    expect(block(counter, key)).toEqual(expected);
  });

  test('in bulk is one block after the other, wherever a range starts and ends', () => {
    const stream = streamOf(1, 'growth', 0);
    const bits = newBits();
    const words = new Words();
    for (const [first, worlds] of [
      [0, 9],
      [1, 1],
      [7, CHUNK],
      [1023, CHUNK],
      [4_294_966_000, 1000],
      [2 ** 31 - 3, 8],
    ] as const) {
      const j = fillBits(bits, stream, first, worlds, 35);
      for (let i = 0; i < worlds; i++) {
        words.start(stream, first + i, 35, 0);
        words.next();
        expect([bits[j + 2 * i], bits[j + 2 * i + 1]]).toEqual([words.low, words.high]);
      }
    }
  });

  test('has high words of products right where the low word is near its ends', () => {
    // Counters whose products with the multipliers end in few or many ones: the inverse of each multiplier, times a
    // small number.
    const inverse = (m: number): number => {
      let x = m;
      for (let i = 0; i < 5; i++) x = Math.imul(x, 2 - Math.imul(m, x));
      return x;
    };
    const bits = newBits();
    let tried = 0;
    for (const multiplier of [0xd2511f53, 0xcd9e8d57]) {
      for (let low = -200; low <= 200; low++) {
        const counter = Math.imul(inverse(multiplier), low);
        if (counter < 0) continue;
        const j = fillBits(bits, { key0: 0, key1: 0 }, 2 * counter, 2, 0);
        expect([...bits.subarray(j, j + 4)].map((x) => x >>> 0)).toEqual(block([counter, 0, 0, 0], [0, 0]));
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(300);
  });
});

describe('keys', () => {
  test('come from MurmurHash3_x86_128, which has the verification value of SMHasher', () => {
    const key = Uint8Array.from({ length: 256 }, (_, i) => i);
    const hashes = new Int32Array(1024);
    for (let i = 0; i < 256; i++) hashes.set(murmur128(key.subarray(0, i), 256 - i), 4 * i);
    const [first] = murmur128(new Uint8Array(hashes.buffer), 0);
    expect(first >>> 0).toBe(0xb3ece62a);
  });

  const ones = (x: number): number => {
    let n = 0;
    for (let bits = x >>> 0; bits !== 0; bits &= bits - 1) n++;
    return n;
  };

  test('of nearby names, seeds and calls differ in half their bits', () => {
    const near: [number, string, number][] = [];
    for (let i = 0; i < 500; i++)
      near.push([i, 'growth', 0], [1, `line_${i}`, 0], [1, 'growth', i + 1000], [-i - 1, 'growth', 0]);
    for (let i = 1; i < 200; i++) near.push([2 ** 32 * i + 1, 'a', 0], [1, 'a'.repeat(i + 1), 0], [1, `é${i}`, 0]);
    const keys = near.map(([seed, name, k]) => streamOf(seed, name, k));
    expect(new Set(keys.map(({ key0, key1 }) => `${key0} ${key1}`)).size).toBe(keys.length);
    let distance = 0;
    let pairs = 0;
    for (let i = 0; i < keys.length; i += 3) {
      for (let j = 0; j < i; j += 3) {
        distance += ones(keys[i]!.key0 ^ keys[j]!.key0) + ones(keys[i]!.key1 ^ keys[j]!.key1);
        pairs++;
      }
    }
    // Pairs are independent two by two; 64 bits have a standard deviation of 4.
    expect(Math.abs(distance / pairs - 32)).toBeLessThan((5 * 4) / Math.sqrt(pairs));
  });

  test('take whole numbers as seeds', () => {
    expect(() => streamOf(1.5, 'a', 0)).toThrow(RangeError);
    expect(() => streamOf(2 ** 53, 'a', 0)).toThrow(RangeError);
    expect(streamOf(-1, 'a', 0)).not.toEqual(streamOf(2 ** 32 - 1, 'a', 0));
  });
});

test('a unit number lies strictly between 0 and 1, and its opposite is one too', () => {
  expect(unit(0, 0)).toBe(2 ** -53);
  expect(unit(-1, -1)).toBe(1 - 2 ** -53);
  expect(1 - unit(-1, -1)).toBe(unit(0, 0));
});
