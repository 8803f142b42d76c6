import type { Key } from 'ink';
import { describe, expect, test } from 'vitest';
import { keyNames } from '../../src/tui/keys.ts';

const NONE: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

describe('keys by name', () => {
  test.each([
    ['', { upArrow: true }, ['up']],
    ['', { rightArrow: true, shift: true }, ['S-right']],
    ['', { leftArrow: true }, ['left']],
    ['\r', { return: true }, ['enter']],
    ['', { escape: true, meta: true }, ['esc']],
    ['', { tab: true, shift: true }, ['S-tab']],
    ['', { delete: true }, ['backspace']],
    ['c', { ctrl: true }, ['C-c']],
    ['H', { shift: true }, ['H']],
    ['?', {}, ['?']],
    ['x', { meta: true }, []],
    // Typed fast: one report of many keys.
    ['lll', {}, ['l', 'l', 'l']],
    ['20%\r', {}, ['2', '0', '%', 'enter']],
    ['a\u007fb\t\u0003\u0001', {}, ['a', 'backspace', 'b', 'tab', 'C-c', 'C-a']],
    ['\u0000\u001f', {}, []],
  ])('%j %j', (input, key, names) => {
    expect(keyNames(input, { ...NONE, ...key })).toEqual(names);
  });
});
