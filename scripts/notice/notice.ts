import { isAllowed } from './licences.ts';
import { type Library, librariesIn, licenceText, readLock, serverFolders, withNeeds } from './packages.ts';

/** Packages that come as files made from others: what they need is in them. */
const readyMade: readonly string[] = ['node_modules/maplibre-gl', 'node_modules/@duckdb/duckdb-wasm'];

/** Folders of the packages in the page, with those inside of what comes ready-made. */
export function pageFolders(root: string, bundled: Iterable<string>): Set<string> {
  const folders = new Set(bundled);
  const made = readyMade.filter((folder) => folders.has(folder));
  return new Set([...folders, ...withNeeds(readLock(root), made)]);
}

/** Those libraries whose licence is not on the list, as sentences. */
export function refused(libraries: readonly Library[]): string[] {
  return libraries
    .filter(({ licence }) => !isAllowed(licence))
    .map(
      ({ name, version, licence }) =>
        `${name} ${version}: got the licence ${licence}, expected one of scripts/notice/licences.ts`,
    );
}

/**
 * The notice of third parties of a built page: what the page is made of with the whole texts of the licences, and
 * what the server runs.
 * @param bundled folders of the packages that the page was made of
 * @throws Error that names every library whose licence is not on the list
 */
export function noticeText(root: string, bundled: Iterable<string>): string {
  const lock = readLock(root);
  const folders = pageFolders(root, bundled);
  const page = librariesIn(lock, folders);
  const server = librariesIn(lock, serverFolders(lock));
  const wrong = refused([...page, ...server]);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  const texts = new Map<string, string[]>();
  for (const folder of folders) {
    const [library] = librariesIn(lock, [folder]);
    const text = licenceText(root, folder);
    texts.set(text, [
      ...(texts.get(text) ?? []),
      `${library!.name} ${library!.version} (${library!.licence})`,
    ]);
  }
  const sections = [...texts]
    .map(([text, names]) => ({ text, names: [...new Set(names)].sort() }))
    .sort((a, b) => (a.names[0]! < b.names[0]! ? -1 : 1))
    .map(({ text, names }) => `${'='.repeat(80)}\n${names.join('\n')}\n${'-'.repeat(80)}\n${text}\n`);
  return [
    'Services 360: notice of third parties',
    '',
    `The page is made of these ${page.length} libraries; the texts of their licences follow.`,
    '',
    ...page.map(lineOf),
    '',
    `The server runs these ${server.length}; the texts lie with each of them in node_modules.`,
    '',
    ...server.map(lineOf),
    '',
    ...sections,
  ].join('\n');
}

function lineOf({ name, version, licence }: Library): string {
  return `${name} ${version}  ${licence}`;
}
