import {
  chmodSync,
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

test('what is written is there, under the same mode, and nothing else is', () => {
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
  expect(writeOver(path, 'before', 'after')).toEqual({ kind: 'failed', why: `${path} is read-only` });
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
  expect(writeOver(path, read, `${read} after`)).toEqual({ kind: 'failed', why: 'the file is not all UTF-8' });
  expect([...readFileSync(path)]).toEqual([0x61, 0xff]);
});

test('where the new file cannot be made, the old one stays', () => {
  mkdirSync(join(folder, `.a.yaml.${process.pid}.new`));
  expect(writeOver(path, 'before', 'after').kind).toBe('failed');
  expect(text()).toBe('before');
});
