import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli } from '../../src/cli/cli.ts';
import { mcpHost } from '../../src/cli/commands/mcp.ts';
import { Answers } from '../../src/cli/mcp/answer.ts';
import { mcpServer } from '../../src/cli/mcp/mcp-server.ts';
import { ASKING_TOOLS, wordsOf } from '../../src/cli/mcp/tools.ts';
import { runCli } from './captured.ts';

/** Wages that are drawn; a cut and a raise that help; two figures that somebody disputes. */
const FILE = `runway: 1
name: Burn
start: 2024-01   # the first month
months: 6
cash: 100
sources:
  ledger: {title: Books, publisher: Us, date: 2024-01}
  press: {title: Paper, publisher: Them, date: 2024-02}
assumptions:
  due: {value: "uniform(20, 40)", source: ledger, claims: {paper: {value: 50, source: press}}}
levers:
  cut: {value: 0%, range: [0%, 100%], step: 5%, delay: 2}
  raise: {value: 0, range: [0, 100], from: 2024-02}
costs: {wages: {amount: due * (1 - cut), to: staff}}
creditors: {staff: {critical: true}}
funding: {angel: {amount: raise, month: 2024-04}}
plans:
  # kept
  both: {set: {cut: 30%, raise: 20}}
`;

let folder: string;
let outside: string;
let client: Client;

const file = (name: string): string => join(folder, name);
const text = (name: string): string => readFileSync(file(name), 'utf8');

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'runway-mcp-')));
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'runway-outside-')));
  writeFileSync(file('burn.yaml'), FILE);
  writeFileSync(file('earlier.yaml'), FILE.replace('uniform(20, 40)', 'uniform(20, 30)'));
  writeFileSync(file('faulty.yaml'), FILE.replace('creditors', 'creditros'));
  writeFileSync(file('settings.yaml'), 'colour: red\n');
  mkdirSync(file('more/.hidden'), { recursive: true });
  writeFileSync(file('more/other.yaml'), FILE);
  writeFileSync(file('more/.hidden/none.yaml'), FILE);
  writeFileSync(join(outside, 'secret.yaml'), FILE);
  symlinkSync(join(outside, 'secret.yaml'), file('link.yaml'));
  symlinkSync(outside, file('linked'));
  symlinkSync('burn.yaml', file('near.yaml'));
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await mcpServer(mcpHost(folder, cli, {})).server.connect(theirs);
  client = new Client({ name: 'test', version: '1' });
  await client.connect(ours);
});
afterAll(async () => {
  await client.close();
  for (const path of [folder, outside]) rmSync(path, { recursive: true });
});

interface Called {
  readonly content: readonly { readonly type: string; readonly text: string }[];
  readonly isError?: boolean;
}
const call = async (name: string, args: Record<string, unknown> = {}): Promise<Called> =>
  (await client.callTool({ name, arguments: args })) as unknown as Called;
const said = async (name: string, args: Record<string, unknown> = {}): Promise<string> => {
  const { content, isError } = await call(name, args);
  expect([content[0]!.text, isError ?? false]).toEqual([content[0]!.text, false]);
  return content[0]!.text;
};
/** The text of a call's refusal. */
const refusal = async (name: string, args: Record<string, unknown> = {}): Promise<string> => {
  const { content, isError } = await call(name, args);
  expect(isError).toBe(true);
  expect(content).toHaveLength(1);
  return content[0]!.text;
};

test('every tool says what it is for and what it takes', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual([
    ...['list_scenarios', 'read_scenario', 'run', 'compare', 'check', 'solve', 'deadlines', 'rescue', 'explain'],
    ...['sensitivity', 'evidence', 'backtest', 'save_plan'],
  ]);
  for (const { name, description, inputSchema, annotations } of tools) {
    expect(description).toMatch(/\.$/);
    expect(annotations!.readOnlyHint).toBe(name !== 'save_plan');
    if (name !== 'list_scenarios') expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
  }
  const { inputSchema } = tools.find(({ name }) => name === 'run')!;
  expect(inputSchema.required).toEqual(['file']);
  expect(inputSchema.properties!.worlds).toMatchObject({ type: 'integer', minimum: 1, maximum: 100_000 });
});

