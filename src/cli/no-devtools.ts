/** Replaces React's developer tools in the bundle. */
export default undefined;
