import type { Month } from '../formula/month.ts';
import { monthName } from '../formula/month.ts';
import type { Role, Run } from './cells.ts';
import { run } from './cells.ts';
import type { Glyphs } from './glyphs.ts';
import type { MonthScale } from './month-scale.ts';
import { plainText } from './text.ts';

export type EventKind =
  | 'failure'
  | 'zero-cash'
  | 'suspension'
  | 'call'
  | 'funding'
  | 'debt'
  | 'sale'
  | 'conversion'
  | 'repayment'
  | 'lever'
  | 'other';

export interface ChartEvent {
  readonly t: number;
  readonly kind: EventKind;
  readonly label: string;
}

interface Kind {
  readonly name: string;
  readonly mark: string;
  readonly ascii: string;
  readonly role: Role;
}

/** The kinds of events, most important first: where events share a column, the first of these is shown. */
export const EVENT_KINDS: Readonly<Record<EventKind, Kind>> = {
  failure: { name: 'failure', mark: '✗', ascii: 'X', role: 'bad' },
  'zero-cash': { name: 'zero cash', mark: '▼', ascii: 'Z', role: 'warn' },
  suspension: { name: 'suspension', mark: '■', ascii: 'S', role: 'warn' },
  call: { name: 'loan called', mark: '▽', ascii: 'C', role: 'warn' },
  funding: { name: 'funding', mark: '▲', ascii: 'F', role: 'good' },
  debt: { name: 'loan', mark: '△', ascii: 'D', role: 'accent' },
  sale: { name: 'asset sold', mark: '□', ascii: 'A', role: 'good' },
  conversion: { name: 'conversion', mark: '◇', ascii: 'E', role: 'good' },
  repayment: { name: 'repayment', mark: '○', ascii: 'R', role: 'plain' },
  lever: { name: 'lever', mark: '◆', ascii: 'L', role: 'accent' },
  other: { name: 'other', mark: '•', ascii: '*', role: 'plain' },
};

const ORDER = Object.keys(EVENT_KINDS) as EventKind[];
const rank = (event: ChartEvent): number => ORDER.indexOf(event.kind);

/** The mark of a kind, one character. */
export const eventMark = (kind: EventKind, glyphs: Glyphs): string =>
  EVENT_KINDS[kind][glyphs === 'ascii' ? 'ascii' : 'mark'];

export interface PlacedEvent {
  readonly column: number;
  readonly mark: string;
  readonly role: Role;
}

/**
 * Marks of events: one for each kind and month, side by side in the month's columns, most important first. Events that
 * find no free column are left out.
 */
export function placeEvents(events: readonly ChartEvent[], scale: MonthScale, glyphs: Glyphs): PlacedEvent[] {
  const placed = new Map<number, PlacedEvent>();
  const seen = new Set<string>();
  for (const event of [...events].sort((a, b) => rank(a) - rank(b))) {
    if (event.t < 0 || event.t >= scale.months || seen.has(`${event.t} ${event.kind}`)) continue;
    seen.add(`${event.t} ${event.kind}`);
    let column = scale.first(event.t);
    while (placed.has(column) && column < scale.last(event.t)) column++;
    const { role } = EVENT_KINDS[event.kind];
    if (!placed.has(column)) placed.set(column, { column, mark: eventMark(event.kind, glyphs), role });
  }
  return [...placed.values()];
}

/** Wordings of the legend of events, the fullest first: each event with its month, each event's label, each kind. */
export function eventWordings(events: readonly ChartEvent[], start: Month, glyphs: Glyphs): Run[][] {
  const item = (kind: EventKind, text: string): Run =>
    run(`${eventMark(kind, glyphs)} ${text}`, EVENT_KINDS[kind].role);
  const inTime = [...events].sort((a, b) => a.t - b.t || rank(a) - rank(b));
  const label = (e: ChartEvent): string => plainText(e.label) || EVENT_KINDS[e.kind].name;
  const kinds = ORDER.filter((kind) => events.some((e) => e.kind === kind));
  return [
    inTime.map((e) => item(e.kind, `${label(e)} ${monthName(start + e.t)}`)),
    inTime.map((e) => item(e.kind, label(e))),
    kinds.map((kind) => item(kind, EVENT_KINDS[kind].name)),
  ];
}
