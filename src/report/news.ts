import type { News } from '../analysis/difference.ts';
import type { Role } from '../chart/cells.ts';

/** Colour of a difference: good, bad, or muted. */
export const newsRole = (news: News): Role => (news === 'better' ? 'good' : news === 'worse' ? 'bad' : 'muted');
