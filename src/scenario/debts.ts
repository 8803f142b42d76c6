import { formatMonth, type Month, parseMonth } from '../formula/month.ts';
import { dayOf, type Fields } from './fields.ts';
import type { Creditor, Debt, Entry } from './scenario.ts';
import type { File } from './schema.ts';

type RawDebt = NonNullable<File['debts']>[string];

/** By kind of debt the keys that no other kind has. */
const KEYS_OF_KINDS = {
  payment: 'scheduled',
  limit: 'revolving',
  keep: 'revolving',
  interest_only_months: 'amortising',
} as const;

/** By kind of debt the key that it must have, with an example of it. */
const REQUIRED: Readonly<Partial<Record<Debt['kind'], { key: 'payment' | 'limit' | 'due'; example: string }>>> = {
  scheduled: { key: 'payment', example: 'payment: 6% * sales' },
  revolving: { key: 'limit', example: 'limit: 5M' },
  interest_only: { key: 'due', example: 'due: 2027-12' },
  amortising: { key: 'due', example: 'due: 2027-12' },
  accruing: { key: 'due', example: 'due: 2027-12' },
};

export function readDebt(raw: RawDebt, entry: Entry, fields: Fields): Debt {
  const path = ['debts', entry.name];
  if (raw.lender !== undefined) fields.checkName(raw.lender, fields.reader.place([...path, 'lender']));
  checkKeys(raw, path, fields);
  const debt: Debt = {
    ...entry,
    principal: fields.once([...path, 'principal'], `${path.join('.')}.principal`),
    premium: fields.has([...path, 'premium']) ? fields.once([...path, 'premium'], `${path.join('.')}.premium`) : null,
    draw: fields.event([...path, 'draw'], raw.draw),
    rate: fields.monthly([...path, 'rate'], 0),
    kind: raw.kind,
    due: raw.due === undefined ? null : parseMonth(raw.due),
    interestOnlyMonths: Number(raw.interest_only_months ?? 0),
    converts: fields.event([...path, 'converts'], raw.converts),
    call: fields.event([...path, 'call'], raw.call),
    payment: fields.optional([...path, 'payment']),
    limit: fields.optional([...path, 'limit']),
    keep: fields.optional([...path, 'keep']),
    lender: raw.lender ?? entry.name,
    day: dayOf(raw.day),
  };
  for (const { key, message } of debtDateFaults(debt, fields.start))
    fields.fault('bad-dates', fields.reader.place([...path, key]), `${path.join('.')} ${message}`);
  return debt;
}

function checkKeys(raw: RawDebt, path: readonly string[], fields: Fields): void {
  const what = path.join('.');
  for (const [key, kind] of Object.entries(KEYS_OF_KINDS)) {
    if (raw.kind === kind) continue;
    const message = `${what} is ${raw.kind}, and ${key} is of debts that are ${kind}`;
    fields.misplaced([...path, key], message, `remove ${key}, or write kind: ${kind}`);
  }
  if (raw.kind === 'revolving') {
    for (const key of ['draw', 'premium', 'converts', 'day']) {
      const message = `${what} is revolving: it is drawn and repaid by itself, and has no ${key}`;
      fields.misplaced([...path, key], message, `remove ${key}, or write another kind`);
    }
  } else if (!fields.has([...path, 'draw'])) {
    const message = `${what} has a premium and no draw: it is owed on top of what is drawn`;
    fields.misplaced([...path, 'premium'], message, 'add draw: 2024-03, or make it part of the principal');
    fields.misplaced(
      [...path, 'day'],
      `${what} has a day and no draw: it says when the money comes in`,
      'add draw: 2024-03, or remove day; when a debt is paid is the day of its lender',
    );
  }
  const required = REQUIRED[raw.kind];
  // A key whose value cannot be read is reported already.
  if (required === undefined || fields.has([...path, required.key])) return;
  const message = `${what} is ${raw.kind} and has no "${required.key}", which is required`;
  fields.fault('missing-key', fields.reader.keyPlace(path), message, `add ${required.example}`);
}

/** Reports lenders of credit lines that have `pay`: a line draws and repays by itself, so nothing is paid by choice. */
export function checkLenders(
  debts: ReadonlyMap<string, Debt>,
  creditors: ReadonlyMap<string, Creditor>,
  fields: Fields,
): void {
  for (const { name, kind, lender } of debts.values()) {
    if (kind !== 'revolving' || !creditors.has(lender)) continue;
    const message = `creditors.${lender} lends debts.${name}, which is revolving, and cannot be paid by choice`;
    fields.misplaced(['creditors', lender, 'pay'], message, 'remove pay');
  }
}

type DateKey = 'draw' | 'due' | 'converts' | 'call';

/** The faults of a debt's months: each the key to blame, and a message that begins with a verb, as `is drawn in …`. */
function debtDateFaults(debt: Debt, start: Month): { key: DateKey; message: string }[] {
  const faults: { key: DateKey; message: string }[] = [];
  const open = formatMonth(start);
  const draw = debt.draw?.kind === 'month' ? debt.draw.month : null;
  const { due } = debt;
  const wrong = (key: DateKey, message: string) => faults.push({ key, message });
  if (draw !== null && draw < start)
    wrong(
      'draw',
      `is drawn in ${formatMonth(draw)}, before the start, ${open}; leave draw out where it is outstanding`,
    );
  if (draw !== null && due !== null && due <= draw)
    wrong('due', `falls due in ${formatMonth(due)}, not after it is drawn, ${formatMonth(draw)}`);
  if (draw === null && due !== null && due < start)
    wrong(
      'due',
      `fell due in ${formatMonth(due)}, before the start, ${open}: what is unpaid is the lender's \`overdue\``,
    );
  for (const [key, is, was] of [
    ['converts', 'converts', 'converted'],
    ['call', 'is called', 'was called'],
  ] as const) {
    const event = debt[key];
    if (event?.kind !== 'month') continue;
    const when = formatMonth(event.month);
    // A call after the due month is warned of by `lint`, as it has no effect; a conversion then is a fault.
    if (key === 'converts' && due !== null && event.month > due)
      wrong(key, `${is} in ${when}, after it falls due, ${formatMonth(due)}`);
    if (draw !== null && event.month <= draw)
      wrong(key, `${is} in ${when}, not after it is drawn, ${formatMonth(draw)}`);
    if (draw === null && event.month < start) wrong(key, `${was} in ${when}, before the start, ${open}: leave it out`);
  }
  return faults;
}
