import { describe, expect, test } from 'vitest';
import { recent, remembered } from '../../src/numeric/remembered.ts';

test('what was made of the same arguments is given again, and all is forgotten when too much is kept', () => {
  const made: string[] = [];
  const pair = remembered(2, (a: number, b: number) => {
    made.push(`${a} ${b}`);
    return { a, b };
  });
  expect(pair(1, 2)).toBe(pair(1, 2));
  pair(3, 4);
  // Two are kept, and asking for one of them forgets neither.
  pair(1, 2);
  pair(3, 4);
  expect(made).toEqual(['1 2', '3 4']);
  pair(5, 6);
  pair(1, 2);
  expect(made).toEqual(['1 2', '3 4', '5 6', '1 2']);
});

describe('of a few results', () => {
  test('the one goes that has not been asked for the longest', () => {
    const known = new Map<string, number>();
    const made: string[] = [];
    const ask = (key: string): number => recent(known, 2, key, () => made.push(key));
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) ask(key);
    // The third key sends b away, which is made once more.
    expect(made).toEqual(['a', 'b', 'c', 'b']);
    expect([...known.keys()]).toEqual(['a', 'b']);
  });
});
