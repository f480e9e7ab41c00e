import { resolve } from 'node:path';
import { parseReference, referenceNames } from '../src/intake/reference.ts';
import type { Word } from '../src/model/words.ts';
import { checkReference, faultText } from '../src/server/intake/reference/check.ts';
import { readTexts, referenceFolder } from '../src/server/intake/reference/folder.ts';
import { folderTrouble } from '../src/server/intake/reference/unreadReference.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Looks at the reference files as the server does before it takes them, and says what begins, what ends and what takes
its place. Changes nothing; ends with 1 where something is wrong.

  npm run reference -- --check
  npm run reference -- --check --folder DIR

  --check       the folder that REFERENCE_DIR names; without it data/ of this program
  --folder DIR  another one; what it does not have is taken from data/
`;

const options = { check: { type: 'boolean' }, folder: { type: 'string' } } as const;

const say = (text: string) => process.stdout.write(`${text}\n`);

await runCommand(help, options, async ({ check, folder }) => {
  if (!check) throw new UsageError('expected --check: there is nothing else that it does');
  const place = folder === undefined ? referenceFolder() : resolve(folder);
  const trouble = await folderTrouble(place);
  if (trouble !== null) throw new Error(trouble);
  const { files, faults } = checkReference(await readTexts(place));
  for (const name of referenceNames) {
    const own = faults.filter(({ file }) => file === name);
    if (own.length > 0) say(`data/${name}.json: ${own.length === 1 ? '1 fault' : `${own.length} faults`}`);
    for (const fault of own) say(`  ${faultText(fault)}`);
  }
  if (faults.length > 0) {
    say(`${place}: the reference files cannot be taken.`);
    process.exitCode = 1;
    return;
  }
  const { words } = parseReference(files);
  for (const name of ['entity', 'service', 'topic'] as const)
    for (const word of words[name]) {
      const text = termText(word);
      if (text !== '') say(`${name} "${word.id}": ${text}`);
    }
  say(`${place}: the reference files can be taken.`);
});

function termText({ from, until, successor }: Word): string {
  return [
    from && `from ${from} on`,
    until && `until ${until}`,
    until && (successor ? `then "${successor}"` : 'then nothing: it keeps its requests, and new ones too'),
  ]
    .filter(Boolean)
    .join(', ');
}
