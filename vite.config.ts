import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { epsgInShort } from './scripts/epsg/plugin.ts';
import { oneLanguageEach } from './scripts/messages/plugin.ts';
import { thirdPartyNotice } from './scripts/notice/plugin.ts';
import { pageMessages } from './src/i18n/pageMessages.ts';

/** Libraries that the import loads for a file that needs them: they are kept when they are first used, not before. */
const lateLibraries =
  /node_modules\/(@e965\/xlsx|hyparquet(-compressors)?|@sqlite\.org|epsg-index|@tmcw\/togeojson|shpjs)\//;

/** Tells the service worker which files there are, but for those of such libraries. */
const namesForOffline: Plugin = {
  name: 'names-for-offline',
  generateBundle(_, bundle) {
    const worker = bundle['sw.js'];
    if (worker?.type !== 'chunk')
      throw new Error('vite.config.ts: got no sw.js, expected the service worker');
    const names = Object.keys(bundle).filter((name) => /^assets\/(?!admin-|late-|sqlite3-)/.test(name));
    worker.code = `const builtFiles = ${JSON.stringify([...names, 'favicon.svg'])};\n${worker.code}`;
  },
};

const notice = thirdPartyNotice();

export default defineConfig({
  base: './',
  plugins: [
    react(),
    { ...optimizeLocales.vite({ locales: ['ar-AE', 'en-US'] }), enforce: 'pre' },
    namesForOffline,
    epsgInShort,
    oneLanguageEach(pageMessages),
    notice.page,
  ],
  // npm run dev: the data come from a running npm start.
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8360',
      '/data': 'http://127.0.0.1:8360',
      '/basemap': 'http://127.0.0.1:8360',
      '/live': 'http://127.0.0.1:8360',
    },
  },
  // A worker may load parts of its own later.
  worker: {
    format: 'es',
    plugins: () => [epsgInShort, notice.inWorkers],
    rolldownOptions: {
      output: {
        chunkFileNames: ({ moduleIds }) =>
          `assets/${moduleIds.some((id) => lateLibraries.test(id)) ? 'late-' : ''}[name]-[hash].js`,
      },
    },
  },
  resolve: {
    dedupe: ['apache-arrow'],
    alias: {
      // The whole of it would bring a worker of its own.
      '@sqlite.org/sqlite-wasm': `${import.meta.dirname}/node_modules/@sqlite.org/sqlite-wasm/sqlite-wasm/jswasm/sqlite3-bundler-friendly.mjs`,
    },
  },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    sourcemap: false,
    rolldownOptions: {
      input: { index: 'index.html', admin: 'admin.html', sw: 'src/app/offline/worker.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // One file of what both pages begin with, in place of a dozen small ones.
        codeSplitting: {
          groups: [{ name: 'shared', tags: ['$initial'], minShareCount: 2 }],
        },
      },
    },
  },
});
