import type { Key } from 'ink';
import type { KeyName } from './key-binding.ts';

/** Control characters that are keys of their own. */
const CONTROLS: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u001b': 'esc',
  '\u007f': 'backspace',
  '\b': 'backspace',
};

/** The keys in one report of Ink. Keys that arrive together, pressed fast or pasted, come as one text. */
export function keyNames(input: string, key: Key): KeyName[] {
  const named = namedKey(key);
  if (named !== null) return [named];
  if (key.ctrl) return [`C-${input}`];
  if (key.meta) return [];
  return [...input].map(charKey).filter((name) => name !== '');
}

function namedKey(key: Key): KeyName | null {
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.leftArrow) return key.shift ? 'S-left' : 'left';
  if (key.rightArrow) return key.shift ? 'S-right' : 'right';
  if (key.pageUp) return 'pgup';
  if (key.pageDown) return 'pgdn';
  if (key.home) return 'home';
  if (key.end) return 'end';
  if (key.return) return 'enter';
  if (key.escape) return 'esc';
  if (key.tab) return key.shift ? 'S-tab' : 'tab';
  // Ink calls the backspace key of most terminals `delete`.
  if (key.backspace || key.delete) return 'backspace';
  return null;
}

function charKey(char: string): KeyName {
  const control = CONTROLS[char];
  if (control !== undefined) return control;
  const code = char.codePointAt(0)!;
  if (code >= 1 && code <= 26) return `C-${String.fromCharCode(code + 96)}`;
  return code < 32 ? '' : char;
}
