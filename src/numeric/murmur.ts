const C1 = 0x239b961b;
const C2 = 0xab0e9789 | 0;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93 | 0;

const rotate = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));

/**
 * MurmurHash3's finish, fmix32: a bijection of 32-bit words in which each bit of the result depends on all bits of h.
 */
export function finish(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * MurmurHash3_x86_128 (A. Appleby, public domain): four signed 32-bit words. It passes SMHasher's tests of avalanche,
 * differentials and sparse and text keys; SMHasher's verification value for it is 0xB3ECE62A.
 */
export function murmur128(bytes: Uint8Array, seed: number): [number, number, number, number] {
  let h1 = seed | 0;
  let h2 = h1;
  let h3 = h1;
  let h4 = h1;
  const whole = bytes.length & ~15;
  const word = (at: number): number => {
    let w = 0;
    for (let i = 3; i >= 0; i--) w = (w << 8) | (bytes[at + i] ?? 0);
    return w;
  };
  for (let at = 0; at < whole; at += 16) {
    h1 ^= Math.imul(rotate(Math.imul(word(at), C1), 15), C2);
    h1 = (Math.imul((rotate(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
    h2 ^= Math.imul(rotate(Math.imul(word(at + 4), C2), 16), C3);
    h2 = (Math.imul((rotate(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
    h3 ^= Math.imul(rotate(Math.imul(word(at + 8), C3), 17), C4);
    h3 = (Math.imul((rotate(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
    h4 ^= Math.imul(rotate(Math.imul(word(at + 12), C4), 18), C1);
    h4 = (Math.imul((rotate(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;
  }
  // The rest, fewer than 16 bytes, is read as if zeros followed: a word that is 0 changes nothing.
  h4 ^= Math.imul(rotate(Math.imul(word(whole + 12), C4), 18), C1);
  h3 ^= Math.imul(rotate(Math.imul(word(whole + 8), C3), 17), C4);
  h2 ^= Math.imul(rotate(Math.imul(word(whole + 4), C2), 16), C3);
  h1 ^= Math.imul(rotate(Math.imul(word(whole), C1), 15), C2);

  h1 ^= bytes.length;
  h2 ^= bytes.length;
  h3 ^= bytes.length;
  h4 ^= bytes.length;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  h1 = finish(h1);
  h2 = finish(h2);
  h3 = finish(h3);
  h4 = finish(h4);
  h1 = (h1 + h2 + h3 + h4) | 0;
  return [h1, (h2 + h1) | 0, (h3 + h1) | 0, (h4 + h1) | 0];
}
