import type { Place } from '../diagnostic/diagnostic.ts';
import { isReserved, NAME } from '../formula/functions.ts';
import { type Month, parseMonth } from '../formula/month.ts';
import type { Formula } from '../formula/tree.ts';
import { CUT_SHORT } from './commas.ts';
import { correlatedGroups, readCorrelation } from './correlations.ts';
import { DEFAULT_PRIORITY, debtDateFaults, withImplied } from './debtors.ts';
import { keyAt, locateInScalar, valueAt } from './document.ts';
import { readExpectation } from './expectations.ts';
import { constantFormula, type FormulaReader, readLeverSetting } from './formulas.ts';
import { checkPercent } from './percent.ts';
import { checkReferences, type NameKind, type Names, type Use } from './references.ts';
import type {
  Assumption,
  Claim,
  CostLine,
  Creditor,
  Debt,
  Entry,
  Funding,
  Lever,
  LeverSetting,
  Plan,
  RevenueLine,
  Scenario,
  SourceEntry,
} from './scenario.ts';
import type { File } from './schema.ts';
import { SECTION_NAMES } from './schema.ts';

/** What the command line changes before the file is built: formulas by the name of their assumption. */
export interface Replacements {
  readonly assumptions: ReadonlyMap<string, Formula>;
  readonly months: number | null;
  readonly plan: string | null;
}

type Common = { label?: string | undefined; note?: string | undefined; source?: string | undefined };
type Long<T> = Exclude<T, string>;

const DEFAULT_MONTHS = 24;
/** Longest list of shares: what is collected later than any horizon reaches. */
const MAX_COLLECT = 240;
const OTHERS = 'others';

/**
 * Turns a file of the right shape into a scenario: reads its formulas, resolves its names, fills its defaults. Faults go to
 * the reader's collector; the result is of use only where there are none.
 */
export function buildScenario(file: File, reader: FormulaReader, replace: Replacements): Scenario {
  return new Builder(file, reader, replace).build();
}

class Builder {
  private readonly uses: Use[] = [];
  private readonly start: Month;

  constructor(
    private readonly file: File,
    private readonly reader: FormulaReader,
    private readonly replace: Replacements,
  ) {
    this.start = parseMonth(file.start) ?? 0;
  }

  build(): Scenario {
    const { file } = this;
    this.checkNames();
    const sources = this.section(
      file.sources,
      'sources',
      (raw, entry): SourceEntry => ({
        ...entry,
        title: raw.title ?? null,
        publisher: raw.publisher ?? null,
        date: raw.date ?? null,
        url: raw.url ?? null,
      }),
    );
    const assumptions = this.section(file.assumptions, 'assumptions', (raw, entry) => this.assumption(raw, entry));
    const correlate = this.section(file.correlate, 'correlate', (raw, entry) =>
      readCorrelation(raw, entry, this.reader),
    );
    const levers = this.section(file.levers, 'levers', (raw, entry) => this.lever(raw, entry));
    const revenue = this.section(file.revenue, 'revenue', (raw, entry) => this.revenueLine(raw, entry));
    const costs = this.section(file.costs, 'costs', (raw, entry) => this.costLine(raw, entry));
    const debts = this.section(file.debts, 'debts', (raw, entry) => this.debt(raw, entry));
    const creditors = withImplied(
      this.section(file.creditors, 'creditors', (raw, entry) => this.creditor(raw, entry)),
      costs,
      debts,
      new Set(this.keys(['creditors'])),
    );
    const measurable = { lines: new Set([...revenue.keys(), ...costs.keys()]), creditors: new Set(creditors.keys()) };
    const scenario: Scenario = {
      name: file.name?.trim() || null,
      description: file.description?.trim() ?? null,
      start: this.start,
      months: this.replace.months ?? (file.months === undefined ? DEFAULT_MONTHS : Number(file.months)),
      currency: file.currency ?? 'USD',
      seed: file.seed === undefined ? 1 : Number(file.seed),
      sources,
      assumptions,
      correlate,
      groups: correlatedGroups(correlate, assumptions, new Set(this.keys(['assumptions'])), this.reader),
      levers,
      cash: this.once(['cash'], 'cash'),
      reserve: this.monthly(['reserve'], 0),
      assets: file.assets === undefined ? 0 : this.assets(),
      revenue,
      costs,
      creditors,
      debts,
      funding: this.section(file.funding, 'funding', (raw, entry) => this.funding(raw, entry)),
      plans: this.section(file.plans, 'plans', (_, entry) => this.plan(entry, levers)),
      checks: this.section(file.checks, 'checks', (raw, entry) =>
        readExpectation(raw, entry, ['checks', entry.name], this.reader, measurable),
      ),
      reported: this.section(file.reported, 'reported', (raw, entry) =>
        readExpectation(raw, entry, ['reported', entry.name], this.reader, measurable),
      ),
      plan: this.replace.plan,
    };
    this.checkSources(scenario);
    this.checkReferences(scenario);
    return scenario;
  }

