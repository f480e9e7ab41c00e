import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  plugins: [react(), { ...optimizeLocales.vite({ locales: ['ar-AE', 'en-US'] }), enforce: 'pre' }],
  // npm run dev: the data come from a running npm start.
  server: { proxy: { '/data': 'http://127.0.0.1:8360', '/basemap': 'http://127.0.0.1:8360' } },
  // A worker may load parts of its own later.
  worker: { format: 'es' },
  resolve: { dedupe: ['apache-arrow'] },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    sourcemap: false,
  },
});
