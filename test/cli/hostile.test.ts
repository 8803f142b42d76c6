import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowText, rowWidth } from '../../src/chart/cells.ts';
import { jsonText } from '../../src/diagnostic/escape.ts';
import { isRead } from '../../src/tui/state.ts';
import { panels } from '../../src/tui/view/panels.ts';
import { greeting, spoken } from '../../src/tui/view/speech.ts';
import { answered, begun, pressed } from '../tui/specimen.ts';
import { runCli } from './captured.ts';

/**
 * By Unicode's own properties, not by the ranges of the source: controls, separators, halves of pairs, what turns and
 * what hides.
 */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u;

/** One character of each kind. */
const KINDS = [
  ...[
    '\u001b[31m',
    '\u001b]52;c;cm0gLXJm\u0007',
    '\u001b]0;owned\u001b\\',
    '\u009b2J',
    '\u0085',
    '\u0000',
    '\b',
    '\r',
    '\u007f',
  ],
  ...[
    '\u2028',
    '\u2029',
    '\u202e',
    '\u2066',
    '\u061c',
    '\u200e',
    '\u200b',
    '\u200d',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u3164',
  ],
  ...[
    '\ufe0f',
    '\u{e0041}',
    '\ud800',
    '\udc00',
    '\n',
    '\t',
    '"',
    "'",
    '\\',
    '`',
    '=1+1',
    '資金',
    '👩🏽\u200d🚀',
    'e\u0301\u0335',
    'x',
  ],
];
const hostile = fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));

/** A scenario with the text in every field that takes any. */
function scenarioOf(text: string, broken = ''): string {
  const t = jsonText(text);
  return `runway: 1
name: ${t}
description: ${t}
start: 2024-01
months: 12
cash: 900k
sources:
  ledger: {title: ${t}, publisher: ${t}, date: ${t}, url: ${t}, note: ${t}}
assumptions:
  growth: {value: "uniform(1, 2)", label: ${t}, note: ${t}, source: ledger, claims: {ceo: {value: 3, label: ${t}, note: ${t}}}}
levers:
  layoffs: {label: ${t}, note: ${t}, value: 20%, range: [0%, 10%], step: 5%, from: 2024-03}
  raise: {label: ${t}, value: 1k, from: 2024-04}
revenue: {sales: {amount: 20k * growth, label: ${t}, note: ${t}}}
costs:
  wages: {amount: 150k * (1 - layoffs), to: staff, label: ${t}, note: ${t}}
creditors:
  staff: {priority: 1, critical: true, label: ${t}, note: ${t}}
debts:
  bridge: {label: ${t}, note: ${t}, principal: 1k, draw: 2024-03, kind: accruing, due: 2024-10}
funding:
  seed: {label: ${t}, note: ${t}, amount: raise, month: 2024-04, probability: 50%}
plans:
  shrink: {label: ${t}, note: ${t}, set: {layoffs: 40%@2024-02}}
checks:
  lives: {measure: survival, at_least: 100%, note: ${t}}
${broken}`;
}

