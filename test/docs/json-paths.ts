/** Keys whose own keys are names that the scenario gives. */
const NAMED = new Set(['levers', 'in_force', 'lines', 'creditors', 'draws', 'set', 'against_levers', 'fixed']);
/** Keys of a number or a month over worlds. */
const SPREAD = /^(?:mean|p\d+|never)$/;

/**
 * The paths of the keys of a JSON object, sorted: `measures.low.cash`, `causes[].share`, `levers.NAME.value`. A number
 * or a month over worlds (mean, p5, …) is one key.
 */
export function pathsOf(value: unknown): string[] {
  const paths = new Set<string>();
  visit(value, '', false, paths);
  // A value that is null or empty in one place and has keys in another is listed by its keys.
  const hasKeys = (path: string): boolean =>
    [...paths].some((one) => one.startsWith(`${path}.`) || one.startsWith(`${path}[`));
  return [...paths].filter((path) => !hasKeys(path)).sort();
}

function visit(value: unknown, path: string, isNamed: boolean, paths: Set<string>): void {
  if (Array.isArray(value) && value.some((one) => typeof one === 'object' && one !== null)) {
    for (const one of value) visit(one, `${path}[]`, false, paths);
    return;
  }
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  if (keys.length === 0 || keys.every((key) => SPREAD.test(key))) {
    if (path !== '') paths.add(path);
    return;
  }
  for (const key of keys) {
    const name = isNamed ? 'NAME' : key;
    const inner = (value as Record<string, unknown>)[key];
    visit(inner, path === '' ? name : `${path}.${name}`, NAMED.has(key) && !isNamed, paths);
  }
}

/**
 * A table of a page, after `<!-- keys of: COMMAND -->`, that lists the keys which a command prints, or those it prints
 * beside another's.
 */
export interface Said {
  readonly command: string;
  readonly keys: readonly string[];
}

/** The tables of keys in a page. A cell may name several keys, and `{a, b}` stands for two. */
export function pathsSaid(text: string): Said[] {
  const said: Said[] = [];
  for (const [, command, other, rows] of text.matchAll(TABLE)) {
    const own = rows!
      .trim()
      .split('\n')
      .slice(2)
      .flatMap((row) => [...row.split(' | ')[0]!.matchAll(/`([^`]+)`/g)].flatMap(([, path]) => spelledOut(path!)));
    const before = said.find((one) => one.command === other)?.keys ?? [];
    said.push({ command: command!, keys: [...before, ...own] });
  }
  return said;
}

const TABLE = /<!-- keys of: ([^\n;]+?)(?:; beyond: ([^\n]+?))? -->\n((?:\|[^\n]*\n)+)/g;

function spelledOut(path: string): string[] {
  const [whole, choices] = /\{([^}]*)\}/.exec(path) ?? [];
  return whole === undefined ? [path] : choices!.split(/,\s*/).flatMap((one) => spelledOut(path.replace(whole, one)));
}
