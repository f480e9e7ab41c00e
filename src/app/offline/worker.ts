/**
 * The page without a network: a service worker that keeps the built page and the files of one manifest. With a network
 * the page and the manifest are always the server's; what is named by its content is taken from here.
 */

export {};

/** The part of a service worker's global scope that is used here; the browser's types know a page's only. */
interface Scope {
  readonly registration: { readonly scope: string };
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'message', listener: (event: Extendable & { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'fetch',
    listener: (
      event: Extendable & {
        readonly request: Request;
        respondWith(response: Promise<Response>): void;
      },
    ) => void,
  ): void;
  skipWaiting(): Promise<void>;
}
interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}

/** The names of the built page's files, which the build puts in the place of this word. */
declare const builtFiles: readonly string[];

const scope = self as unknown as Scope;
const base = scope.registration.scope;
const shellName = 'services-360-page';
const dataName = 'services-360-data';
const manifestAddress = new URL('data/rows/manifest.json', base).href;
const adminAddress = new URL('admin', base).href;
const ratingsAddress = new URL('data/ratings.json', base).href;
const dataBase = new URL('data/rows/', base).href;
/** How long the server may take for the page and the manifest before what is kept is shown, in ms. */
const patience = { page: 3_000, manifest: 8_000 };

scope.addEventListener('install', (event) => {
  event.waitUntil(keepPage().then(() => scope.skipWaiting()));
});

scope.addEventListener('message', (event) => {
  if (event.data === 'keep') event.waitUntil(keepData().catch(() => {}));
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { href, origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || !href.startsWith(base) || request.headers.has('range')) return;
  // What it says of a server that is away would be of another time.
  if (origin + pathname === adminAddress) return;
  if (request.mode === 'navigate') event.respondWith(newestFirst(shellName, base, request, patience.page));
  else if (href === manifestAddress || href === ratingsAddress)
    event.respondWith(newestFirst(dataName, href, request, patience.manifest));
  else if (origin + pathname === href && isNamedByContent(href)) event.respondWith(keptFirst(request));
});

/** All files of the page; those of an earlier build go once these are complete. */
async function keepPage(): Promise<void> {
  const cache = await caches.open(shellName);
  const wanted = builtFiles.map((name) => new URL(name, base).href);
  await cache.add(new Request(base, { cache: 'no-cache' }));
  await addMissing(cache, wanted);
  await keepOnly(cache, new Set([base, ...wanted]));
}

/** The manifest as it is now, the files that it names, and the ratings; those of an earlier one go once these are complete. */
async function keepData(): Promise<void> {
  const cache = await caches.open(dataName);
  const response = await fetch(manifestAddress, { cache: 'no-cache' });
  if (!response.ok) return;
  const wanted = namesIn(((await response.clone().json()) as { files: unknown }).files).map(
    (name) => new URL(name, dataBase).href,
  );
  await addMissing(cache, wanted);
  await cache.put(manifestAddress, response);
  const ratings = await fetch(ratingsAddress, { cache: 'no-cache' });
  if (ratings.ok) await cache.put(ratingsAddress, ratings);
  await keepOnly(cache, new Set([manifestAddress, ratingsAddress, ...wanted]));
}

/** Every `name` of a manifest's files. */
function namesIn(files: unknown): string[] {
  if (typeof files !== 'object' || files === null) return [];
  const { name } = files as { readonly name?: unknown };
  return typeof name === 'string' ? [name] : Object.values(files).flatMap(namesIn);
}

async function addMissing(cache: Cache, wanted: readonly string[]): Promise<void> {
  for (const address of wanted) if (!(await cache.match(address))) await cache.add(address);
}

async function keepOnly(cache: Cache, wanted: ReadonlySet<string>): Promise<void> {
  const kept = await cache.keys();
  await Promise.all(kept.filter(({ url }) => !wanted.has(url)).map((request) => cache.delete(request)));
}

function isNamedByContent(href: string): boolean {
  return (
    href.startsWith(new URL('assets/', base).href) ||
    (href.startsWith(dataBase) && /-[0-9a-f]{16}\.\w+$/.test(href))
  );
}

/** Whether a file is of a library that only some imports need: the list of the built files leaves it out. */
function isLate(href: string): boolean {
  return /^assets\/(late|sqlite3)-/.test(href.slice(base.length));
}

/** What is kept; what the page loads only when it is needed is kept from then on, until the next build. */
async function keptFirst(request: Request): Promise<Response> {
  const kept = await caches.match(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && isLate(request.url)) {
    await (await caches.open(shellName)).put(request.url, response.clone());
  }
  return response;
}

/** What the server says; what is kept under an address where it says nothing in time. */
async function newestFirst(
  name: string,
  address: string,
  request: Request,
  milliseconds: number,
): Promise<Response> {
  const kept = await (await caches.open(name)).match(address);
  if (!kept) return fetch(request);
  const late = new Promise<null>((done) => setTimeout(() => done(null), milliseconds));
  const response = await Promise.race([fetch(request).catch(() => null), late]);
  return response && response.status < 500 ? response : kept;
}
