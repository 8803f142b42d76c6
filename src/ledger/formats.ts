/** The meaning of columns by their headers: those of known exports, and those that banks use. */

export const COLUMNS = ['date', 'description', 'amount', 'debit', 'credit', 'balance', 'account'] as const;
export type ColumnName = (typeof COLUMNS)[number];
/** The header of each column, by its meaning. */
export type BankColumns = Readonly<Partial<Record<ColumnName, string>>>;

/**
 * Where incoming money stands: in the column `credit` or `debit`, or in the single column with a `positive` or
 * `negative` sign.
 */
export const MONEY_IN = ['credit', 'debit', 'positive', 'negative'] as const;
export type MoneyIn = (typeof MONEY_IN)[number];

export interface KnownFormat {
  readonly name: string;
  readonly columns: BankColumns;
  readonly moneyIn: MoneyIn;
  /** Whether rows without a date (totals and the like) occur, which are no payments. */
  readonly hasOtherRows: boolean;
}

interface ExportFormat extends Omit<KnownFormat, 'hasOtherRows'> {
  /** The export is recognised by these headers, all of which must be there. */
  readonly headers: readonly string[];
  readonly hasOtherRows?: boolean;
}

/** Exports of bookkeeping programs. In a ledger, a debit of the bank account is incoming money. */
const FORMATS: readonly ExportFormat[] = [
  {
    name: 'hledger print',
    headers: ['txnidx', 'date', 'description', 'account', 'amount', 'posting-status'],
    columns: { date: 'date', description: 'description', amount: 'amount', account: 'account' },
    moneyIn: 'positive',
  },
  {
    name: 'hledger register',
    headers: ['txnidx', 'date', 'description', 'account', 'amount', 'total'],
    columns: { date: 'date', description: 'description', amount: 'amount', balance: 'total', account: 'account' },
    moneyIn: 'positive',
  },
  {
    name: 'hledger aregister',
    headers: ['txnidx', 'date', 'description', 'otheraccounts', 'change', 'balance'],
    columns: { date: 'date', description: 'description', amount: 'change', balance: 'balance' },
    moneyIn: 'positive',
  },
  {
    name: 'Xero, account transactions',
    headers: ['date', 'source', 'description', 'debit', 'credit', 'running balance'],
    columns: {
      ...{ date: 'date', description: 'description', debit: 'debit', credit: 'credit', balance: 'running balance' },
    },
    moneyIn: 'debit',
    hasOtherRows: true,
  },
  {
    name: 'Xero, bank statement',
    headers: ['date', 'amount', 'payee', 'description', 'reference'],
    columns: { date: 'date', description: 'payee', amount: 'amount' },
    moneyIn: 'positive',
  },
  {
    name: 'QuickBooks, bank register',
    headers: ['date', 'payee', 'memo', 'payment', 'deposit', 'balance'],
    columns: { date: 'date', description: 'payee', debit: 'payment', credit: 'deposit', balance: 'balance' },
    moneyIn: 'credit',
  },
  {
    name: 'QuickBooks, transaction detail',
    headers: ['date', 'transaction type', 'name', 'amount', 'balance'],
    columns: { date: 'date', description: 'name', amount: 'amount', balance: 'balance' },
    moneyIn: 'positive',
    hasOtherRows: true,
  },
  {
    name: 'QuickBooks Desktop, register',
    headers: ['type', 'date', 'num', 'name', 'split', 'debit', 'credit', 'balance'],
    columns: { date: 'date', description: 'name', debit: 'debit', credit: 'credit', balance: 'balance' },
    moneyIn: 'debit',
    hasOtherRows: true,
  },
];

/** Headers that banks use for each column, the likeliest first. */
const WORDS: Readonly<Record<ColumnName, readonly string[]>> = {
  date: ['date', 'transaction date', 'booking date', 'posting date', 'posted date', 'buchungstag', 'buchung', 'datum'],
  description: [
    ...['description', 'payee', 'name', 'details', 'narrative', 'memo', 'text', 'transaction description'],
    ...['counterparty', 'verwendungszweck', 'buchungstext', 'libellé', 'libelle'],
  ],
  amount: ['amount', 'value', 'change', 'net amount', 'betrag', 'umsatz', 'montant'],
  debit: ['debit', 'debit amount', 'withdrawal', 'withdrawals', 'payment', 'paid out', 'money out', 'soll', 'débit'],
  credit: ['credit', 'credit amount', 'deposit', 'deposits', 'paid in', 'money in', 'haben', 'crédit'],
  balance: ['balance', 'running balance', 'account balance', 'closing balance', 'saldo', 'kontostand', 'solde'],
  account: ['account', 'account name', 'account number', 'konto'],
};

/** A header in the form in which headers are compared; the star is Xero's mark of required columns. */
export const plainHeader = (text: string): string => text.replace(/^\*/, '').trim().toLowerCase();

/** The columns that the headers name, and the export where it is a known one; null where they are no headers. */
export function bankFormatOf(
  headers: readonly string[],
): { readonly known: string | null; readonly format: KnownFormat } | null {
  const plain = headers.map(plainHeader);
  const own = (name: string): string => headers[plain.indexOf(name)]!;
  const entry = FORMATS.find((one) => one.headers.every((name) => plain.includes(name)));
  if (entry !== undefined) {
    const columns = Object.fromEntries(Object.entries(entry.columns).map(([what, name]) => [what, own(name)]));
    return { known: entry.name, format: { ...entry, columns, hasOtherRows: entry.hasOtherRows ?? false } };
  }
  const columns: Partial<Record<ColumnName, string>> = {};
  for (const what of COLUMNS) {
    const found = WORDS[what].find((word) => plain.includes(word));
    if (found !== undefined) columns[what] = own(found);
  }
  const isInTwo = columns.debit !== undefined && columns.credit !== undefined;
  if (isInTwo) delete columns.amount;
  else {
    delete columns.debit;
    delete columns.credit;
  }
  if (columns.date === undefined || (columns.amount === undefined && !isInTwo)) return null;
  return {
    known: null,
    format: { name: 'bank', columns, moneyIn: isInTwo ? 'credit' : 'positive', hasOtherRows: false },
  };
}
