import type { StudyStanding } from '../results.ts';
import type { MovesPageName, ReadState } from '../state.ts';
import { CHANGE } from './change.ts';
import type { MovesPage, MovesTold } from './page.ts';

/** Every page of what moves it, in their order. */
export const MOVES_PAGES: Readonly<Partial<Record<MovesPageName, MovesPage>>> = { change: CHANGE };

export const MOVES_NAMES = Object.keys(MOVES_PAGES) as MovesPageName[];

export const movesPage = ({ movesPage }: Pick<ReadState, 'movesPage'>): MovesPage => MOVES_PAGES[movesPage]!;

/** What is known of the page in front: what it shows, how far that is, or why there is nothing. */
export type MovesNow =
  | { readonly kind: 'told'; readonly told: MovesTold }
  | { readonly kind: 'none'; readonly why: string }
  | { readonly kind: 'awaited'; readonly known: StudyStanding | null };

export function movesNow(state: ReadState): MovesNow {
  const page = movesPage(state);
  const asked = page.asked(state);
  if (typeof asked === 'string') return { kind: 'none', why: asked };
  const known = state.results.studies.get(asked.key) ?? null;
  if (known?.kind !== 'found') return { kind: 'awaited', known };
  const told = page.told(state, known.found);
  return told === null ? { kind: 'awaited', known: null } : { kind: 'told', told };
}
