import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { programOf } from './bundled.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-editors-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Before the file system call of each number, an editor that knows no lock saves the file, in the way that is named.
 */
const EDITED = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const [path, way] = process.argv.slice(2);
const own = { ...fs };
const edit = {
  renames: () => {
    own.writeFileSync(path + '.new', 'by editor');
    own.renameSync(path + '.new', path);
  },
  writes: () => own.writeFileSync(path, 'by editor'),
}[way];
let left = 0;
for (const name of Object.keys(fs))
  if (name.endsWith('Sync')) fs[name] = (...args) => {
    if (--left === 0) edit();
    return own[name](...args);
  };
syncBuiltinESMExports();
const seen = [];
for (let call = 1; ; call++) {
  own.rmSync(path, { force: true });
  own.writeFileSync(path, 'before');
  left = call;
  const { kind } = writeOver(path, 'before', 'after');
  const isOver = left > 0;
  left = 0;
  if (isOver) break;
  seen.push({ kind, text: own.readFileSync(path, 'utf8') });
}
console.log(JSON.stringify(seen));
`;

interface Seen {
  readonly kind: string;
  readonly text: string;
}

function edited(way: string): Seen[] {
  const program = programOf(folder, 'edited', EDITED);
  const { stdout } = spawnSync(process.execPath, [program, join(folder, 'a.yaml'), way], { encoding: 'utf8' });
  return JSON.parse(stdout) as Seen[];
}

/** The number of calls before which the save is told of as done: its editor came after it. */
const after = (seen: readonly Seen[]): number => seen.length - seen.findLastIndex(({ kind }) => kind === 'changed') - 1;

test('an editor that puts a new file under the name has the last word at any moment, and is told of', () => {
  const seen = edited('renames');
  expect(seen.length).toBeGreaterThan(20);
  expect(new Set(seen.map(({ text }) => text))).toEqual(new Set(['by editor']));
  expect(seen.slice(0, -after(seen)).every(({ kind }) => kind === 'changed')).toBe(true);
  // What is left is to let go of the lock and of the file.
  expect(after(seen)).toBeLessThan(10);
});

test('an editor that writes into the file is told of at any moment before the writing itself', () => {
  const seen = edited('writes');
  const first = seen.findIndex(({ text }) => text !== 'by editor');
  expect(first).toBeGreaterThan(20);
  for (const { kind, text } of seen.slice(0, first)) expect([kind, text]).toEqual(['changed', 'by editor']);
  // Between the last look and the writing is no other call: there alone is something of the editor's lost unseen.
  expect(seen[first]).toEqual({ kind: 'written', text: 'after' });
  for (const { kind, text } of seen.slice(first + 1)) expect(kind === 'changed' || text === 'by editor').toBe(true);
});
