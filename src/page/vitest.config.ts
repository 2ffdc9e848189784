import { defineConfig } from 'vitest/config';

/** The tests of the modules that need no browser. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    environment: 'node',
    // One copy of the modules for all files: most of the time goes to loading them, and no test leaves anything in them.
    isolate: false,
    // Another order in each run would show it if one did.
    sequence: { shuffle: { files: true } },
    pool: 'threads',
    coverage: {
      // V8's own counts lack a module in some orders of the files: 177 to 3,266 statements.
      provider: 'istanbul',
      // Modules without a screen: what is drawn, and how it looks, is tested in a browser.
      include: ['**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.browser.ts', 'vitest.config.ts', 'api/generated.ts', 'coverage/**'],
      reporter: ['text-summary'],
      thresholds: { lines: 95, branches: 90 },
    },
  },
});
