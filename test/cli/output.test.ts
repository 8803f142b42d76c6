import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

describe.skipIf(!existsSync(PROGRAM))('the exit status of runway', () => {
  describe.each(LINES)('%s', (line, status, writes) => {
    test(`is ${status}, and stays so where the reader has gone`, async () => {
      const whole = await shell(`$RUNWAY ${line}`);
      expect([whole.status, whole.stdout !== '']).toEqual([status, writes]);
      const gone = await shell(`${CLOSED_PIPE}; $RUNWAY ${line} >&5`);
      expect([gone.status, gone.stderr]).toEqual([status, whole.stderr]);
      // What Node opens in the place of a standard output that is closed is the same as /dev/null.
      const closed = await shell(`$RUNWAY ${line} >&-`);
      expect([closed.status, closed.stderr]).toEqual([status, whole.stderr]);
    });

    test.skipIf(!existsSync('/dev/full'))('is its own, with one sentence, where the disk is full', async () => {
      const full = await shell(`$RUNWAY ${line} >/dev/full`);
      expect(full.status).toBe(writes ? 74 : status);
      if (writes) expect(full.stderr).toMatch(/^runway: standard output cannot be written: the disk is full\n$/);
    });

    test('is its own, too, where standard output is open for reading alone', async () => {
      const { status: found, stderr } = await shell(`$RUNWAY ${line} 1</dev/null`);
      expect(found).toBe(writes ? 74 : status);
      if (writes) expect(stderr).toMatch(UNWRITTEN);
    });

    test.skipIf(!existsSync('/dev/full'))('does not hang on standard error', async () => {
      for (const where of ['2>/dev/full', '2>&-'])
        expect((await shell(`$RUNWAY ${line} ${where}`)).status).toBe(status);
      expect((await shell(`${CLOSED_PIPE}; $RUNWAY ${line} 2>&5`)).status).toBe(status);
    });
  });
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
    const limited = 'ulimit -v 1100000 && $RUNWAY run good.yaml --worlds 1000000 --measures all --json';
    const { status, stdout, stderr } = await shell(limited);
    expect([status, stdout]).toEqual([71, '']);
    expect(stderr).toBe('runway: there is not enough memory for 1000000 worlds; fewer measures take less\n');
  },
);