test('the scenarios are those of the folder, and those shipped', async () => {
  const { files, complete, shipped } = JSON.parse(await said('list_scenarios'));
  expect(files).toEqual(['burn.yaml', 'earlier.yaml', 'faulty.yaml', 'more/other.yaml']);
  expect(complete).toBe(true);
  expect(shipped.map(({ name }: { name: string }) => name)).toContain('first-scenario');
  expect(await said('read_scenario', { file: 'burn.yaml' })).toBe(FILE);
  expect(await said('read_scenario', { file: 'near.yaml' })).toBe(FILE);
  expect(await said('read_scenario', { file: 'first-scenario' })).toContain('Quayside');
});

const until = 'survival >= 80%';
test.each<[string, Record<string, unknown>, string[]]>([
  [
    'run',
    { file: 'burn.yaml', set: { cut: '30%@2024-02', raise: 20 } },
    ['--set', 'cut=30%@2024-02', '--set', 'raise=20'],
  ],
  [
    'run',
    { file: 'burn.yaml', worlds: 200, seed: 7, measures: ['cash', 'survival'] },
    ['--worlds', '200', '--seed', '7', '--measures', 'cash,survival'],
  ],
  [
    'run',
    { file: 'burn.yaml', runway: true, plan: 'both', months: 8 },
    ['--runway', '--plan', 'both', '--months', '8'],
  ],
  [
    'compare',
    { files: ['burn.yaml'], grid: { cut: '0%:20%:10%' }, sort: 'end_cash', top: 2 },
    ['--grid', 'cut=0%:20%:10%', '--sort', 'end_cash', '--top', '2'],
  ],
  ['check', { files: ['burn.yaml', 'more/other.yaml'] }, []],
  ['check', { files: ['faulty.yaml'] }, []],
  [
    'solve',
    { file: 'burn.yaml', vary: 'cut', until, worlds: 100 },
    ['--vary', 'cut', '--until', until, '--worlds', '100'],
  ],
  ['deadlines', { file: 'burn.yaml', until, worlds: 100 }, ['--until', until, '--worlds', '100']],
  [
    'rescue',
    { file: 'burn.yaml', until, worlds: 100, only: ['cut'] },
    ['--until', until, '--worlds', '100', '--only', 'cut'],
  ],
  ['explain', { file: 'burn.yaml', plan: 'both', worlds: 100 }, ['--plan', 'both', '--worlds', '100']],
  [
    'explain',
    { file: 'burn.yaml', against_file: 'earlier.yaml', worlds: 0 },
    ['--against', 'earlier.yaml', '--worlds', '0'],
  ],
  ['sensitivity', { file: 'burn.yaml', worlds: 100 }, ['--worlds', '100']],
  ['evidence', { file: 'burn.yaml', worlds: 50, claim: { due: 'paper' } }, ['--worlds', '50', '--claim', 'due=paper']],
  ['backtest', { files: ['inflection-ai'], worlds: 50 }, ['--worlds', '50']],
])('%s answers as the command does with --json: %o', async (name, args, words) => {
  const here = (called: string): string => (existsSync(file(called)) ? file(called) : called);
  const operands = [...((args.files as string[]) ?? [args.file])].map(here);
  const own = words.map((word) => (word === 'earlier.yaml' ? here(word) : word));
  const { stdout } = await runCli([name, ...operands, ...own, '--json']);
  expect(stdout).not.toBe('');
  expect(await said(name, args)).toBe(stdout);
});

describe('faults are a tool error in the words of the command line', () => {
  test('a fault of the file, with its place', async () => {
    const told = await refusal('run', { file: 'faulty.yaml' });
    expect(told).toContain('unknown key "creditros"; did you mean "creditors"?');
    expect(told).toMatch(/faulty\.yaml:15:1/);
  });

  test('a lever that there is not', async () => {
    expect(await refusal('run', { file: 'burn.yaml', set: { cat: '1%' } })).toContain('did you mean "cut"?');
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['more worlds than a call may ask for', { file: 'burn.yaml', worlds: 1e6 }, /worlds/],
    ['an option that is unknown', { file: 'burn.yaml', wolrds: 10 }, /wolrds/],
    ['a bank’s file, beside which rules would be written', { file: 'burn.yaml', actuals: 'bank.csv' }, /actuals/],
    ['no file', {}, /file/],
  ])('%s', async (_, args, told) => {
    expect(await refusal('run', args)).toMatch(told);
  });

  test('more than can be read', async () => {
    const long = { files: ['burn.yaml'], grid: { cut: '0%:100%:0.1%', raise: '0:100:1' } };
    expect(await refusal('compare', long)).toMatch(/more than 1000000 characters; ask for fewer/);
    writeFileSync(file('long.yaml'), `${FILE}${'# long\n'.repeat(150_000)}`);
    expect(await refusal('read_scenario', { file: 'long.yaml' })).toMatch(
      /long\.yaml has more than 1000000 characters/,
    );
    rmSync(file('long.yaml'));
  });
});