  private fault(...args: Parameters<FormulaReader['faulty']['report']>): void {
    this.reader.faulty.report(...args);
  }

  /** Names of every section, as they stand in the file: a name whose entry was faulty is still a name. */
  private checkNames(): void {
    const first = new Map<string, string>();
    for (const section of SECTION_NAMES) {
      const located = valueAt(this.reader.root, [section]);
      if (located?.kind !== 'map') continue;
      for (const { key } of located.entries.values()) {
        const path = [section, key];
        this.checkName(key, this.reader.keyPlace(path));
        if (section === 'assumptions')
          for (const claim of this.keys([section, key, 'claims']))
            this.checkName(claim, this.reader.keyPlace([section, key, 'claims', claim]));
        if (!['assumptions', 'levers', 'revenue', 'costs'].includes(section)) continue;
        const other = first.get(key);
        if (other !== undefined)
          this.fault(
            'duplicate-name',
            this.reader.keyPlace(path),
            `"${key}" stands under ${other} and under ${section}`,
            'assumptions, levers, revenue and costs share their names: rename one of them',
          );
        else first.set(key, section);
      }
    }
  }

  private keys(path: readonly string[]): string[] {
    const located = valueAt(this.reader.root, path);
    return located?.kind === 'map' ? [...located.entries.keys()] : [];
  }

  private checkName(name: string, place: Place): boolean {
    if (name.includes(')')) this.fault('bad-name', place, `"${name}" is the rest of a formula: ${CUT_SHORT}`);
    else if (isReserved(name))
      this.fault(
        'bad-name',
        place,
        `"${name}" is a word of the formula language and cannot be a name`,
        `write ${name}_1, or another word`,
      );
    else if (!NAME.test(name))
      this.fault(
        'bad-name',
        place,
        `"${name}" is no name`,
        `a name is a small letter, then small letters, digits and _${asName(name)}`,
      );
    else return true;
    return false;
  }

  /** The entries of a section, in the order of the file. */
  private section<R, T extends Entry>(
    raw: Record<string, R> | undefined,
    section: string,
    read: (raw: Long<R>, entry: Entry) => T,
  ): Map<string, T> {
    const entries = new Map<string, T>();
    for (const [name, value] of Object.entries(raw ?? {})) {
      const long = (typeof value === 'string' ? {} : value) as Long<R>;
      entries.set(name, read(long, this.entry([section, name], long as Common)));
    }
    return entries;
  }

  private entry(path: readonly string[], raw: Common): Entry {
    return {
      name: path.at(-1)!,
      label: raw.label?.trim() ?? null,
      note: raw.note?.trim() ?? null,
      source: raw.source?.trim() ?? null,
      place: this.reader.keyPlace(path),
    };
  }

  /** The path of the formula of an entry that may be written short. */
  private main(path: readonly string[], key: string): readonly string[] {
    return valueAt(this.reader.root, path)?.kind === 'map' ? [...path, key] : path;
  }

