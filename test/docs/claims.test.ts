import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { askCase, compile } from '../../src/engine/ask.ts';
import { nodes } from '../../src/formula/walk.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { runCli } from '../cli/captured.ts';
import { Commands } from './commands.ts';
import { pathsOf, pathsSaid } from './json-paths.ts';
import { anchorsOf, linksIn, PAGES, prose } from './links.ts';
import { MADE, madeIn, ROOT, read, unmade } from './page.ts';
import { Tourist } from './visitor.ts';

const pages = PAGES.map((page) => [page, read(page)] as const);
const README = read('README.md');

/** What stands before a part of a scenario that is shown alone. */
const HEAD = 'runway: 1\nstart: 2026-01\ncash: 400k\n';
const scenariosIn = (text: string): string[] =>
  [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => (yaml!.startsWith('runway:') ? yaml! : HEAD + yaml));

describe('the README', () => {
  test('is read in five minutes: at most 10,000 bytes', () => {
    expect(Buffer.byteLength(README)).toBeLessThanOrEqual(10_000);
  });

  test('says the two commands that a fresh machine is held to', () => {
    const [, block] = /```sh\n([\s\S]*?)```/.exec(README)!;
    const commands = block!
      .trim()
      .split('\n')
      .map((line) => line.replace(/\s*#.*$/, ''));
    expect(commands).toHaveLength(2);
    const run = read('.ci/run').split('\n');
    for (const command of commands) expect(run).toContain(command);
  });

  test('shows one screen, and six tasks with what they answer', () => {
    expect(README.match(/^<!-- \d+ by \d+: /gm)).toHaveLength(1);
    expect(README.match(/^```console$/gm)).toHaveLength(6);
  });

  test('says of the shipped scenarios that each figure has a source or a note: all but the invented company', () => {
    const files = readdirSync(join(ROOT, 'scenarios')).filter((file) =>
      /^(?:stability|inflection).*\.yaml$/.test(file),
    );
    expect(files).toHaveLength(4);
    for (const file of files) {
      const { scenario } = readScenario({ name: file, text: read(`scenarios/${file}`) });
      const bare = [...scenario!.assumptions.values()].filter(({ source, note }) => source === null && note === null);
      // What follows from others is no figure of its own.
      const figures = bare.filter(({ value }) => ![...nodes(value.node)].some(({ op }) => op === 'name'));
      expect(figures.map(({ name }) => name)).toEqual([]);
    }
  });

  test('says the version that npm pack makes', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(README).toContain(`runway-${version}.tgz`);
  });

  test('leads to every page', () => {
    const seen = new Set(['README.md']);
    for (const page of seen) {
      for (const { file } of linksIn(page, read(page))) if (PAGES.includes(file)) seen.add(file);
    }
    expect([...seen].sort()).toEqual([...PAGES].sort());
  });
});

describe.each(pages)('%s', (page, text) => {
  test('leads to files and headings that are there', () => {
    const broken = linksIn(page, text).filter(({ file, heading }) => {
      if (!existsSync(join(ROOT, file))) return true;
      return heading !== null && !anchorsOf(read(file)).includes(heading);
    });
    expect(broken.map(({ written }) => written)).toEqual([]);
  });

  test('names files and folders that are there', () => {
    const named = [...prose(text).matchAll(/`((?:src|test|bench|scenarios|docs)\/[\w./-]*)`/g)].map(
      ([, path]) => path!,
    );
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    // As the map names them: from `src/` on.
    const inSource = [...prose(text).matchAll(/`([a-z]+\/[\w./-]*\.tsx?)`/g)].map(([, path]) => path!);
    const isThere = (path: string): boolean => [path, join('src', path)].some((one) => existsSync(join(ROOT, one)));
    expect(inSource.filter((path) => !isThere(path))).toEqual([]);
  });

  test('has lines of at most 140 columns, but for tables and blocks', () => {
    const long = prose(text)
      .split('\n')
      .filter((line) => [...line].length > 140 && !/^[|<]/.test(line));
    expect(long).toEqual([]);
  });

  test('shows scenarios that are read without a fault', () => {
    for (const yaml of scenariosIn(text)) {
      expect(readScenario({ name: page, text: yaml }).diagnostics.map(({ message }) => message)).toEqual([]);
    }
  });

  test('shows no screen and no answer that nothing makes', () => {
    expect(unmade(text)).toEqual([]);
  });

  test('names scripts that the package has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...text.matchAll(/\bnpm run ([a-z]+)/g)].map(([, script]) => script!);
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
  });

  test('gives commands in blocks that run without a fault', async () => {
    const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) => block!.trim().split('\n'));
    const commands = new Commands(new Map());
    const written = [...blocks.join('\n').matchAll(/ -o (\S+)/g)].map(([, path]) => path!);
    try {
      expect(written.filter((path) => existsSync(path))).toEqual([]);
      for (const line of blocks.filter((one) => one.startsWith('runway '))) {
        const { status, stderr } = await commands.run(line);
        expect([line, status, stderr]).toEqual([line, 0, '']);
      }
    } finally {
      commands.close();
      for (const path of written) rmSync(path, { force: true });
    }
  });
});

test('each table of the program is shown on one page', () => {
  expect(pages.flatMap(([, text]) => madeIn(text)).sort()).toEqual(Object.keys(MADE).sort());
});

test('the tour has a step for each thing the screen does, and ends outside', () => {
  const tourist = new Tourist();
  const summaries = [...read('docs/tour.md').matchAll(/<details><summary>([^\n]*)<\/summary>/g)];
  expect(summaries.length).toBeGreaterThanOrEqual(8);
  for (const [, summary] of summaries) tourist.press(summary!);
  tourist.press('<kbd>y</kbd>');
  expect(tourist.hasLeft()).toBe(true);
});

test('the file by example keeps its check, by its plan and without', () => {
  const { scenario } = readScenario({ name: 'file.md', text: scenariosIn(read('docs/file.md'))[0]! });
  const { measures } = askCase(compile(scenario!), leverSettings(scenario!));
  expect(measures.runway).toBeGreaterThan(6);
});

describe('the map of the rooms', () => {
  const map = read('docs/architecture.md');

  const roomsSaid = [...map.matchAll(/^\| `([a-z/]+)\/` \|/gm)].map(([, room]) => room!);
  const foldersIn = (folder: string): string[] =>
    readdirSync(join(ROOT, 'src', folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name));

  test('has each folder of the source and of the engine, and no other', () => {
    expect([...roomsSaid].sort()).toEqual([...foldersIn(''), ...foldersIn('engine')].sort());
  });
});

describe('the page of commands', () => {
  test('has each command and option, and no other', async () => {
    const page = read('docs/output.md');
    const firstCells = (head: string): string => {
      const [, rows] = new RegExp(`^\\| ${head} \\|.*\\n((?:\\|.*\\n)+)`, 'm').exec(page)!;
      return rows!.replace(/^(\| .*?) \| .*$/gm, '$1');
    };
    const { stdout: help } = await runCli(['--help']);
    const commands = [...help.matchAll(/^ {2}([a-z]+)\b.*? {2}/gm)]
      .map(([, name]) => name!)
      .filter((name) => name !== 'runway');
    const told = [...firstCells('command').matchAll(/`runway ([a-z]+)/g)].map(([, name]) => name!);
    expect(told.sort()).toEqual([...new Set(commands)].sort());
    const helps = await Promise.all(told.map((name) => runCli([name, '--help'])));
    const options = helps.flatMap(({ stdout }) =>
      [...stdout.matchAll(/^ {2}(?:-[a-gi-z], )?(--[a-z-]+)/gm)].map(([, option]) => option!),
    );
    const toldOptions = [...firstCells('option').matchAll(/`(--[a-z-]+)/g)].map(([, option]) => option!);
    expect([...new Set(toldOptions)].sort()).toEqual([...new Set(options)].sort());
  });
});

describe('what is printed for machines', () => {
  const said = pathsSaid(read('docs/output.md'));

  test.each(said)('$command has the keys that are said, and no other', async ({ command, keys }) => {
    const commands = new Commands(new Map());
    try {
      const { stdout } = await commands.run(command);
      expect(pathsOf(JSON.parse(stdout))).toEqual([...keys].sort());
    } finally {
      commands.close();
    }
  });

  test('is said of every command that prints JSON', async () => {
    const { stdout } = await runCli(['--help']);
    const all = [...stdout.matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(([, name]) => name!);
    const helps = await Promise.all(all.map((name) => runCli([name, '--help'])));
    const names = all.filter((_, i) => helps[i]!.stdout.includes('--json'));
    const told = new Set(said.map(({ command }) => command.split(' ')[1]));
    // What `open` and `join` print is what `run` or `compare` prints.
    const alike = ['open', 'join'];
    expect(names.filter((name) => !alike.includes(name) && !told.has(name))).toEqual([]);
  });
});
