import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
/** A copy of the messages and what makes the page's of them, that a message is planted in. */
let copy: string;

beforeAll(async () => {
  await mkdir(join(root, '.tmp'), { recursive: true });
  copy = await mkdtemp(join(root, '.tmp/planted-'));
  for (const part of ['src/i18n', 'src/model', 'scripts/messages', 'package.json', 'tsconfig.json'])
    await cp(join(root, part), join(copy, part), { recursive: true });
  const text = { extends: './tsconfig.json', include: ['said.ts', 'late.ts'] };
  await writeFile(join(copy, 'planted.json'), JSON.stringify(text));
  await writeFile(
    join(copy, 'said.ts'),
    `import { makeText } from './src/i18n/text.ts';
     console.log(makeText('ar').t('map.planted'), makeText('en').t('map.planted'));`,
  );
  await writeFile(
    join(copy, 'late.ts'),
    `import { bringMessages, messagesIn } from './src/i18n/catalogue.ts';
     await bringMessages('ar');
     console.log(messagesIn('ar')['map.planted']);`,
  );
});
afterAll(() => rm(copy, { recursive: true, force: true }));

/** Puts a message into its subject in the place of the one that was planted before. */
async function plant(message: string): Promise<void> {
  const path = 'src/i18n/messages/map.ts';
  const text = await readFile(join(root, path), 'utf8');
  const start = 'export const mapMessages = {\n';
  expect(text).toContain(start);
  await writeFile(
    join(copy, path),
    text.replace(start, () => `${start}  'map.planted': ${message},\n`),
  );
}

// Guards: a message is said once, in both languages beside each other, and nowhere else; the built page loads it in one.
test('a planted message needs both its languages, and is built into the file of each', async () => {
  const tsc = () =>
    run('node', [join(root, 'node_modules/typescript/lib/tsc.js'), '-p', 'planted.json'], { cwd: copy }).then(
      () => '',
      ({ stdout }: { stdout: string }) => stdout,
    );
  await plant("{ en: 'Planted' }");
  expect(await tsc()).toContain("Property 'ar' is missing in type '{ en: string; }'");
  await plant("{ en: 'Planted', ar: 'مغروسة' }");
  expect(await tsc()).toBe('');
  const { stdout } = await run('node', ['--import', 'tsx', 'said.ts'], { cwd: copy });
  expect(stdout).toBe('مغروسة Planted\n');

  const { oneLanguageEach } = await import(join(copy, 'scripts/messages/plugin.ts'));
  const { pageMessages } = await import(join(copy, 'src/i18n/pageMessages.ts'));
  const built = (await build({
    ...{ root: copy, configFile: false, logLevel: 'silent', plugins: [oneLanguageEach(pageMessages)] },
    build: { write: false, target: 'es2023', rolldownOptions: { input: join(copy, 'late.ts') } },
  })) as Rolldown.RolldownOutput;
  const files = built.output.flatMap((file) =>
    file.type === 'chunk'
      ? [{ name: file.name, says: ['مغروسة', 'Planted'].filter((word) => file.code.includes(word)) }]
      : [],
  );
  expect(files.sort((a, b) => a.name.localeCompare(b.name))).toEqual([
    { name: 'ar', says: ['مغروسة'] },
    { name: 'en', says: ['Planted'] },
    { name: 'late', says: [] },
  ]);
});
