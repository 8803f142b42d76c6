import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cli } from '../../src/cli/cli.ts';
import type { Io } from '../../src/cli/io.ts';
import { runCli } from './captured.ts';

const SOUND = 'runway: 1\nstart: 2024-01\nmonths: 3\ncash: 5k\ncosts: {rent: 1k}\n';
const PROMISE = 'checks: {kept: {measure: cash, at: 2024-03, at_least: 3k}}\n';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-saves-'));
  file = join(folder, 'my.yaml');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A terminal that what is printed can be waited for on. */
function terminal() {
  let printed = '';
  const looks = new Set<() => void>();
  const write = (text: string): void => {
    printed += text;
    for (const look of [...looks]) look();
  };
  const io = {
    stdin: { isTTY: false },
    stdout: { write, isTTY: true, columns: 80 },
    stderr: { write, isTTY: true },
    env: { NO_COLOR: '1' },
  };
  /** All that was printed since the last call, once it ends in the words. */
  const until = (words: RegExp): Promise<string> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!words.test(printed)) return;
        looks.delete(look);
        const found = printed;
        printed = '';
        resolve(found);
      };
      looks.add(look);
      look();
    });
  return { io: io as unknown as Io, until };
}

const WAITS = /after each save; Ctrl-C ends\.\n$/;

test('check --watch checks again after each save, and ends with the last status', async () => {
  writeFileSync(file, SOUND + PROMISE);
  const { io, until } = terminal();
  const ended = cli(['check', file, '--watch'], io);
  const first = await until(WAITS);
  expect(first).toContain('\u001b[H');
  expect(first).toContain('BROKEN kept');
  writeFileSync(file, 'runway: 1\nstart: 2024-01\ncash: 5k +\n');
  expect(await until(WAITS)).toMatch(/^\u001b\[2J[\s\S]*my\.yaml:3:[\s\S]*error/);
  writeFileSync(file, SOUND);
  const sound = await until(WAITS);
  expect(sound).toContain('no errors');
  expect(sound).not.toContain('BROKEN');
  process.emit('SIGINT');
  expect(await ended).toBe(0);
});

test('its exit status is 1 where a check is broken when it ends', async () => {
  writeFileSync(file, SOUND + PROMISE);
  const { io, until } = terminal();
  const ended = cli(['check', file, '--watch'], io);
  await until(WAITS);
  process.emit('SIGINT');
  expect(await ended).toBe(1);
});

test.each([
  [['-'], /--watch follows files/],
  [['my.yaml', '--json'], /--json prints one object, and --watch goes on/],
])('check --watch %j is refused', async (args, said) => {
  const { status, stderr } = await runCli(['check', '--watch', ...args]);
  expect(status).toBe(2);
  expect(stderr).toMatch(said);
});
