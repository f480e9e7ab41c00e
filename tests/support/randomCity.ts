import { RequestTable } from '../../src/model/requestTable.ts';
import type { RequestRow } from '../../src/model/schema.ts';
import type { SnapshotSource } from '../../src/model/snapshot.ts';
import { timeZone } from '../../src/model/timeZone.ts';
import type { Words } from '../../src/model/words.ts';
import type { Zones } from '../../src/model/zones.ts';
import { seeded } from './seeded.ts';

const word = (id: string) => ({ id, en: id, ar: id });
const list = (stem: string, count: number) => Array.from({ length: count }, (_, i) => word(`${stem}-${i}`));

/** A small city with every kind of gap: for the oracle to disagree with the engine about, if it can. */
export function randomCity(seed: number, rows: number, zoneName = 'Asia/Dubai'): SnapshotSource {
  const random = seeded(seed);
  const zones: Zones = {
    sectors: list('sector', 3),
    // Of several zones and of one, across sectors; the last zones are in none.
    districts: [
      { ...word('district-0'), zones: ['zone-0', 'zone-1', 'zone-3'] },
      { ...word('district-1'), zones: ['zone-5'] },
      { ...word('district-2'), zones: ['zone-6', 'zone-4'] },
    ],
    zones: Array.from({ length: 9 }, (_, i) => ({
      ...word(`zone-${i}`),
      ...(i < 7 ? { sector: `sector-${i % 3}` } : {}),
      residents: i === 3 ? 40 : i === 8 ? null : 1000 * (i + 1),
    })),
    places: Array.from({ length: 4 }, (_, i) => ({ ...word(`place-${i}`), zone: `zone-${i * 2}` })),
  };
  const words: Words = {
    category: list('category', 4),
    channel: list('channel', 5),
    account: list('account', 6).map((one, i) => ({ ...one, channel: `channel-${i % 2}` })),
    service: list('service', 3),
    topic: Array.from({ length: 12 }, (_, i) => ({
      ...word(`topic-${i}`),
      service: i < 10 ? `service-${i % 3}` : null,
    })),
    entity: list('entity', 4),
    stage: [
      { ...word('received'), progress: 0, done: false },
      { ...word('in-progress'), progress: 50, done: false },
      { ...word('resolved'), progress: 90, done: true },
      { ...word('closed'), progress: 100, done: true },
      { ...word('rejected'), progress: 100, done: true },
      { ...word('reopened'), progress: 30, done: false },
    ],
    priority: list('priority', 3),
    language: list('language', 2),
    customerKind: list('customer', 2),
  };
  const zone = timeZone(zoneName);
  const table = new RequestTable(zone);
  const start = Date.UTC(2026, 1, 1) / 1000 - zone.offsetAt(Date.UTC(2026, 1, 1) / 1000);
  const span = 75 * 86_400;
  const asOf = start + span - 7 * 3600;
  const pick = (count: number, missing = 0.08) => (random() < missing ? null : Math.floor(random() * count));
  const flag = (share: number) => (random() < 0.2 ? null : random() < share ? 1 : 0);
  for (let i = 0; i < rows; i++) {
    const opened = Math.floor(start + random() * (asOf - start));
    const took = Math.floor(-Math.log(1 - random()) * 9 * 86_400);
    const answered = Math.floor(-Math.log(1 - random()) * 20 * 3600);
    const completed = opened + took <= asOf && random() < 0.9;
    const stage = completed ? 2 + Math.floor(random() * 3) : (pick(2) ?? (random() < 0.5 ? 5 : null));
    const resolved = completed && random() < 0.93 ? opened + took : null;
    const place = random() < 0.3 ? pick(4, 0) : null;
    const row: RequestRow = {
      ref: `R-${seed}-${i}`,
      version: 1,
      opened,
      responded: opened + answered <= asOf && random() < 0.9 ? opened + answered : null,
      firstResolved:
        resolved === null ? (stage === 5 ? opened + Math.floor((asOf - opened) * random()) : null) : resolved,
      resolved,
      updated: null,
      dueResponse: null,
      dueResolution: random() < 0.1 ? null : opened + Math.floor(random() * 20) * 43_200,
      responseWork: random() < 0.1 ? null : Math.floor(answered / 3),
      resolutionWork: resolved === null || random() < 0.1 ? null : Math.floor(took / 3),
      zone: place === null ? pick(9) : place * 2,
      place,
      category: pick(4),
      channel: pick(5),
      account: i % 5 === 2 ? null : i % 6,
      topic: pick(12),
      entity: pick(4),
      stage,
      priority: pick(3),
      language: pick(2),
      customerKind: pick(2),
      satisfaction: random() < 0.7 ? null : 1 + Math.floor(random() * 5),
      attachments: i % 7 === 3 ? null : i % 4,
      reopened: stage === 5 ? 1 : flag(0.1),
      firstContact: flag(0.6),
      repeat30d: flag(0.1),
      duplicate: flag(0.05),
      handover48h: flag(0.05),
      pointLon: random() < 0.2 ? null : 55_000 + Math.floor(random() * 300),
      pointLat: null,
    };
    row.pointLat = row.pointLon === null ? null : 25_000 + Math.floor(random() * 300);
    table.add(row);
  }
  return {
    kind: 'sample',
    title: { en: 'Random city', ar: 'مدينة عشوائية' },
    table,
    zones,
    words,
    geometry: null,
    timeZone: zoneName,
    weekStart: 1,
    asOf,
    pointStep: 0.001,
    approximateZones: false,
    goals: {},
    calendar: null,
    targets: null,
  };
}
