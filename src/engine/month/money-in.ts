/** Step 2: money comes in, from customers, funding, assets that are sold and debts that are drawn. */
import type { Place } from '../../diagnostic/diagnostic.ts';
import type { Formula } from '../../formula/tree.ts';
import type { Asset, Funding } from '../../scenario/scenario.ts';
import type { Value } from '../program/program.ts';
import type { DebtAccount } from './account.ts';
import type { Books } from './books.ts';
import { eventNow } from './events.ts';
import { arrivalInput, BASE_ARRIVAL } from './inputs.ts';
import { addTo, spread } from './spread.ts';
import { exceeds, TOLERANCE } from './tolerance.ts';

/**
 * Collections: share j of a line's amount is received j months after the month of sale; what the shares leave is bad
 * debt. One pipeline of receivables serves all lines that are paid on the same day of the month.
 */
export function collect(books: Books): void {
  const { program: p, scenario } = books;
  const ofDay = new Map<number | null, { readonly parts: Value[]; readonly opening: Value[] }>();
  for (const line of scenario.revenue.values()) {
    const amount = books.formulas.name(line.name);
    const where = `revenue.${line.name}`;
    const shares = line.collect.map((formula, j) => collectShare(books, formula, `${where}.collect[${j}]`));
    const total = p.sum(shares);
    books.check('shares', p.lt(p.constant(1 + TOLERANCE), total), total, `${where}.collect`, spanOf(line.collect));
    const lost = isWhole(total) ? p.zero : p.select(exceeds(p, p.one, total), p.sub(p.one, total), p.zero);
    books.badDebt = p.add(books.badDebt, p.scale(amount, lost));
    const day = ofDay.get(line.day) ?? { parts: [], opening: [] };
    ofDay.set(line.day, day);
    addTo(
      books,
      day.parts,
      shares.map((share) => p.scale(amount, share)),
    );
    addTo(
      books,
      day.opening,
      line.receivable.map((formula, j) => books.opening(formula, `${where}.receivable[${j}]`, where)),
    );
  }
  const days = [...ofDay].map(([day, { parts, opening }]) => ({
    day,
    ...spread(
      books,
      `receivable of day ${day ?? 1}${day === null ? ' by default' : ''}`,
      opening,
      parts,
      books.leastPipeline,
    ),
  }));
  for (const { day, now } of days) books.receive('collections', null, day, now);
  books.collected = p.sum(days.map(({ now }) => now));
  books.openingReceivable = days.flatMap(({ pipeline }) => pipeline.map(({ init }) => init));
  for (const { pipeline } of days) books.receivables.push(...pipeline);
  books.receivableClose = p.sum(days.map(({ close }) => close));
}

/** Whether a sum of shares is 1 whatever its terms are, as of `1 - late` and `late`: then nothing is lost. */
function isWhole(total: Value): boolean {
  let known = 0;
  const times = new Map<Value, number>();
  const add = (value: Value, sign: number): void => {
    const [a, b] = value.args;
    if (value.op === 'const') known += sign * value.data;
    else if (value.op !== 'add' && value.op !== 'sub') times.set(value, (times.get(value) ?? 0) + sign);
    else {
      add(a!, sign);
      add(b!, value.op === 'add' ? sign : -sign);
    }
  };
  add(total, 1);
  return known === 1 && [...times.values()].every((n) => n === 0);
}

function collectShare(books: Books, formula: Formula, where: string): Value {
  const value = books.field(formula, where);
  books.check('share', books.isNoShare(value), value, where, formula.place);
  return value;
}

/** Funding comes in its month, where its draw is below its probability. */
export function fund(books: Books): void {
  const { program: p, scenario } = books;
  for (const funding of scenario.funding.values()) {
    const owner = `funding.${funding.name}`;
    const isDrawn = arrives(books, funding, owner);
    const event = comesNow(books, funding, owner);
    const now = p.and(p.and(event, isDrawn), books.lateOrFirst());
    const amount = books.amountThen(now, funding.amount, owner, 'amount');
    if (funding.kind === 'equity') books.equityRaised = p.add(books.equityRaised, amount);
    else books.grants = p.add(books.grants, amount);
    books.receive(funding.kind === 'equity' ? 'equity' : 'grants', funding.name, funding.day, amount);
    books.came.set(funding.name, p.lt(p.zero, amount));
  }
}

/**
 * A boolean: the funding is due to come this month. Where there is a past, funding that came in it does not come again;
 * where a world or a setting gives a month within the past, but not the one that the past itself was run with, the
 * funding comes in the run's first month.
 */
