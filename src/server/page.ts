import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);
const sources = ['index.html', 'src', 'vite.config.ts', 'package-lock.json'];

/** Whether the built page is missing or older than what it is built from. */
export async function pageIsStale(root: string, page: string): Promise<boolean> {
  const built = await stat(join(page, 'index.html')).catch(() => null);
  if (!built) return true;
  for (const source of sources) if ((await newest(join(root, source))) > built.mtimeMs) return true;
  return false;
}

async function newest(path: string): Promise<number> {
  const info = await stat(path).catch(() => null);
  if (!info) return 0;
  if (!info.isDirectory()) return info.mtimeMs;
  const inside = await Promise.all((await readdir(path)).map((name) => newest(join(path, name))));
  return Math.max(0, ...inside);
}

/** Builds the page into `page`, each file with its packed forms beside it. */
export async function buildPage(root: string, page: string): Promise<void> {
  const { build } = await import('vite');
  // Whoever asks, a test runner too, gets the page that users get: React's development build is a third larger.
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await build({ root, mode: 'production', logLevel: 'error', build: { outDir: page, emptyOutDir: true } });
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
  }
  await compressPage(page);
}

/**
 * Writes the packed forms of each file of the built page: brotli, of the engine's 34 MB at a lower quality, in seconds;
 * and gzip, because browsers take no brotli over plain http.
 */
export async function compressPage(page: string): Promise<void> {
  const folders = [page, join(page, 'assets')];
  await Promise.all(
    folders.map(async (folder) => {
      for (const name of await readdir(folder)) {
        if (!/\.(html|js|mjs|css|json|wasm|svg)$/.test(name)) continue;
        const bytes = await readFile(join(folder, name));
        const quality = bytes.length > 4_000_000 ? 5 : 11;
        const packed = await brotli(bytes, {
          params: {
            [constants.BROTLI_PARAM_QUALITY]: quality,
            [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
            [constants.BROTLI_PARAM_LGWIN]: 24,
          },
        });
        await writeFile(join(folder, `${name}.br`), packed);
        await writeFile(join(folder, `${name}.gz`), await gzipped(bytes, { level: 9 }));
      }
    }),
  );
}
