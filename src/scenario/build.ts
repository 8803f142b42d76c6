import { formatMonth, type Month, parseMonth } from '../formula/month.ts';
import type { Formula } from '../formula/tree.ts';
import { readActuals } from './actuals.ts';
import { correlatedGroups, readCorrelation } from './correlations.ts';
import { readCreditor, withCriticalByDefault, withImplied } from './creditors.ts';
import { checkLenders, readDebt } from './debts.ts';
import { readExpectation } from './expectations.ts';
import { Fields, type Long } from './fields.ts';
import { type FormulaReader, readLeverSetting } from './formulas.ts';
import { readAssets, readCostLine, readFunding, readRevenueLine } from './lines.ts';
import { keyAt, locateInScalar, valueAt } from './located.ts';
import { checkPercent } from './percent.ts';
import { checkReferences, type NameKind, type Names } from './references.ts';
import type {
  Assumption,
  Claim,
  Creditor,
  Entry,
  Lever,
  LeverSetting,
  Plan,
  Scenario,
  SourceEntry,
} from './scenario.ts';
import type { File } from './schema.ts';
import { DEFAULT_CURRENCY, SECTION_NAMES } from './sections.ts';

/** What the command line changes before the file is built: formulas by the name of their assumption. */
export interface Replacements {
  readonly assumptions: ReadonlyMap<string, Replacement>;
  readonly months: number | null;
  readonly plan: string | null;
}

/**
 * The value that replaces an assumption's own. `claim` names the claim of the file; null: the command line gives it.
 */
export interface Replacement {
  readonly claim: string | null;
  readonly value: Formula;
}

const DEFAULT_MONTHS = 24;

/**
 * Turns a file of the right shape into a scenario: reads its formulas, resolves its names, fills its defaults. Faults
 * go to the reader's collector; the result is of use only where there are none.
 */
export function buildScenario(file: File, reader: FormulaReader, replace: Replacements): Scenario {
  return new Builder(file, reader, replace).build();
}

function readSourceEntry(raw: NonNullable<File['sources']>[string], entry: Entry): SourceEntry {
  return {
    ...entry,
    title: raw.title ?? null,
    publisher: raw.publisher ?? null,
    date: raw.date ?? null,
    url: raw.url ?? null,
  };
}

class Builder {
  private readonly fields: Fields;
  private readonly start: Month;

  constructor(
    private readonly file: File,
    private readonly reader: FormulaReader,
    private readonly replace: Replacements,
  ) {
    this.start = parseMonth(file.start) ?? 0;
    this.fields = new Fields(reader, this.start);
  }

  build(): Scenario {
    const { file, fields } = this;
    this.checkNames();
    const assumptions = fields.section(file.assumptions, 'assumptions', (raw, entry) => this.assumption(raw, entry));
    const correlate = fields.section(file.correlate, 'correlate', (raw, entry) =>
      readCorrelation(raw, entry, this.reader),
    );
    const levers = fields.section(file.levers, 'levers', (raw, entry) => this.lever(raw, entry));
    const revenue = fields.section(file.revenue, 'revenue', (raw, entry) => readRevenueLine(raw, entry, fields));
    const costs = fields.section(file.costs, 'costs', (raw, entry) => readCostLine(raw, entry, fields));
    const debts = fields.section(file.debts, 'debts', (raw, entry) => readDebt(raw, entry, fields));
    const creditors = this.creditors(costs, debts);
    const filed = file.months === undefined ? DEFAULT_MONTHS : Number(file.months);
    const months = this.replace.months ?? filed;
    const measurable = {
      lines: new Set([...revenue.keys(), ...costs.keys()]),
      creditors: new Set(creditors.keys()),
      first: this.start,
      last: this.start + months - 1,
    };
    const scenario: Scenario = {
      name: file.name?.trim() || null,
      description: file.description?.trim() ?? null,
      start: this.start,
      months,
      currency: file.currency ?? DEFAULT_CURRENCY,
      seed: file.seed === undefined ? 1 : Number(file.seed),
      sources: fields.section(file.sources, 'sources', readSourceEntry),
      assumptions,
      correlate,
      groups: correlatedGroups(correlate, assumptions, new Set(fields.keys(['assumptions'])), this.reader),
      levers,
      cash: fields.once(['cash'], 'cash'),
      reserve: fields.monthly(['reserve'], 0),
      assets: readAssets(file.assets, fields),
      revenue,
      costs,
      creditors,
      debts,
      funding: fields.section(file.funding, 'funding', (raw, entry) => readFunding(raw, entry, fields)),
      plans: fields.section(file.plans, 'plans', (_, entry) => this.plan(entry, levers)),
      checks: fields.section(file.checks, 'checks', (raw, entry) =>
        readExpectation(raw, entry, ['checks', entry.name], this.reader, measurable),
      ),
      reported: fields.section(file.reported, 'reported', (raw, entry) =>
        readExpectation(raw, entry, ['reported', entry.name], this.reader, measurable),
      ),
      actuals: readActuals(fields, measurable),
      past: null,
      plan: this.replace.plan,
      overridden: { set: [], months: months === filed ? null : filed, bank: null },
    };
    this.checkSources(scenario);
    this.checkReferences(scenario);
    return scenario;
  }

