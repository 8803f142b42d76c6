import { constantValue } from '../formula/constant.ts';
import { parseMonth } from '../formula/month.ts';
import { OTHERS } from './creditors.ts';
import { dayOf, type Fields, type Long } from './fields.ts';
import { constantFormula, isUnread } from './formulas.ts';
import type { Asset, CostLine, Entry, Event, Funding, RevenueLine } from './scenario.ts';
import type { File } from './schema.ts';

/** Longest list of `collect`: the months of the longest horizon. */
const MAX_COLLECT = 240;

const monthsOver = (over: string | undefined): number => (over === undefined ? 1 : Number(over));

export function readRevenueLine(
  raw: Long<NonNullable<File['revenue']>[string]>,
  entry: Entry,
  fields: Fields,
): RevenueLine {
  const path = ['revenue', entry.name];
  const collect =
    raw.collect === undefined
      ? [constantFormula(1, entry.place)]
      : fields.list([...path, 'collect'], (at) => fields.monthly(at));
  if (collect.length === 0) {
    const message = `${path.join('.')}.collect is an empty list, by which nothing is ever collected`;
    const hint = 'write [0%] where all of it is bad debt; left out, it is [100%]';
    fields.fault('bad-value', fields.reader.place([...path, 'collect']), message, hint);
  }
  if (collect.length > MAX_COLLECT) {
    const place = fields.reader.place([...path, 'collect']);
    fields.fault('bad-value', place, `at most ${MAX_COLLECT} shares are collected`);
  }
  return {
    ...entry,
    amount: fields.monthly(fields.main(path, 'amount')),
    over: monthsOver(raw.over),
    deferred: fields.onceEach([...path, 'deferred']),
    collect,
    receivable: fields.onceEach([...path, 'receivable']),
    day: dayOf(raw.day),
  };
}

export function readCostLine(raw: Long<NonNullable<File['costs']>[string]>, entry: Entry, fields: Fields): CostLine {
  const path = ['costs', entry.name];
  if (raw.to !== undefined) fields.checkName(raw.to, fields.reader.place([...path, 'to']));
  return {
    ...entry,
    amount: fields.monthly(fields.main(path, 'amount')),
    over: monthsOver(raw.over),
    prepaid: fields.onceEach([...path, 'prepaid']),
    to: raw.to ?? OTHERS,
  };
}

/** The assets by name. A formula in place of the section is one asset, named `assets` and never sold. */
export function readAssets(raw: File['assets'], fields: Fields): Map<string, Asset> {
  if (typeof raw === 'string') {
    const entry = fields.entry(['assets'], {});
    return new Map([[entry.name, readAsset({ value: raw }, entry, ['assets'], fields)]]);
  }
  return fields.section(raw, 'assets', (asset, entry) => readAsset(asset, entry, ['assets', entry.name], fields));
}

type RawAsset = Long<Exclude<NonNullable<File['assets']>, string>[string]>;

function readAsset(raw: RawAsset, entry: Entry, path: readonly string[], fields: Fields): Asset {
  const at = fields.main(path, 'value');
  const what = path.join('.');
  const value = fields.once(at, what);
  const constant = isUnread(value) ? null : constantValue(value.node);
  if (constant !== null && constant < 0) fields.fault('negative-amount', value.place, `${what} cannot be below zero`);
  const sold = fields.event([...path, 'sold'], raw.sold);
  if (sold?.kind === 'month' && sold.month < fields.start) {
    const hint = 'leave the asset out: what it brought is part of `cash`';
    fields.fault('bad-dates', fields.reader.place([...path, 'sold']), `${what} was sold before the start`, hint);
  }
  if (!fields.has([...path, 'sold']))
    fields.misplaced([...path, 'day'], `${what} has a day and is never sold`, 'add sold: 2024-04');
  return { ...entry, value, sold, proceeds: fields.monthly([...path, 'proceeds'], 0), day: dayOf(raw.day) };
}

export function readFunding(raw: NonNullable<File['funding']>[string], entry: Entry, fields: Fields): Funding {
  const path = ['funding', entry.name];
  const what = path.join('.');
  return {
    ...entry,
    amount: fields.use([...path, 'amount'], 'monthly', true, `${what}.amount`),
    month: arrival(raw.month, [...path, 'month'], fields),
    probability: fields.once([...path, 'probability'], `${what}.probability`, 1),
    kind: raw.kind ?? 'equity',
    day: dayOf(raw.day),
  };
}

/** The event at which funding arrives; unlike other events it may be a formula, which gives the month as t. */
function arrival(raw: string | { when: string }, path: readonly string[], fields: Fields): Event {
  if (typeof raw !== 'string') return { kind: 'when', test: fields.monthly([...path, 'when']) };
  const month = parseMonth(raw.trim());
  if (month !== null) return { kind: 'month', month };
  if (/^\s*\d{4}-\d/.test(raw)) {
    fields.fault('bad-value', fields.reader.place(path), 'a month is written YYYY-MM, from 1900-01 to 2199-12');
    return { kind: 'month', month: fields.start };
  }
  const hint = `what depends on the month is a test: {when: ${raw.trim()}}`;
  return { kind: 'formula', formula: fields.use(path, 'once', true, path.join('.'), hint) };
}
