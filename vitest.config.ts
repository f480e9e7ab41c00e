import { defineConfig } from 'vitest/config';
import { epsgInShort } from './scripts/epsg/plugin.ts';
import { LongestFirst } from './tests/support/longestFirst.ts';
import { patience } from './tests/support/patience.ts';
import { Slowest } from './tests/support/slowest.ts';

// These limits are there only for what never comes.
const shared = {
  testTimeout: 900_000,
  hookTimeout: 900_000,
  expect: { poll: { timeout: patience } },
  setupFiles: ['tests/support/afterFile.ts'],
};

/** The rooms whose tests start nothing and keep nothing. */
const light = [
  'analysis',
  'app',
  'board',
  'data',
  'export',
  'feed',
  'i18n',
  'intake',
  'model',
  'ui',
  'views',
].map((room) => `tests/${room}/**/*.test.{ts,tsx}`);

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
        // The list of EPSG codes as the page has it: made into a module, all of it takes ten seconds.
        plugins: [epsgInShort],
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
