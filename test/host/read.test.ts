import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Faults } from '../../src/diagnostic/diagnostic.ts';
import { MOST_BYTES, readContent, readSource, refuseSecondInput } from '../../src/host/read.ts';
import { runCli } from '../cli/captured.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-read-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const keep = (bytes: string | Uint8Array): string => {
  const path = join(folder, 'a.yaml');
  writeFileSync(path, bytes);
  return path;
};

/** The text or the fault that a command, and the screen, give for a path; without the path. */
function both(path: string): string[] {
  const content = readContent(path);
  let source: string;
  try {
    source = readSource(path).text;
  } catch (error) {
    source = (error as Faults).diagnostics[0]!.message;
  }
  return [source, 'text' in content ? content.text : content.fault.message].map((text) =>
    text.replace(`${path}: `, ''),
  );
}
const alike = (path: string): string => {
  const [source, content] = both(path);
  expect(content).toBe(source);
  return source!;
};

describe('commands and screen read', () => {
  test('the same text', () => {
    expect(alike(keep('a: é 資 🚀\n'))).toBe('a: é 資 🚀\n');
    expect(alike(keep(''))).toBe('');
    // More than a chunk, and a character across the border of two.
    const long = `${'x'.repeat(65_535)}é${'資'.repeat(50_000)}`;
    expect(alike(keep(long)) === long).toBe(true);
  });

  test('the mark of UTF-8, which the screen keeps for it writes what it read', () => {
    expect(both(keep('\ufeffa'))).toEqual(['a', '\ufeffa']);
  });

  test.each<[string, string, Uint8Array]>([
    ['Latin-1', 'byte 11, in line 2, is 0xe9', Buffer.from('a: b\n# caf\u00e9 au lait\n', 'latin1')],
    ['a byte that begins nothing', 'byte 2, in line 1, is 0xff', Uint8Array.of(0x61, 0xff, 0x62)],
    ['a character cut at the end', 'byte 3, in line 2, is 0xe8', Uint8Array.of(0x61, 0x0a, 0xe8, 0xb3)],
    ['an overlong form', 'byte 1, in line 1, is 0xc0', Uint8Array.of(0xc0, 0xaf)],
    ['half of a pair', 'byte 2, in line 1, is 0xed', Uint8Array.of(0x61, 0xed, 0xa0, 0x80)],
    [
      'much before it',
      'byte 3000001, in line 1000001, is 0x80',
      Buffer.concat([Buffer.alloc(3_000_000, 'ab\n'), Uint8Array.of(0x80)]),
    ],
  ])('no %s, and say where it is', (_, where, bytes) => {
    expect(alike(keep(bytes))).toBe(`it is not UTF-8 text: ${where}`);
  });

  test('no UTF-16, by its name', () => {
    expect(alike(keep(Buffer.from('\ufeffa', 'utf16le')))).toBe('it is not UTF-8 text, but UTF-16');
  });

  test('no more than so many bytes', () => {
    expect(alike(keep(Buffer.alloc(MOST_BYTES, 'x')))).toHaveLength(MOST_BYTES);
    expect(alike(keep(Buffer.alloc(MOST_BYTES + 1, 'x')))).toBe(
      `it has ${MOST_BYTES + 1} bytes; at most ${MOST_BYTES} are read`,
    );
  });

  test('no folder, nothing that is not there, no link to itself', () => {
    expect(alike(folder)).toBe('it is a folder, not a file');
    expect(alike(join(folder, 'absent'))).toBe('there is no such file');
    expect(alike(join(keep(''), 'in a file'))).toBe('there is no such file');
    symlinkSync('loop', join(folder, 'loop'));
    expect(alike(join(folder, 'loop'))).toBe('it is a link that leads to itself');
    expect(alike(join(folder, 'x'.repeat(300)))).toBe('its name is longer than the system allows');
  });
});

describe.skipIf(!existsSync('/dev/zero'))('what has no end', () => {
  test('is read up to the limit by a command, and not at all by the screen', () => {
    const more = `it has more than ${MOST_BYTES} bytes; at most as many are read`;
    expect(both('/dev/zero')).toEqual([more, 'it is not a regular file']);
    expect(both('/dev/null')).toEqual(['', 'it is not a regular file']);
  });

  test('holds the screen up nowhere: a pipe that nobody writes into is a fault at once', () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const content = readContent(pipe);
    expect('fault' in content && content.fault.message).toBe(`${pipe}: it is not a regular file`);
  });

  test('is awaited by a command: what is written into a pipe, bit by bit', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const writer = spawn('sh', ['-c', `{ printf 'a: '; printf 'b\\n'; } > "${pipe}"`]);
    expect(readSource(pipe).text).toBe('a: b\n');
    await new Promise((resolve) => writer.on('close', resolve));
  });
});

function messagesOf(what: () => unknown): string[] {
  try {
    what();
  } catch (error) {
    if (error instanceof Faults) return error.diagnostics.map(({ message }) => message);
    throw error;
  }
  return [];
}

test('standard input is given once', () => {
  expect(messagesOf(() => refuseSecondInput(['-', '-']))).toEqual([
    'standard input (-) can be given once: it is read to its end, and there is no more',
  ]);
  expect(messagesOf(() => refuseSecondInput(['-', 'a.yaml', './-']))).toEqual([]);
});

test('of two files that are both standard input neither is read', async () => {
  for (const command of ['compare', 'check']) {
    const { status, stdout, stderr } = await runCli([command, '-', '-']);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /^error: standard input \(-\) can be given once: .* \[usage\]\n {2}write one of the two to a file\n$/,
    );
  }
});
