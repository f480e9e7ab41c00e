import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import type { SnapshotFiles } from '../../src/feed/files.ts';
import { type Heard, hearServer, openPoll } from '../../src/feed/live/stream.ts';

test('a page that looks again and again hears what the server still does, and what came of a match', async () => {
  // Guards: behind a proxy that holds events back the page said nothing of matches or of sources that are away.
  const matched = { at: 1_700_000_000, outcome: 'left', requests: 3 };
  const news = { serving: true, doing: [], away: [{ id: 'crm', seconds: 412 }], matched };
  const server = createServer((request, answer) => {
    answer.statusCode = request.url === '/live/start' ? 200 : 404;
    answer.end(JSON.stringify(news));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const manifest = manifestOf('words-1.json');
  const files = { manifest: async () => manifest } as unknown as SnapshotFiles;
  const hear = (start: string) =>
    new Promise<Heard>((done) => {
      const hangup = hearServer(files, start)('poll', 7, (heard) => {
        hangup();
        done(heard);
      });
    });
  const beat = { kind: 'beat', sequence: 7, now: 1_700_000_100 };
  expect(await hear(`http://127.0.0.1:${port}/live/rows`)).toEqual({ ...beat, news });
  // A server of files has none.
  expect(await hear(`http://127.0.0.1:${port}/none/rows`)).toEqual({ ...beat, news: null });
  server.close();
});

test('it hears that names were changed beside the same data', async () => {
  // Guards: behind such a proxy a page kept the names of before a reorganisation.
  const names = ['words-1.json', 'words-1.json', 'words-2.json'];
  const files = {
    manifest: async () => manifestOf(names.shift() ?? 'words-2.json'),
  } as unknown as SnapshotFiles;
  const heard: Heard['kind'][] = [];
  await new Promise<void>((done) => {
    const poll = openPoll({ files, news: async () => null, every: 1 }, 7, ({ kind }) => {
      heard.push(kind);
      if (kind !== 'reload') return;
      // Its last word: who opens the manifest anew is not told to do it once more meanwhile.
      setTimeout(() => poll.look(), 1);
      setTimeout(done, 30);
    });
  });
  expect(heard).toEqual(['beat', 'beat', 'reload']);
});

test('it looks at once when it is told to, and once more where it is told while it looks', async () => {
  // Guards: what was published while the manifest was being read was seen five seconds later.
  let looks = 0;
  let read = () => {};
  const files = {
    manifest: () =>
      new Promise((done) => {
        read = () => done(manifestOf('words-1.json'));
        looks++;
      }),
  } as unknown as SnapshotFiles;
  let beats = 0;
  const poll = openPoll({ files, news: async () => null, every: 1e9 }, 7, () => beats++);
  poll.look();
  poll.look();
  for (const seen of [1, 2]) {
    await expect.poll(() => looks).toBe(seen);
    read();
    await expect.poll(() => beats).toBe(seen);
  }
  poll.look();
  await expect.poll(() => looks).toBe(3);
  poll.end();
});

function manifestOf(words: string) {
  const named = { zones: { name: 'zones-1.json' }, words: { name: words }, geometry: null, targets: null };
  return { sequence: 7, asOf: 1_700_000_100, goals: {}, files: { ...named, deltas: [] } };
}
