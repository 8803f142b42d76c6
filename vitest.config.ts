import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Agreement over a thousand scenarios takes seconds; nothing waits for a clock.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
