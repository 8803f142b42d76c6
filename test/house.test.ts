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
  'preferences',
  'ledger',
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
/** The folders that may know files, clocks, processes and screens. */
const OUTSIDE = new Set(['host', 'tui', 'cli']);
/** The doors between the command line and the screen: to open it, and for the keys that the user has there. */
const DOORS_TO_SCREEN: Readonly<Record<string, string>> = {
  'cli/commands/open.ts': 'tui/open.tsx',
  'cli/commands/config.ts': 'tui/own-keys.ts',
};
const LONGEST = 500;
/** Columns of a line at most; the formatter holds code to it, and leaves comments and long texts. */
const WIDEST = 120;
/** Lines of the longest class and of the longest function in the source; to be lowered, never raised. */
const LONGEST_CLASS = 337;
const LONGEST_FUNCTION = 76;
/** Names that several files export with different meanings, by name those files. None may be added. */
const SEVERAL_MEANINGS: Readonly<Record<string, readonly string[]>> = {};
/** Types of one file that have the name of another file's exported one, as `NAME: FILE`. None may be added. */
const LOCAL_MEANINGS: readonly string[] = [];
/** Folders that still have too wide lines. None may be added. */
const WIDE_FOLDERS: readonly string[] = ['src/cli', 'src/formula', 'src/report', 'src/scenario', 'src/tui'];

interface Import {
  readonly spec: string;
  readonly isDynamic: boolean;
}

interface File {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  /** The text without its comments and string literals. */
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

/** All breaches of a rule, as `FILE: what`. */
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

  test('lead from the command line to the screen by two doors, opened when they are needed', () => {
    const crossing = files.flatMap((file) =>
      file.imports
        .filter(isOwn)
        .filter((i) => file.folder === 'cli' && target(file, i).startsWith('tui/'))
        .map((i) => ({ from: file.path, to: target(file, i), isDynamic: i.isDynamic })),
    );
    // Static imports may be of types, which load nothing, so only dynamic ones count as opening a door.
    const opened = crossing.filter(({ isDynamic }) => isDynamic).map(({ from, to }) => [from, to]);
    expect(Object.fromEntries(opened)).toEqual(DOORS_TO_SCREEN);
    expect(crossing.filter(({ from, to }) => DOORS_TO_SCREEN[from] !== to)).toEqual([]);
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

/** A class or a function, as it stands in the formatted text: from its head to the line that closes it. */
interface Piece {
  readonly kind: 'class' | 'function';
  readonly head: string;
  /** The line of its head, from 1. */
  readonly line: number;
  readonly length: number;
}

const NO_FUNCTION =
  /^(?:\} )?(?:if|for|while|switch|else|try|catch|finally|do|return|(?:export )?(?:interface|type))\b/;

/** Classes and functions of several lines, found by indentation: the formatter indents all that they hold. */
function pieces(text: string): Piece[] {
  const lines = text.split('\n');
  const depth = (i: number): number => (lines[i] ?? '').search(/\S/);
  const isInside = (i: number, of: number): boolean => depth(i) === -1 || depth(i) > of;
  const closes = (i: number): boolean => /^\s*[)}\]]/.test(lines[i] ?? '');
  return lines.flatMap((line, i): Piece[] => {
    if (!/(?:=>|\{)$/.test(line) || /^\s*(?:\/?\*|\/\/)/.test(line)) return [];
    let from = i;
    if (closes(i))
      do from--;
      while (from > 0 && isInside(from, depth(i)));
    let to = i + 1;
    while (to < lines.length && isInside(to, depth(i))) to++;
    while (lines[to - 1] === '') to--;
    const head = lines[from]!.trim();
    const isClass = /^(?:export )?(?:abstract )?class\b/.test(head);
    const isFunction = /=>(?: \{)?$/.test(line) || (/\).*(?<!=) \{$/.test(line) && !NO_FUNCTION.test(head));
    if (!isClass && !isFunction) return [];
    return [{ kind: isClass ? 'class' : 'function', head, line: from + 1, length: to - from + (closes(to) ? 1 : 0) }];
  });
}

describe('lengths', () => {
  const all = files.flatMap(({ path, text }) => pieces(text).map((piece) => ({ ...piece, path })));

  test('are counted: of classes, functions, methods and arrows', () => {
    const text = `/** No code {
 */
export class A {
  constructor(
    private readonly b: number,
  ) {}

  method(): void {
    if (this.b > 0) {
      each((x) => {
        use(x);
      });
    }
  }
}

export const f = (
  a: number,
): number =>
  a + 1;

function g(
  a: number,
): number {
  for (;;) {
    return a;
  }
}
`;
    expect(pieces(text).map(({ kind, line, length }) => [kind, line, length])).toEqual([
      ['class', 3, 13],
      ['function', 8, 7],
      ['function', 10, 3],
      ['function', 17, 4],
      ['function', 22, 7],
    ]);
    expect(all.length).toBeGreaterThan(1000);
  });

  test.each([
    ['class', LONGEST_CLASS],
    ['function', LONGEST_FUNCTION],
  ] as const)('of a %s are at most %d lines, and one is so long', (kind, most) => {
    const some = all.filter((piece) => piece.kind === kind);
    const long = some.filter(({ length }) => length > most);
    expect(long.map(({ path, line, head, length }) => `${path}:${line}: ${head} has ${length} lines`)).toEqual([]);
    expect(Math.max(...some.map(({ length }) => length))).toBe(most);
  });
});

describe('a line', () => {
  const COMMENT = /^\s*(?:\/?\*|\/\/)/;
  const texts = ['src', 'test', 'bench'].flatMap((root) =>
    readdirSync(join(SRC, '..', root), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(tsx?|mjs)$/.test(path))
      .map((path) => `${root}/${path.replaceAll('\\', '/')}`)
      .map((path) => ({ path, text: readFileSync(join(SRC, '..', path), 'utf8') })),
  );
  /** Too wide lines; outside of src/, where code holds expected texts, of comments alone. */
  const wide = texts.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, i) =>
        line.length > WIDEST && (path.startsWith('src/') || COMMENT.test(line)) ? [`${path}:${i + 1}`] : [],
      ),
  );
  const folderOf = (place: string) => WIDE_FOLDERS.find((folder) => place.startsWith(`${folder}/`));

  test(`has at most ${WIDEST} columns`, () => {
    expect(texts.length).toBeGreaterThan(300);
    expect(wide.filter((place) => folderOf(place) === undefined)).toEqual([]);
    expect([...new Set(wide.map(folderOf))].sort()).toEqual(WIDE_FOLDERS);
  });
});

describe('a name', () => {
  const EXPORTED =
    /^export (?:abstract )?(?:async )?(?:const|let|class|function\*?|interface|type|enum) (\w+)|^export (?:type )?\{([^}]*)\}(?! from)/gm;
  /** The names that a file defines and exports; those that it passes on of another file are left out. */
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

  test('of a type is not used for another in a file of its own', () => {
    const LOCAL = /^(?:abstract )?(?:class|interface|type) (\w+)/gm;
    const exported = new Set(files.flatMap(exportedBy));
    const local = (file: File) => [...file.text.matchAll(LOCAL)].map(([, name]) => name!);
    const again = files.flatMap((file) =>
      local(file).flatMap((name) => (exported.has(name) ? [`${name}: ${file.path}`] : [])),
    );
    expect(again.sort()).toEqual(LOCAL_MEANINGS);
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
