import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/longestFirst.ts';
import { Slowest } from './tests/support/slowest.ts';

// What is waited for comes sooner or later: a slow machine is no fault. On one with twenty others at work a page took
// two minutes to open; these limits are there only for what never comes.
const shared = {
  testTimeout: 900_000,
  hookTimeout: 900_000,
  expect: { poll: { timeout: 240_000 } },
  setupFiles: ['tests/support/afterFile.ts'],
};

/** The rooms whose tests start nothing and keep nothing. */
const light = ['analysis', 'app', 'board', 'data', 'feed', 'i18n', 'intake', 'model', 'ui', 'views'].map(
  (room) => `tests/${room}/**/*.test.{ts,tsx}`,
);

export default defineConfig({
  test: {
    maxWorkers: 2,
    // Looks at what is left, after the last process has had time to end.
    teardownTimeout: 120_000,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', new Slowest(), ['json', { outputFile: '.tmp/tests.json' }]],
    projects: [
      {
        test: {
          ...shared,
          name: 'node',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/browser/**', ...light],
          globalSetup: ['tests/support/leftovers.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'node: light',
          include: light,
          globalSetup: ['tests/support/leftovers.ts'],
          // One process for many files: each would load Arrow, ECharts and the sample city anew.
          isolate: false,
        },
      },
      {
        test: {
          ...shared,
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/support/leftovers.ts', 'tests/support/builtPage.ts'],
        },
      },
    ],
  },
});
