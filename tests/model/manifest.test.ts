import { expect, test } from 'vitest';
import { type Manifest, manifestText, parseManifest, SnapshotError } from '../../src/model/manifest.ts';

const file = { name: 'zones-0123456789abcdef.json', sha256: 'a'.repeat(64), bytes: 10 };
const segment = {
  ...file,
  rows: 5,
  days: { from: 1, to: 2 },
  rids: { from: 0, to: 4 },
  sequence: 1,
};
const delta = { ...file, rows: 1, from: 1, to: 2, asOf: 2, total: 1, days: null };
const manifest: Manifest = {
  protocol: 1,
  schema: 5,
  audience: 'rows',
  kind: 'import',
  title: { en: 'x', ar: 'x' },
  asOf: 1,
  cut: 1,
  timeZone: 'UTC',
  weekStart: 1,
  sequence: 1,
  rows: 0,
  days: null,
  fields: ['rid'],
  pointStep: 0.001,
  approximateZones: false,
  goals: {},
  files: {
    zones: file,
    words: file,
    geometry: null,
    overview: null,
    calendar: null,
    targets: null,
    segments: [],
    details: [],
    refs: [],
    deltas: [],
  },
};

function faultOf(text: string) {
  try {
    parseManifest(text);
  } catch (error) {
    return (error as SnapshotError).fault;
  }
  return null;
}

// Guards: a manifest is read whole or refused in words.
test('a good manifest is read', () => {
  expect(parseManifest(manifestText(manifest))).toEqual(manifest);
  expect(parseManifest(JSON.stringify(JSON.parse(manifestText(manifest)), null, 1))).toEqual(manifest);
});

// Guards: a city that an older program published is read on, and what is written of it is of this program's schema, so
// that an older page says in words that it is too old in place of stumbling over a column.
test.each([3, 4])('a manifest of schema %i is read as this one', (schema) => {
  expect(parseManifest(manifestText({ ...manifest, schema: schema as 5 }))).toEqual(manifest);
});

test('a manifest of an older schema than those is refused', () => {
  expect(faultOf(manifestText({ ...manifest, schema: 2 as 5 }))).toMatchObject({
    ...{ kind: 'tooOld', found: 'schema 2', expected: 'schema 5' },
  });
});

// Guards: no hash stands anywhere for the manifest itself, so that its own check sum must tell of any character that
// is not what was written, also where all still fits.
test('a manifest of which a character changed is refused', () => {
  const text = manifestText(manifest);
  for (let at = 0; at < text.length; at++)
    for (const bit of [1, 4, 16])
      expect(
        faultOf(text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ bit) + text.slice(at + 1)),
      ).not.toBeNull();
  expect(faultOf(text.replace('"asOf":1', '"asOf":2'))).toEqual({
    kind: 'broken',
    file: 'manifest.json',
    detail: expect.stringMatching(/^got the check sum \d+, expected \d+: it is not what was written$/),
  });
  expect(faultOf(JSON.stringify(manifest))).toMatchObject({
    ...{ kind: 'tooOld', found: 'no check sum' },
  });
});

test.each([
  [
    'a newer protocol',
    { ...manifest, protocol: 2 },
    { kind: 'tooNew', found: 'protocol 2', expected: 'protocol 1' },
  ],
  ['a newer schema', { ...manifest, schema: 7 }, { kind: 'tooNew', found: 'schema 7', expected: 'schema 5' }],
  [
    'an older schema',
    { ...manifest, schema: 1 },
    { kind: 'tooOld', found: 'schema 1', expected: 'schema 5' },
  ],
  [
    'a head without details',
    { ...manifest, files: { ...manifest.files, segments: [segment], refs: [segment] } },
    { kind: 'broken', detail: expect.stringContaining('files.details[0]: got nothing') },
  ],
  [
    'details of other rows',
    {
      ...manifest,
      files: {
        ...manifest.files,
        segments: [segment],
        details: [{ ...segment, rows: 4 }],
        refs: [segment],
      },
    },
    { kind: 'broken', detail: expect.stringContaining('files.details[0]: got other rows') },
  ],
  [
    'details of no segment',
    { ...manifest, files: { ...manifest.files, details: [segment] } },
    { kind: 'broken', detail: 'files.details: got 1 files, expected 0 as in files.segments' },
  ],
  [
    'deltas with a gap',
    { ...manifest, files: { ...manifest.files, deltas: [delta, { ...delta, from: 3, to: 4 }] } },
    { kind: 'broken', detail: 'files.deltas[1]: got 3 to 4, expected one from 2 on' },
  ],
  ['a missing part', { ...manifest, asOf: undefined }, { kind: 'broken', file: 'manifest.json' }],
  [
    'a path for a name',
    { ...manifest, files: { ...manifest.files, zones: { ...file, name: '../../etc/passwd' } } },
    { kind: 'broken' },
  ],
  ['nothing', null, { kind: 'broken' }],
])('%s is refused', (_, value, fault) => {
  expect(faultOf(JSON.stringify(value))).toMatchObject(fault);
});

test('what is not JSON is refused', () => {
  expect(faultOf('<html>')).toEqual({ kind: 'broken', file: 'manifest.json', detail: 'not JSON' });
  expect(new SnapshotError({ kind: 'tooNew', found: 'protocol 2', expected: 'protocol 1' }).message).toMatch(
    /got protocol 2, expected protocol 1/,
  );
  expect(new SnapshotError({ kind: 'tooOld', found: 'schema 1', expected: 'schema 2' }).message).toMatch(
    /got schema 1, expected schema 2; make the snapshot anew/,
  );
});
