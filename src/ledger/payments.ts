/** The rows of a bank file as payments: read by the rules, put in order of time, checked against the balance. */
import { type Diagnostic, Faults, type Source } from '../diagnostic/diagnostic.ts';
import { listed } from '../diagnostic/nearest.ts';
import { amountIn, currencyOf, type DecimalFound, decimalOf } from './amounts.ts';
import { type CsvRow, faultIn, placeOfCell, readCsv } from './csv.ts';
import { type BankDay, type DateOrder, dayIn, ordersOf } from './dates.ts';
import {
  type BankColumns,
  bankFormatOf,
  type ColumnName,
  type KnownFormat,
  type MoneyIn,
  plainHeader,
} from './formats.ts';
import type { Guessed, Rules } from './rules.ts';

/** A row of the file as a payment; `line` is its line in the file, from 1. */
export interface BankPayment {
  readonly line: number;
  readonly day: BankDay;
  readonly description: string;
  /** In the file's currency; above 0 for incoming money. */
  readonly amount: number;
  /** Balance after the payment; null where the file does not tell. */
  readonly balance: number | null;
}

/** The rows below the header, with access by column. */
interface BankTable {
  readonly source: Source;
  readonly rows: readonly CsvRow[];
  readonly columns: BankColumns;
  readonly known: string | null;
  readonly format: KnownFormat;
  readonly cell: (row: CsvRow, what: ColumnName) => string;
}

/** Most rows above the header, which are titles in reports. */
const TITLES = 12;

function readTable(source: Source, rules: Rules): BankTable {
  const all = readCsv(source);
  const at = all.slice(0, TITLES).findIndex(({ cells }) => {
    if (rules.columns === null) return bankFormatOf(cells) !== null;
    return Object.values(rules.columns).some((header) => cells.map(plainHeader).includes(plainHeader(header)));
  });
  const first = all[0];
  if (at === -1 || first === undefined) {
    const found = first === undefined ? 'the file is empty' : `"${first.cells.join(', ')}"`;
    const message = `no row names a column for the date and one for the amount, or for debit and credit: ${found}`;
    const hint = 'name them in the rules, as in columns: {date: "Posted", amount: "EUR"}';
    throw new Faults([faultIn(source, first?.line ?? 1, '', message, hint)]);
  }
  const header = all[at]!;
  const guess = bankFormatOf(header.cells);
  const columns = rules.columns ?? guess!.format.columns;
  const plain = header.cells.map(plainHeader);
  const missing = Object.values(columns).filter((name) => !plain.includes(plainHeader(name)));
  if (missing.length > 0) {
    const message = `there is no column "${missing[0]}"`;
    throw new Faults([faultIn(source, header.line, '', message, `columns: ${listed(header.cells)}`)]);
  }
  const moneyIn = columns.amount === undefined ? 'credit' : 'positive';
  const format = guess?.format ?? { name: 'bank', columns, moneyIn, hasOtherRows: false };
  const place = new Map(Object.entries(columns).map(([what, name]) => [what, plain.indexOf(plainHeader(name))]));
  const cell = (row: CsvRow, what: ColumnName): string => row.cells[place.get(what) ?? -1] ?? '';
  const rows = all.slice(at + 1);
  return { source, rows, columns, known: guess?.known ?? null, format, cell };
}

const MONEY: readonly ColumnName[] = ['amount', 'debit', 'credit', 'balance'];

/** The payments read, and the assumptions made for that. */
export interface ReadPayments {
  /** In order of time; null where the file leaves a question open that only the rules can answer. */
  readonly payments: readonly BankPayment[] | null;
  readonly guessed: Guessed;
  /** Open questions, as faults that name the key of the rules. */
  readonly open: readonly Diagnostic[];
}

/**
 * Reads the payments of a bank file by its rules, in one currency. `rulesName`: file name of the rules, for messages.
 * Throws Faults.
 */
