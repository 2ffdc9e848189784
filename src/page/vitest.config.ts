import { defineConfig } from 'vitest/config';

/** The tests of the modules that need no browser. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    environment: 'node',
    coverage: {
      provider: 'v8',
      // Modules without a screen: what is drawn, and how it looks, is tested in a browser.
      include: ['**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.browser.ts', 'vitest.config.ts', 'api/generated.ts', 'coverage/**'],
      reporter: ['text-summary'],
      thresholds: { lines: 95, branches: 90 },
    },
  },
});