describe('nothing outside the folder', () => {
  const attempts = (): [string, string][] => [
    ['a path upwards', '../secret.yaml'],
    ['a whole path', join(outside, 'secret.yaml')],
    ['a whole path to nothing, of which it is not told', join(outside, 'none.yaml')],
    ['the folder with more behind its name', `${folder}-x/secret.yaml`],
    ['a link to a file', 'link.yaml'],
    ['a link to a folder', 'linked/secret.yaml'],
  ];

  test('is read, by whatever way', async () => {
    for (const [way, called] of attempts()) {
      for (const [tool, args] of [
        ['read_scenario', { file: called }],
        ['run', { file: called }],
        ['check', { files: ['burn.yaml', called] }],
        ['explain', { file: 'burn.yaml', against_file: called }],
      ] as const)
        expect([way, await refusal(tool, args)]).toEqual([way, expect.stringContaining('lies outside')]);
    }
  });

  test('is written', async () => {
    for (const [way, called] of attempts())
      expect([way, await refusal('save_plan', { file: called, name: 'x' })]).toEqual([
        way,
        expect.stringContaining('lies outside'),
      ]);
    expect(readFileSync(join(outside, 'secret.yaml'), 'utf8')).toBe(FILE);
  });

  test('nor standard input, a folder, or a plan that is a path', async () => {
    expect(await refusal('run', { file: '-' })).toContain('there is no such file');
    expect(await refusal('run', { file: 'more' })).toContain('not a regular file');
    expect(await refusal('run', { file: '.' })).toContain('not a regular file');
    expect(await refusal('run', { file: '' })).toContain('no file is named');
    expect(await refusal('explain', { file: 'burn.yaml', against_plan: join(outside, 'secret.yaml') })).toMatch(
      /against_plan/,
    );
  });

  test('and no value is taken for an option', () => {
    const run = ASKING_TOOLS.find(({ name }) => name === 'run')!;
    const words = wordsOf(run, { file: 'a.yaml', plan: '--actuals=x.csv', set: { '--seed': '1' } }, (path) => path);
    expect(words).toEqual(['run', 'a.yaml', '--plan=--actuals=x.csv', '--set=--seed=1', '--json']);
  });
});

describe('save_plan', () => {
  test('writes levers as a plan, and leaves every other character', async () => {
    writeFileSync(file('mine.yaml'), FILE);
    const asked = { file: 'mine.yaml', name: 'deep', label: 'Cut deep', plan: 'both', set: { cut: '50%@2024-03' } };
    expect(JSON.parse(await said('save_plan', asked))).toEqual({
      ...{ file: 'mine.yaml', plan: 'deep', label: 'Cut deep', replaced: false },
      set: { cut: '50%@2024-03', raise: '20' },
    });
    expect(text('mine.yaml')).toBe(`${FILE}  deep: {label: Cut deep, set: {cut: 50%@2024-03, raise: 20}}\n`);
    expect(await said('run', { file: 'mine.yaml', plan: 'deep' })).toContain('"plan": "deep"');
  });

  test('writes over a plan only where that is said', async () => {
    writeFileSync(file('mine.yaml'), FILE);
    const asked = { file: 'mine.yaml', name: 'both', set: { cut: '10%' } };
    expect(await refusal('save_plan', asked)).toContain('there is a plan "both" already');
    expect(text('mine.yaml')).toBe(FILE);
    expect(JSON.parse(await said('save_plan', { ...asked, replace: true }))).toMatchObject({ replaced: true });
    expect(text('mine.yaml')).toBe(FILE.replace('{cut: 30%, raise: 20}', '{cut: 10%}'));
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a shipped scenario', { file: 'first-scenario', name: 'x' }, 'is a shipped scenario'],
    ['a lever that there is not', { file: 'burn.yaml', name: 'x', set: { cat: '1' } }, 'did you mean "cut"?'],
    [
      'a value that is none',
      { file: 'burn.yaml', name: 'x', set: { cut: 'all' } },
      'set:1:5: error: a formula of numbers alone',
    ],
    ['a plan to begin with that there is not', { file: 'burn.yaml', name: 'x', plan: 'bth' }, 'did you mean "both"?'],
    ['a name that is a word of formulas', { file: 'burn.yaml', name: 'if', set: { cut: '1%' } }, '"if"'],
    ['a name that is none', { file: 'burn.yaml', name: 'X y' }, 'a name is [a-z]'],
    ['a faulty file', { file: 'faulty.yaml', name: 'x' }, 'creditros'],
  ])('refuses %s', async (_, args, told) => {
    expect(await refusal('save_plan', args)).toContain(told);
    expect(text('burn.yaml')).toBe(FILE);
  });
});

