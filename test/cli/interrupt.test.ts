import { readdirSync } from 'node:fs';
import process from 'node:process';
import { expect, test } from 'vitest';
import { cli } from '../../src/cli/cli.ts';
import type { Io } from '../../src/cli/io.ts';
import { runCli } from './captured.ts';
import { oddsFile } from './odds-file.ts';

const { folder, file, at } = oddsFile(6);

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

/** Runs a command line that is sent a signal as soon as its work can be stopped. */
async function signalled(signal: 'SIGINT' | 'SIGTERM', ...args: readonly string[]) {
  const send = (event: string | symbol): void => {
    if (event === signal) queueMicrotask(() => process.emit(signal));
  };
  process.on('newListener', send);
  try {
    return await runCli(args);
  } finally {
    process.off('newListener', send);
  }
}

test('what is broken off before it has an answer says so, and leaves nothing', async () => {
  const before = readdirSync(folder);
  const run = ['run', file, '--worlds', '3000000'];
  expect(await signalled('SIGINT', ...run, '--measures', 'all', '--json')).toEqual({
    status: 130,
    stdout: '',
    stderr: 'Stopped: nothing is printed, as not all that is asked was known of any of 3,000,000 worlds.\n',
  });
  const part = { status: 130, stdout: '', stderr: 'Stopped: no part is written.\n' };
  expect(await signalled('SIGINT', ...run, '--shard', '1/2', '-o', at('run.runway'))).toEqual(part);
  const compare = ['compare', file, '--grid', 'layoffs=0%:80%:0.1%', '--worlds', '100000'];
  expect(await signalled('SIGTERM', ...compare, '--shard', '1/2', '-o', at('grid.runway'))).toEqual(part);
  const none = { status: 130, stdout: '', stderr: 'Stopped: nothing is kept.\n' };
  expect(await signalled('SIGTERM', ...compare, '--sort', 'survival', '--top', '3', '-o', at('best.csv'))).toEqual(
    none,
  );
  expect(await signalled('SIGTERM', 'evidence', file, '--worlds', '1000000')).toEqual({
    status: 130,
    stdout: '',
    stderr: 'Stopped: a part of this would be no answer, and nothing is printed.\n',
  });
  expect(readdirSync(folder)).toEqual(before);
  expect([process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')]).toEqual([0, 0]);
});
