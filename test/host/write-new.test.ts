import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { frozenBeside, frozenPath } from '../../src/host/frozen-files.ts';
import { writeNew } from '../../src/host/write-new.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-'));
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true });
});

test('a new file has all of its text, and nothing is left beside it', () => {
  const text = 'é'.repeat(300_000);
  expect(writeNew(at('new.json'), text)).toEqual({ kind: 'written' });
  expect(readFileSync(at('new.json'), 'utf8')).toBe(text);
  expect(readdirSync(folder)).toEqual(['new.json']);
});

test('a name that is taken, by a link to nowhere too, is left as it is', () => {
  writeFileSync(at('old.json'), 'old');
  expect(writeNew(at('old.json'), 'new')).toEqual({ kind: 'there' });
  expect(readFileSync(at('old.json'), 'utf8')).toBe('old');
  symlinkSync(at('nowhere'), at('link.json'));
  expect(writeNew(at('link.json'), 'new')).toEqual({ kind: 'there' });
  expect(readdirSync(folder).sort()).toEqual(['link.json', 'old.json']);
});

test('a file that cannot be written is not there, and the reason is given', () => {
  const why = `${at('none/new.json')} cannot be written: its folder is not there`;
  expect(writeNew(at('none/new.json'), 'x')).toEqual({ kind: 'failed', why });
  expect(readdirSync(folder)).toEqual([]);
});

test('projections lie beside their scenario, the oldest first', () => {
  for (const name of ['a.2026-03.frozen.json', 'a.2026-01.frozen.json', 'ab.2026-01.frozen.json', 'a.x.frozen.json'])
    writeFileSync(at(name), '');
  expect(frozenPath(at('a.yaml'), 2026 * 12 + 2)).toBe(at('a.2026-03.frozen.json'));
  expect(frozenBeside(at('a.yaml'))).toEqual([at('a.2026-01.frozen.json'), at('a.2026-03.frozen.json')]);
});
