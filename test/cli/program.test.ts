import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './captured.ts';

/** The built program, which `npm test` makes anew. */
const PROGRAM = 'dist/runway.js';
const SCENARIO = 'scenarios/stability-ai-2023-10.yaml';
const TEXT = 'runway: 1\nstart: 2024-01\nmonths: 2\ncash: 5\ncosts: {rent: 2}\n';

interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(command: string, args: readonly string[], input: string | Uint8Array = ''): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { PATH: process.env.PATH } });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', (status, signal) =>
      resolve({ status, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
    child.stdin.end(input);
  });
}

const runway = (args: readonly string[], input?: string | Uint8Array) =>
  start(process.execPath, [PROGRAM, ...args], input);
const shell = (line: string) => start('sh', ['-c', line]);

describe.skipIf(!existsSync(PROGRAM))('the built program', () => {
  test('gives the same bytes on a host without WebAssembly', async () => {
    const args = ['run', SCENARIO, '--worlds', '3000', '--json'];
    const { stdout } = await runway(args);
    const without = await start(process.execPath, ['--jitless', PROGRAM, ...args]);
    expect(stdout).toContain('"survival"');
    expect(without.stdout).toBe(stdout);
  });

  test('reads standard input for -', async () => {
    const { status, stdout, stderr } = await runway(['run', '-', '--json'], TEXT);
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout).by_month.cash).toEqual([3, 1]);
  });

  test('calls standard input by its name where it is faulty', async () => {
    const { status, stdout, stderr } = await runway(['run', '-'], 'runway: 1\nstart: 2024-01\ncash: 5 +\n');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^\(standard input\):3:\d+: error: /);
    expect((await runway(['run', '-'], '')).stderr).toMatch(/the file is empty/);
    expect((await runway(['check', '-'], Uint8Array.of(0xff, 0xfe, 0x00))).stderr).toMatch(/not UTF-8/);
  });

  test('ends well where nobody reads on', async () => {
    for (const args of [
      `run ${SCENARIO}`,
      `run ${SCENARIO} --json`,
      'schema',
      `compare ${SCENARIO} --grid layoffs=0:0.8:0.001 --json`,
    ]) {
      const { status, stdout, stderr } = await shell(
        `{ ${process.execPath} ${PROGRAM} ${args}; echo $? >&2; } | head -1`,
      );
      // The program's own exit status goes to standard error, past `head`.
      expect([status, stderr], args).toEqual([0, '0\n']);
      expect(stdout.split('\n')).toHaveLength(2);
    }
  });

  test('prints all of a long output into a pipe', async () => {
    const { status, stdout } = await runway(['run', SCENARIO, '--json', '--months', '240']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).by_month.cash).toHaveLength(240);
  });

  test('without arguments and terminal shows the shipped scenario, from wherever it is called', async () => {
    const { status, stdout, stderr } = await shell(`cd / && ${process.execPath} "${process.cwd()}/${PROGRAM}"`);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Stability AI, October 2023');
    expect(stdout).not.toContain('\u001b');
  });

  test('simulates many worlds by threads, with the bytes of one, and nothing on standard error that is no terminal', async () => {
    const args = ['run', SCENARIO, '--worlds', '110000', '--json'];
    const { status, stdout, stderr } = await runway(args);
    expect([status, stderr]).toEqual([0, '']);
    // From the source there is no thread to start: this one does it.
    expect((await runCli(args)).stdout).toBe(stdout);
  });

  describe('of which a thread ends', () => {
    const args = ['run', SCENARIO, '--worlds', '110000', '--json'];
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'runway-program-'));
      cpSync('dist', join(folder, 'dist'), { recursive: true });
    });
    afterAll(() => rmSync(folder, { recursive: true }));
    const withThread = (text: string) => {
      writeFileSync(join(folder, 'dist', 'thread.js'), text);
      return start(process.execPath, [join(folder, PROGRAM), ...args]);
    };

    test.each([
      ['quietly', '', 'a thread ended before it was done, with exit code 0'],
      ['with a status', 'process.exit(5)', 'a thread ended before it was done, with exit code 5'],
      ['with an error', "throw new Error('a fault of its own')", 'a fault of its own'],
      [
        'when it is asked',
        "require('node:worker_threads').parentPort.on('message', () => process.exit(5))",
        'exit code 5',
      ],
    ])('%s prints the same, by one thread, and says so', async (_, text, why) => {
      const { status, stdout, stderr } = await withThread(text);
      expect(stdout).toBe((await runway(args)).stdout);
      expect(stderr).toMatch(/^runway: one thread simulates, which takes longer: .*\n$/);
      expect(stderr).toContain(why);
      expect(status).toBe(0);
    });
  });

  test('that waits for what cannot come says that it ended before it was done', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'runway-stuck-'));
    // Threads that take what they are sent, and never answer.
    const silent = `const { EventEmitter } = require('node:events');
      const quiet = { ref() {}, unref() {}, postMessage() {}, async terminate() {} };
      require('node:worker_threads').Worker = function () { return Object.assign(new EventEmitter(), quiet); };`;
    writeFileSync(join(folder, 'silent.cjs'), silent);
    const args = ['--require', join(folder, 'silent.cjs'), PROGRAM, 'run', SCENARIO, '--worlds', '110000'];
    const { status, stdout, stderr } = await start(process.execPath, args);
    rmSync(folder, { recursive: true });
    expect(stderr).toBe('runway: this is a fault of the program, not of your file: it ended before it was done\n');
    expect([status, stdout]).toEqual([70, '']);
  });

  test('says that memory is short where it is, and what takes less', async () => {
    const roomless = (limit: number, line: string) =>
      shell(`ulimit -v ${limit} && exec ${process.execPath} ${PROGRAM} run ${SCENARIO} ${line}`);
    const { status, stdout, stderr } = await roomless(1_100_000, '--worlds 1000000 --measures all --json');
    expect(stderr).toBe('runway: there is not enough memory for 1000000 worlds; fewer measures take less\n');
    expect([status, stdout]).toEqual([71, '']);
  });

  test('knows its version', async () => {
    expect((await runway(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
