import { fileURLToPath } from 'node:url';
import { preparePage } from '../../src/server/page.ts';
import { findChromium } from './chromium.ts';
import { pageFolder } from './served.ts';

/** Once before all tests: a browser to test with, and the page as users get it. */
export default async function setup(): Promise<void> {
  findChromium();
  const root = fileURLToPath(new URL('../..', import.meta.url));
  await preparePage(root, pageFolder, () => {});
}
