import { heldFiles } from '../../../src/feed/files.ts';
import { References } from '../../../src/feed/references.ts';
import type { Opening } from '../../../src/feed/snapshotFeed.ts';
import { makeCity } from '../../../src/model/city.ts';
import { responseBounds } from '../../../src/model/dimension.ts';
import { protocolVersion, type SegmentFile, schemaVersion } from '../../../src/model/manifest.ts';
import { nullOf } from '../../../src/model/schema.ts';
import { encodeHead, type HeadRows } from '../../../src/model/segment/head.ts';
import { timeZone } from '../../../src/model/timeZone.ts';
import { firstFrom } from '../answers.ts';
import { type BenchRows, days, firstDay, type Sizes } from '../rows.ts';

const zoneName = 'Asia/Dubai';
/** The end of the last day, so that all that is counted had happened by then. */
const asOf = timeZone(zoneName).startOfDay(firstDay + days) - 1;
const daysOfSegment = 30;
const topics = 130;
const stages = { open: 0, done: 1 };

/** The id that the product's filters know a code by. */
export const idOf = { zone: wordId('zone'), channel: wordId('channel'), category: wordId('category') };

/** The made-up requests as a snapshot of the product, with heads and no details. */
export function openingOf(rows: BenchRows): Opening {
  const held = new Map<string, Uint8Array>();
  const segments: SegmentFile[] = [];
  for (let from = firstDay; from < firstDay + days; from += daysOfSegment) {
    const to = Math.min(firstDay + days, from + daysOfSegment) - 1;
    const [first, end] = [firstFrom(rows.day, from), firstFrom(rows.day, to + 1)];
    const name = `segment-${from}.arrow`;
    const bytes = encodeHead(headOf(rows, first, end));
    held.set(name, bytes);
    segments.push({
      name,
      sha256: '',
      bytes: bytes.length,
      rows: end - first,
      days: { from, to },
      rids: { from: first, to: end - 1 },
      sequence: 1,
    });
  }
  const none = { name: 'none', sha256: '', bytes: 0 };
  const manifest: Opening['manifest'] = {
    protocol: protocolVersion,
    schema: schemaVersion,
    audience: 'rows',
    kind: 'sample',
    title: { en: 'Benchmark', ar: 'Benchmark' },
    asOf,
    cut: asOf,
    timeZone: zoneName,
    weekStart: 1,
    sequence: 1,
    rows: rows.day.length,
    days: { from: firstDay, to: firstDay + days - 1 },
    fields: [
      'opened',
      'day',
      'zone',
      'channel',
      'category',
      'stage',
      'resolved',
      'dueResolution',
      'responded',
    ],
    pointStep: 0.001,
    approximateZones: false,
    goals: {},
    files: {
      zones: none,
      words: none,
      geometry: null,
      overview: null,
      calendar: null,
      targets: null,
      segments,
      details: [],
      refs: [],
      deltas: [],
    },
  };
  const files = heldFiles(manifest, held);
  const references = new References(files, manifest);
  return { files, manifest, city: cityOf(rows.sizes), overview: null, references };
}

function cityOf({ zones, channels, categories }: Sizes): Opening['city'] {
  return makeCity(
    { sectors: [], zones: words(idOf.zone, zones - 1), places: [] },
    {
      category: words(idOf.category, categories - 1),
      channel: words(idOf.channel, channels - 1),
      account: [],
      service: [],
      topic: words(wordId('topic'), topics).map((word) => ({ ...word, service: null })),
      entity: [],
      stage: Object.entries(stages).map(([id, code]) => ({
        id,
        en: id,
        ar: id,
        progress: 100 * code,
        done: code === stages.done,
      })),
      priority: [],
      language: [],
      customerKind: [],
    },
    zoneName,
  );
}

function wordId(stem: string): (code: number) => string {
  return (code) => `${stem}-${code}`;
}

function words(id: (code: number) => string, count: number) {
  return Array.from({ length: count }, (_, code) => ({ id: id(code), en: id(code), ar: id(code) }));
}

/** The head of rows `from` to `end` (excluded). What the rows do not say is made up from their numbers. */
function headOf(rows: BenchRows, from: number, end: number): HeadRows {
  const part = <T extends Uint8Array | Uint16Array>(column: T) => column.subarray(from, end) as T;
  const coded = <T extends Uint8Array | Uint16Array>(column: T, size: number, none: number) =>
    part(column).map((code) => (code === size - 1 ? none : code)) as T;
  const { sizes } = rows;
  const length = end - from;
  const completed = part(rows.completed);
  const onTime = part(rows.onTime);
  const day = part(rows.day);
  const head = {
    day,
    zone: coded(rows.zone, sizes.zones, nullOf.u16),
    place: new Uint16Array(length).fill(nullOf.u16),
    category: coded(rows.category, sizes.categories, nullOf.u8),
    channel: coded(rows.channel, sizes.channels, nullOf.u8),
    topic: Uint16Array.from({ length }, (_, i) => (from + i * 7) % topics),
    stage: completed.map((one) => (one ? stages.done : stages.open)),
    firstContact: new Uint8Array(length).fill(nullOf.u8),
    openedAfter: new Uint8Array(length),
    respondedAfter: new Uint16Array(length),
    completedAfter: new Uint16Array(length),
    dueAfter: new Uint16Array(length),
    late: new Uint8Array(length),
    response: new Uint8Array(length),
  };
  for (let i = 0; i < length; i++) {
    const left = 2 * (firstDay + days - 1 - day[i]!);
    head.respondedAfter[i] = Math.min(left, i % 5);
    head.response[i] = (i * 5) % responseBounds.length;
    head.completedAfter[i] = completed[i] ? Math.min(left, 1 + (i % 61)) : nullOf.u16;
    head.dueAfter[i] = 10;
    head.late[i] = completed[i] && !onTime[i] ? 1 : 0;
  }
  return head;
}
