import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Faults } from '../../src/diagnostic/diagnostic.ts';
import { readSource, refuseSecondInput } from '../../src/host/read.ts';
import { runCli } from '../cli/captured.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function messagesOf(what: () => unknown): string[] {
  try {
    what();
  } catch (error) {
    if (error instanceof Faults) return error.diagnostics.map(({ message }) => message);
    throw error;
  }
  return [];
}

describe('bytes that are no UTF-8 are told by their offset and line', () => {
  const place = (byte: string, offset: number, line: number) =>
    `it is not UTF-8 text: the byte ${byte} at offset ${offset}, on line ${line}, begins no character`;
  test.each<[string, (string | number)[], string]>([
    ['Latin-1', ['name: M', 0xfc, 'ller\n'], place('FC', 7, 1)],
    ['on a later line', ['a: 1\nb: 2\nname: caf', 0xe9, '\n'], place('E9', 19, 3)],
    ['after characters of several bytes', ['né €\n', 0xff], place('FF', 8, 2)],
    ['a character cut by another', ['a\n', 0xe2, 0x82, 'b'], place('E2', 2, 2)],
    ['a byte that only follows others', ['\n\n', 0x80], place('80', 2, 3)],
    ['UTF-16', [0xff, 0xfe, 'r', 0], place('FF', 0, 1)],
    ['an end within a character', ['ab', 0xe2, 0x82], place('E2', 2, 1)],
  ])('%s', (_, parts, told) => {
    const path = join(folder, 'bytes.yaml');
    writeFileSync(
      path,
      Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part)))),
    );
    expect(messagesOf(() => readSource(path))).toEqual([`${path}: ${told}`]);
  });

  test('and what is UTF-8 is read', () => {
    const path = join(folder, 'fine.yaml');
    writeFileSync(path, 'name: Müller €\n');
    expect(readSource(path).text).toBe('name: Müller €\n');
  });
});

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
