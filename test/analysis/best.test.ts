import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Best } from '../../src/analysis/best.ts';

const ranks = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(Infinity, -Infinity)));

test('the best of many are the first of all when sorted, equals in the order in which they came', () => {
  fc.assert(
    fc.property(ranks, fc.nat(8), fc.constantFrom('more', 'less'), (all, most, better) => {
      const best = new Best<number>(most, better);
      all.forEach((rank, i) => {
        best.add(i, rank);
      });
      const sign = better === 'more' ? -1 : 1;
      const sorted = all
        .map((rank, i) => ({ rank, i }))
        .sort((a, b) => (a.rank === b.rank ? 0 : sign * (a.rank < b.rank ? -1 : 1)));
      expect(best.sorted()).toEqual(sorted.slice(0, most).map(({ i }) => i));
    }),
  );
});