/** Lines that make a scenario faulty, with the text in the place of the fault. */
const BROKEN: readonly ((text: string) => string)[] = [
  (text) => `${jsonText(text)}: 1`,
  (text) => `reserve: ${jsonText(text)}`,
  (text) => `correlate: {${jsonText(text)}: {pair: [a, b]}}`,
  // As it stands in the file, in no quotes.
  (text) => `reserve: 1 + ${text}`,
  (text) => `# ${text}\nreserve: ${text} 5 +`,
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-hostile-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const keep = (text: string, content: string): string => {
  const name = text
    .replaceAll(/[/\0]|[\ud800-\udfff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
    .slice(0, 60);
  const path = join(folder, `${name}.yaml`);
  writeFileSync(path, content);
  return path;
};

/** Lines of text in which nothing steers or hides, but colours where a terminal is written to. */
function expectSeen(args: readonly string[], printed: string, isTerminal = false): void {
  const text = (isTerminal ? printed.replaceAll(/\u001b\[[0-9;]*m/g, '') : printed).replaceAll(/\r?\n/g, ' ');
  const found = UNSEEN.exec(text);
  const at = found === null ? '' : JSON.stringify(text.slice(Math.max(0, found.index - 40), found.index + 10));
  expect(at, args.map((arg) => JSON.stringify(arg)).join(' ')).toBe('');
}

async function expectSafe(...args: string[]): Promise<number> {
  const { stdout, stderr, status } = await runCli(args);
  expect(stderr).not.toContain('fault of the program');
  expect([0, 1, 2]).toContain(status);
  expectSeen(args, stdout);
  expectSeen(args, stderr);
  const env = { TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8' };
  const onTerminal = await runCli(args, { columns: 100, env });
  expectSeen(args, onTerminal.stdout, true);
  expectSeen(args, onTerminal.stderr, true);
  return status;
}

const EACH = { numRuns: 12, examples: KINDS.map((kind): [string] => [kind]) };

describe('nothing that steers a terminal, or cannot be seen, is printed of', () => {
  test('a file and its name, by any command in any format', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const path = keep(text, scenarioOf(text));
        for (const args of [['run'], ['run', '--json'], ['run', '--world', '1'], ['check'], ['check', '--json']])
          expect(await expectSafe(args[0]!, path, ...args.slice(1))).toBe(args[0] === 'check' ? 1 : 0);
        expect(await expectSafe('run', path, '--worlds', '20', '--plan', 'shrink')).toBe(0);
        for (const format of ['table', 'md', 'csv', 'json'])
          expect(await expectSafe('compare', path, path, '--format', format)).toBe(0);
      }),
      EACH,
    );
  });

  test('a faulty file, its name and the excerpt', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(hostile, fc.constantFrom(...BROKEN), async (text, broken) => {
        const path = keep(text, scenarioOf(text, broken(text)));
        for (const args of [['run'], ['check', '--json'], ['compare']])
          expect(await expectSafe(args[0]!, path, ...args.slice(1))).toBe(2);
      }),
      { numRuns: 80 },
    );
  });

  test('an argument', { timeout: 300_000 }, async () => {
    const path = keep('plain', scenarioOf('plain'));
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        for (const option of [
          '--plan',
          '--set',
          '--assume',
          '--claim',
          '--months',
          '--seed',
          '--sampler',
          '--worlds',
          '--world',
        ])
          await expectSafe('run', path, `${option}=${text}`);
        for (const option of ['--grid', '--plans', '--format']) await expectSafe('compare', path, `${option}=${text}`);
        await expectSafe('open', path, `--background=${text}`);
        await expectSafe('run', path, '--worlds', '9', `--measures=${text}`);
        for (const args of [
          [`--${text}`],
          [text],
          ['run', text],
          ['check', text],
          ['run', path, text],
          [`back${text}`, '--help'],
        ])
          await expectSafe(...args);
      }),
      EACH,
    );
  });

  test('JSON, whose texts parse back to what they were', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const { stdout } = await runCli(['run', keep('plain', scenarioOf(`x${text}x`)), '--json']);
        expect(JSON.parse(stdout).scenario.name).toBe(`x${text}x`);
      }),
      EACH,
    );
  });
});

describe('on the screen, and said', () => {
  const WAYS = [
    [],
    ['tab', 'down', 'enter'],
    ['2'],
    ['3', 'tab', 'down'],
    ['4'],
    ['5', 'tab', 'down'],
    ['t'],
    ['/', 'a'],
    ['right', 's'],
  ];

  test('there is nothing that steers or hides, and every row is as wide as its box', { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom(() => '', ...BROKEN),
        (text, broken) => {
          const content = scenarioOf(text, broken(text));
          const first = begun(content, { columns: 100, rows: 30 });
          for (const keys of WAYS) {
            const state = pressed(isRead(first) ? answered(first) : first, ...keys);
            for (const { box, rows } of panels(state))
              for (const row of rows) {
                expectSeen([text, ...keys], rowText(row));
                expect(rowWidth(row), `${JSON.stringify(text)} ${keys}: ${JSON.stringify(rowText(row))}`).toBe(
                  box.width,
                );
              }
            for (const line of [...greeting(state), ...spoken(first, state)]) expectSeen([text, ...keys], line);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
