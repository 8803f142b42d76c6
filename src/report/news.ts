import type { News } from '../analysis/difference.ts';
import type { Role } from '../chart/cells.ts';

/** How a difference is shown: good, bad, or not worth a colour. */
export const newsRole = (news: News): Role => (news === 'better' ? 'good' : news === 'worse' ? 'bad' : 'muted');
