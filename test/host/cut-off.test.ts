import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSource } from '../../src/host/read.ts';
import { finishCutOff, writeOver } from '../../src/host/write.ts';
import { programOf } from './bundled.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-cut-off-'));
  path = join(folder, 'a.yaml');
  writeFileSync(path, 'before');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (): string => readFileSync(path, 'utf8');
const hidden = (ending: string): string => join(folder, `.a.yaml.${ending}`);
/** As a save leaves it that ends when the file holds `now`. */
function cutOff(before: string, after: string, now: string): void {
  writeFileSync(path, now);
  writeFileSync(hidden('before'), before);
  writeFileSync(hidden('after'), after);
}
const DEAD = spawnSync('true').pid;
const WAITS = `
import { parentPort } from 'node:worker_threads';
parentPort.postMessage(writeOver(process.argv[2], 'before', 'after'));
`;

describe('a save that was cut off', () => {
  test.each([
    ['longer', 'ab\ncd\n', 'ab\nnew\ncd\nmore\n'],
    ['shorter', 'ab\nnew\ncd\nmore\n', 'ab\ncd\n'],
    ['as long', 'one\n', 'two\n'],
    ['begun by an empty file', '', 'all\n'],
  ])('to a text that is %s is finished from every byte on', (_, before, after) => {
    for (let at = 0; at <= after.length; at++) {
      const now = after.slice(0, at) + before.slice(at);
      cutOff(before, after, now);
      const isTorn = now !== before && now !== after;
      expect(finishCutOff(path)).toEqual(isTorn ? { kind: 'finished' } : null);
      expect(text()).toBe(now === before ? before : after);
      expect(readdirSync(folder)).toEqual(['a.yaml']);
    }
  });

  test('in a file that is neither text nor a mixture keeps the text before it in sight, over nothing', () => {
    for (const copy of ['a.yaml.before', 'a.yaml.before-2']) {
      cutOff('before', 'after', 'by hand');
      expect(finishCutOff(path)).toEqual({ kind: 'kept', copy: join(folder, copy) });
      expect([text(), readFileSync(join(folder, copy), 'utf8')]).toEqual(['by hand', 'before']);
    }
    expect(readdirSync(folder)).toEqual(['a.yaml', 'a.yaml.before', 'a.yaml.before-2']);
  });

  test('is finished by the next save, which then finds another text than it knows', () => {
    cutOff('before', 'after', 'aftere');
    expect(writeOver(path, 'aftere', 'more')).toEqual({ kind: 'changed', text: 'after' });
    expect([text(), readdirSync(folder)]).toEqual(['after', ['a.yaml']]);
  });

  test('is told of by the next save where it cannot be finished', () => {
    cutOff('before', 'after', 'by hand');
    expect(writeOver(path, 'by hand', 'more')).toEqual({ kind: 'written', kept: join(folder, 'a.yaml.before') });
    expect([text(), readFileSync(join(folder, 'a.yaml.before'), 'utf8')]).toEqual(['more', 'before']);
  });

  test('before its copy was whole has not touched the file; what it left is taken away', () => {
    writeFileSync(hidden('after'), 'af');
    writeFileSync(hidden('part'), 'be');
    expect(finishCutOff(path)).toBeNull();
    expect(writeOver(path, 'before', 'next')).toEqual({ kind: 'written' });
    expect(readdirSync(folder)).toEqual(['a.yaml']);
  });

  test('is no text to read for a run in batches, and nothing is written then', () => {
    cutOff('before', 'after', 'aftere');
    const read = (): unknown => readSource(path);
    expect(read).toThrow('a save of it was cut off halfway');
    expect(text()).toBe('aftere');
    for (const whole of ['before', 'after', 'by hand']) {
      writeFileSync(path, whole);
      expect(readSource(path).text).toBe(whole);
    }
  });

  test('of a file that is gone is nothing to finish', () => {
    rmSync(path);
    expect(finishCutOff(path)).toBeNull();
  });
});

describe('the lock', () => {
  test.each([
    ['of a dead process', `${DEAD} ${hostname()} x`],
    ['of a former process of our number', `${process.pid} ${hostname()} x`],
  ])('%s is taken over', (_, holder) => {
    writeFileSync(hidden('lock'), holder);
    expect(writeOver(path, 'before', 'after')).toEqual({ kind: 'written' });
    expect(readdirSync(folder)).toEqual(['a.yaml']);
  });

  test('of a living process, or of one elsewhere, is waited for, then told of', async () => {
    const program = programOf(folder, 'waits', WAITS);
    const holders = [
      ['living', `${process.ppid} ${hostname()} x`, `process ${process.ppid}`],
      ['elsewhere', `${DEAD} elsewhere x`, `process ${DEAD} of elsewhere`],
    ] as const;
    // At once: each waits for seconds.
    const outcomes = holders.map(async ([name, holder]) => {
      writeFileSync(join(folder, name), 'before');
      writeFileSync(join(folder, `.${name}.lock`), holder);
      return (await once(new Worker(program, { argv: [join(folder, name)] }), 'message'))[0];
    });
    for (const [i, [name, holder, who]] of holders.entries()) {
      const lock = join(folder, `.${name}.lock`);
      const why = `${join(folder, name)} cannot be written: ${who} is saving it; if that is not so, delete ${lock}; it is as it was`;
      expect(await outcomes[i]).toEqual({ kind: 'failed', why });
      expect([readFileSync(join(folder, name), 'utf8'), readFileSync(lock, 'utf8')]).toEqual(['before', holder]);
    }
  });
});

