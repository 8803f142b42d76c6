import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeOver } from '../../src/host/write.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-write-'));
  path = join(folder, 'a.yaml');
  writeFileSync(path, 'before');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (): string => readFileSync(path, 'utf8');

test('the file has the new text and the same mode, and no other file is left', () => {
  chmodSync(path, 0o640);
  expect(writeOver(path, 'before', 'after €')).toEqual({ kind: 'written' });
  expect(text()).toBe('after €');
  expect(statSync(path).mode & 0o7777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(['a.yaml']);
});

test('a link stays a link; the file that it leads to is written', () => {
  mkdirSync(join(folder, 'there'));
  const link = join(folder, 'there', 'link.yaml');
  symlinkSync('../a.yaml', link);
  expect(writeOver(link, 'before', 'after')).toEqual({ kind: 'written' });
  expect([readlinkSync(link), text()]).toEqual(['../a.yaml', 'after']);
});

test('a file that changed meanwhile is left alone and told of', () => {
  writeFileSync(path, 'newer');
  expect(writeOver(path, 'before', 'after')).toEqual({ kind: 'changed', text: 'newer' });
  expect(text()).toBe('newer');
});

test('a read-only file is left alone', () => {
  chmodSync(path, 0o444);
  expect(writeOver(path, 'before', 'after')).toEqual({ kind: 'failed', why: `${path} is read-only; it is as it was` });
  expect(text()).toBe('before');
});

test('a folder that is gone is told of', () => {
  rmSync(folder, { recursive: true });
  const why = `${path} cannot be written: it is gone, or its folder is`;
  expect(writeOver(path, 'before', 'after')).toEqual({ kind: 'failed', why });
});

test('bytes that are no text are not lost', () => {
  writeFileSync(path, Buffer.from([0x61, 0xff]));
  const read = readFileSync(path, 'utf8');
  expect(writeOver(path, read, `${read} after`)).toEqual({
    kind: 'failed',
    why: `${path} is not all UTF-8; it is as it was`,
  });
  expect([...readFileSync(path)]).toEqual([0x61, 0xff]);
});

test('the file keeps its other names and its owner', () => {
  const other = join(folder, 'other.yaml');
  linkSync(path, other);
  const { ino, uid, gid } = statSync(path);
  expect(writeOver(path, 'before', 'after')).toEqual({ kind: 'written' });
  expect(readFileSync(other, 'utf8')).toBe('after');
  expect(statSync(path)).toMatchObject({ ino, uid, gid, nlink: 2 });
});

test('a shorter text leaves nothing of a longer one', () => {
  writeFileSync(path, 'before '.repeat(100));
  expect(writeOver(path, 'before '.repeat(100), 'a')).toEqual({ kind: 'written' });
  expect(text()).toBe('a');
});

test.each([
  ['255 bytes', `${'ü'.repeat(125)}.yaml`],
  ['120 bytes', `${'n'.repeat(115)}.yaml`],
  ['a space and a dot', '. a'],
])('a name of %s can be saved', (_, name) => {
  const named = join(folder, name);
  writeFileSync(named, 'before');
  expect(writeOver(named, 'before', 'after')).toEqual({ kind: 'written' });
  expect([readFileSync(named, 'utf8'), readdirSync(folder).length]).toEqual(['after', 2]);
});

test.each([
  ['a folder', () => mkdirSync(join(folder, 'b'))],
  ['a pipe', () => execFileSync('mkfifo', [join(folder, 'b')])],
])('%s is told of, and nothing waits for it', (_, make) => {
  make();
  const named = join(folder, 'b');
  const why = `${named} is no ordinary file; it is as it was`;
  expect(writeOver(named, 'before', 'after')).toEqual({ kind: 'failed', why });
});

test('a name that is too long, and links in a circle, are told of in words', () => {
  const why = (named: string): unknown => {
    const written = writeOver(named, 'before', 'after');
    return written.kind === 'failed' && written.why.slice(named.length);
  };
  symlinkSync('round', join(folder, 'round'));
  expect(why(join(folder, 'round'))).toBe(' cannot be written: its links lead round in a circle; it is as it was');
  expect(why(join(folder, 'n'.repeat(300)))).toBe(
    ' cannot be written: its name, with those of its folders, is too long; it is as it was',
  );
});

test('a link that somebody puts under the name of the copy is not followed', () => {
  const other = join(folder, 'other');
  writeFileSync(other, 'of somebody');
  for (const ending of ['before', 'after', 'part']) symlinkSync(other, join(folder, `.a.yaml.${ending}`));
  writeOver(path, 'before', 'after');
  expect(readFileSync(other, 'utf8')).toBe('of somebody');
});
