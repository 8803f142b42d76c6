/** The rules by which a bank's file is read: a small YAML file beside it, written once, and then the user's. */
import type { Place, Source } from '../diagnostic/diagnostic.ts';
import { type Month, parseMonth } from '../formula/month.ts';
import { SmallFile } from '../scenario/small-file.ts';
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
export const readRules = (source: Source): Rules => SmallFile.read(source, 'rules', KEYS, rulesOf) ?? NO_RULES;

function rulesOf(file: SmallFile): Rules {
  return {
    date: file.choice('date', DATE_ORDERS),
    decimal: file.choice('decimal', ['.', ',']),
    columns: columnsOf(file),
    moneyIn: file.choice('money_in', MONEY_IN),
    account: file.text(['account']),
    opening: file.text(['opening']),
    first: monthOf(file, 'first'),
    last: monthOf(file, 'last'),
    in: file.text(['in']),
    out: file.text(['out']),
    lines: file.keys(['lines']).map((text) => ({
      text,
      as: file.text(['lines', text]) ?? '',
      place: file.place(['lines', text]),
    })),
  };
}

function columnsOf(file: SmallFile): BankColumns | null {
  const keys = file.keys(['columns']);
  if (keys.length === 0) return null;
  file.checkKeys(['columns'], COLUMNS);
  return Object.fromEntries(keys.map((key) => [key, file.text(['columns', key]) ?? '']));
}

function monthOf(file: SmallFile, key: string): Month | null {
  const text = file.text([key]);
  const month = text === null ? null : parseMonth(text);
  if (text !== null && month === null) file.fault('bad-value', [key], `${key}: "${text}" is no month, YYYY-MM`);
  return month;
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
