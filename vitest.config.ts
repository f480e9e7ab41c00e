import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    globalSetup: ['tests/support/builtPage.ts'],
    reporters: ['default', ['json', { outputFile: '.tmp/tests.json' }]],
  },
});