  private text(path: readonly PropertyKey[]): string {
    const value = valueAt(this.reader.root, path);
    return value?.kind === 'scalar' ? value.text : '';
  }

  private has(path: readonly PropertyKey[]): boolean {
    return keyAt(this.reader.root, path) !== null;
  }

  private use(path: readonly PropertyKey[], role: Use['role'], draws: boolean, what: string): Formula {
    const formula = this.reader.formula(path);
    this.uses.push({ formula, role, draws, what });
    return formula;
  }

  private once(path: readonly PropertyKey[], what: string, otherwise?: number): Formula {
    if (otherwise !== undefined && !this.has(path))
      return constantFormula(otherwise, this.reader.keyPlace(path.slice(0, -1)));
    return this.use(path, 'once', false, what);
  }

  private monthly(path: readonly PropertyKey[], otherwise?: number): Formula {
    if (otherwise !== undefined && !this.has(path))
      return constantFormula(otherwise, this.reader.keyPlace(path.slice(0, -1)));
    return this.use(path, 'monthly', false, path.join('.'));
  }

  private optional(path: readonly PropertyKey[]): Formula | null {
    return this.has(path) ? this.monthly(path) : null;
  }

  private list(path: readonly string[], read: (path: readonly PropertyKey[]) => Formula): Formula[] {
    const located = valueAt(this.reader.root, path);
    return located?.kind === 'list' ? located.items.map((_, i) => read([...path, i])) : [];
  }

  private assets(): number {
    const value = this.reader.constant(['assets']);
    if (value < 0) this.fault('negative-amount', this.reader.place(['assets']), 'other assets cannot be below zero');
    return value;
  }

  private assumption(raw: Long<NonNullable<File['assumptions']>[string]>, entry: Entry): Assumption {
    const path = ['assumptions', entry.name];
    const what = path.join('.');
    const replaced = this.replace.assumptions.get(entry.name);
    const written = this.use(this.main(path, 'value'), 'monthly', true, what);
    if (replaced !== undefined) this.uses.push({ formula: replaced, role: 'monthly', draws: true, what });
    const claims = new Map<string, Claim>();
    for (const [name, value] of Object.entries(raw.claims ?? {})) {
      const at = [...path, 'claims', name];
      const long = typeof value === 'string' ? {} : value;
      claims.set(name, {
        ...this.entry(at, long),
        value: this.use(this.main(at, 'value'), 'monthly', true, at.join('.')),
      });
    }
    return { ...entry, value: replaced ?? written, claims };
  }

  private lever(raw: Long<NonNullable<File['levers']>[string]>, entry: Entry): Lever {
    const path = ['levers', entry.name];
    const number = (key: string) => this.reader.constant([...path, key]);
    const value = this.reader.constant(this.main(path, 'value'));
    const range = raw.range === undefined ? null : this.range([...path, 'range'], raw.range.length);
    const step = raw.step === undefined ? null : number('step');
    if (step !== null && !(step > 0))
      this.fault('bad-range', this.reader.place([...path, 'step']), 'a step must be above 0');
    const pain = raw.pain === undefined ? 1 : number('pain');
    if (!(pain >= 0)) this.fault('bad-range', this.reader.place([...path, 'pain']), 'pain cannot be below 0');
    const from = raw.from === undefined ? this.start : (parseMonth(raw.from) ?? this.start);
    const written = [this.text(this.main(path, 'value')), ...(raw.range ?? []), raw.step ?? ''].join(' ');
    const isShare = written.includes('%') || (range !== null && range[0] >= -1 && range[1] <= 1);
    const isRangeInPercent = (raw.range ?? []).some((bound) => bound.includes('%'));
    const main = this.main(path, 'value');
    checkPercent(entry.name, { range, isRangeInPercent }, this.text(main), this.reader.place(main), this.reader.faulty);
    return { ...entry, value, range, step, isShare, isRangeInPercent, from, delay: Number(raw.delay ?? 0), pain };
  }