const WORDS = 6000;
/** A text that says which it is, longer and shorter than the one before it. */
const version = (n: number): string => `${n} `.repeat(WORDS + (n % 3) * 97);
const isWhole = (all: string): boolean => all === version(Number.parseInt(all, 10));

const SAVES = `
import { parentPort } from 'node:worker_threads';
const version = (n) => \`\${n} \`.repeat(${WORDS} + (n % 3) * 97);
const path = process.argv[2];
for (let n = parseInt(readFileSync(path, 'utf8'), 10); ; n++) {
  if (writeOver(path, version(n), version(n + 1)).kind !== 'written') process.exit(1);
  if (parentPort === null) process.stdout.write('.');
  else parentPort.postMessage('.');
}
`;

/** Starts the program, and ends it at some moment after its first save: the process, by a signal, or a thread. */
async function endedSave(program: string, isProcess: boolean): Promise<void> {
  const child = isProcess ? spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] }) : null;
  const thread = child === null ? new Worker(program, { argv: [path] }) : null;
  await (child === null ? once(thread!, 'message') : once(child.stdout, 'data'));
  for (let turns = Math.random() * 3000; turns > 0; turns--) await new Promise(setImmediate);
  child?.kill('SIGKILL');
  if (child === null) await thread!.terminate();
  else expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}

test('killed at any moment, the file is whole or its texts are beside it, and the next look mends it', async () => {
  const program = programOf(folder, 'saves', SAVES);
  writeFileSync(path, version(1));
  for (let i = 0; i < 100; i++) {
    // To a file the end of a thread is that of a process, and a thread starts in a fifth of the time. To a process its
    // lock is that of one that lives, so threads come last.
    await endedSave(program, i < 25);
    if (!isWhole(text()))
      for (const ending of ['before', 'after']) expect(isWhole(readFileSync(hidden(ending), 'utf8'))).toBe(true);
    finishCutOff(path);
    expect(isWhole(text())).toBe(true);
  }
  const last = Number.parseInt(text(), 10);
  expect(last).toBeGreaterThan(100);
  expect(writeOver(path, version(last), version(last + 1))).toEqual({ kind: 'written' });
  expect(readdirSync(folder)).toEqual(['a.yaml', 'saves.mjs']);
}, 300_000);

/** Ends the thread before its file system call of that number: no more of it runs. A call writes at most 12 bytes. */
const DIES = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
let left = Number(process.argv[3]);
for (const name of Object.keys(fs)) {
  const call = fs[name];
  if (!name.endsWith('Sync') || typeof call !== 'function') continue;
  fs[name] = (...args) => {
    if (--left === 0) process.exit(9);
    return name === 'writeSync' && args.length > 3 ? call(args[0], args[1], args[2], Math.min(12, args[3]), args[4]) : call(...args);
  };
}
syncBuiltinESMExports();
`;

test('ended before any one of its calls, a save is whole or mended, and leaves nothing', async () => {
  const before = 'levers: {}\nplans: {a: {}}\ncash: 900k\nmonths: 12\n';
  const after = 'levers: {}\ncash: 900k\n';
  const saves = `writeOver(process.argv[2], ${JSON.stringify(before)}, ${JSON.stringify(after)});`;
  const program = programOf(folder, 'saves', DIES + saves);
  const seen = { before: 0, after: 0, torn: 0 };
  for (let call = 1; ; call++) {
    writeFileSync(path, before);
    const [status] = await once(new Worker(program, { argv: [path, String(call)] }), 'exit');
    if (status === 0) break;
    expect(status).toBe(9);
    const now = text();
    seen[now === before ? 'before' : now === after ? 'after' : 'torn']++;
    const cutOff = finishCutOff(path);
    expect(cutOff).toEqual(now === before || now === after ? null : { kind: 'finished' });
    expect(text()).toBe(now === before ? before : after);
    expect(writeOver(path, text(), 'next')).toEqual({ kind: 'written' });
    expect(readdirSync(folder)).toEqual(['a.yaml', 'saves.mjs']);
  }
  expect(text()).toBe(after);
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(1);
}, 300_000);

const LINES = 150;
const APPENDS = `
const [path, name] = process.argv.slice(2);
let text = '';
let changed = 0;
for (let i = 0; i < ${LINES}; ) {
  const line = name + i + '\\n';
  const outcome = writeOver(path, text, text + line);
  if (outcome.kind === 'failed') throw new Error(outcome.why);
  if (outcome.kind === 'changed') changed++;
  else i++;
  text = outcome.kind === 'changed' ? outcome.text : text + line;
}
console.log(changed);
`;

test('of two programs that save at once none loses a line, and each is told when the file changed', async () => {
  const program = programOf(folder, 'appends', APPENDS);
  writeFileSync(path, '');
  const changed = await Promise.all(
    ['a', 'b'].map(async (name) => {
      const child = spawn(process.execPath, [program, path, name], { stdio: ['ignore', 'pipe', 'inherit'] });
      let out = '';
      child.stdout.on('data', (data) => {
        out += data;
      });
      expect(await once(child, 'close')).toEqual([0, null]);
      return Number(out);
    }),
  );
  const lines = text().trimEnd().split('\n');
  for (const name of ['a', 'b'])
    expect(lines.filter((line) => line.startsWith(name))).toEqual(Array.from({ length: LINES }, (_, i) => name + i));
  expect(lines).toHaveLength(2 * LINES);
  // Whoever begins second holds the file to be empty still.
  expect(changed[0]! + changed[1]!).toBeGreaterThan(0);
}, 300_000);
