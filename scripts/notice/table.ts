import { type Library, librariesIn, readLock, serverFolders } from './packages.ts';

/** The libraries that a notice says that the page is made of. @throws Error in words where it is no notice */
export function pageLibrariesOf(notice: string): Library[] {
  const list = notice.match(/^The page is made of .*\n\n([\s\S]*?)\n\n/m)?.[1];
  const lines = list?.split('\n').map((line) => line.match(/^(\S+) (\S+) {2}(.+)$/)) ?? [];
  if (lines.length === 0 || lines.some((line) => line === null))
    throw new Error('THIRD-PARTY.txt: got no list of what the page is made of; build the page');
  return lines.map((line) => ({ name: line![1]!, version: line![2]!, licence: line![3]! }));
}

/** docs/licences.md: each library that runs, its licence, and where. @param notice THIRD-PARTY.txt of the built page */
export function licencesPage(root: string, notice: string): string {
  const lock = readLock(root);
  const page = pageLibrariesOf(notice);
  const server = librariesIn(lock, serverFolders(lock));
  const key = ({ name, version }: Library) => `${name}@${version}`;
  const inPage = new Set(page.map(key));
  const inServer = new Set(server.map(key));
  const all = [...new Map([...page, ...server].map((one) => [key(one), one])).values()];
  const counts = new Map<string, number>();
  for (const { licence } of all) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  const sum = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([id, n]) => `${id} ${n}`);
  const row = (one: Library) =>
    `| ${one.name} | ${one.version} | ${one.licence} | ${inPage.has(key(one)) ? 'x' : ''} | ${inServer.has(key(one)) ? 'x' : ''} |`;
  return `# Licences of what runs

Written by \`npm run licences\` from package-lock.json and the built page; a test holds it. The page's notice with the whole texts is
\`dist/THIRD-PARTY.txt\`, served as \`/THIRD-PARTY.txt\`; the server's libraries have theirs in \`node_modules\`. What only builds and tests
is not shipped and not listed. A licence that is not on the list in \`scripts/notice/licences.ts\` ends the build.

${all.length} libraries: ${page.length} in the page, ${server.length} in the server (packages of other platforms are listed and not installed). By licence: ${sum.join(', ')}.

| library | version | licence | page | server |
|---|---|---|---|---|
${all
  .sort((a, b) => (key(a) < key(b) ? -1 : 1))
  .map(row)
  .join('\n')}
`;
}