  private range(path: readonly string[], length: number): readonly [number, number] | null {
    const numbers = Array.from({ length }, (_, i) => this.reader.constant([...path, i]));
    if (numbers.length === 2 && numbers[0]! <= numbers[1]!) return [numbers[0]!, numbers[1]!];
    this.fault('bad-range', this.reader.place(path), 'a range is [lowest, highest]');
    return null;
  }

  private revenueLine(raw: Long<NonNullable<File['revenue']>[string]>, entry: Entry): RevenueLine {
    const path = ['revenue', entry.name];
    const collect =
      raw.collect === undefined
        ? [constantFormula(1, entry.place)]
        : this.list([...path, 'collect'], (at) => this.monthly(at));
    if (collect.length === 0)
      this.fault(
        'bad-value',
        this.reader.place([...path, 'collect']),
        `${path.join('.')}.collect is an empty list, by which nothing is ever collected`,
        'write [0%] where all of it is bad debt; left out, it is [100%]',
      );
    if (collect.length > MAX_COLLECT)
      this.fault('bad-value', this.reader.place([...path, 'collect']), `at most ${MAX_COLLECT} shares are collected`);
    const receivable = this.list([...path, 'receivable'], (at) => this.once(at, `${path.join('.')}.receivable`));
    return { ...entry, amount: this.monthly(this.main(path, 'amount')), collect, receivable };
  }

  private costLine(raw: Long<NonNullable<File['costs']>[string]>, entry: Entry): CostLine {
    const path = ['costs', entry.name];
    if (raw.to !== undefined) this.checkName(raw.to, this.reader.place([...path, 'to']));
    return { ...entry, amount: this.monthly(this.main(path, 'amount')), to: raw.to ?? OTHERS };
  }

  private creditor(raw: NonNullable<File['creditors']>[string], entry: Entry): Creditor {
    const path = ['creditors', entry.name];
    const what = path.join('.');
    const critical = raw.critical === 'true';
    if (critical && raw.pay !== undefined) {
      const key = this.reader.keyPlace([...path, 'pay']);
      const place = { ...key, end: this.reader.place([...path, 'pay']).end };
      this.fault(
        'pay-on-critical',
        place,
        `${what} is critical: it is paid all it is due, or the company fails`,
        'remove pay, or critical',
      );
    }
    return {
      ...entry,
      termMonths: raw.terms === undefined ? 0 : Number(raw.terms.slice(3)) / 30,
      priority: raw.priority === undefined ? DEFAULT_PRIORITY : Number(raw.priority),
      critical,
      due: this.list([...path, 'due'], (at) => this.once(at, `${what}.due`)),
      overdue: this.once([...path, 'overdue'], `${what}.overdue`, 0),
      overdueMonths: this.once([...path, 'overdue_months'], `${what}.overdue_months`, 0),
      lateFee: this.monthly([...path, 'late_fee'], 0),
      pay: this.monthly([...path, 'pay'], 1),
      forgive: this.monthly([...path, 'forgive'], 0),
      limit: this.optional([...path, 'limit']),
      patience: this.optional([...path, 'patience']),
      then: raw.then ?? 'suspend',
    };
  }

  private debt(raw: NonNullable<File['debts']>[string], entry: Entry): Debt {
    const path = ['debts', entry.name];
    if (raw.lender !== undefined) this.checkName(raw.lender, this.reader.place([...path, 'lender']));
    const draw = raw.draw === undefined ? null : parseMonth(raw.draw);
    const due = parseMonth(raw.due) ?? this.start;
    const converts = raw.converts === undefined ? null : parseMonth(raw.converts);
    for (const { key, message } of debtDateFaults({ draw, due, converts }, this.start)) {
      this.fault('bad-dates', this.reader.place([...path, key]), `${path.join('.')} ${message}`);
    }
    return {
      ...entry,
      principal: this.once([...path, 'principal'], `${path.join('.')}.principal`),
      draw,
      rate: this.monthly([...path, 'rate'], 0),
      kind: raw.kind,
      due,
      converts,
      lender: raw.lender ?? entry.name,
    };
  }

