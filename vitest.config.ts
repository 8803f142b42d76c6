import { defineConfig } from 'vitest/config';

export default defineConfig({
  // What is kept is of one program: that of the tests. None is kept where a test does not say in which folder.
  define: { RUNWAY_BUILT_FROM: '"the tests"' },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // What is tested is the same on every machine.
    env: { RUNWAY_CONFIG: '', RUNWAY_CACHE: '', PAGER: '' },
    // Files share what they import: no test changes a module, and reading all of them anew took half of the time.
    isolate: false,
    // Every core works: left alone, vitest keeps one for itself, while many tests wait for programs that they start.
    maxWorkers: '100%',
    // Agreement over a thousand scenarios takes seconds, and more on a busy machine; nothing waits for a clock.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
