import type { StudyFound } from '../../analysis/study.ts';
import type { StudyStanding } from '../results.ts';
import type { MovesPageName, ReadState } from '../state.ts';
import { CHANGE } from './change.ts';
import { FAILED } from './failed.ts';
import { LEARN } from './learn.ts';
import type { MovesPage, MovesTold } from './page.ts';
import { SHARES } from './shares.ts';
import { TORNADO } from './tornado.ts';

/** The pages of the tab What moves it, in their order. */
export const MOVES_PAGES: Readonly<Record<MovesPageName, MovesPage>> = {
  change: CHANGE,
  tornado: TORNADO,
  shares: SHARES,
  learn: LEARN,
  failed: FAILED,
};

export const MOVES_NAMES = Object.keys(MOVES_PAGES) as MovesPageName[];

export const movesPage = ({ movesPage }: Pick<ReadState, 'movesPage'>): MovesPage => MOVES_PAGES[movesPage];

/** The page in front: its contents, the progress of its study, or why it has nothing to show. */
export type MovesNow =
  | { readonly kind: 'told'; readonly told: MovesTold }
  | { readonly kind: 'none'; readonly why: string }
  | { readonly kind: 'awaited'; readonly known: StudyStanding | null };

export function movesNow(state: ReadState): MovesNow {
  const page = movesPage(state);
  const asked = page.asked(state);
  if (typeof asked === 'string') return { kind: 'none', why: asked };
  const known = state.results.studies.get(asked.key) ?? null;
  const found = foundSoFar(known);
  const told = found === null ? null : page.told(state, found);
  return told === null ? { kind: 'awaited', known } : { kind: 'told', told };
}

/** The answer of a study; of a sensitivity also the parts that are there so far. Null where there is none. */
function foundSoFar(known: StudyStanding | null): StudyFound | null {
  if (known?.kind === 'found') return known.found;
  const parts = known?.kind === 'progress' ? known.progress.sensitivity : null;
  return parts === null ? null : { what: 'sensitivity', sensitivity: parts.found };
}
