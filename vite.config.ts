import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { thirdPartyNotice } from './scripts/notice/plugin.ts';

/** Tells the service worker which files there are. */
const namesForOffline: Plugin = {
  name: 'names-for-offline',
  generateBundle(_, bundle) {
    const worker = bundle['sw.js'];
    if (worker?.type !== 'chunk')
      throw new Error('vite.config.ts: got no sw.js, expected the service worker');
    const names = Object.keys(bundle).filter((name) => /^assets\/(?!admin-)/.test(name));
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
    notice.page,
  ],
  // npm run dev: the data come from a running npm start.
  server: {
    proxy: {
      '/data': 'http://127.0.0.1:8360',
      '/basemap': 'http://127.0.0.1:8360',
      '/live': 'http://127.0.0.1:8360',
    },
  },
  // A worker may load parts of its own later.
  worker: { format: 'es', plugins: () => [notice.inWorkers] },
  resolve: { dedupe: ['apache-arrow'] },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    sourcemap: false,
    rolldownOptions: {
      input: { index: 'index.html', admin: 'admin.html', sw: 'src/app/offline/worker.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
