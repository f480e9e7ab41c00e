import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { preparePage } from '../src/server/page.ts';
import { licencesPage } from './notice/table.ts';
import { runCommand } from './terminal.ts';

const help = `
Writes docs/licences.md: each library that runs, in the page or in the server, with its licence. Builds the page first,
where it is not current.

  npm run licences
`;

const root = fileURLToPath(new URL('..', import.meta.url));

await runCommand(help, {}, async () => {
  await preparePage(root, `${root}dist`, (text) => process.stdout.write(`${text}\n`));
  const notice = await readFile(`${root}dist/THIRD-PARTY.txt`, 'utf8');
  await writeFile(`${root}docs/licences.md`, licencesPage(root, notice));
});
