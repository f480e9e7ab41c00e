import { describe, expect, it } from 'vitest';
import { columnIndexes } from '../../src/intake/columnIndexes.ts';
import { parseMapping } from '../../src/intake/mapping.ts';

const parse = (json: unknown) => parseMapping(JSON.stringify(json), 'city.json');

describe('parseMapping', () => {
  it('fills in what may be left out', () => {
    expect(parse({ columns: { opened: 'Created' } })).toEqual({
      columns: { opened: 'Created' },
      dates: {},
      words: {},
      missing: [],
    });
  });

  it.each([
    ['{', /city\.json: not JSON: its end is missing; expected a mapping object/],
    ['[]', /city\.json: columns: got nothing, expected an object with "opened"/],
    ['{"columns": {}}', /columns\.opened: got nothing, expected "opened": the name of the column/],
    [
      '{"columns": {"opened": 3}}',
      /columns\.opened: got 3, expected the name of a column, \{"date": …, "time": …\} or \{"first"/,
    ],
    [
      '{"columns": {"opened": "a", "chanel": "b"}}',
      /columns\.chanel: not a known name; did you mean "channel"\?; expected one of ref, /,
    ],
    ['{"columns": {"opened": "a", "phone": "b"}}', /columns\.phone: not a known name; expected one of ref, /],
    ['{"columns": {"opened": "a"}, "zone": "dubai"}', /zone: not a known name; did you mean "zones"\?/],
    [
      '{"columns": {"opened": "a"}, "dates": {"order": "ydm"}}',
      /dates\.order: got "ydm", expected one of "dmy", "mdy", "ymd"/,
    ],
    [
      '{"columns": {"opened": "a"}, "timeZone": "Dubai"}',
      /timeZone: got "Dubai", expected an IANA time zone/,
    ],
    [
      '{"columns": {"opened": "a"}, "encoding": "utf-7b"}',
      /encoding: got "utf-7b", expected the name of an encoding/,
    ],
    [
      '{"columns": {"opened": "a"}, "words": {"stage": {"x": 3}}}',
      /words\.stage\.x: got 3, expected the id of a word/,
    ],
    [
      '{"columns": {"opened": "a", "zone": {"first": ["b"]}}}',
      /columns\.zone\.first: got 1, expected 2 or more/,
    ],
    [
      '{"columns": {"opened": "a", "ref": {"first": ["b", "c"]}}}',
      /columns\.ref: got Object, expected a text/,
    ],
    ['{"columns": {"opened": "a"}, "weekStart": 0}', /weekStart: got 0, expected 1 or more/],
  ])('says what is wrong with %s', (text, message) => {
    expect(() => parseMapping(text, 'city.json')).toThrow(message);
  });
});

describe('columnIndexes', () => {
  const header = ['Created Date', 'Ward', 'المنطقة', 'Long', 'Lat'];

  it('finds columns whatever their capitals, spaces and marks', () => {
    const mapping = parse({
      columns: {
        opened: 'created_date',
        zone: { en: 'WARD', ar: 'المنطقه' },
        longitude: 'Long',
        latitude: 'Lat',
      },
    });
    expect(columnIndexes(mapping, header, 'a.csv')).toEqual({
      opened: [0, null],
      zone: [1, 2],
      longitude: 3,
      latitude: 4,
    });
  });

  it('takes the attributes of a map server as older mappings name them, where only the plain name is there', () => {
    const mapping = parse({ columns: { opened: 'attributes.Created_Date', zone: 'attributes.Ward' } });
    expect(columnIndexes(mapping, header, 'a.csv')).toEqual({ opened: [0, null], zone: [1, null] });
    const both = [...header, 'attributes.Ward'];
    expect(columnIndexes(mapping, both, 'a.csv')).toMatchObject({ zone: [5, null] });
    const unknown = parse({ columns: { opened: 'attributes.When' } });
    expect(() => columnIndexes(unknown, header, 'a.csv')).toThrow(/has no column "attributes\.When"/);
  });

  it('puts what comes of several columns behind those of the file', () => {
    const mapping = parse({
      columns: {
        opened: { first: ['Ward', 'Created Date'] },
        point: { first: ['Lat', 'Long'] },
        zone: 'Ward',
      },
    });
    expect(columnIndexes(mapping, header, 'a.csv')).toEqual({
      opened: [5, null],
      zone: [1, null],
      point: 6,
      joined: [
        [1, 0],
        [4, 3],
      ],
    });
    expect(() => columnIndexes(mapping, header.slice(1), 'a.csv')).toThrow(
      /columns\.opened\.first: a\.csv has no column "Created Date"/,
    );
  });

  it('says which column the file does not have, and which may be meant', () => {
    const mapping = parse({ columns: { opened: 'Creatd Date' } });
    expect(() => columnIndexes(mapping, header, 'a.csv')).toThrow(
      /mapping: columns\.opened: a\.csv has no column "Creatd Date"; did you mean "Created Date"\?; it has "Created Date", "Ward"/,
    );
  });

  it('names all columns at once that the file does not have', () => {
    const mapping = parse({ columns: { opened: 'Ward', zone: { en: 'Ward', ar: 'الحي' }, ref: 'No' } });
    expect(() => columnIndexes(mapping, header, 'a.csv')).toThrow(
      /columns\.ref: a\.csv has no column "No", nor "الحي" \(columns\.zone\.ar\); it has "Created Date"/,
    );
  });

  it('wants both of longitude and latitude', () => {
    const mapping = parse({ columns: { opened: 'Ward', latitude: 'Lat' } });
    expect(() => columnIndexes(mapping, header, 'a.csv')).toThrow(
      /columns\.longitude: got nothing beside columns\.latitude/,
    );
  });
});
