import type { Place } from '../diagnostic/diagnostic.ts';
import { listed } from '../diagnostic/nearest.ts';
import type { Draw } from '../formula/tree.ts';
import { nodes } from '../formula/walk.ts';
import { type CorrelatedGroup, correlate } from '../numeric/copula.ts';
import { type FormulaReader, isUnread } from './formulas.ts';
import type { Assumption, Correlation, Entry } from './scenario.ts';
import type { File } from './schema.ts';

/** Most correlated assumptions: the time to find contradicting pairs grows with the fourth power of their number. */
const MAX_CORRELATED = 240;

/** Reads one entry of `correlate`; its rank correlation is NaN where it has a fault. */
export function readCorrelation(
  raw: NonNullable<File['correlate']>[string],
  entry: Entry,
  reader: FormulaReader,
): Correlation {
  const path = ['correlate', entry.name, 'rank'];
  const [a, b] = raw.pair.map((name) => name.trim());
  const before = reader.faulty.diagnostics.length;
  const rank = reader.constant(path);
  if (Math.abs(rank) > 1) {
    const hint = !raw.rank.includes('%') && Math.abs(rank) <= 100 ? `write ${rank}%` : undefined;
    const message = `a rank correlation is from -100% to 100%, and this is ${Number((rank * 100).toPrecision(12))}%`;
    reader.faulty.report('bad-correlation', reader.place(path), message, hint);
  }
  const isRead = reader.faulty.diagnostics.length === before;
  return { ...entry, pair: [a!, b!], rank: isRead ? rank : Number.NaN };
}

/**
 * The groups of assumptions that are drawn together. `known` are the names under assumptions, those of faulty entries
 * too. Where there are faults, the groups are of no use.
 */
export function correlatedGroups(
  correlations: ReadonlyMap<string, Correlation>,
  assumptions: ReadonlyMap<string, Assumption>,
  known: ReadonlySet<string>,
  reader: FormulaReader,
): readonly CorrelatedGroup[] {
  const pairs = new Pairs(assumptions, known, reader);
  const all = [...correlations.values()];
  const sound = all.filter((correlation) => pairs.isSound(correlation));
  // Whether pairs contradict each other can be said of all of them together only.
  if (sound.length < all.length || all.length === 0) return [];
  const names = new Set(all.flatMap(({ pair }) => pair));
  if (names.size > MAX_CORRELATED) {
    const message = `${names.size} assumptions are correlated; at most ${MAX_CORRELATED} can be`;
    reader.faulty.report('bad-value', reader.keyPlace(['correlate']), message);
    return [];
  }
  const result = correlate(all.map(({ pair: [a, b], rank }) => ({ a, b, rho: rank })));
  if (result.ok) return result.groups;
  for (const blamed of result.blame) reportContradiction(blamed, all, reader);
  return [];
}

/** Checks pairs one by one. A fault of an assumption is reported once, however many pairs name it. */
class Pairs {
  private readonly variables = new Map<string, Draw | null>();
  private readonly first = new Map<string, string>();

  constructor(
    private readonly assumptions: ReadonlyMap<string, Assumption>,
    private readonly known: ReadonlySet<string>,
    private readonly reader: FormulaReader,
  ) {}

  isSound({ name, pair: [a, b], rank }: Correlation): boolean {
    const { faulty } = this.reader;
    const path = ['correlate', name, 'pair'];
    const one = this.variable(a, name, 0);
    if (a === b) {
      const message = `${a} is paired with itself`;
      faulty.report('bad-pair', this.reader.place([...path, 1]), message, 'name two assumptions');
      return false;
    }
    const other = this.variable(b, name, 1);
    const key = [a, b].sort().join(' ');
    const before = this.first.get(key);
    if (before !== undefined) {
      const message = `${a} and ${b} are correlated already, by ${before}`;
      faulty.report('bad-pair', this.reader.place(path), message, 'keep one of the two');
      return false;
    }
    this.first.set(key, name);
    if (one === null || other === null) return false;
    if (one.monthly !== other.monthly) {
      const [monthly, once] = one.monthly ? [a, b] : [b, a];
      const message = `${monthly} is drawn every month, and ${once} once`;
      faulty.report('bad-pair', this.reader.place(path), message, 'both are in monthly(…), or neither is');
      return false;
    }
    return !Number.isNaN(rank);
  }

  /** The distribution of an assumption; null, with a fault, where its formula has none or several. */
  private variable(name: string, entry: string, item: number): Draw | null {
    const place = this.reader.place(['correlate', entry, 'pair', item]);
    if (!this.known.has(name)) {
      this.reader.faulty.unknown('assumption', name, this.known, place);
      return null;
    }
    const told = this.variables.get(name);
    if (told !== undefined) return told;
    const variable = this.onlyDraw(name, entry, place);
    this.variables.set(name, variable);
    return variable;
  }

  private onlyDraw(name: string, entry: string, place: Place): Draw | null {
    const formula = this.assumptions.get(name)?.value;
    if (formula === undefined || isUnread(formula)) return null;
    const draws = [...nodes(formula.node)].filter((node) => node.op === 'draw');
    if (draws.length === 1) return draws[0]!;
    const written = formula.text.length <= 60 ? `"${formula.text.trim()}"` : 'its formula';
    const [found, hint] =
      draws.length === 0
        ? ['none', `give ${name} one, such as normal(3%, 1%), or take it out of correlate`]
        : [draws.length, 'give each a name of its own under assumptions, and correlate that'];
    // The fault stands at the command line where that gives the formula.
    const at = formula.place.source === this.reader.source ? place : formula.place;
    const message = `correlate.${entry} needs one distribution of ${name}, and ${written} has ${found}`;
    this.reader.faulty.report('not-one-distribution', at, message, hint);
    return null;
  }
}

/** Reports, at the last of them, the pairs among the `blamed` assumptions as contradicting each other. */
function reportContradiction(blamed: readonly string[], all: readonly Correlation[], reader: FormulaReader): void {
  const among = all.filter(({ pair }) => pair.every((name) => blamed.includes(name)));
  const given = among.map(({ pair: [a, b], rank }) => `${a} and ${b} ${Number((rank * 100).toPrecision(6))}%`);
  const isGiven = (a: string, b: string) => among.some(({ pair }) => pair.includes(a) && pair.includes(b));
  const absent = blamed.flatMap((a, i) =>
    blamed
      .slice(i + 1)
      .filter((b) => !isGiven(a, b))
      .map((b) => `${a} and ${b}`),
  );
  const message = `these rank correlations contradict each other: ${listed(given)}`;
  const hint =
    absent.length === 0
      ? 'bring them nearer to 0'
      : `pairs that are not given have 0: give ${listed(absent, ', ', 4)} too`;
  reader.faulty.report(
    'impossible-correlations',
    reader.place(['correlate', among.at(-1)!.name, 'rank']),
    message,
    hint,
  );
}
