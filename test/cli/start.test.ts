import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMAND_NAMES } from '../../src/cli/command-names.ts';
import { sealCache } from '../../src/cli/loader.ts';
import { runCli } from './captured.ts';

const SCENARIO = 'scenarios/first-scenario.yaml';

let folder: string;
let cache: string;
let kept: Buffer;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-start-'));
  cache = join(folder, 'print.cache');
  cpSync('dist', folder, { recursive: true });
  kept = readFileSync(cache);
});
afterAll(() => rmSync(folder, { recursive: true }));

function runway(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'runway.js'), ...args]);
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

/** V8's data with one byte turned, under a checksum that is right. */
function turned(at: number): Buffer {
  const data = Buffer.from(kept.subarray(0, kept.readInt32LE(kept.length - 8)));
  data[at]! ^= 0xff;
  return sealCache(data);
}

/** One byte turned, and the checksum left as it was. */
function damaged(): Buffer {
  const data = Buffer.from(kept);
  data[data.length >> 1]! ^= 0xff;
  return data;
}

describe.skipIf(!existsSync('dist'))('the kept code', () => {
  test.each<[string, () => Buffer | null]>([
    ['as it was built', () => kept],
    ['missing', () => null],
    ['empty', () => Buffer.alloc(0)],
    ['cut short', () => kept.subarray(0, kept.length >> 1)],
    ['cut to an odd length', () => kept.subarray(0, 1001)],
    ['damaged', damaged],
    ['of a V8 that marks its data otherwise', () => turned(0)],
    ['of another version of V8', () => turned(4)],
    ['of another source', () => turned(8)],
    ['made under other flags', () => turned(12)],
    ['that is none', () => Buffer.from('not the code of anything')],
  ])('%s changes nothing that is printed', async (_, content) => {
    rmSync(cache, { force: true });
    const bytes = content();
    if (bytes !== null) writeFileSync(cache, bytes);
    expect(runway('run', SCENARIO)).toEqual(await runCli(['run', SCENARIO]));
  });
});

describe.skipIf(!existsSync('dist'))('the start', () => {
  test.each(['--help', '-h'])('answers %s with what the table of commands says', async (word) => {
    expect(runway(word)).toEqual(await runCli([word]));
  });

  test.each(['--version', '-V'])('answers %s with the version of the package', (word) => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(runway(word)).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test.each([
    ...COMMAND_NAMES.map((name) => [name, '--help']),
    ['--help', 'run'],
    ['--nonsense'],
    ['run'],
    ['run', 'no-such-file.yaml'],
    ['comapre', SCENARIO],
  ])('leaves %s %s to the program', async (...args) => {
    expect(runway(...args)).toEqual(await runCli(args));
  });
});