  private funding(raw: NonNullable<File['funding']>[string], entry: Entry): Funding {
    const path = ['funding', entry.name];
    const what = path.join('.');
    const month = parseMonth(raw.month.trim());
    return {
      ...entry,
      amount: this.use([...path, 'amount'], 'monthly', true, `${what}.amount`),
      month,
      monthFormula: month === null ? this.use([...path, 'month'], 'once', true, `${what}.month`) : null,
      probability: this.once([...path, 'probability'], `${what}.probability`, 1),
      kind: raw.kind ?? 'equity',
    };
  }

  private plan(entry: Entry, levers: ReadonlyMap<string, Lever>): Plan {
    const set = new Map<string, LeverSetting>();
    const known = new Set(this.keys(['levers']));
    for (const name of this.keys(['plans', entry.name, 'set'])) {
      const path = ['plans', entry.name, 'set', name];
      const value = valueAt(this.reader.root, path);
      if (!known.has(name)) this.reader.faulty.unknown('lever', name, known, this.reader.keyPlace(path));
      if (value?.kind !== 'scalar') continue;
      // The setting is read from the value itself, then placed back where the file has it.
      const own = { name: this.reader.source.name, text: value.text };
      const before = this.reader.faulty.diagnostics.length;
      const setting = readLeverSetting(own, { start: 0, end: value.text.length }, this.reader.faulty);
      const found = this.reader.faulty.diagnostics.splice(before);
      for (const diagnostic of found) {
        const place = diagnostic.place === null ? null : locateInScalar(this.reader.source, value, diagnostic.place);
        this.reader.faulty.diagnostics.push({ ...diagnostic, place });
      }
      const lever = levers.get(name);
      if (lever !== undefined) checkPercent(name, lever, value.text, this.reader.place(path), this.reader.faulty);
      set.set(name, { ...setting, place: this.reader.place(path) });
    }
    return { ...entry, set };
  }

  /** A `source:` names an entry of `sources`. */
  private checkSources(scenario: Scenario): void {
    const known = new Set(this.keys(['sources']));
    const check = (entry: Entry, path: readonly string[]) => {
      if (entry.source === null || known.has(entry.source)) return;
      this.reader.faulty.unknown('source', entry.source, known, this.reader.place([...path, 'source']));
    };
    for (const section of SECTION_NAMES) {
      for (const entry of scenario[section].values()) {
        if (keyAt(this.reader.root, [section, entry.name]) !== null) check(entry, [section, entry.name]);
      }
    }
    for (const { name, claims } of scenario.assumptions.values()) {
      for (const claim of claims.values()) check(claim, ['assumptions', name, 'claims', claim.name]);
    }
  }

  private checkReferences(scenario: Scenario): void {
    const kinds = new Map<string, NameKind>();
    const sections = { assumptions: 'assumption', levers: 'lever', revenue: 'revenue', costs: 'cost' } as const;
    for (const [section, kind] of Object.entries(sections))
      for (const name of this.keys([section])) kinds.set(name, kind);
    const formulas = new Map<string, Formula>();
    for (const { name, value } of scenario.assumptions.values()) formulas.set(name, value);
    for (const { name, amount } of [...scenario.revenue.values(), ...scenario.costs.values()]) {
      // Of a name that stands twice nobody can say on what it depends.
      if (!formulas.delete(name)) formulas.set(name, amount);
    }
    const creditors = new Set([...scenario.creditors.keys(), ...this.keys(['creditors'])]);
    const names: Names = { kinds, creditors, formulas };
    checkReferences(this.uses, names, this.reader.faulty);
  }
}

/** `: write office_rent`, where a name can be made of what stands there. */
function asName(text: string): string {
  const name = text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '');
  return name !== '' && NAME.test(name) && !isReserved(name) && name.length <= 40 ? `: write ${name}` : '';
}
