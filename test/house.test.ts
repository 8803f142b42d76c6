import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '../src');

/** The floors of the house, lowest first: each imports from itself and from those before it. */
const FLOORS = [
  'diagnostic',
  'wasm',
  'numeric',
  'formula',
  'scenario',
  'engine',
  'analysis',
  'chart',
  'report',
  'host',
  'tui',
  'cli',
];
/** Rooms within a floor, lowest first; files that stand beside them are above all of them. */
const ROOMS: Readonly<Record<string, readonly string[]>> = { engine: ['program', 'month', 'draws', 'run'] };
/** The files by which a floor with rooms is entered from outside. */
const DOORS: Readonly<Record<string, readonly string[]>> = { engine: ['ask.ts', 'answers.ts', 'threads.ts'] };
/** Above these, nothing of the world outside is known. */
const OUTSIDE = new Set(['host', 'tui', 'cli']);
/** The one door between the command line and the screen. */
const DOOR = { from: 'cli/commands/open.ts', to: 'tui/open.tsx' };
const LONGEST = 500;

interface Import {
  readonly spec: string;
  readonly isDynamic: boolean;
}

interface File {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  /** The text without its comments and texts. */
  readonly code: string;
  readonly imports: readonly Import[];
}

const STATIC = /^\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?\s*'([^']+)'/gm;
const DYNAMIC = /\bimport\(\s*'([^']+)'\s*\)/g;

function read(path: string): File {
  const text = readFileSync(join(SRC, path), 'utf8');
  const imports = [
    ...[...text.matchAll(STATIC)].map(([, spec]) => ({ spec: spec!, isDynamic: false })),
    ...[...text.matchAll(DYNAMIC)].map(([, spec]) => ({ spec: spec!, isDynamic: true })),
  ];
  const code = text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:'"`])\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
  return { path, folder: path.split('/')[0]!, text, code, imports };
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path))
  .map(read);
const byPath = new Map(files.map((file) => [file.path, file]));

const isOwn = ({ spec }: Import): boolean => spec.startsWith('.');
const target = (file: File, { spec }: Import): string =>
  relative(SRC, join(SRC, dirname(file.path), spec)).replaceAll('\\', '/');

/** What breaks a rule, as `FILE: what`. */
function breaking(rule: (file: File) => readonly string[]): string[] {
  return files.flatMap((file) => rule(file).map((what) => `${file.path}: ${what}`));
}

describe('imports', () => {
  test('were found', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(200);
  });

  test('name a file that is there, with its ending', () => {
    const missing = (file: File) =>
      file.imports
        .filter(isOwn)
        .filter((i) => !byPath.has(target(file, i)))
        .map(({ spec }) => spec);
    expect(breaking(missing)).toEqual([]);
  });

  test('go one way: from each folder to itself and to those before it', () => {
    expect(new Set(files.map(({ folder }) => folder))).toEqual(new Set(FLOORS));
    const upward = (file: File) =>
      file.imports
        .filter(isOwn)
        .map((i) => target(file, i))
        .filter((to) => FLOORS.indexOf(to.split('/')[0]!) > FLOORS.indexOf(file.folder));
    expect(breaking(upward)).toEqual([]);
  });

  test.each(Object.entries(ROOMS))('go one way among the rooms of %s too', (floor, rooms) => {
    const roomOf = (path: string): number => {
      const [, room = '', ...rest] = path.split('/');
      return rest.length === 0 ? rooms.length : rooms.indexOf(room);
    };
    const inside = files.filter(({ folder }) => folder === floor);
    expect(inside.filter(({ path }) => roomOf(path) === -1).map(({ path }) => path)).toEqual([]);
    const upward = (file: File) =>
      file.folder !== floor
        ? []
        : file.imports
            .filter(isOwn)
            .map((i) => target(file, i))
            .filter((to) => to.startsWith(`${floor}/`) && roomOf(to) > roomOf(file.path));
    expect(breaking(upward)).toEqual([]);
  });

  test.each(Object.entries(DOORS))('enter %s by its doors', (floor, doors) => {
    const past = (file: File) =>
      file.folder === floor
        ? []
        : file.imports
            .filter(isOwn)
            .map((i) => target(file, i))
            .filter((to) => to.startsWith(`${floor}/`) && !doors.includes(to.slice(floor.length + 1)));
    expect(breaking(past)).toEqual([]);
  });

  test('lead from the command line to the screen by one door, opened when it is needed', () => {
    const crossing = files.flatMap((file) =>
      file.imports
        .filter(isOwn)
        .filter((i) => file.folder === 'cli' && target(file, i).startsWith('tui/'))
        .map((i) => ({ from: file.path, to: target(file, i), isDynamic: i.isDynamic })),
    );
    expect(crossing).toEqual([{ ...DOOR, isDynamic: true }]);
  });

  test('go round in no circle', () => {
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (path: string, trail: readonly string[]): void => {
      const at = trail.indexOf(path);
      if (at !== -1) circles.push([...trail.slice(at), path].join(' → '));
      if (at !== -1 || done.has(path)) return;
      const file = byPath.get(path);
      for (const i of file?.imports.filter(isOwn) ?? []) visit(target(file!, i), [...trail, path]);
      done.add(path);
    };
    for (const { path } of files) visit(path, []);
    expect(circles).toEqual([]);
  });
});

