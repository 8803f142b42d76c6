/** The rules by which a bank's file is read: a small YAML file beside it, written once, and then the user's. */
import { type Diagnostic, Faults, type Place, type Source } from '../diagnostic/diagnostic.ts';
import { didYouMean } from '../diagnostic/nearest.ts';
import { type Month, parseMonth } from '../formula/month.ts';
import { keyAt, type Located, readDocument, valueAt } from '../scenario/document.ts';
import type { Decimal } from './amounts.ts';
import { DATE_ORDERS, type DateOrder } from './dates.ts';
import { type BankColumns, COLUMNS, MONEY_IN, type MoneyIn } from './formats.ts';

/** A text of descriptions, and what a row that holds it is. */
export interface LineRule {
  readonly text: string;
  readonly as: string;
  readonly place: Place;
}

/** What the file of rules says; what it leaves out is found out from the bank's file. */
export interface Rules {
  readonly date: DateOrder | null;
  readonly decimal: Decimal | null;
  readonly columns: BankColumns | null;
  readonly moneyIn: MoneyIn | null;
  /** The account whose rows count, where the file has several. */
  readonly account: string | null;
  /** The balance before the first row. */
  readonly opening: string | null;
  /** The first and last month whose rows are all there. */
  readonly first: Month | null;
  readonly last: Month | null;
  /** What money that comes in, and that goes out, is where no line says otherwise. */
  readonly in: string | null;
  readonly out: string | null;
  readonly lines: readonly LineRule[];
}

export const NO_RULES: Rules = {
  ...{ date: null, decimal: null, columns: null, moneyIn: null, account: null, opening: null },
  ...{ first: null, last: null, in: null, out: null, lines: [] },
};

const KEYS = ['date', 'decimal', 'columns', 'money_in', 'account', 'opening', 'first', 'last', 'in', 'out', 'lines'];

/** Reads a file of rules. Throws Faults, all of them. */
export function readRules(source: Source): Rules {
  const { root, diagnostics } = readDocument(source);
  if (diagnostics.length > 0) throw new Faults(diagnostics);
  if (root === null || (root.kind === 'scalar' && root.text === '')) return NO_RULES;
  const reader = new RulesReader(source, root);
  const rules = reader.read();
  if (reader.faults.length > 0) throw new Faults(reader.faults);
  return rules;
}

class RulesReader {
  readonly faults: Diagnostic[] = [];

  constructor(
    private readonly source: Source,
    private readonly root: Located,
  ) {}

  read(): Rules {
    if (this.root.kind !== 'map') {
      this.fault('wrong-type', [], 'rules are a mapping of keys to values', `keys: ${KEYS.join(', ')}`);
      return NO_RULES;
    }
    this.checkKeys([], KEYS);
    return {
      date: this.choice('date', DATE_ORDERS),
      decimal: this.choice('decimal', ['.', ',']),
      columns: this.columns(),
      moneyIn: this.choice('money_in', MONEY_IN),
      account: this.text(['account']),
      opening: this.text(['opening']),
      first: this.month('first'),
      last: this.month('last'),
      in: this.text(['in']),
      out: this.text(['out']),
      lines: this.keys(['lines']).map((text) => ({
        text,
        as: this.text(['lines', text]) ?? '',
        place: this.place(['lines', text]),
      })),
    };
  }

  private columns(): BankColumns | null {
    const keys = this.keys(['columns']);
    if (keys.length === 0) return null;
    this.checkKeys(['columns'], COLUMNS);
    return Object.fromEntries(keys.map((key) => [key, this.text(['columns', key]) ?? '']));
  }

  private choice<const T extends string>(key: string, allowed: readonly T[]): T | null {
    const text = this.text([key]);
    const found = allowed.find((one) => one === text);
    if (text !== null && found === undefined) {
      const message = `${key} is "${text}"${didYouMean(text, allowed)}`;
      this.fault('bad-value', [key], message, `allowed: ${allowed.map((one) => `"${one}"`).join(', ')}`);
    }
    return found ?? null;
  }

