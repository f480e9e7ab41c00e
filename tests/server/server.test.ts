import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeServer } from '../../src/server/server.ts';

let root: string;
let server: FastifyInstance;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 's360-'));
  await mkdir(join(root, 'page/assets'), { recursive: true });
  await mkdir(join(root, 'data/rows'), { recursive: true });
  await mkdir(join(root, 'data.report'), { recursive: true });
  await writeFile(join(root, 'page/index.html'), '<p>page</p>');
  await writeFile(join(root, 'page/assets/a-1234.js'), 'x'.repeat(500));
  await writeFile(join(root, 'data/rows/manifest.json'), '{"a":1}');
  await writeFile(join(root, 'data/rows/2026-01-0123456789abcdef.arrow'), 'rows');
  await writeFile(join(root, 'data/rows/2026-01-0123456789abcdef.arrow.br'), brotliCompressSync('rows'));
  await writeFile(join(root, 'data/rows/notes.txt'), 'private');
  await writeFile(join(root, 'data.report/report.json'), 'private');
  server = await makeServer({ page: join(root, 'page'), data: join(root, 'data') });
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

test('a page is told where requests are in the system that they come from', async () => {
  const url = '/request-link.json';
  expect((await server.inject(url)).json()).toBeNull();
  const template = 'https://crm.example/case/{reference}';
  const linked = await makeServer({ page: root, data: root, requestLink: template });
  expect((await linked.inject(url)).json()).toBe(template);
  await linked.close();
});

// Guards: what is served, how long it may be kept, and that nothing else gets out.
test('the page comes with a policy that lets nothing in from elsewhere', async () => {
  const page = await server.inject('/');
  expect(page.body).toBe('<p>page</p>');
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("style-src 'self'");
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).not.toContain("'unsafe-eval'");
  expect(policy).not.toMatch(/https?:|\*/);
  expect(page.headers['cache-control']).toBe('private, no-cache');
});

test('a file named by its content is kept for good, and comes packed as the browser takes it', async () => {
  const url = '/data/rows/2026-01-0123456789abcdef.arrow';
  const plain = await server.inject(url);
  expect(plain.body).toBe('rows');
  expect(plain.headers['cache-control']).toContain('immutable');
  const brotli = await server.inject({ url, headers: { 'accept-encoding': 'gzip, br' } });
  expect(brotli.headers['content-encoding']).toBe('br');
  expect(String(brotliDecompressSync(brotli.rawPayload))).toBe('rows');
  const gzip = await server.inject({ url, headers: { 'accept-encoding': 'gzip' } });
  expect(gzip.headers['content-encoding']).toBe('gzip');
  expect(String(gunzipSync(gzip.rawPayload))).toBe('rows');
});

test('the manifest is asked for again each time, and not sent twice', async () => {
  const first = await server.inject('/data/rows/manifest.json');
  expect(first.headers['cache-control']).toBe('private, no-cache');
  const again = await server.inject({
    url: '/data/rows/manifest.json',
    headers: { 'if-none-match': String(first.headers.etag) },
  });
  expect(again.statusCode).toBe(304);
  expect(again.body).toBe('');
});

test.each([
  '/data/rows/notes.txt',
  '/data/rows/../../data.report/report.json',
  '/data/rows/%2e%2e%2f%2e%2e%2fdata.report%2freport.json',
  '/data/rows/..%5c..%5cdata.report%5creport.json',
  '/assets/../index.html.br',
  '/data/cubes/manifest.json',
  '/data.report/report.json',
  '/package.json',
])('%s is not served', async (url) => {
  const answer = await server.inject(url);
  expect(answer.statusCode).toBe(404);
  expect(answer.body).not.toContain('private');
});
