import { type Reach, reachOf } from '../../analysis/deadlines.ts';
import { type Role, type Row, run } from '../../chart/cells.ts';
import type { Glyphs } from '../../chart/glyphs.ts';
import { months } from '../../chart/money.ts';
import { monthName } from '../../formula/month.ts';
import { lossWords } from '../../report/deadlines-text.ts';
import type { Lever } from '../../scenario/scenario.ts';
import { dated, deadlineNow, planDeadlineNow } from '../deadline.ts';
import { settingsOf } from '../outcome.ts';
import type { ReadState } from '../state.ts';
import { STUDY_WORLDS } from '../study-worlds.ts';
import { valueWords } from '../words.ts';
import { isUncertain } from '../worlds.ts';

interface Said {
  readonly text: string;
  readonly role: Role;
}

/**
 * A lever's deadline in words, `latest: decide by Feb 2024, or lose 31 points`, with the value that was tried where it
 * is not the lever's own. Null where it is not known yet, or no lever is needed.
 */
export function deadlineWords(state: ReadState, lever: Lever): Said | null {
  const deadline = deadlineNow(state, lever);
  if (deadline === null || deadline.value === null) return null;
  const { status, latest, value } = deadline;
  const isPulled = settingsOf(state.loaded, state.choice).get(lever.name)!.value === value;
  const at = isPulled ? '' : `at ${valueWords(state, lever, value)}`;
  const said = (text: string): string => (at === '' ? text : `${at}: ${text}`);
  switch (status) {
    case 'open': {
      const worlds = isUncertain(state.loaded.model) ? STUDIED : null;
      const loss = lossWords({ worlds, held: null }, deadline);
      const head = at === '' ? 'latest' : `${at}, latest`;
      return { text: `${head}: decide by ${monthName(latest!.decide)}, or ${loss}`, role: 'warn' };
    }
    case 'too_late':
      return { text: said(`too late since ${monthName(latest!.decide + 1)}`), role: 'bad' };
    case 'never':
      return { text: said('gains nothing in any month'), role: 'muted' };
    default:
      return null;
  }
}

/**
 * A plan's deadline in words: `Latest, moved as a whole: decide by Feb 2024 (2 months later), or lose 31 points.` Null
 * where it is not known yet, or no plan is needed.
 */
export function planDeadlineWords(state: ReadState, plan: string): Said | null {
  const deadline = planDeadlineNow(state, plan);
  if (deadline === null) return null;
  const { status, latest } = deadline;
  switch (status) {
    case 'open': {
      const worlds = isUncertain(state.loaded.model) ? STUDIED : null;
      const by = latest!.by === 0 ? 'as it stands' : `${months(Math.abs(latest!.by))} ${later(latest!.by)}`;
      const loss = lossWords({ worlds, held: null }, deadline);
      const text = `Latest, moved as a whole: decide by ${monthName(latest!.decide)} (${by}), or ${loss}.`;
      return { text, role: 'warn' };
    }
    case 'too_late':
      return { text: `Moved as a whole, it is too late since ${monthName(latest!.decide + 1)}.`, role: 'bad' };
    case 'never':
      return { text: 'Moved as a whole, it gains nothing in any month.', role: 'muted' };
    default:
      return null;
  }
}

const later = (by: number): string => (by > 0 ? 'later' : 'earlier');

/** Worlds for the words of a loss, which depend only on whether there are any. */
const STUDIED = { first: 0, count: STUDY_WORLDS, seed: 0 };

/** By month of the timeline what the lever still reaches from it on, and the last month, as t; null where not known. */
export function reaches(
  state: ReadState,
  lever: Lever,
): { readonly each: readonly Reach[]; last: number | null } | null {
  const deadline = deadlineNow(state, lever);
  if (deadline === null || deadline.tried.length === 0) return null;
  if (deadline.status === 'not_needed') return null;
  const { latest } = deadline;
  return { each: reachOf(deadline), last: latest === null ? null : latest.by - state.loaded.scenario.start };
}

/** By reach its colour and its sign, since colour alone must not tell it. */
export const REACH: Readonly<Record<Reach, { readonly role: Role; readonly sign: Readonly<Record<Glyphs, string>> }>> =
  {
    asked: { role: 'good', sign: { braille: '━', blocks: '━', ascii: '=' } },
    some: { role: 'warn', sign: { braille: '╌', blocks: '╌', ascii: '-' } },
    none: { role: 'bad', sign: { braille: '·', blocks: '·', ascii: '.' } },
  };

/** The sign behind the last month from which on a lever still reaches half of its best gain. */
export const LAST: Readonly<Record<Glyphs, string>> = { braille: '◂', blocks: '◂', ascii: '!' };

/** The key to the signs along the months; before they are all known, the number of levers whose deadlines are. */
export function reachKey(state: ReadState, width: number): Row[] {
  const sign = (reach: Reach) => run(REACH[reach].sign[state.glyphs], REACH[reach].role);
  const all = dated(state);
  const known = all.filter((lever) => deadlineNow(state, lever) !== null).length;
  if (all.length === 0) return [];
  if (known < all.length) return [[run(` deadlines of ${known} of ${all.length} levers …`, 'muted')]];
  return [
    [
      run(width >= 48 ? ' gains from there: ' : ' ', 'muted'),
      ...[sign('asked'), run(' most ', 'muted'), sign('some'), run(' some ', 'muted'), sign('none')],
      ...[run(' none ', 'muted'), run(LAST[state.glyphs], 'title'), run(' last', 'muted')],
    ],
  ];
}
