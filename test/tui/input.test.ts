import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDecoder, type InputEvent } from '../../src/tui/input.ts';

const ESC = '\u001b';
const key = (name: string): InputEvent => ({ type: 'key', key: name });
const paste = (text: string): InputEvent => ({ type: 'paste', text });
const mouse = (kind: 'click' | 'wheel-up' | 'wheel-down' | 'wheel-left' | 'wheel-right', x: number, y: number) =>
  ({ type: 'mouse', event: { kind, x, y } }) as const;

/** The events of pieces of input with nothing after them; parts of one paste are joined. */
function heard(...chunks: string[]): InputEvent[] {
  const decoder = createDecoder();
  const events = [...chunks.flatMap((chunk) => decoder.push(chunk)), ...decoder.flush()];
  const out: InputEvent[] = [];
  for (const event of events) {
    const last = out.at(-1);
    if (event.type === 'paste' && last?.type === 'paste') out[out.length - 1] = paste(last.text + event.text);
    else out.push(event);
  }
  return out;
}

const keys = (...chunks: string[]): string[] => heard(...chunks).map((e) => (e.type === 'key' ? e.key : e.type));

describe('keys', () => {
  test.each([
    ['q', ['q']],
    ['H?', ['H', '?']],
    // Typed fast: one text of many keys.
    ['20%\r', ['2', '0', '%', 'enter']],
    ['a\u007fb\t\u0003\u0001\n', ['a', 'backspace', 'b', 'tab', 'C-c', 'C-a', 'enter']],
    ['\u0000\u001f', []],
    ['€🚀', ['€', '🚀']],
    [`${ESC}[A${ESC}[B${ESC}[C${ESC}[D`, ['up', 'down', 'right', 'left']],
    [`${ESC}OA${ESC}OF${ESC}[H`, ['up', 'end', 'home']],
    [`${ESC}[1;2C${ESC}[1;2D${ESC}[1;5C${ESC}[1;2A`, ['S-right', 'S-left', 'right', 'up']],
    [`${ESC}[5~${ESC}[6~${ESC}[3~${ESC}[7~${ESC}[8~`, ['pgup', 'pgdn', 'delete', 'home', 'end']],
    [`${ESC}[Z`, ['S-tab']],
    [ESC, ['esc']],
    [`${ESC}${ESC}`, ['esc', 'esc']],
    // Alt and a character, function keys, and answers that were not asked for.
    [`${ESC}xq`, ['q']],
    [`${ESC}OPq${ESC}[15~${ESC}[[A`, ['q']],
    [`${ESC}[?1;2c${ESC}P>|term${ESC}\\${ESC}]4;1;red\u0007q`, ['q']],
  ])('%j', (text, names) => {
    expect(keys(text)).toEqual(names);
  });

  test('a lone escape waits for what may belong to it', () => {
    const decoder = createDecoder();
    expect(decoder.push(ESC)).toEqual([]);
    expect(decoder.isWaiting()).toBe(true);
    expect(decoder.push('[A')).toEqual([key('up')]);
    expect(decoder.isWaiting()).toBe(false);
    decoder.push(ESC);
    expect(decoder.flush()).toEqual([key('esc')]);
  });

  test('a sequence that never ends is dropped, and what comes after it is heard', () => {
    const decoder = createDecoder();
    decoder.push(`${ESC}[<0;1`);
    expect(decoder.flush()).toEqual([]);
    expect(decoder.push('q')).toEqual([key('q')]);
    expect(createDecoder().push(`${ESC}]11;${'x'.repeat(5000)}`).length).toBeGreaterThan(0);
  });
});

describe('the mouse', () => {
  test.each([
    [`${ESC}[<0;1;1M`, mouse('click', 0, 0)],
    [`${ESC}[<0;300;90M`, mouse('click', 299, 89)],
    [`${ESC}[<64;5;6M`, mouse('wheel-up', 4, 5)],
    [`${ESC}[<65;5;6M`, mouse('wheel-down', 4, 5)],
    [`${ESC}[<66;5;6M`, mouse('wheel-left', 4, 5)],
    [`${ESC}[<67;5;6M`, mouse('wheel-right', 4, 5)],
  ])('%j', (text, event) => {
    expect(heard(text)).toEqual([event]);
  });

  test('a button let go, another button, and one pressed with Shift, Alt or Ctrl mean nothing', () => {
    for (const code of ['0;1;1m', '1;1;1M', '2;1;1M', '4;1;1M', '8;1;1M', '16;1;1M', '32;1;1M', '68;1;1M', '128;1;1M'])
      expect(heard(`${ESC}[<${code}`)).toEqual([]);
  });
});

describe('pastes', () => {
  test('what is pasted is text, keys and sequences in it too', () => {
    expect(heard(`q${ESC}[200~qq\r${ESC}[A\u0003${ESC}[201~x`)).toEqual([
      key('q'),
      paste(`qq\r${ESC}[A\u0003`),
      key('x'),
    ]);
  });

  test('an empty one is nothing', () => {
    expect(heard(`${ESC}[200~${ESC}[201~q`)).toEqual([key('q')]);
  });

  test('a long one does not wait for its end', () => {
    const decoder = createDecoder();
    expect(decoder.push(`${ESC}[200~${'x'.repeat(9000)}`)).toEqual([paste('x'.repeat(9000))]);
    expect(decoder.isWaiting()).toBe(false);
  });
});

describe('the background', () => {
  test.each([
    [`${ESC}]11;rgb:ffff/ffff/ffff${ESC}\\`, 'light'],
    [`${ESC}]11;rgb:0000/0000/0000\u0007`, 'dark'],
    [`${ESC}]11;rgb:fd/f6/e3\u0007`, 'light'],
    [`${ESC}]11;rgb:0/2b/36\u0007`, 'dark'],
    [`${ESC}]11;rgba:1e1e/1e1e/1e1e/ffff\u0007`, 'dark'],
  ] as const)('%j', (text, background) => {
    expect(heard(text)).toEqual([{ type: 'background', background }]);
  });
});

test('wherever a stream is cut, the same is heard', () => {
  const piece = fc.constantFrom(
    'q',
    '€',
    '🚀',
    '\r',
    `${ESC}[A`,
    `${ESC}[1;2C`,
    `${ESC}[5~`,
    `${ESC}[<65;120;33M`,
    `${ESC}[<0;2;3M`,
    `${ESC}]11;rgb:ffff/0000/ffff${ESC}\\`,
    `${ESC}[200~20%${ESC}[A\u0003${ESC}[201~`,
    `${ESC}[200~[201~${ESC}[20${ESC}[201~`,
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.array(fc.nat(200), { maxLength: 12 }), (pieces, places) => {
      // Pieces are cut between characters, as text is decoded before it comes here.
      const chars = [...pieces.join('')];
      const cuts = [0, ...places.map((at) => Math.min(at, chars.length)), chars.length].sort((a, b) => a - b);
      const chunks = cuts.slice(1).map((end, i) => chars.slice(cuts[i], end).join(''));
      expect(heard(...chunks)).toEqual(heard(chars.join('')));
    }),
  );
});