  private month(key: string): Month | null {
    const text = this.text([key]);
    const month = text === null ? null : parseMonth(text);
    if (text !== null && month === null) this.fault('bad-value', [key], `${key}: "${text}" is no month, YYYY-MM`);
    return month;
  }

  /** The text of a value; null where there is none, with a fault where it is no single value. */
  private text(path: readonly string[]): string | null {
    const value = valueAt(this.root, path);
    if (value === null) return null;
    if (value.kind === 'scalar') return value.text.trim() || null;
    this.fault('wrong-type', path, `${path.join('.')} is a single value`);
    return null;
  }

  private keys(path: readonly string[]): string[] {
    const value = valueAt(this.root, path);
    if (value === null || (value.kind === 'scalar' && value.text === '')) return [];
    if (value.kind === 'map') return [...value.entries.keys()];
    this.fault('wrong-type', path, `${path.join('.')} is a mapping of keys to values`);
    return [];
  }

  private checkKeys(path: readonly string[], known: readonly string[]): void {
    const value = valueAt(this.root, path);
    if (value?.kind !== 'map') return;
    for (const key of value.entries.keys()) {
      if (known.includes(key)) continue;
      const message = `unknown key "${key}"${didYouMean(key, known)}`;
      this.fault('unknown-key', [...path, key], message, `allowed here: ${known.join(', ')}`);
    }
  }

  private place(path: readonly string[]): Place {
    const span = keyAt(this.root, path)?.keySpan ?? valueAt(this.root, path)?.span ?? { start: 0, end: 1 };
    return { source: this.source, start: span.start, end: span.end };
  }

  private fault(code: Diagnostic['code'], path: readonly string[], message: string, hint?: string): void {
    const base = { severity: 'error', code, place: this.place(path), message } as const;
    this.faults.push(hint === undefined ? base : { ...base, hint });
  }
}

/** What was found out of a bank's file, and by what, for the rules that are written of it. */
export interface Guessed {
  readonly known: string | null;
  readonly columns: BankColumns;
  /** Null where it is open. */
  readonly date: DateOrder | null;
  readonly dateBy: string | null;
  readonly decimal: Decimal | null;
  readonly decimalBy: string | null;
  readonly moneyIn: MoneyIn;
  readonly moneyInBy: string;
}

const quoted = (text: string): string => JSON.stringify(text);

/** The rules as a file, with what was found out, why, and what else can be said. */
export function rulesText(file: string, found: Guessed): string {
  const columns = Object.entries(found.columns).map(([what, header]) => `${what}: ${quoted(header)}`);
  const date =
    found.date === null
      ? [
          '# Day and month could be either way round: take the # away from the line that is right.',
          '# date: DD/MM/YYYY',
          '# date: MM/DD/YYYY',
        ]
      : [`date: ${found.date}${found.dateBy === null ? '' : `  # as ${quoted(found.dateBy)} shows`}`];
  const decimal =
    found.decimal === null
      ? [
          `# ${quoted(found.decimalBy!)} could be either: take the # away from the line that is right.`,
          '# decimal: "."',
          '# decimal: ","',
        ]
      : [`decimal: "${found.decimal}"${found.decimalBy === null ? '' : `  # as ${quoted(found.decimalBy)} shows`}`];
  const known = found.known === null ? [] : [`# By its headers it is an export of ${found.known}.`];
  return `${[
    `# How runway reads ${file}. Written when it was first read; yours to change.`,
    ...known,
    ...date,
    ...decimal,
    `columns: {${columns.join(', ')}}`,
    `money_in: ${found.moneyIn}  # ${found.moneyInBy}`,
    '# What money that comes in, and that goes out, counts as.',
    'in: collections',
    'out: gross_burn',
    '# Rows by a text of their description: a line of the scenario (which counts as in or out too), a flow that is',
    '# neither (equity_raised, grants, debt_drawn, asset_sales), or ignore.',
    'lines: {}',
    '#  gusto: wages',
    '#  series a: equity_raised',
    '#  transfer to savings: ignore',
  ].join('\n')}\n`;
}
