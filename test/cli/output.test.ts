import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The built program, which `npm test` makes anew. */
const PROGRAM = join(import.meta.dirname, '../../dist/runway.js');

const GOOD = 'runway: 1\nstart: 2024-01\nmonths: 6\ncash: 5\nlevers: {cut: {value: 0%, range: [0%, 100%]}}\n';
const FILES: Readonly<Record<string, string>> = {
  'good.yaml': `${GOOD}costs: {rent: 1 - cut}\n`,
  'broken.yaml': `${GOOD}costs: {rent: {amount: 2, to: staff}}\ncreditors: {staff: {critical: true}}
checks: {lives: {measure: survival, at_least: 100%}}\n`,
  'faulty.yaml': 'runway: 1\nstart: 2024-01\ncash: 5 +\n',
};

/** Every kind of command line, its own exit status, and whether it writes to standard output. */
const LINES: readonly (readonly [line: string, status: number, writes: boolean])[] = [
  ['run good.yaml', 0, true],
  ['run good.yaml --json', 0, true],
  ['run good.yaml --worlds 100', 0, true],
  ['run good.yaml --world 3', 0, true],
  ['open good.yaml', 0, true],
  ['good.yaml broken.yaml', 0, true],
  ['compare good.yaml --grid cut=0%:100%:10%', 0, true],
  ['compare good.yaml --format csv', 0, true],
  ['compare good.yaml --format md', 0, true],
  ['compare good.yaml --grid cut=0%:100%:0.25% --format ndjson', 0, true],
  // 200 kB: more than a pipe holds.
  ['compare good.yaml --grid cut=0%:100%:0.25% --json', 0, true],
  ['check good.yaml', 0, true],
  ['check broken.yaml', 1, true],
  ['check good.yaml broken.yaml --json', 1, true],
  ['check good.yaml faulty.yaml --json', 2, true],
  ['check faulty.yaml', 2, false],
  ['run faulty.yaml', 2, false],
  ['run absent.yaml', 2, false],
  ['forecast --help', 2, false],
  ['compare good.yaml --format pdf', 2, false],
  ['schema', 0, true],
  ['--help', 0, true],
  ['run --help', 0, true],
  ['--version', 0, true],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-output-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a line of the shell in which `$RUNWAY` is the program. */
function shell(line: string): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, RUNWAY: `${process.execPath} ${PROGRAM}` };
    const child = spawn('sh', ['-c', line], { env, cwd: folder });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (status) =>
      resolve({ status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}

/** Opens a pipe as file 5 whose reader has gone before anything is written. */
const CLOSED_PIPE = 'f=$(mktemp -u) && mkfifo "$f" && exec 4<>"$f" 5>"$f" 4>&- && rm "$f"';
const UNWRITTEN = /^runway: standard output cannot be written: [^\n]+\n$/;

/**
 * A program that runs the program for one command line after the other, each from its start, as if it were a process
 * of its own: most of what a process takes is Node's. Prints to file 3 how each ended, and how many bytes of files 1
 * and 2 were written by then.
 */
const LINE_AFTER_LINE = `
const { fstatSync, writeSync } = require('node:fs');
const [program, ...lines] = process.argv.slice(2);
const size = (file) => { try { return fstatSync(file).size; } catch { return 0; } };
let at = -1;
// The program ends itself: here its status is taken down, and the next line is its turn.
process.exit = (status) => { process.exitCode = status; };
const next = () => {
  if (at >= 0) {
    // As Node does when nothing is left to do: a status that nobody set is 0, unless who listens says otherwise.
    process.emit('exit', process.exitCode ?? 0);
    writeSync(3, JSON.stringify([process.exitCode ?? 0, size(1), size(2)]) + '\\n');
  }
  process.removeAllListeners('exit');
  process.exitCode = undefined;
  if (++at === lines.length) return process.removeListener('beforeExit', next);
  process.argv = [process.execPath, program, ...lines[at].split(' ')];
  delete require.cache[program];
  require(program);
  // What had nothing to wait for is told of as well.
  setImmediate(() => {});
};
process.on('beforeExit', next);
`;

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How each of the lines ends, with these redirections; what was written, where files 1 and 2 are files. */
async function endings(where: string, before = ':'): Promise<Ended[]> {
  const script = join(folder, 'line-after-line.cjs');
  writeFileSync(script, LINE_AFTER_LINE);
  for (const name of ['1', '2', '3']) rmSync(join(folder, name), { force: true });
  const words = LINES.map(([line]) => `'${line}'`).join(' ');
  const { status, stderr } = await shell(
    `${before}; ${process.execPath} ${script} ${PROGRAM} ${words} >1 2>2 3>3 ${where}`,
  );
  expect([status, stderr]).toEqual([0, '']);
  const [, out, err, told] = ['', '1', '2', '3'].map((name) =>
    name !== '' && existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : Buffer.alloc(0),
  );
  let [fromOut, fromErr] = [0, 0];
  const lines = told!.toString().trimEnd().split('\n');
  expect(lines).toHaveLength(LINES.length);
  return lines.map((line) => {
    const [own, toOut, toErr] = JSON.parse(line) as [number, number, number];
    const [stdout, text] = [out!.subarray(fromOut, toOut), err!.subarray(fromErr, toErr)];
    [fromOut, fromErr] = [toOut, toErr];
    return { status: own, stdout: stdout.toString(), stderr: text.toString() };
  });
}

const IS_FULL = existsSync('/dev/full');
const NAMES = LINES.map(([line]) => line);
const STATUSES = LINES.map(([, status]) => status);
const byLine = <T>(values: readonly T[]) => Object.fromEntries(NAMES.map((name, i) => [name, values[i]]));

describe.skipIf(!existsSync(PROGRAM))('the exit status of runway, of every kind of command line,', () => {
  let whole: Ended[];
  beforeAll(async () => {
    whole = await endings('');
  });
  const stderrs = () => byLine(whole.map(({ stderr }) => stderr));
  const unwritten = () => byLine(LINES.map(([, status, writes]) => (writes ? 74 : status)));

  test('is its own, and it writes where it should', () => {
    expect(byLine(whole.map(({ status, stdout }) => [status, stdout !== '']))).toEqual(
      byLine(LINES.map(([, status, writes]) => [status, writes])),
    );
  });

  test.each([
    ['the reader has gone', '>&5', CLOSED_PIPE],
    // What Node opens in the place of a standard output that is closed is the same as /dev/null.
    ['standard output is closed', '>&-', ':'],
  ])('stays so where %s', async (_, where, before) => {
    const found = await endings(where, before);
    expect(byLine(found.map(({ status }) => status))).toEqual(byLine(STATUSES));
    expect(byLine(found.map(({ stderr }) => stderr))).toEqual(stderrs());
  });

  test.skipIf(!IS_FULL)('is another, with one sentence, where the disk is full', async () => {
    const found = await endings('>/dev/full');
    expect(byLine(found.map(({ status }) => status))).toEqual(unwritten());
    for (const [i, [line, , writes]] of LINES.entries()) {
      if (!writes) continue;
      expect(found[i]!.stderr, line).toMatch(/^runway: standard output cannot be written: the disk is full\n$/);
    }
  });

  test('is another, too, where standard output is open for reading alone', async () => {
    const found = await endings('1</dev/null');
    expect(byLine(found.map(({ status }) => status))).toEqual(unwritten());
    for (const [i, [line, , writes]] of LINES.entries()) if (writes) expect(found[i]!.stderr, line).toMatch(UNWRITTEN);
  });

  test.each([
    ['is full', '2>/dev/full', ':'],
    ['is closed', '2>&-', ':'],
    ['has no reader', '2>&5', CLOSED_PIPE],
  ])('does not hang on standard error that %s', async (_, where, before) => {
    if (where.includes('full') && !IS_FULL) return;
    expect(byLine((await endings(where, before)).map(({ status }) => status))).toEqual(byLine(STATUSES));
  });

  test.each(['', '>/dev/full', '2>&-'])(
    'is that of a process of its own, too, as of those in one: %s',
    async (where) => {
      const of = LINES.filter(([line]) => ['run good.yaml', 'check broken.yaml', 'run faulty.yaml'].includes(line));
      for (const [line, status, writes] of of) {
        const found = await shell(`$RUNWAY ${line} ${where}`);
        expect(found.status, line).toBe(where === '>/dev/full' && IS_FULL && writes ? 74 : status);
      }
    },
  );
});

describe.skipIf(!existsSync(PROGRAM))('a long output', () => {
  const LONG = 'compare good.yaml --grid cut=0%:100%:0.1% --json';

  test('comes whole through a pipe that is non-blocking and slowly read', async () => {
    // Node makes the pipe that it shares with what follows non-blocking, and leaves it so.
    const node = `${process.execPath} -e 'process.stdout.write("", () => process.exit())'`;
    const { stdout, stderr } = await shell(`{ ${node}; $RUNWAY ${LONG}; echo $? >&2; } | { sleep 0.3; cat; }`);
    expect(stderr).toBe('0\n');
    expect(JSON.parse(stdout).variants).toHaveLength(1002);
    expect(stdout).toBe((await shell(`$RUNWAY ${LONG}`)).stdout);
  });

  test('is cut where its reader leaves in the middle of it', async () => {
    const { stdout, stderr } = await shell(`{ $RUNWAY ${LONG}; echo $? >&2; } | head -c 100000`);
    expect([stdout.length, stderr]).toEqual([100_000, '0\n']);
  });
});

describe.skipIf(!existsSync(PROGRAM))('what is wrong with a file', () => {
  test('goes to standard error in every command, what is found in others to standard output', async () => {
    for (const command of ['run', 'compare', 'check', 'open']) {
      const { status, stdout, stderr } = await shell(`$RUNWAY ${command} faulty.yaml`);
      expect([status, stdout], command).toEqual([2, '']);
      expect(stderr, command).toMatch(/^faulty\.yaml:3:\d+: error: /);
    }
    const { status, stdout, stderr } = await shell('$RUNWAY check good.yaml faulty.yaml broken.yaml');
    expect(status).toBe(2);
    expect(stdout).toMatch(
      /^good\.yaml: no errors[^\n]+\n {2}warning: [^\n]+\nbroken\.yaml: no errors, .* 1 of 1 checks broken\n/,
    );
    expect(stderr).toMatch(/^faulty\.yaml:3:\d+: error: /);
  });

  test('stands between what was found before and after it where both go to one place', async () => {
    const { stdout } = await shell('$RUNWAY check good.yaml faulty.yaml broken.yaml 2>&1');
    const order = ['good.yaml: no errors', 'faulty.yaml:3', 'broken.yaml: no errors'];
    const places = order.map((text) => stdout.indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });
});

describe.skipIf(!existsSync(PROGRAM))('standard input', () => {
  test('without end is read up to a limit', async () => {
    const { status, stderr } = await shell('$RUNWAY run - </dev/zero');
    expect([status, stderr]).toEqual([
      2,
      'error: (standard input): it has more than 16000000 bytes; at most as many are read [unreadable]\n',
    ]);
  });

  test('that is non-blocking is awaited', async () => {
    const node = `${process.execPath} -e 'process.stdin.on("readable", () => {}); setTimeout(() => process.exit(), 50)'`;
    const { stdout, stderr, status } = await shell(
      `{ sleep 0.6; cat good.yaml; } | { ${node}; $RUNWAY run - --json; }`,
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout).by_month.cash).toHaveLength(6);
  });
});

test.skipIf(!existsSync(PROGRAM) || process.platform !== 'linux')(
  'too little memory is told in one sentence',
  async () => {
    const limited = 'ulimit -v 1080000 && $RUNWAY run good.yaml --worlds 1000000 --months 240 --measures all --json';
    const { status, stdout, stderr } = await shell(limited);
    expect([status, stdout]).toEqual([71, '']);
    expect(stderr).toBe('runway: there is not enough memory for 1000000 worlds; fewer measures take less\n');
  },
);