  /** The creditors that the file names, then those that costs and debts imply. */
  private creditors(costs: Scenario['costs'], debts: Scenario['debts']): Map<string, Creditor> {
    const { file, fields } = this;
    const named = fields.section(file.creditors, 'creditors', (raw, entry) => readCreditor(raw, entry, fields));
    const all = withImplied(named, costs, debts, new Set(fields.keys(['creditors'])));
    checkLenders(debts, all, fields);
    return withCriticalByDefault(all, (name) => fields.keys(['creditors', name]));
  }

  /** Checks the names of every section as the file writes them, those of faulty entries too. */
  private checkNames(): void {
    const { fields } = this;
    const first = new Map<string, string>();
    for (const section of SECTION_NAMES) {
      const located = valueAt(this.reader.root, [section]);
      if (located?.kind !== 'map') continue;
      for (const { key } of located.entries.values()) {
        const path = [section, key];
        fields.checkName(key, this.reader.keyPlace(path));
        if (section === 'assumptions')
          for (const claim of fields.keys([section, key, 'claims']))
            fields.checkName(claim, this.reader.keyPlace([section, key, 'claims', claim]));
        if (!['assumptions', 'levers', 'revenue', 'costs'].includes(section)) continue;
        const other = first.get(key);
        if (other !== undefined)
          fields.fault(
            'duplicate-name',
            this.reader.keyPlace(path),
            `"${key}" stands under ${other} and under ${section}`,
            'assumptions, levers, revenue and costs share their names: rename one of them',
          );
        else first.set(key, section);
      }
    }
  }

  private assumption(raw: Long<NonNullable<File['assumptions']>[string]>, entry: Entry): Assumption {
    const { fields } = this;
    const path = ['assumptions', entry.name];
    const what = path.join('.');
    const replaced = this.replace.assumptions.get(entry.name);
    const written = fields.use(fields.main(path, 'value'), 'monthly', true, what);
    if (replaced !== undefined) fields.uses.push({ formula: replaced.value, role: 'monthly', draws: true, what });
    const claims = new Map<string, Claim>();
    for (const [name, value] of Object.entries(raw.claims ?? {})) {
      const at = [...path, 'claims', name];
      const long = typeof value === 'string' ? {} : value;
      claims.set(name, {
        ...fields.entry(at, long),
        value: fields.use(fields.main(at, 'value'), 'monthly', true, at.join('.')),
      });
    }
    const { value, claim } = replaced ?? { value: written, claim: null };
    return { ...entry, value, written, replaced: replaced === undefined ? null : { claim }, claims };
  }

