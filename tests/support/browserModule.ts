import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build, type Rollup } from 'vite';

const origin = 'http://module.invalid/';

/** Opens an empty page which can import a module of the tests, bundled as the built page is. @returns its address */
export async function serveModule(page: Page, file: URL): Promise<string> {
  const made = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: fileURLToPath(file), formats: ['es'], fileName: 'entry' },
    },
  })) as Rollup.RollupOutput[];
  const files = new Map(made.flatMap(({ output }) => output.map((part) => [part.fileName, part])));
  await page.route(`${origin}**`, (route) => {
    const part = files.get(new URL(route.request().url()).pathname.slice(1));
    if (part?.type !== 'chunk') return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
    return route.fulfill({ contentType: 'text/javascript', body: part.code });
  });
  await page.goto(origin);
  return `${origin}${[...files.keys()].find((name) => name.startsWith('entry'))!}`;
}
