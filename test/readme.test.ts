import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { askCase, compile } from '../src/engine/ask.ts';
import { leverSettings } from '../src/scenario/override.ts';
import { readScenario } from '../src/scenario/read.ts';
import { runCli } from './cli/captured.ts';

const README = readFileSync('README.md', 'utf8');

describe('the README', () => {
  test('shows a scenario that is read without a fault, keeps its check, and is saved by its plan', async () => {
    const text = /```yaml\n([\s\S]*?)```/.exec(README)![1]!;
    const { scenario, diagnostics } = readScenario({ name: 'README.md', text });
    expect(diagnostics).toEqual([]);
    const { measures } = askCase(compile(scenario!), leverSettings(scenario!));
    expect(measures.runway).toBeGreaterThan(6);
  });

  test('shows correlations that are read without a fault', () => {
    const [, correlated, ...more] = [...README.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!);
    expect(more).toEqual([]);
    const text = `runway: 1\nstart: 2026-01\ncash: 400k\n${correlated}`;
    const { scenario, diagnostics } = readScenario({ name: 'README.md', text });
    expect(diagnostics).toEqual([]);
    expect(scenario!.groups.map(({ names }) => names)).toEqual([['growth', 'lost']]);
  });

  test('runs what it tells people to run', async () => {
    const block = /\*\*Print and script\.\*\*\s+```sh\n([\s\S]*?)```/.exec(README)![1]!;
    const lines = block.trim().split('\n');
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) {
      const words = line
        .replace(/\s+#.*$/, '')
        .replaceAll("'", '')
        .split(/\s+/)
        .slice(1);
      const args = words.flatMap((word) => (word === 'scenarios/*.yaml' ? ['scenarios/first-scenario.yaml'] : [word]));
      const { status, stderr } = await runCli(args);
      expect(stderr, line).toBe('');
      expect(status, line).toBe(0);
    }
  });

  test('names folders and files that are there, and commands that the program has', async () => {
    const { stdout } = await runCli(['--help']);
    for (const [, command] of README.matchAll(/^\| `runway (?:\[FILE\]`, `runway )?([a-z]+)/gm))
      expect(stdout).toContain(`  ${command}`);
    for (const [, folder] of README.matchAll(/^\| `([a-z]+)\/` \|/gm))
      expect(existsSync(`src/${folder}`), folder).toBe(true);
    for (const [, file] of README.matchAll(
      /`((?:src|test|scenarios|formula|engine|scenario|tui|cli)\/[\w./-]+\.(?:ts|yaml))`/g,
    )) {
      expect(existsSync(file!) || existsSync(`src/${file}`), file).toBe(true);
    }
  });
});
