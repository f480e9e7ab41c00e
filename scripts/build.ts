import { fileURLToPath } from 'node:url';
import { buildPage } from '../src/server/page.ts';
import { runCommand } from './terminal.ts';

const help = `
Builds the page into dist/, each file with its packed forms beside it. "npm start" does so by itself where the page is
not of the sources that are there; an installation without the tools for it (npm ci --omit=dev) is given the folder.

  npm run build
`;

const root = fileURLToPath(new URL('..', import.meta.url));

await runCommand(help, {}, async () => {
  await buildPage(root, `${root}dist`);
});
