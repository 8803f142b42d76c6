import { dayOf, type Fields, type Path } from './fields.ts';
import { constantFormula } from './formulas.ts';
import type { CostLine, Creditor, Debt, Entry, Reaction, Scenario } from './scenario.ts';
import type { File } from './schema.ts';

const DEFAULT_PRIORITY = 3;
/** The creditor of all costs that name none. */
export const OTHERS = 'others';

type RawCreditor = NonNullable<File['creditors']>[string];

export function readCreditor(raw: RawCreditor, entry: Entry, fields: Fields): Creditor {
  const path = ['creditors', entry.name];
  const what = path.join('.');
  const critical = raw.critical === 'true';
  if (critical) checkCritical(raw, path, fields);
  return {
    ...entry,
    termMonths: raw.terms === undefined ? 0 : Number(raw.terms.slice(3)) / 30,
    priority: raw.priority === undefined ? DEFAULT_PRIORITY : Number(raw.priority),
    critical,
    isCriticalByDefault: false,
    due: fields.onceEach([...path, 'due']),
    overdue: fields.once([...path, 'overdue'], `${what}.overdue`, 0),
    overdueMonths: fields.once([...path, 'overdue_months'], `${what}.overdue_months`, 0),
    lateFee: fields.monthly([...path, 'late_fee'], 0),
    pay: fields.monthly([...path, 'pay'], 1),
    forgive: fields.monthly([...path, 'forgive'], 0),
    reactions: readReactions(raw, path, critical, fields),
    day: dayOf(raw.day),
  };
}

/**
 * Reports keys that a critical creditor cannot have. It is paid, or the company fails: so it has no reactions, and
 * `pay` only beside `patience` or `limit`.
 */
function checkCritical(raw: RawCreditor, path: readonly string[], fields: Fields): void {
  const what = path.join('.');
  const waits = fields.has([...path, 'limit']) || fields.has([...path, 'patience']);
  if (raw.pay !== undefined && !waits) {
    const message = `${what} is critical: it is paid all it is due, or the company fails`;
    const hint = 'remove pay, or critical; or say how long it waits: patience: 1';
    fields.fault('pay-on-critical', fields.wholePlace([...path, 'pay']), message, hint);
  }
  for (const key of ['then', 'reactions'] as const) {
    if (raw[key] === undefined) continue;
    const message = `${what} is critical: past its patience or limit the company fails, and it does nothing else`;
    const hint = `remove ${key}, or critical`;
    fields.fault('reaction-on-critical', fields.wholePlace([...path, key]), message, hint);
  }
}

function readReactions(raw: RawCreditor, path: readonly string[], critical: boolean, fields: Fields): Reaction[] {
  const read = (at: Path, then: Reaction['then']): Reaction => ({
    limit: fields.optional([...at, 'limit']),
    patience: fields.optional([...at, 'patience']),
    then,
    place: fields.reader.place(at),
  });
  const own: Reaction[] = [];
  if (raw.limit !== undefined || raw.patience !== undefined) {
    const first = fields.reader.keyPlace([...path, raw.patience === undefined ? 'limit' : 'patience']);
    own.push({ ...read(path, critical ? 'fail' : (raw.then ?? 'suspend')), place: first });
  }
  if (raw.then !== undefined && own.length === 0 && !critical) {
    const text = `then of ${path.at(-1)} (neither patience nor a limit)`;
    fields.reader.faulty.idle.push({ where: path.join('.'), place: fields.wholePlace([...path, 'then']), text });
  }
  const further = (raw.reactions ?? []).map(({ then }, i) => {
    const at = [...path, 'reactions', i];
    if (!fields.has([...at, 'limit']) && !fields.has([...at, 'patience'])) {
      const message = `${path.join('.')}.reactions[${i}] has neither patience nor a limit, and would never come`;
      fields.fault('missing-key', fields.reader.place(at), message, 'add patience: 3, or limit: 100k');
    }
    return read(at, then);
  });
  return critical ? own : [...own, ...further];
}

/**
 * Adds the creditors that the section `creditors` does not name: those of costs first, then those of debts. `faulty`
 * are names of the section whose entries could not be read.
 */
export function withImplied(
  named: ReadonlyMap<string, Creditor>,
  costs: ReadonlyMap<string, CostLine>,
  debts: ReadonlyMap<string, Debt>,
  faulty: ReadonlySet<string>,
): Map<string, Creditor> {
  const creditors = new Map(named);
  const asked = [
    ...[...costs.values()].map(({ to, place }) => ({ name: to, place })),
    ...[...debts.values()].map(({ lender, place }) => ({ name: lender, place })),
  ];
  for (const { name, place } of asked) {
    if (creditors.has(name) || faulty.has(name)) continue;
    const none = constantFormula(0, place);
    creditors.set(name, {
      name,
      label: null,
      note: null,
      source: null,
      place,
      termMonths: 0,
      priority: DEFAULT_PRIORITY,
      critical: false,
      isCriticalByDefault: false,
      due: [],
      overdue: none,
      overdueMonths: none,
      lateFee: none,
      pay: constantFormula(1, place),
      forgive: none,
      reactions: [],
      day: null,
    });
  }
  return creditors;
}

const canEndIt = ({ critical, reactions }: Creditor): boolean =>
  critical || reactions.some(({ then }) => then === 'petition');

/** Keys that say what a creditor does when it is not paid. */
const STANCES = ['critical', 'pay', 'limit', 'patience', 'reactions'];

/**
 * Where no creditor is critical or petitions, makes all those critical that have none of the keys in `STANCES`.
 * `keysOf` gives the keys that a creditor has in the file.
 */
export function withCriticalByDefault(
  creditors: ReadonlyMap<string, Creditor>,
  keysOf: (name: string) => readonly string[],
): Map<string, Creditor> {
  if ([...creditors.values()].some(canEndIt)) return new Map(creditors);
  return new Map(
    [...creditors].map(([name, creditor]) => {
      const isSilent = !keysOf(name).some((key) => STANCES.includes(key));
      return [name, isSilent ? { ...creditor, critical: true, isCriticalByDefault: true } : creditor];
    }),
  );
}

/** Whether any creditor can end the company: it is critical, or it petitions. */
export const canEnd = (scenario: Scenario): boolean => [...scenario.creditors.values()].some(canEndIt);
