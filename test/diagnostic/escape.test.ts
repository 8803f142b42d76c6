import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSeen, jsonText, visible, visibleLines } from '../../src/diagnostic/escape.ts';

/** What no output may hold, by Unicode's own properties: the ranges of the source are held against these. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

describe('what cannot be seen', () => {
  test('is what Unicode says it is, code point by code point', () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0xffff; code++) {
      const char = String.fromCharCode(code);
      const isNoncharacter = code >= 0xfdd0 && code <= 0xfdef;
      if (!isNoncharacter && UNSEEN.test(char) && isSeen(char)) wrong.push(code.toString(16));
    }
    for (let code = 0x10000; code <= 0x10ffff; code++) {
      const isNoncharacter = (code & 0xffff) >= 0xfffe;
      if (!isNoncharacter && UNSEEN.test(String.fromCodePoint(code)) && isSeen(String.fromCodePoint(code)))
        wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  test('is written out for people', () => {
    expect(visible('a\u001b[31m\u202e\u200d\u{e0041}\ud800')).toBe('a\\u001b[31m\\u202e\\u200d\\u{e0041}\\ud800');
    expect(visible('a\nb')).toBe('a\\u000ab');
    expect(visibleLines('a\nb\r')).toBe('a\nb\\u000d');
    expect(visible('Lay off – 資金 🚀 ñ')).toBe('Lay off – 資金 🚀 ñ');
  });

  test('is escaped in JSON, and parses back', () => {
    expect(jsonText('a\u0085"\u2028\u{e0041}\u200b')).toBe('"a\\u0085\\"\\u2028\\udb40\\udc41\\u200b"');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = jsonText(text);
        expect(JSON.parse(json)).toBe(text);
        expect(isSeen(json)).toBe(true);
      }),
    );
  });
});
