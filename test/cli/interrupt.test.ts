import process from 'node:process';
import { expect, test } from 'vitest';
import { cli } from '../../src/cli/cli.ts';
import type { Io } from '../../src/cli/io.ts';
import { oddsFile } from './odds-file.ts';

const { file } = oddsFile(6);

/** Runs a command line on a terminal, where Ctrl-C is pressed as soon as it shows that something is done. */
async function interrupted(args: readonly string[]) {
  const out = { stdout: '', stderr: '' };
  let isPressed = false;
  const io = {
    stdin: { isTTY: false },
    stdout: {
      write(text: string) {
        out.stdout += text;
      },
      isTTY: false,
    },
    stderr: {
      write(text: string) {
        out.stderr += text;
        if (/^\r.* [1-9]\d?%/.test(text) && !isPressed) isPressed = process.emit('SIGINT');
      },
      isTTY: true,
      columns: 80,
    },
    env: {},
  };
  const status = await cli(args, io as unknown as Io);
  return { status, isPressed, ...out };
}

test('Ctrl-C in compare and solve ends with what is known, said to be a part', async () => {
  const grid = ['--grid', 'layoffs=0%:80%:0.1%', '--worlds', '100000', '--format', 'ndjson'];
  const compared = await interrupted(['compare', file, ...grid]);
  expect([compared.status, compared.isPressed]).toEqual([130, true]);
  const [, done] = /Stopped: (\d+) of 802 variants\.\n$/.exec(compared.stderr)!;
  expect(compared.stdout.trimEnd().split('\n')).toHaveLength(Number(done));
  const ask = ['--vary', 'layoffs', '--until', 'survival >= 50%', '--worlds', '400000'];
  const solved = await interrupted(['solve', file, ...ask]);
  expect([solved.status, solved.isPressed]).toEqual([130, true]);
  const [, count] = /Stopped: (\d+) values were tried\.\n$/.exec(solved.stderr)!;
  expect(solved.stdout.replace(/\s+/g, ' ')).toContain(`Stopped: ${count} values tried`);
  expect(process.listenerCount('SIGINT')).toBe(0);
});
