import { bar } from '../../chart/bar.ts';
import { type Role, type Row, rowText, run } from '../../chart/cells.ts';
import { grouped } from '../../chart/money.ts';
import { cut, wrap } from '../../chart/text.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import { lineOf } from '../list-place.ts';
import { MOVES_NAMES, MOVES_PAGES, movesNow } from '../moves/pages.ts';
import type { StudyStanding } from '../results.ts';
import type { ReadState } from '../state.ts';
import { type TabView, withoutLines } from '../tabs/tab.ts';
import { isComputing } from '../worlds.ts';
import { listView } from './list.ts';
import type { List } from './list-data.ts';

/** Least rows for sentences above and below the list; in fewer there is one line above. */
const ROOMY = 14;
const MOST_LEAD = 3;
const MOST_DETAIL = 4;
const BAR = 20;

/** The tab's view of the page in front: its text, its list, and below it sentences about the chosen line. */
export function movesView(state: ReadState, width: number, height: number): TabView {
  const now = movesNow(state);
  const names = pageNames(state, width);
  if (now.kind === 'none') return withoutLines([names, ...sentences([now.why], width, 'muted')]);
  if (now.kind === 'awaited') return withoutLines([names, ...awaitedRows(state, now.known, width)]);
  const { told } = now;
  const isRoomy = height >= ROOMY;
  const head: Row = [run(`  ${cut(told.head, width - 4)}`)];
  // Without room for sentences, the head in one line stands in place of the columns' heads, where there are none.
  const lead = isRoomy ? sentences(told.lead, width, 'plain').slice(0, MOST_LEAD) : told.columns === null ? [] : [head];
  const above = [names, ...lead];
  const line = lineOf(state, 'moves');
  const below = isRoomy ? [[], ...sentences([told.detail(line)], width, 'muted').slice(0, MOST_DETAIL)] : [];
  const cells = told.lines(width - 2);
  const list: List = {
    ...{ tab: 'moves', line, count: told.count, columns: [], below },
    label: (at) => plain(cells[at] ?? []),
    left: {
      head: told.columns === null ? (isRoomy ? [] : head) : [run(' '), ...told.columns(width - 2)],
      cells: (at) => [run(' '), ...(cells[at] ?? [])],
    },
  };
  const { rows, size, ...rest } = listView(state, list, width, height - above.length);
  return { ...rest, rows: () => [...above, ...rows()], size: { ...size, top: size.top + above.length } };
}

/** A line as it is copied or saved: words and figures, without bars. */
const plain = (row: Row): string =>
  rowText(row)
    .replace(/[█▉▊▋▌▍▎▏░│]/g, ' ')
    .replace(/ +/g, ' ')
    .trim();

/** The names of the pages, the one in front in brackets. */
function pageNames({ movesPage }: ReadState, width: number): Row {
  const names = (name: 'name' | 'short'): Row =>
    MOVES_NAMES.flatMap((one) => {
      const text = MOVES_PAGES[one][name];
      return one === movesPage ? [run(` [${text}]`, 'title')] : [run(`  ${text} `, 'muted')];
    });
  const full = names('name');
  return columnsOf(full.map(({ text }) => text).join('')) <= width ? full : names('short');
}

const sentences = (texts: readonly string[], width: number, role: Role): Row[] =>
  wrap(texts.join(' '), width - 2).map((line) => [run(` ${line}`, role)]);

/** The progress of the study, or why there is no answer, in rows. */
function awaitedRows(state: ReadState, known: StudyStanding | null, width: number): Row[] {
  const words = sentences([awaitedWords(state, known)], width, known?.kind === 'faulty' ? 'bad' : 'muted');
  if (known?.kind !== 'progress') return words;
  const { done, of } = known.progress.sensitivity ?? known.progress;
  if (of === null || of === 0) return words;
  const share = Math.min(1, done / of);
  return [...words, [run(' '), ...bar(share, 1, Math.min(BAR, width - 2), state.glyphs)]];
}

const PARTS: Readonly<Record<string, string>> = {
  tornado: 'one at a time',
  run: 'all worlds',
  knowing: 'what it is worth to know',
  shares: 'shares of the variance',
  shapley: 'Shapley effects',
};

/** As `awaitedRows`, in one text. */
export function awaitedWords(state: ReadState, known: StudyStanding | null): string {
  if (known?.kind === 'faulty') {
    if (known.failed !== null)
      return `It could not be computed: ${known.failed}. The next change of a lever asks again.`;
    return ['There is no answer:', ...known.faults.map(({ message }) => `${message}.`)].join(' ');
  }
  if (known?.kind !== 'progress') return isComputing(state) ? 'Awaiting the odds …' : 'Computing …';
  const { done, of, sensitivity } = known.progress;
  if (sensitivity !== null) {
    const steps = sensitivity.of > 1 ? ` ${grouped(sensitivity.done)} of ${grouped(sensitivity.of)}` : '';
    return `Computing … ${PARTS[sensitivity.part] ?? sensitivity.part}${steps}`;
  }
  return `Computing … ${grouped(done)}${of === null ? '' : ` of ${grouped(of)}`} worlds`;
}