  private lever(raw: Long<NonNullable<File['levers']>[string]>, entry: Entry): Lever {
    const { fields } = this;
    const path = ['levers', entry.name];
    const number = (key: string) => this.reader.constant([...path, key]);
    const value = this.reader.constant(fields.main(path, 'value'));
    const range = raw.range === undefined ? null : this.range([...path, 'range'], raw.range.length);
    const step = raw.step === undefined ? null : number('step');
    if (step !== null && !(step > 0))
      fields.fault('bad-range', this.reader.place([...path, 'step']), 'a step must be above 0');
    const pain = raw.pain === undefined ? 1 : number('pain');
    if (!(pain >= 0)) fields.fault('bad-range', this.reader.place([...path, 'pain']), 'pain cannot be below 0');
    const from = raw.from === undefined ? this.start : (parseMonth(raw.from) ?? this.start);
    const until = raw.until === undefined ? null : parseMonth(raw.until);
    if (until !== null && until < from) {
      const message = `levers.${entry.name} ends in ${formatMonth(until)}, before it begins, ${formatMonth(from)}`;
      fields.fault('bad-dates', fields.wholePlace([...path, 'until']), message, 'until is the last month in force');
    }
    const written = [fields.text(fields.main(path, 'value')), ...(raw.range ?? []), raw.step ?? ''].join(' ');
    const isShare = written.includes('%') || (range !== null && range[0] >= -1 && range[1] <= 1);
    const isRangeInPercent = (raw.range ?? []).some((bound) => bound.includes('%'));
    const main = fields.main(path, 'value');
    checkPercent(
      entry.name,
      { range, isRangeInPercent },
      fields.text(main),
      this.reader.place(main),
      this.reader.faulty,
    );
    const delay = Number(raw.delay ?? 0);
    return { ...entry, value, range, step, isShare, isRangeInPercent, from, until, delay, pain };
  }

  private range(path: readonly string[], length: number): readonly [number, number] | null {
    const numbers = Array.from({ length }, (_, i) => this.reader.constant([...path, i]));
    if (numbers.length === 2 && numbers[0]! <= numbers[1]!) return [numbers[0]!, numbers[1]!];
    this.fields.fault('bad-range', this.reader.place(path), 'a range is [lowest, highest]');
    return null;
  }

  private plan(entry: Entry, levers: ReadonlyMap<string, Lever>): Plan {
    const { fields } = this;
    const set = new Map<string, LeverSetting>();
    const known = new Set(fields.keys(['levers']));
    for (const name of fields.keys(['plans', entry.name, 'set'])) {
      const path = ['plans', entry.name, 'set', name];
      const value = valueAt(this.reader.root, path);
      if (!known.has(name)) this.reader.faulty.unknown('lever', name, known, this.reader.keyPlace(path));
      if (value?.kind !== 'scalar') continue;
      // The setting is read from the value's text alone; places of its faults are then moved to where the file has it.
      const own = { name: this.reader.source.name, text: value.text };
      const before = this.reader.faulty.diagnostics.length;
      const setting = readLeverSetting(
        own,
        { start: 0, end: value.text.length },
        this.reader.currency,
        this.reader.faulty,
      );
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
    const known = new Set(this.fields.keys(['sources']));
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
    const { fields } = this;
    const kinds = new Map<string, NameKind>();
    const sections = { assumptions: 'assumption', levers: 'lever', revenue: 'revenue', costs: 'cost' } as const;
    for (const [section, kind] of Object.entries(sections))
      for (const name of fields.keys([section])) kinds.set(name, kind);
    const formulas = new Map<string, Formula>();
    for (const { name, value } of scenario.assumptions.values()) formulas.set(name, value);
    for (const { name, amount } of [...scenario.revenue.values(), ...scenario.costs.values()]) {
      // A name with two formulas is left out: nobody can say which of them it depends by.
      if (!formulas.delete(name)) formulas.set(name, amount);
    }
    const creditors = new Set([...scenario.creditors.keys(), ...fields.keys(['creditors'])]);
    const funding = new Set(fields.keys(['funding']));
    const names: Names = { kinds, creditors, funding, formulas };
    checkReferences(fields.uses, names, this.reader.faulty);
  }
}
