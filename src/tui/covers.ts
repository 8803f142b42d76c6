import { isRead, type State } from './state.ts';

/** Whether something lies over the table; where no file was read, what is wrong with it always does. */
export const isCovered = (state: State): boolean => state.overlay !== null || state.prompt !== null || !isRead(state);

/** Whether the month pointed at is open and in front. */
export const isMonthShown = ({ isMonthOpen, tab }: State): boolean => isMonthOpen && tab === 'months';

/** Whether what lies over the table lies over all between headline and foot. */
export const isOverAll = ({ overlay }: State): boolean => overlay === 'help' || overlay === 'figures';