describe('a file', () => {
  test('carries the name of its one subject', () => {
    const vague = /(^|\/)(index|utils?|helpers?|misc|common)\.tsx?$/;
    expect(files.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
  });

  test(`has at most ${LONGEST} lines`, () => {
    const long = ({ text }: File) => {
      const lines = text.trimEnd().split('\n').length;
      return lines > LONGEST ? [`${lines} lines`] : [];
    };
    expect(breaking(long)).toEqual([]);
  });
});

describe('below the command line and the screen', () => {
  const FORBIDDEN: Record<string, RegExp> = {
    'the console': /\bconsole\s*\./,
    'the process': /\bprocess\b/,
    'a clock': /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bset(?:Timeout|Interval|Immediate)\b/,
    'chance without a seed': /\bMath\.random\b|\bcrypto\b/,
  };
  const core = files.filter(({ folder }) => !OUTSIDE.has(folder));

  test.each(Object.entries(FORBIDDEN))('there is no %s', (_, pattern) => {
    expect(core.filter(({ code }) => pattern.test(code)).map(({ path }) => path)).toEqual([]);
  });

  test('nothing of Node, React or Ink is imported', () => {
    const foreign = ({ spec }: Import) => /^(node:|react|ink|@inkjs\/|commander$|fs$|path$|process$|os$)/.test(spec);
    expect(core.flatMap(({ path, imports }) => imports.filter(foreign).map(({ spec }) => `${path}: ${spec}`))).toEqual(
      [],
    );
  });
});

test('what changes the state of the screen knows nothing of how it is drawn', () => {
  const known = new Set<string>();
  const visit = (path: string): void => {
    if (known.has(path) || !/^tui\/[^/]+$/.test(path)) return;
    known.add(path);
    const file = byPath.get(path)!;
    for (const i of file.imports.filter(isOwn)) visit(target(file, i));
  };
  visit('tui/update.ts');
  expect(known.size).toBeGreaterThan(20);
  const drawing = (file: File) =>
    known.has(file.path) ? file.imports.map((i) => target(file, i)).filter((to) => to.startsWith('tui/view/')) : [];
  expect(breaking(drawing)).toEqual([]);
});

test('the screen remembers nothing beside its state', () => {
  const hidden = ({ folder, code }: File) => (folder === 'tui' && /\bnew WeakMap\b/.test(code) ? ['a WeakMap'] : []);
  expect(breaking(hidden)).toEqual([]);
});

test('the command line does not know React', () => {
  const react = ({ folder, imports }: File) =>
    folder === 'cli' && imports.some(({ spec }) => /^(react|ink)/.test(spec));
  expect(files.filter(react).map(({ path }) => path)).toEqual([]);
});