export function readPayments(source: Source, rules: Rules, rulesName: string, currency: string): ReadPayments {
  const table = readTable(source, rules);
  const rows = payingRows(table, rules, rulesName);
  checkCurrency(table, rows, currency);
  const dates = rows.map((row) => table.cell(row, 'date'));
  const { orders, by: dateBy } = ordersOf(dates);
  const order = rules.date ?? (orders.length === 1 ? orders[0]! : null);
  const cells = rows.flatMap((row) => MONEY.map((what) => table.cell(row, what)).filter((text) => text !== ''));
  const found: DecimalFound =
    rules.decimal === null ? decimalOf(cells) : { kind: 'known', decimal: rules.decimal, by: null };
  if (found.kind === 'mixed') throw new Faults([mixed(table, rows, found)]);
  const decimal = found.kind === 'known' ? found.decimal : null;
  const moneyIn = rules.moneyIn ?? table.format.moneyIn;
  const guessed = {
    ...{ known: table.known, columns: table.columns, date: order, dateBy, decimal, decimalBy: found.by, moneyIn },
    moneyInBy: table.known === null ? 'as banks write it' : `as ${table.known} has it`,
  };
  const open = openOf(table, rows, { orders: order === null ? orders : null, found, rulesName });
  if (open.length > 0 || order === null || decimal === null) return { payments: null, guessed, open };
  const payments = rows.map((row) => paymentIn(table, row, { order, decimal, moneyIn }));
  const faults = payments.flatMap((one) => ('fault' in one ? [one.fault] : []));
  if (faults.length > 0) throw new Faults(faults);
  const all = payments as BankPayment[];
  const flipped = rules.moneyIn === null ? flippedBy(all) : null;
  const right = flipped ?? all;
  const inOrder = inTime(right);
  checkBalance(source, inOrder);
  if (flipped === null) return { payments: inOrder, guessed, open };
  return {
    payments: inOrder,
    guessed: { ...guessed, moneyIn: OTHER[moneyIn], moneyInBy: 'as the balance shows' },
    open,
  };
}

const OTHER: Readonly<Record<MoneyIn, MoneyIn>> = {
  ...{ credit: 'debit', debit: 'credit', positive: 'negative', negative: 'positive' },
};

/** The rows that are payments of the account chosen. */
function payingRows(table: BankTable, rules: Rules, rulesName: string): CsvRow[] {
  const { rows, columns, cell, format, source } = table;
  const dated = rows.filter((row) => !format.hasOtherRows || ordersOf([cell(row, 'date')]).orders.length > 0);
  if (columns.account === undefined) return dated;
  const accounts = [...new Set(dated.map((row) => cell(row, 'account')))];
  if (rules.account === null) {
    if (accounts.length <= 1) return dated;
    const message = `the file has ${accounts.length} accounts: ${listed(accounts)}`;
    const hint = `say which is the bank's, as in account: ${accounts[0]}, in ${rulesName}`;
    throw new Faults([{ ...faultIn(source, dated[0]!.line, '', message, hint), code: 'missing-key' }]);
  }
  const own = dated.filter((row) => {
    const account = cell(row, 'account');
    return account === rules.account || account.startsWith(`${rules.account}:`);
  });
  if (own.length > 0) return own;
  const message = `no row is of the account "${rules.account}"`;
  throw new Faults([faultIn(source, dated[0]?.line ?? 1, '', message, `accounts: ${listed(accounts)}`)]);
}

function checkCurrency({ source, cell }: BankTable, rows: readonly CsvRow[], currency: string): void {
  for (const row of rows) {
    for (const what of MONEY) {
      const text = cell(row, what);
      const found = currencyOf(text);
      if (found === null || found === currency) continue;
      const message = `"${text}" is in ${found}, and the scenario is in ${currency}`;
      throw new Faults([{ ...faultIn(source, row.line, text, message), code: 'other-currency' }]);
    }
  }
}

function mixed(
  { source, cell }: BankTable,
  rows: readonly CsvRow[],
  { point, comma }: DecimalFound & { readonly kind: 'mixed' },
): Diagnostic {
  const row = rows.find((one) => MONEY.some((what) => cell(one, what) === comma))!;
  const message = `amounts are written in two ways: "${point}" has decimals after a point, "${comma}" after a comma`;
  return faultIn(source, row.line, comma, message);
}

/** What the file cannot tell, as both readings of its dates, or of its amounts, are possible. */
function openOf(
  { source, cell }: BankTable,
  rows: readonly CsvRow[],
  {
    orders,
    found,
    rulesName,
  }: { readonly orders: readonly DateOrder[] | null; readonly found: DecimalFound; readonly rulesName: string },
): Diagnostic[] {
  const faults: Diagnostic[] = [];
  const first = rows[0];
  if (orders !== null && first !== undefined) {
    const text = cell(first, 'date');
    const bad = rows.find((row) => ordersOf([cell(row, 'date')]).orders.length === 0) ?? null;
    if (bad !== null) {
      const wrong = cell(bad, 'date');
      faults.push(
        faultIn(source, bad.line, wrong, `"${wrong}" is no date`, 'dates are as in 2026-03-31 or 31/03/2026'),
      );
    } else if (orders.length === 0) {
      const message = 'the dates are not all of one order: some have the day first, others the month';
      faults.push(faultIn(source, first.line, text, message, `date: in ${rulesName} says which it should be`));
    } else {
      const message = `"${text}" could have the day first or the month, and no date of the file tells which`;
      const hint = `set date: DD/MM/YYYY or date: MM/DD/YYYY in ${rulesName}`;
      faults.push({
        severity: 'error',
        code: 'missing-key',
        place: placeOfCell(source, first.line, text),
        message,
        hint,
      });
    }
  }
  if (found.kind === 'open') {
    const row = rows.find((one) => MONEY.some((what) => cell(one, what) === found.by))!;
    const message = `"${found.by}" could have thousands or decimals, and no amount of the file tells which`;
    const hint = `set decimal: "." or decimal: "," in ${rulesName}`;
    faults.push({
      severity: 'error',
      code: 'missing-key',
      place: placeOfCell(source, row.line, found.by),
      message,
      hint,
    });
  }
  return faults;
}

