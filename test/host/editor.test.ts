import { describe, expect, test } from 'vitest';
import { editorOf, runEditor } from '../../src/host/editor.ts';

const SPOT = { line: 12, column: 3 };
const called = (env: Record<string, string>, path = 'my.yaml', spot: typeof SPOT | null = SPOT) => {
  const { program, args } = editorOf(env, path, spot);
  return [program, ...args];
};

describe('an editor', () => {
  test.each([
    ['vim', ['vim', '+12', 'my.yaml']],
    ['/usr/bin/nvim -u NONE', ['/usr/bin/nvim', '-u', 'NONE', '+12', 'my.yaml']],
    ['nano', ['nano', '+12,3', 'my.yaml']],
    ['emacs -nw', ['emacs', '-nw', '+12:3', 'my.yaml']],
    ['code --wait', ['code', '--wait', '--goto', 'my.yaml:12:3']],
    ['hx', ['hx', 'my.yaml:12:3']],
    ['"/opt/my editor/subl" -w', ['/opt/my editor/subl', '-w', 'my.yaml:12:3']],
    ['ed', ['ed', 'my.yaml']],
    ['constructor', ['constructor', 'my.yaml']],
  ])('%s is told of the place as it knows it', (EDITOR, words) => {
    expect(called({ EDITOR })).toEqual(words);
  });

  test('is that of VISUAL before that of EDITOR, else the one that is there', () => {
    expect(called({ VISUAL: 'hx', EDITOR: 'vim' })[0]).toBe('hx');
    expect(called({ VISUAL: ' ', EDITOR: 'vim' })[0]).toBe('vim');
    expect(called({})).toEqual(['vi', '+12', 'my.yaml']);
  });

  test('is given the file alone where there is no place, and never an option in its stead', () => {
    expect(called({ EDITOR: 'vim' }, 'my.yaml', null)).toEqual(['vim', 'my.yaml']);
    expect(called({ EDITOR: 'vim' }, '-c!ls.yaml')).toEqual(['vim', '+12', './-c!ls.yaml']);
  });

  test('that is not there is told of', async () => {
    expect(await runEditor(editorOf({ EDITOR: '/no/such/editor' }, 'my.yaml', null))).toBe(
      'the editor /no/such/editor could not be started: there is no such program; VISUAL or EDITOR names another',
    );
  });
});
