import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Source } from '../../src/diagnostic/diagnostic.ts';
import { keptFolder, keptOr } from '../../src/host/kept.ts';
import { seal, unseal } from '../../src/host/sealed.ts';
import { NO_OVERRIDES, readScenario } from '../../src/scenario/read.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-kept-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SOURCE: Source = { name: 'a.yaml', text: 'cash: 1' };

/** The value that is given for the text, and whether it was made anew. */
function ask(source = SOURCE, what = 'letters', isKept = true, RUNWAY_CACHE = folder) {
  let isMade = false;
  const make = () => {
    isMade = true;
    return { letters: [...source.text], by: new Map([['name', source]]) };
  };
  const made = keptOr({ RUNWAY_CACHE }, what, source, make, () => isKept);
  return { made, isMade };
}

const onlyFile = () => join(folder, readdirSync(folder)[0]!);

describe('what is kept', () => {
  test('is made once for the same text', () => {
    const { made, isMade } = ask();
    expect(isMade).toBe(true);
    expect(ask()).toEqual({ made, isMade: false });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test.each<[string, () => void]>([
    ['cut short', () => writeFileSync(onlyFile(), readFileSync(onlyFile()).subarray(0, 40))],
    ['empty', () => writeFileSync(onlyFile(), '')],
    [
      'damaged in one bit',
      () => {
        const bytes = readFileSync(onlyFile());
        bytes[20]! ^= 1;
        writeFileSync(onlyFile(), bytes);
      },
    ],
    ['of another program', () => writeFileSync(onlyFile(), seal(Buffer.from('x'), 'another program'))],
    [
      'a folder',
      () => {
        const file = onlyFile();
        rmSync(file);
        mkdirSync(file);
      },
    ],
  ])('is made anew where the file is %s', (_, change) => {
    const { made } = ask();
    change();
    expect(ask()).toEqual({ made, isMade: true });
  });

  test('is of one text, one name and one thing that is made of it', () => {
    ask();
    expect(ask({ ...SOURCE, text: 'cash: 2' }).isMade).toBe(true);
    // The text has changed: of each file name only the last value is kept.
    expect(ask().isMade).toBe(true);
    expect(ask({ ...SOURCE, name: './a.yaml' }).isMade).toBe(true);
    expect(ask({ ...SOURCE, name: 'b.yaml' }).isMade).toBe(true);
    expect(ask(SOURCE, 'words').isMade).toBe(true);
    expect(ask(SOURCE, 'words').isMade).toBe(false);
  });

  test('is not what is not worth keeping', () => {
    ask(SOURCE, 'letters', false);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is nothing where there is no folder, or none can be made', () => {
    expect([ask(SOURCE, 'letters', true, '').isMade, ask(SOURCE, 'letters', true, '').isMade]).toEqual([true, true]);
    const file = join(folder, 'file');
    writeFileSync(file, '');
    // In /proc Node's own way of making folders would go on for ever.
    for (const under of [join(file, 'folder'), '/proc/none/folder']) {
      const asked = [ask(SOURCE, 'letters', true, under).isMade, ask(SOURCE, 'letters', true, under).isMade];
      expect(asked, under).toEqual([true, true]);
    }
  });

  test.runIf(existsSync('/proc/self'))('is nothing where a file system denies that its folder can hold another', () => {
    expect([ask(SOURCE, 'letters', true, '/proc/runway/kept').isMade, existsSync('/proc/runway')]).toEqual([
      true,
      false,
    ]);
  });

  test('is 64 files at most, and the oldest go', () => {
    for (let i = 0; i < 66; i++) {
      ask({ ...SOURCE, name: `${i}.yaml` });
      // The clock of a file system may stand still for a while.
      const [own] = readdirSync(folder).filter((name) => name.startsWith(`${i}.yaml`));
      utimesSync(join(folder, own!), i, i);
    }
    expect(readdirSync(folder)).toHaveLength(64);
    expect(ask({ ...SOURCE, name: '65.yaml' }).isMade).toBe(false);
    expect(ask({ ...SOURCE, name: '0.yaml' }).isMade).toBe(true);
  });

  test('is for the user alone', () => {
    ask();
    expect(statSync(onlyFile()).mode & 0o077).toBe(0);
  });

  test.each(readdirSync('scenarios').filter((name) => name.endsWith('.yaml')))('is all that was read of %s', (name) => {
    const source = { name, text: readFileSync(join('scenarios', name), 'utf8') };
    const read = () => readScenario(source, NO_OVERRIDES);
    const made = keptOr({ RUNWAY_CACHE: folder }, 'scenario', source, read, () => true);
    const again = keptOr<typeof made>(
      { RUNWAY_CACHE: folder },
      'scenario',
      source,
      () => expect.unreachable(),
      () => true,
    );
    expect(again).toStrictEqual(made);
  });
});

test.each<[Record<string, string>, string | null]>([
  [{ RUNWAY_CACHE: '/own', HOME: '/home/ada' }, '/own'],
  [{ RUNWAY_CACHE: '', HOME: '/home/ada' }, null],
  [{ XDG_CACHE_HOME: '/caches', HOME: '/home/ada' }, '/caches/runway'],
  [{ XDG_CACHE_HOME: 'caches', HOME: '/home/ada' }, '/home/ada/.cache/runway'],
  [{ HOME: '/home/ada' }, '/home/ada/.cache/runway'],
  [{ USERPROFILE: '/users/ada' }, '/users/ada/.cache/runway'],
  [{}, null],
])('under %o it is in %s', (env, expected) => {
  expect(keptFolder(env)).toBe(expected);
});

test('sealed data is given back under its own label alone, whatever its length', () => {
  for (const length of [0, 1, 3, 4, 5, 1000]) {
    const data = Buffer.from(Array.from({ length }, (_, i) => i % 256));
    const sealed = seal(data, 'own');
    expect(unseal(sealed, 'own')).toEqual(data);
    expect(unseal(sealed, 'ow')).toBeNull();
    expect(unseal(sealed.subarray(0, -4), 'own')).toBeNull();
  }
  expect(() => seal(Buffer.alloc(1), 'x'.repeat(124))).toThrow('no room');
});