interface Notation {
  readonly order: DateOrder;
  readonly decimal: '.' | ',';
  readonly moneyIn: MoneyIn;
}

function paymentIn(
  { source, cell }: BankTable,
  row: CsvRow,
  notation: Notation,
): BankPayment | { readonly fault: Diagnostic } {
  const { order, decimal, moneyIn } = notation;
  const fault = (text: string, message: string) => ({ fault: faultIn(source, row.line, text, message) });
  const date = cell(row, 'date');
  const day = dayIn(date, order);
  if (day === null) return fault(date, `"${date}" is no date of the order ${order}`);
  const numbers = new Map<ColumnName, number | null>();
  for (const what of MONEY) {
    const text = cell(row, what);
    const number = text === '' ? null : amountIn(text, decimal);
    if (text !== '' && number === null) return fault(text, `"${text}" is no amount with decimals after "${decimal}"`);
    numbers.set(what, number);
  }
  const [debit, credit, single] = [numbers.get('debit') ?? null, numbers.get('credit') ?? null, numbers.get('amount')];
  const isInTwo = moneyIn === 'credit' || moneyIn === 'debit';
  if (isInTwo ? debit === null && credit === null : single == null) return fault('', 'the row has no amount');
  // Some banks write outgoing amounts with a minus in their own column.
  const out = Math.abs(debit ?? 0);
  const own = isInTwo ? (credit ?? 0) - out : single!;
  const amount = moneyIn === 'debit' || moneyIn === 'negative' ? -own : own;
  return {
    line: row.line,
    day,
    description: cell(row, 'description'),
    amount: amount + 0,
    balance: numbers.get('balance')!,
  };
}

/** Tolerance of a balance: half a cent, and the rounding of sums. */
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 0.005 + 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** Whether each balance is the one before plus the row's amount. */
const follows = (payments: readonly BankPayment[], sign = 1): boolean =>
  payments.every(({ balance, amount }, i) => {
    const before = payments[i - 1]?.balance ?? null;
    return before === null || balance === null || near(before + sign * amount, balance);
  });

/** The payments with reversed signs, where balances follow only that way; else null. */
function flippedBy(payments: readonly BankPayment[]): BankPayment[] | null {
  const inOrder = inTime(payments);
  const told = inOrder.filter(({ balance }) => balance !== null).length;
  if (told < 2 || follows(inOrder)) return null;
  const flipped = payments.map((one) => ({ ...one, amount: 0 - one.amount }));
  return follows(inTime(flipped)) ? flipped : null;
}

/**
 * The payments, oldest first. Rows of one day keep their order; where all are of one day, the order in which balances
 * follow.
 */
function inTime(payments: readonly BankPayment[]): BankPayment[] {
  const [first, last] = [payments[0], payments.at(-1)];
  const turned = [...payments].reverse();
  const isTurned =
    first !== undefined &&
    (first.day.days > last!.day.days || (first.day.days === last!.day.days && !follows(payments) && follows(turned)));
  // The sort is stable, so rows of one day keep their order.
  return (isTurned ? turned : [...payments]).sort((a, b) => a.day.days - b.day.days);
}

/** Throws Faults where a balance is not the one before plus the row's amount. */
function checkBalance(source: Source, payments: readonly BankPayment[]): void {
  payments.forEach(({ line, amount, balance }, i) => {
    const before = payments[i - 1]?.balance ?? null;
    if (before === null || balance === null || near(before + amount, balance)) return;
    const shown = (x: number): string => x.toFixed(2);
    const sum = `${shown(before)} ${amount < 0 ? '-' : '+'} ${shown(Math.abs(amount))} is ${shown(before + amount)}`;
    const message = `the balance is ${shown(balance)}, and ${sum}: a row is missing, or stands twice`;
    const hint = 'without balance among the columns of its rules it is not checked, nor is cash read from it';
    throw new Faults([faultIn(source, line, '', message, hint)]);
  });
}
