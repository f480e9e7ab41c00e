import { spawn } from 'node:child_process';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { pageState, recordSources, sourcesHash } from './pageSources.ts';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/**
 * Sees to it that the built page is there and of these sources. It is built only where the tools for it are, as in a
 * checkout; elsewhere an older page is served, and that is said.
 * @throws Error in words where there is no page and nothing to build it with
 */
export async function preparePage(
  root: string,
  page: string,
  say: (text: string) => void,
  { toolsAreThere = canBuild(), build = buildPage } = {},
): Promise<void> {
  const state = await pageState(root, page);
  if (state === 'current') return;
  if (toolsAreThere) {
    say('Building the page …');
    await build(root, page);
    return;
  }
  const advice = 'Run "npm ci && npm run build" where it may be built, and bring the folder dist here.';
  if (state === 'missing')
    throw new Error(
      `${page}: got no built page, and this installation has no tools to build one (npm ci --omit=dev). ${advice}`,
    );
  say(`The page in ${page} was built from other sources than those here, and is served as it is. ${advice}`);
}

function canBuild(): boolean {
  try {
    createRequire(import.meta.url).resolve('vite/package.json');
    return true;
  } catch {
    return false;
  }
}

/**
 * Builds the page in a process of its own, so that whoever asks the server meanwhile gets an answer. Resolves as soon as
 * the page can be served; its packed forms come after that.
 * @throws Error with the last words of that process
 */
export function buildPageBeside(root: string, page: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), root, page], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (part: Buffer) => {
    errors = (errors + part).slice(-2000);
  });
  process.once('exit', () => child.kill());
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.stdout.once('data', () => {
      setPriority(child.pid!, 10);
      done();
    });
    child.once('close', (code, signal) => {
      if (code !== 0) fail(new Error(`the page could not be built (${signal ?? code}): ${errors.trim()}`));
    });
  });
}

/** Builds the page into `page`, each file with its packed forms beside it. */
export async function buildPage(root: string, page: string, onUsable: () => void = () => {}): Promise<void> {
  const { build } = await import('vite');
  const hash = await sourcesHash(root);
  // Whoever asks, a test runner too, gets the page that users get: React's development build is a third larger.
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await build({ root, mode: 'production', logLevel: 'error', build: { outDir: page, emptyOutDir: true } });
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
  }
  onUsable();
  await compressPage(page);
  // Last: a build that was broken off is no page.
  await recordSources(page, hash);
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
        // Whole or not at all: the page is served meanwhile.
        const put = async (ending: string, content: Uint8Array) => {
          const path = join(folder, `${name}.${ending}`);
          await writeFile(`${path}.new`, content);
          await rename(`${path}.new`, path);
        };
        await put('br', packed);
        await put('gz', await gzipped(bytes, { level: 9 }));
      }
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [root, page] = process.argv.slice(2) as [string, string];
  await buildPage(root, page, () => process.stdout.write('usable\n'));
}
