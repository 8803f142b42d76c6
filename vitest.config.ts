import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Agreement over a thousand scenarios takes seconds, and more on a busy machine; nothing waits for a clock.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
