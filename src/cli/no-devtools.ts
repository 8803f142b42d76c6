/** Stands in for React's developer tools, which are never part of the program. */
export default undefined;
