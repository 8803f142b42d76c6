/** The rules for reading a bank file: a small YAML file beside it, written by the program once, and then the user's. */
import type { Place, Source } from '../diagnostic/diagnostic.ts';
import { type Month, parseMonth } from '../formula/month.ts';
import { SmallFile } from '../scenario/small-file.ts';
import type { Decimal } from './amounts.ts';
import { DATE_ORDERS, type DateOrder } from './dates.ts';
import { type BankColumns, COLUMNS, MONEY_IN, type MoneyIn } from './formats.ts';

/** A text to find in descriptions, and the figure that such a row adds to. */
export interface LineRule {
  readonly text: string;
  readonly as: string;
  readonly place: Place;
}

/** The rules; what they leave out is inferred from the bank file. */
export interface Rules {
  readonly date: DateOrder | null;
  readonly decimal: Decimal | null;
  readonly columns: BankColumns | null;
  readonly moneyIn: MoneyIn | null;
  /** The account whose rows count, where the file has several. */
  readonly account: string | null;
  /** Balance before the first row, as written. */
  readonly opening: string | null;
  /** `first` and `last`: first and last month that the rows cover completely. */
  readonly first: Month | null;
  readonly last: Month | null;
  /** The figure that incoming (`in`) and outgoing (`out`) money adds to, where no line of the rules matches. */
  readonly in: string | null;
  readonly out: string | null;
  readonly lines: readonly LineRule[];
}

export const NO_RULES: Rules = {
  ...{ date: null, decimal: null, columns: null, moneyIn: null, account: null, opening: null },
  ...{ first: null, last: null, in: null, out: null, lines: [] },
};

const KEYS = ['date', 'decimal', 'columns', 'money_in', 'account', 'opening', 'first', 'last', 'in', 'out', 'lines'];

/** Reads the rules. Throws Faults, all together. */
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

/** What was inferred from a bank file and why (`…By`), for the rules to be written. */
export interface Guessed {
  readonly known: string | null;
  readonly columns: BankColumns;
  /** Null where the file leaves it open. */
  readonly date: DateOrder | null;
  readonly dateBy: string | null;
  readonly decimal: Decimal | null;
  readonly decimalBy: string | null;
  readonly moneyIn: MoneyIn;
  readonly moneyInBy: string;
}

const quoted = (text: string): string => JSON.stringify(text);

/** Text of the rules file: what was inferred, why, and what else can be set. */
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
