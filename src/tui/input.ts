import type { Background } from '../chart/ansi.ts';
import type { KeyName } from './key-binding.ts';

/** A click or a turn of the wheel; columns and rows count from 0, from the upper left corner. */
export interface MouseEvent {
  readonly kind: 'click' | 'wheel-up' | 'wheel-down' | 'wheel-left' | 'wheel-right';
  readonly x: number;
  readonly y: number;
}

/** What the terminal sent, decoded. */
export type InputEvent =
  | { readonly type: 'key'; readonly key: KeyName }
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'mouse'; readonly event: MouseEvent }
  /** The terminal's answer to the question for its background. */
  | { readonly type: 'background'; readonly background: Background };

/** Turns the characters that a terminal sends, which may be cut anywhere, into events. */
export interface Decoder {
  push(chunk: string): InputEvent[];
  /**
   * Whether an escape stands at the end of the input: a sequence that goes on, or the key Esc where nothing follows.
   */
  isWaiting(): boolean;
  /** The events where nothing follows: a lone escape is the key Esc, the beginning of a longer sequence is dropped. */
  flush(): InputEvent[];
}

const PASTE_BEGINS = '\u001b[200~';
const PASTE_ENDS = '\u001b[201~';

const MOUSE = /^\u001b\[<(\d+);(\d+);(\d+)([Mm])/;
/** A control sequence of ECMA-48, or one of the Linux console's function keys. */
const CSI = /^\u001b\[(?:\[[A-E]|([\x30-\x3f]*)[\x20-\x2f]*([@-~]))/;
const SS3 = /^\u001bO([@-~])/;
/** A string of ECMA-48, as answers of the terminal are, up to BEL or ST. */
const STRING = /^\u001b[\]PX^_]([^\u0007\u001b]*)(?:\u0007|\u001b\\)/;
const BEGUN = /^\u001b(?:\[(?:\[|[\x30-\x3f]*[\x20-\x2f]*)|O|[\]PX^_][^\u0007\u001b]*\u001b?)?$/;
/** Longest sequence that is waited for, in characters: no terminal sends one as long. */
const LONGEST = 1000;

export function createDecoder(): Decoder {
  let rest = '';
  let isPasting = false;
  const take = (out: InputEvent[]): boolean => {
    if (isPasting) return takePasted(out);
    if (rest.length < LONGEST && BEGUN.test(rest)) return false;
    if (rest.startsWith(PASTE_BEGINS)) {
      isPasting = true;
      rest = rest.slice(PASTE_BEGINS.length);
      return true;
    }
    const { event, length } = rest.startsWith('\u001b') ? sequence(rest) : character(rest);
    rest = rest.slice(length);
    if (event !== null) out.push(event);
    return true;
  };
  const takePasted = (out: InputEvent[]): boolean => {
    const end = rest.indexOf(PASTE_ENDS);
    const text = rest.slice(0, end === -1 ? rest.length - begunAtEnd(rest, PASTE_ENDS) : end);
    rest = rest.slice(text.length + (end === -1 ? 0 : PASTE_ENDS.length));
    isPasting = end === -1;
    if (text !== '') out.push({ type: 'paste', text });
    return !isPasting;
  };
  return {
    push(chunk) {
      rest += chunk;
      const out: InputEvent[] = [];
      while (rest !== '' && take(out)) {}
      return out;
    },
    isWaiting: () => rest !== '' && !isPasting,
    flush() {
      const isKey = rest === '\u001b';
      rest = isPasting ? rest : '';
      return isKey ? [{ type: 'key', key: 'esc' }] : [];
    },
  };
}

/** Number of characters at the text's end that are a beginning of `mark`, without all of it. */
function begunAtEnd(text: string, mark: string): number {
  for (let length = mark.length - 1; length > 0; length--) if (text.endsWith(mark.slice(0, length))) return length;
  return 0;
}

/** The first event of a text, null where it has no meaning here, and its length in characters. */
interface Decoded {
  readonly event: InputEvent | null;
  readonly length: number;
}

const key = (name: KeyName | null): InputEvent | null => (name === null ? null : { type: 'key', key: name });

function sequence(text: string): Decoded {
  const mouse = MOUSE.exec(text);
  if (mouse !== null) return { event: mouseEvent(mouse), length: mouse[0].length };
  const csi = CSI.exec(text);
  if (csi !== null) return { event: key(keyOfCsi(csi[1] ?? '', csi[2] ?? '')), length: csi[0].length };
  const ss3 = SS3.exec(text);
  if (ss3 !== null) return { event: key(keyOfCsi('', ss3[1]!)), length: ss3[0].length };
  const told = STRING.exec(text);
  if (told !== null) return { event: answer(told[1]!), length: told[0].length };
  // Two escapes are the key Esc, twice. An escape and another character are that key with Alt, which has no meaning
  // here.
  if (text[1] === '\u001b') return { event: key('esc'), length: 1 };
  return { event: null, length: 1 + String.fromCodePoint(text.codePointAt(1)!).length };
}

/**
 * Keys of xterm, VT220, rxvt and the Linux console, by the letter that ends their sequence; below, by number before
 * `~`.
 */
const LETTERS: Readonly<Record<string, KeyName>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  Z: 'S-tab',
};
const NUMBERS: Readonly<Record<string, KeyName>> = {
  '1': 'home',
  '3': 'delete',
  '4': 'end',
  '5': 'pgup',
  '6': 'pgdn',
  '7': 'home',
  '8': 'end',
};
const SHIFTED: Readonly<Record<string, KeyName>> = { left: 'S-left', right: 'S-right' };

/** The key of a control sequence. In parameters `1;2` the second less one is a sum of 1 Shift, 2 Alt, 4 Ctrl. */
function keyOfCsi(parameters: string, final: string): KeyName | null {
  const [number = '', modifiers = '1'] = parameters.split(';');
  const name = final === '~' ? NUMBERS[number] : LETTERS[final];
  if (name === undefined) return null;
  const isShifted = ((Number(modifiers) - 1) & 1) === 1;
  return isShifted ? (SHIFTED[name] ?? name) : name;
}

const WHEEL = ['wheel-up', 'wheel-down', 'wheel-left', 'wheel-right'] as const;

/**
 * An event in xterm's SGR encoding: 0 is the left button, 64 to 67 the wheel; 4, 8, 16 Shift, Alt, Ctrl; `m` a release.
 */
function mouseEvent([, code, x, y, final]: RegExpExecArray): InputEvent | null {
  const button = Number(code);
  const kind = button === 0 ? 'click' : button >= 64 ? WHEEL[button - 64] : undefined;
  if (kind === undefined || final === 'm') return null;
  return { type: 'mouse', event: { kind, x: Number(x) - 1, y: Number(y) - 1 } };
}

/** Matches an answer of OSC 11, `11;rgb:ffff/ffff/ffff`, whose parts have one to four hexadecimal digits. */
const BACKGROUND = /^11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i;

function answer(text: string): InputEvent | null {
  const parts = BACKGROUND.exec(text);
  if (parts === null) return null;
  const [r, g, b] = parts.slice(1).map((hex) => Number.parseInt(hex, 16) / (16 ** hex.length - 1)) as [
    number,
    number,
    number,
  ];
  // A background is light from half of the greatest luma on, by ITU-R BT.601.
  return { type: 'background', background: 0.299 * r + 0.587 * g + 0.114 * b > 0.5 ? 'light' : 'dark' };
}

/** Control characters that are keys. */
const CONTROLS: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
};

function character(text: string): Decoded {
  const char = String.fromCodePoint(text.codePointAt(0)!);
  return { event: key(keyOfChar(char)), length: char.length };
}

function keyOfChar(char: string): KeyName | null {
  const control = CONTROLS[char];
  if (control !== undefined) return control;
  const code = char.codePointAt(0)!;
  if (code >= 1 && code <= 26) return `C-${String.fromCharCode(code + 96)}`;
  return code < 32 ? null : char;
}
