import { beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceFiles, ReferenceName } from '../../src/intake/reference.ts';
import { checkReference, faultText, type ReferenceTexts } from '../../src/server/intake/reference/check.ts';
import { readTexts, referenceFolder } from '../../src/server/intake/reference/folder.ts';
import { jsonLines } from '../../src/server/intake/reference/jsonLines.ts';

let texts: ReferenceTexts;
let files: ReferenceFiles;
beforeAll(async () => {
  texts = await readTexts(referenceFolder());
  ({ files } = checkReference(texts));
});

/** The faults of the files with one of them changed, as sentences. */
function faultsOf(
  name: ReferenceName,
  change: (text: string) => string,
  before: ReferenceFiles | null = null,
): string[] {
  const text = change(texts[name]);
  expect(text).not.toBe(texts[name]);
  return checkReference({ ...texts, [name]: text }, before).faults.map(faultText);
}

const first = '"id": "waste-operations", ';
const withTerm = (term: string) => (text: string) => text.replace(first, `${first}${term}, `);

// Guards: that a mistake in a file that is changed while the server runs is told with its line, and does no harm.
describe('the check of the reference files', () => {
  test('finds nothing wrong with those of data/', () => {
    expect(checkReference(texts, files).faults).toEqual([]);
  });

  test.each<[ReferenceName, (text: string) => string, string | RegExp]>([
    [
      'entities',
      (text) => text.replace('"entries": [', '"entries": [\n ,'),
      'data/entities.json, line 4, the whole file: got ",", expected a value',
    ],
    [
      'entities',
      (text) => text.slice(0, 4000),
      /^data\/entities\.json, line \d+, the whole file: got .*, expected /,
    ],
    [
      'entities',
      withTerm('"untill": "2026-11-29"'),
      'data/entities.json, line 4, entries.0.untill: got "untill", expected no such name',
    ],
    [
      'entities',
      withTerm('"until": "2026-02-30"'),
      /line 4, entries\.0\.until: got "2026-02-30", expected a date such as/,
    ],
    [
      'entities',
      withTerm('"until": "2026-11-29", "successor": "nobody"'),
      'data/entities.json, line 4, entries.0.successor: got "nobody", expected the id of another entity',
    ],
    [
      'entities',
      withTerm('"successor": "public-parks"'),
      /entries\.0\.successor: got "public-parks", expected "until" beside it/,
    ],
    [
      'entities',
      withTerm('"from": "2026-12-01", "until": "2026-11-29"'),
      /entries\.0\.until: got 2026-11-29, expected 2026-12-01 or later/,
    ],
    [
      'entities',
      withTerm('"until": "2026-11-29", "successor": "waste-operations"'),
      /entries\.0\.successor: got "waste-operations", expected no way back to itself/,
    ],
    [
      'entities',
      (text) => text.replace('"id": "public-parks"', '"id": "waste-operations"'),
      /data\/entities\.json, line 6, entries\.2\.id: got "waste-operations", expected every id of a entity once/,
    ],
    [
      'services',
      (text) => text.replace('"entity": "waste-operations"', '"entity": "nobody"'),
      /data\/services\.json, line \d+, services\.\d+\.topics\.\d+\.entity: got nobody, expected the id of an entity/,
    ],
    [
      'goals',
      (text) => text.replace('"completionRate"', '"completedRate"'),
      'data/goals.json, line 4, entries.0.measure: got completedRate, expected the id of a measure',
    ],
    [
      'calendar',
      (text) => text.replace('"Asia/Dubai"', '"Asia/Dubay"'),
      /line 3, timeZone: got "Asia\/Dubay"/,
    ],
    ['targets', (text) => text.replace('"inquiry"', '"enquiry"'), /entries\.0\.category: got enquiry/],
  ])('%s: %#', (name, change, expected) => {
    const faults = faultsOf(name, change);
    expect(faults.find((text) => text.startsWith(`data/${name}.json`))).toMatch(expected);
  });

  test('a service that ends has no topic that goes on', () => {
    const faults = faultsOf('services', (text) =>
      text.replace('"id": "waste-collection"', '"id": "waste-collection", "until": "2026-11-29"'),
    );
    expect(faults.length).toBeGreaterThan(1);
    expect(faults[0]).toMatch(/topics\.0\.until: got none, expected 2026-11-29 or sooner/);
  });

  test('a city that runs keeps its zones, its time zone and every entry', () => {
    const before = files;
    const cut = (text: string) => text.replace(/\n {4}\{"id": "public-parks".*/, '');
    expect(faultsOf('entities', cut, before).join()).toMatch(
      /data\/entities\.json, line 3, entries: got no entity "public-parks", expected it to stay/,
    );
    expect(faultsOf('zones', (text) => text.replace('"id": "C101"', '"id": "C100"'), before).join()).toMatch(
      /data\/zones\.json, line \d+, zones\.0: got C100, expected C101, as in the city that runs/,
    );
    expect(faultsOf('calendar', (text) => text.replace('Asia/Dubai', 'Asia/Muscat'), before).join()).toMatch(
      /timeZone: got Asia\/Muscat, expected Asia\/Dubai/,
    );
    // What is begun anew may be another city.
    expect(faultsOf('calendar', (text) => text.replace('Asia/Dubai', 'Asia/Muscat'))).toEqual([]);
  });
});

// Guards: that the line that is told is the one to mend.
test('the lines of a JSON text', () => {
  const lines = jsonLines('{\n "a": [\n  1,\n  {"b": "\\n",\n   "c": true}],\n "d": -1.5e3\n}\n');
  if (lines.fault !== null) throw new Error(JSON.stringify(lines.fault));
  expect(lines.lineOf(['a'])).toBe(2);
  expect(lines.lineOf(['a', 1, 'b'])).toBe(4);
  expect(lines.lineOf(['a', 1, 'c'])).toBe(5);
  expect(lines.lineOf(['a', 1, 'missing'])).toBe(4);
  expect(lines.lineOf(['d'])).toBe(6);
  for (const [text, line, expected] of [
    ['{"a": 1\n "b": 2}', 2, '"," or "}"'],
    ['{"a": 01}', 1, 'a value'],
    ['[1,\n2,\n]', 3, 'a value'],
    ['{"a" 1}', 1, '":" after "a"'],
    ['{"a": "x\n"}', 1, 'a text in quotes'],
    ['[]\n\n x', 3, 'nothing after the end'],
    ['{"a": "\\x"}', 1, 'a text in quotes, without tabs and with \\ only as JSON has it'],
    ['', 1, 'a value'],
  ] as const)
    expect(jsonLines(text).fault, text).toMatchObject({ line, expected });
});
