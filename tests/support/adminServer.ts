import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AdminState, CityState, SharedSummary, SourceSummary } from '../../src/model/adminState.ts';
import { serveAdmin } from '../../src/server/admin/serveAdmin.ts';
import { openStore, tolerance } from '../../src/server/intake/store/store.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { makeServer } from '../../src/server/server.ts';
import { pageFolder } from './served.ts';

const reference = referenceData();
const opened = Date.UTC(2026, 10, 1) / 1000;

/** What a test lets the page say of the server. */
export interface Scene {
  ailments: AdminState['server']['ailments'];
  sources: SourceSummary[];
  shared: SharedSummary[];
  matched: Pick<CityState, 'matches' | 'matching' | 'jobs' | 'forgetting'>;
  /** The jobs that were ordered to begin at once. */
  ordered: string[];
  board: string | null;
  reference: AdminState['server']['reference'];
  ratings: AdminState['server']['ratings'];
  messages: AdminState['server']['messages'];
  /** How many test messages were ordered. */
  tests: number;
  /** Whether store and sources are there. */
  city: boolean;
  /** Whether the server answers at all. */
  answers: boolean;
}

const following: SourceSummary = {
  ...{ id: 'crm', kind: 'postgres', phase: 'following', trouble: null },
  ...{ lastBatch: Date.now() / 1000 - 4, lag: 1.4, requests: 1_048_211 },
};

/** The administrator's page over a store of its own with problems of every kind that is told, on a free port. */
export async function serveAdminPage() {
  const folder = mkdtempSync(join(tmpdir(), 's360-admin-'));
  const store = openStore(join(folder, 'store.sqlite'), {
    timeZone: 'Asia/Dubai',
    zones: reference.zones,
    words: () => reference.words,
  });
  const scene: Scene = {
    ailments: [],
    sources: [
      following,
      { ...following, id: 'whatsapp', kind: 'csvFolder', lag: null, requests: 84_120, lastBatch: null },
      {
        ...following,
        ...{ id: 'platform-04', kind: 'open311', phase: 'waiting', requests: 12_004 },
        trouble: {
          fault: 'unreachable',
          text: 'Open311 source "platform-04": http://10.1.4.20/requests.json: no connection (ECONNREFUSED); tried 6 times. Nothing was lost: it goes on from where it was',
        },
      },
    ],
    shared: [
      {
        ...{ kind: 'phone', source: null, why: 'form', masked: '000', requests: 179_999 },
        since: Date.now() / 1000 - 86_400,
      },
      {
        ...{ kind: 'mail', source: null, why: 'often', masked: 'c•••@d•••', requests: 4_210 },
        since: Date.now() / 1000 - 3_600,
      },
    ],
    matched: {
      matches: ['crm', 'whatsapp', 'platform-04'].map((source) => ({ source, last: null, differed: null })),
      matching: null,
      jobs: [
        {
          ...{ name: 'match', schedule: { daily: '02:30' }, next: Date.now() / 1000 + 30_000 },
          ...{ running: null, leftUntil: null, failures: 0, last: null },
        },
      ],
      forgetting: { afterMonths: 24, lastRun: null, requests: 0, total: 0 },
    },
    ordered: [],
    board: './',
    reference: null,
    ratings: null,
    messages: { trouble: null, notices: null },
    tests: 0,
    city: true,
    answers: true,
  };
  const now = () => Date.now() / 1000;
  const server = await makeServer({
    page: pageFolder,
    data: folder,
    live(server) {
      serveAdmin(
        server,
        {
          async state() {
            if (!scene.answers) throw new Error('the server does not answer');
            const at = now();
            return {
              at,
              server: {
                ...{ version: '0.1.0', runtime: process.version, startedAt: at - 93_000, pages: 214 },
                ...{ memory: 312e6, files: 118e6, free: 412e9, works: [], ailments: scene.ailments },
                ...{ board: scene.board, reference: scene.reference, ratings: scene.ratings },
                messages: scene.messages,
              },
              city: scene.city
                ? {
                    ...{
                      timeZone: 'Asia/Dubai',
                      now: at,
                      sequence: 48_211,
                      asOf: at - 2,
                      requests: 1_144_335,
                    },
                    ...{ outbox: 3, store: 640e6, sources: scene.sources },
                    ...scene.matched,
                    shared: scene.shared,
                    problems: store.problems.all(),
                    unreadable: store.problems.unreadable(),
                    held: { count: store.counts().held, list: store.problems.held(tolerance) },
                  }
                : null,
            };
          },
          async runJob(name) {
            scene.ordered.push(name);
            return scene.matched.jobs.some((job) => job.name === name) ? 'begun' : 'unknown';
          },
          async sendTest() {
            scene.tests++;
            return scene.messages.notices ? 'sent' : 'nobody';
          },
          source: () => Promise.reject(new Error('no source is asked here')),
          async see({ source, field, problem, seen }) {
            return store.problems.see(source, field, problem, seen ? now() : null);
          },
        },
        { page: pageFolder, alone: false, board: () => scene.board },
      );
    },
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as { port: number };

  const add = (source: string, field: string, problem: string, count: number, refs: string[] = []) =>
    store.problems.add([{ source, field, problem, count, refs, words: new Map() }], [], now() - 3600);
  return {
    address: `http://127.0.0.1:${port}/`,
    server,
    store,
    scene,
    /** Fills the store with what a few weeks with three systems leave. */
    fill() {
      const row = (ref: string, more: object = {}) => ({
        ...{ ref, order: 1, personal: null },
        row: { ...emptyRow, ref, opened, ...more },
      });
      const requests = [row('C-7'), row('C-2041'), row('C-9120', { updated: 4_102_444_800 })];
      store.take('crm', { requests, position: null, committedAt: null }, now());
      store.problems.add(
        [
          {
            ...{ source: 'crm', field: 'stage', problem: 'unknownWord', count: 214 },
            refs: ['C-88120', 'C-88121', 'C-88140'],
            words: new Map([
              ['Escalated to the mayor', 180],
              ['بانتظار المقاول', 34],
            ]),
          },
        ],
        [],
        now() - 40,
      );
      add('crm', 'opened', 'sentinel', 3, ['D-1', 'D-2', 'C-7']);
      add('crm', 'resolved', 'beforeOpened', 1_204, ['C-5512', 'C-5514', 'C-5520', 'C-5533']);
      add('crm', 'updated', 'farFuture', 1, ['C-9120']);
      add('crm', 'ref', 'spacedKey', 2, [' A-1', 'A-1 ']);
      add('whatsapp', 'file', 'fileRefused', 1, ['export-2026-11-27.csv']);
      add('whatsapp', 'zone', 'unknownZone', 61, ['W-220', 'W-231']);
      add('platform-04', 'dueResolution', 'unlikelyDate', 9, ['P-1', 'P-2']);
      store.problems.add(
        [],
        ['C-7', 'C-2041'].map((ref) => ({
          ...{ source: 'crm', ref, order: 2, field: 'opened', problem: 'sentinel' },
        })),
        now() - 7200,
      );
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const emptyRow = {
  ...{ version: 1, responded: null, firstResolved: null, resolved: null, updated: null, dueResponse: null },
  ...{ dueResolution: null, responseWork: null, resolutionWork: null, zone: null, place: null },
  ...{
    category: null,
    channel: null,
    account: null,
    topic: null,
    entity: null,
    stage: null,
    priority: null,
    language: null,
  },
  ...{ customerKind: null, satisfaction: null, attachments: null, reopened: null, firstContact: null },
  ...{ repeat30d: null, duplicate: null, handover48h: null, pointLon: null, pointLat: null },
};
