declare const RUNWAY_VERSION: string | undefined;

/** The package's version, put in by the build. */
export const VERSION: string = typeof RUNWAY_VERSION === 'string' ? RUNWAY_VERSION : '0.0.0-source';
