import fc from 'fast-check';
import { test } from 'vitest';
import { go, sessions } from './sessions.ts';

/**
 * So many random sessions, of which the seed is the same in every run of the tests. More of them, with another seed:
 * `SESSIONS=5000 SESSION_SEED=7 npx vitest run test/tui/sessions.test.ts`; one that failed: with the seed and the path that are printed,
 * `SESSION_SEED=7 SESSION_PATH=12:0:3 …`.
 */
const { SESSIONS = '60', SESSION_SEED = '1', SESSION_PATH } = process.env;
const STEPS = 60;
const MINUTE = 60_000;

test(`${SESSIONS} random sessions end in no fault`, { timeout: Math.max(MINUTE, Number(SESSIONS) * 3000) }, () => {
  fc.assert(fc.property(sessions(STEPS), go), {
    numRuns: Number(SESSIONS),
    seed: Number(SESSION_SEED),
    ...(SESSION_PATH === undefined ? {} : { path: SESSION_PATH, endOnFailure: true }),
  });
});