function comesNow(books: Books, { name, month }: Funding, owner: string): Value {
  const { program: p } = books;
  if (month.kind !== 'formula' || books.leastPipeline === 0) return eventNow(books, month, owner, 'month');
  const t = p.unary('floor', books.formulas.once(month.formula, `${owner}.month`));
  books.checkFinite(t, `${owner}.month`, month.formula);
  const had = books.carry(`${owner} month`, p.constant(-1));
  had.next = t;
  const isInPast = p.and(p.le(p.zero, t), p.lt(t, p.constant(books.pastMonths)));
  const isLate = p.and(p.and(isInPast, p.ne(t, had.init)), p.eq(p.index, p.zero));
  return p.and(p.not(books.arrival(name).value), p.or(p.eq(p.month, t), isLate));
}

/** A boolean: the funding's draw, a uniform number, is below its probability. */
function arrives(books: Books, { name, probability }: Funding, owner: string): Value {
  const { program: p, formulas } = books;
  const value = formulas.once(probability, owner);
  books.checkFinite(value, `${owner}.probability`, probability);
  books.check('share', books.isNoShare(value), value, `${owner}.probability`, probability.place);
  if (value === p.one) return p.true;
  const input = arrivalInput(name);
  const draw = { name: `${owner}.probability`, k: 0, law: 'uniform', params: [0, 1], monthly: false } as const;
  formulas.inputs.push({ name: input, value: BASE_ARRIVAL, draw });
  return p.lt(formulas.orReplaced(input, p.input(input)), value);
}

/** Assets that are sold this month bring their proceeds; these less the asset's value are a gain or a loss. */
export function sellAssets(books: Books): void {
  const { program: p } = books;
  const balances = [...books.scenario.assets.values()].map((asset) => holdAsset(books, asset));
  books.assets = { open: p.sum(balances.map(({ open }) => open)), close: p.sum(balances.map(({ close }) => close)) };
}

function holdAsset(books: Books, asset: Asset): Books['assets'] {
  const { program: p } = books;
  const owner = `assets.${asset.name}`;
  const open = books.opening(asset.value, owner, owner);
  if (asset.sold === null) return { open, close: open };
  const held = books.carry(`${owner} held`, open);
  const now = eventNow(books, asset.sold, owner, 'sold');
  const proceeds = books.amountThen(now, asset.proceeds, owner, 'proceeds');
  held.next = p.select(now, p.zero, held.value);
  books.happens('sold', asset.name, now, proceeds);
  books.assetSales = p.add(books.assetSales, proceeds);
  books.disposals = p.add(books.disposals, p.sub(proceeds, p.select(now, held.value, p.zero)));
  books.receive('sale', asset.name, asset.day, proceeds);
  return { open: held.init, close: held.next };
}

/** Debts that are drawn this month bring their principal. */
export function drawDebts(books: Books): void {
  const { program: p } = books;
  for (const { debts } of books.accounts) {
    for (const account of debts) {
      if (account.debt.draw === null) continue;
      drawDebt(books, account);
      const drawn = p.select(account.drawnNow, account.principal, p.zero);
      books.debtDrawn = p.add(books.debtDrawn, drawn);
      books.happens('drawn', account.debt.name, p.lt(p.zero, drawn), drawn);
      books.receive('debt', account.debt.name, account.debt.day, drawn);
    }
  }
}

/** Sets whether a debt is drawn this month, and whether and when it was in an earlier one. */
function drawDebt(books: Books, account: DebtAccount): void {
  const { program: p, scenario } = books;
  const { debt } = account;
  const draw = debt.draw!;
  const event = eventNow(books, draw, `debts.${debt.name}`, 'draw');
  if (draw.kind === 'month') {
    const t = draw.month - scenario.start;
    const isLeftIn = t <= books.pastMonths ? p.true : books.isLate();
    account.drawnNow = p.and(event, isLeftIn);
    account.isOut = p.and(p.lt(p.constant(t), p.month), isLeftIn);
    account.drawnAt = p.constant(t);
    return;
  }
  const isBeforeDue = debt.due === null ? p.true : p.lt(p.month, p.constant(debt.due - scenario.start));
  account.drawnNow = p.and(p.and(event, isBeforeDue), books.lateOrFirst());
  const out = books.carry(`debts.${debt.name} out`, p.false);
  out.next = p.or(out.value, account.drawnNow);
  account.isOut = out.value;
  if (debt.interestOnlyMonths === 0) return;
  const at = books.carry(`debts.${debt.name} drawn at`, p.constant(-1));
  at.next = p.select(account.drawnNow, p.month, at.value);
  account.drawnAt = at.value;
}

/** The place from the first formula of a list to its last; null for none. */
function spanOf(formulas: readonly Formula[]): Place | null {
  const [first, last] = [formulas[0], formulas.at(-1)];
  return first === undefined || last === undefined ? null : { ...first.place, end: last.place.end };
}
