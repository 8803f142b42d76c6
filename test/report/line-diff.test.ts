import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineDiff } from '../../src/report/line-diff.ts';

const told = (before: string, after: string, context?: number): string[] =>
  lineDiff(before, after, context).map(({ sign, text }) => sign + text);

test('the lines that differ, with one around them', () => {
  expect(told('a\nb\nc\nd\ne\nf\ng', 'a\nb\nX\nd\ne\nf\ng\nh')).toEqual([' b', '-c', '+X', ' d', ' …', ' g', '+h']);
});

test('no difference is nothing', () => {
  expect(told('a\nb', 'a\r\nb')).toEqual([]);
});

test('both texts can be made of the difference', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '')).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const all = lineDiff(before, after, 1e6);
      const of = (sign: string) => all.filter((line) => line.sign !== sign).map((line) => line.text);
      if (before !== after) expect([of('+').join('\n'), of('-').join('\n')]).toEqual([before, after]);
    }),
  );
});
