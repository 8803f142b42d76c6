import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
let source: Buffer;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-start-'));
  cache = join(folder, 'run.cache');
  cpSync('dist', folder, { recursive: true });
  kept = readFileSync(cache);
  source = readFileSync(join(folder, 'run.program.js'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function runway(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'runway.js'), ...args]);
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

/** The bytes behind V8's data: label and checksum. */
const SEAL = 128;

/** V8's data with one byte turned, under a label and a checksum that are right. */
function turned(at: number): Buffer {
  const data = Buffer.from(kept.subarray(0, -SEAL));
  data[at]! ^= 0xff;
  return sealCache(data, source);
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
    ['of no length that is told', () => sealCache(Buffer.alloc(0), source)],
    ['that is none', () => Buffer.from('not the code of anything')],
  ])('%s changes nothing that is printed', async (_, content) => {
    rmSync(cache, { force: true });
    const bytes = content();
    if (bytes !== null) writeFileSync(cache, bytes);
    expect(runway('run', SCENARIO)).toEqual(await runCli(['run', SCENARIO]));
  });
});

/** V8's data of another program, of as many bytes as this one: V8 itself takes it for the data of this one. */
function foreignCode(): Buffer {
  const text = "(async function(){process.stdout.write('other code')";
  const make = `
    require('node:v8').setFlagsFromString('--no-opt');
    const script = new (require('node:vm').Script)(${JSON.stringify(text)}.padEnd(${source.length - 2}) + '})');
    script.runInThisContext()();
    require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'foreign'))}, script.createCachedData());`;
  spawnSync(process.execPath, ['-e', make]);
  return readFileSync(join(folder, 'foreign'));
}

describe.skipIf(!existsSync('dist'))('code that V8 would run', () => {
  const { version, platform, arch, execPath } = process;
  const { size } = statSync(execPath);
  let foreign: Buffer;
  beforeAll(() => {
    foreign = foreignCode();
  });

  test('is run where its label says that this Node made it of this source', () => {
    writeFileSync(cache, sealCache(foreign, source));
    expect(runway('run', SCENARIO).stdout).toBe('other code');
    writeFileSync(cache, sealCache(foreign, source, `${version} ${platform} ${arch} ${size}`));
    expect(runway('run', SCENARIO).stdout).toBe('other code');
  });

  test.each<[string, () => Buffer]>([
    ['another release of Node', () => sealCache(foreign, source, `${version}1 ${platform} ${arch} ${size}`)],
    [
      'a shorter release of Node',
      () => sealCache(foreign, source, `${version.slice(0, -1)} ${platform} ${arch} ${size}`),
    ],
    ['another platform', () => sealCache(foreign, source, `${version} none ${arch} ${size}`)],
    ['another architecture', () => sealCache(foreign, source, `${version} ${platform} none ${size}`)],
    ['another build of the release', () => sealCache(foreign, source, `${version} ${platform} ${arch} ${size + 1}`)],
    ['another source of the same length', () => sealCache(foreign, Buffer.alloc(source.length, ' '))],
    [
      'a source of one other byte at its end',
      () => sealCache(foreign, Buffer.concat([source.subarray(0, -1), Buffer.from(']')])),
    ],
  ])('is not run where it is of %s', async (_, content) => {
    writeFileSync(cache, content());
    expect(runway('run', SCENARIO)).toEqual(await runCli(['run', SCENARIO]));
  });
});

describe.skipIf(!existsSync('dist'))('a scenario that was read before', () => {
  test('is run without what reads files, and to the same bytes', async () => {
    const env = { ...process.env, RUNWAY_CACHE: join(folder, 'kept') };
    const run = () => spawnSync(process.execPath, [join(folder, 'runway.js'), 'run', SCENARIO], { env });
    writeFileSync(cache, kept);
    const first = run();
    rmSync(join(folder, 'reading.program.js'));
    const second = run();
    cpSync('dist/reading.program.js', join(folder, 'reading.program.js'));
    expect(first.stdout.toString()).toBe((await runCli(['run', SCENARIO])).stdout);
    expect(second).toMatchObject({ status: 0, stdout: first.stdout });
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
