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
/** Columns of a line at most; the formatter holds code to it, and leaves comments and long texts. */
const WIDEST = 120;
/**
 * Names that are exported with several meanings, and the files that mean something else by them. Only to be taken from:
 * a new one is to have a name of its own.
 */
const SEVERAL_MEANINGS: Readonly<Record<string, readonly string[]>> = {

};
/** Folders with comments that are too wide still: only to be taken from. */
const WIDE_FOLDERS: readonly string[] = [

];

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

describe(`a line has at most ${WIDEST} columns`, () => {
  const wide = (text: string, pattern: RegExp): string[] =>
    text.split('\n').flatMap((line, i) => (line.length > WIDEST && pattern.test(line) ? [`line ${i + 1}`] : []));
  const COMMENT = /^\s*(?:\/?\*|\/\/)/;

  test('in the sources', () => {
    const isOpen = ({ path }: File) => WIDE_FOLDERS.some((folder) => path.startsWith(`${folder}/`));
    expect(breaking((file) => (isOpen(file) ? [] : wide(file.text, /^/)))).toEqual([]);
    const still = new Set(files.filter(({ text }) => wide(text, /^/).length > 0).map(({ path }) => dirname(path)));
    expect(WIDE_FOLDERS.filter((folder) => ![...still].some((path) => `${path}/`.startsWith(`${folder}/`)))).toEqual([]);
  });

  test('in comments of tests and measurements', () => {
    const scripts = ['test', 'bench'].flatMap((root) =>
      readdirSync(join(SRC, '..', root), { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.(tsx?|mjs)$/.test(path))
        .map((path) => `${root}/${path.replaceAll('\\', '/')}`),
    );
    expect(scripts.length).toBeGreaterThan(100);
    const found = scripts.filter((path) => wide(readFileSync(join(SRC, '..', path), 'utf8'), COMMENT).length > 0);
    expect(found).toEqual([]);
  });
});

describe('a name', () => {
  const EXPORTED =
    /^export (?:abstract )?(?:async )?(?:const|let|class|function\*?|interface|type|enum) (\w+)|^export (?:type )?\{([^}]*)\}(?! from)/gm;
  /** What a file exports of its own; what it passes on of another has the same meaning there. */
  const exportedBy = ({ text }: File): string[] => [
    ...new Set(
      [...text.matchAll(EXPORTED)].flatMap(([, name, list = '']) => [
        ...(name === undefined ? [] : [name]),
        ...list.split(',').flatMap((one) => /(\w+)\s*$/.exec(one)?.[1] ?? []),
      ]),
    ),
  ];

  test('that is exported has one meaning', () => {
    const meanings = new Map<string, string[]>();
    for (const file of files)
      for (const name of exportedBy(file)) meanings.set(name, [...(meanings.get(name) ?? []), file.path]);
    expect(meanings.size).toBeGreaterThan(500);
    const several = [...meanings].filter(([, paths]) => paths.length > 1);
    expect(Object.fromEntries(several.map(([name, paths]) => [name, paths.sort()]))).toEqual(SEVERAL_MEANINGS);
  });

  test('is not changed where it is passed on', () => {
    const renamed = ({ text }: File) => [...text.matchAll(/^export (?:type )?\{[^}]*?(\w+ as \w+)[^}]*\} from/gm)];
    expect(breaking((file) => renamed(file).map(([, what]) => what!))).toEqual([]);
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

test('the command line does not know React', () => {
  const react = ({ folder, imports }: File) =>
    folder === 'cli' && imports.some(({ spec }) => /^(react|ink)/.test(spec));
  expect(files.filter(react).map(({ path }) => path)).toEqual([]);
});
