/** Events: what happens at most once, in a month that is given, or when a test first holds. */
import type { Event } from '../../scenario/scenario.ts';
import type { Value } from '../program/program.ts';
import type { Books } from './books.ts';

/**
 * A boolean: the event happens this month. `owner` and `field` say where it stands in the file, for messages. A test is
 * looked at until it has held once, and only in months in which `isAsked`, a boolean, holds; left out: in all.
 */
export function eventNow(books: Books, event: Event, owner: string, field: string, isAsked?: Value): Value {
  const p = books.program;
  const where = `${owner}.${field}`;
  switch (event.kind) {
    case 'month':
      return p.eq(p.month, p.constant(event.month - books.scenario.start));
    case 'formula': {
      const t = books.formulas.once(event.formula, where);
      books.checkFinite(t, where, event.formula);
      return p.eq(p.month, p.unary('floor', t));
    }
    case 'when': {
      const happened = books.carry(`${where} happened`, p.false);
      const isOpen = p.and(isAsked ?? p.true, p.not(happened.value));
      const value = books.formulas.monthly(event.test, where);
      books.check('finite', p.and(isOpen, p.not(p.finite(value))), value, where, event.test.place);
      const now = p.and(isOpen, p.truthy(value));
      happened.next = p.or(happened.value, now);
      return now;
    }
  }
}
