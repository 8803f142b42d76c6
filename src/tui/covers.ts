import { isRead, type State } from './state.ts';

/** Whether a panel lies over the table; where no file was read, the panel of its faults always does. */
export const isCovered = (state: State): boolean => state.overlay !== null || state.prompt !== null || !isRead(state);

/** Whether the panel of one month is open, in the Months tab. */
export const isMonthShown = ({ isMonthOpen, tab }: State): boolean => isMonthOpen && tab === 'months';

/** Whether the overlay covers everything between headline and foot. */
export const isOverAll = ({ overlay }: State): boolean => overlay === 'help' || overlay === 'figures';