test('an answer that nobody waits for any more is stopped, and the next is given', async () => {
  const gone = new AbortController();
  const answers = new Answers(cli, {});
  const args = ['rescue', file('burn.yaml'), '--until', 'survival >= 99%', '--worlds', '10000', '--json'];
  const first = answers.ask(args, gone.signal);
  const second = answers.ask(['list', '--json'], AbortSignal.abort());
  const third = answers.ask(['list', '--json'], new AbortController().signal);
  await new Promise((resolve) => setImmediate(resolve));
  gone.abort();
  expect(JSON.parse((await first).text)).toMatchObject({ command: 'rescue', stopped: true });
  expect(await second).toMatchObject({ isError: true });
  expect(JSON.parse((await third).text)).toMatchObject({ command: 'list' });
});

describe.skipIf(!existsSync('dist'))('the program', () => {
  test('serves a client on standard input and output, and ends with it', async () => {
    const transport = new StdioClientTransport({
      ...{ command: process.execPath, args: [join(process.cwd(), 'dist/runway.js'), 'mcp'], cwd: folder },
      stderr: 'pipe',
    });
    const other = new Client({ name: 'test', version: '1' });
    await other.connect(transport);
    expect(other.getServerVersion()).toMatchObject({ name: 'runway' });
    const { content } = (await other.callTool({ name: 'run', arguments: { file: 'burn.yaml' } })) as unknown as Called;
    expect(content[0]!.text).toBe((await runCli(['run', file('burn.yaml'), '--json'])).stdout);
    await other.close();
  });

  test('answers what was asked before its input ended, and says what is no message', async () => {
    const request = (id: number | undefined, method: string, params: object): string =>
      `${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`;
    const asked = [
      request(1, 'initialize', {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'a', version: '1' },
      }),
      request(undefined, 'notifications/initialized', {}),
      'nonsense\n',
      '{"jsonrpc": "2.0"}\n',
      request(2, 'tools/call', { name: 'run', arguments: { file: 'burn.yaml', worlds: 5000 } }),
    ];
    const server = spawn(process.execPath, [join(process.cwd(), 'dist/runway.js'), 'mcp'], { cwd: folder });
    let [stdout, stderr] = ['', ''];
    server.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    server.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    server.stdin.end(asked.join(''));
    const status = await new Promise((resolve) => server.on('close', resolve));
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ id }) => id)).toEqual([1, 2]);
    expect(JSON.parse(answers[1].result.content[0].text)).toMatchObject({ command: 'run', worlds: 5000 });
    expect(stderr).toMatch(/^runway: .*JSON.*\nrunway: a line is JSON, and no message of the protocol\n$/);
    expect(status).toBe(0);
  });
});

test('the page has each tool with what it takes, and no other', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/mcp.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)` \| (.*?) ?\| /gm)].map(([, name, takes]) => [
    name!,
    [...takes!.matchAll(/`(\w+)`/g)].map(([, argument]) => argument!).sort(),
  ]);
  const scenario = ['plan', 'set', 'assume', 'claim', 'claims', 'from', 'months', 'seed', 'sampler'];
  const own = ASKING_TOOLS.map(({ name, required, optional }) => [
    name,
    // Rescue's from is of its levers.
    [...Object.keys(required), ...Object.keys(optional)]
      .filter((argument) => !scenario.includes(argument) || (name === 'rescue' && argument === 'from'))
      .sort(),
  ]);
  expect(Object.fromEntries(rows)).toEqual({
    ...{ list_scenarios: [], read_scenario: ['file'] },
    ...Object.fromEntries(own),
    save_plan: ['file', 'label', 'name', 'plan', 'replace', 'set'],
  });
});
