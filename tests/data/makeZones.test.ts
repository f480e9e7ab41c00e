import { describe, expect, it } from 'vitest';
import { checkMade } from '../../scripts/checkData.ts';
import { formatFile, makeZones } from '../../scripts/makeZones.ts';

const header =
  'zone_id,code,kind,subkind,name_en,name_ar,name_ar_origin,sector,community_code,lon,lat,label_lon,label_lat,area_km2,population_2021,note';
const facts = [
  header,
  'C355,355,community,community,Ghadeer  Al Tair,غدير الطير,source,3,355,55.26,25.15,55.27,25.16,5.106,5543,renamed; in the 2022 layer: AL QOUZ SECOND',
  'C364,364,community,community,Al Qouz Ind.First,القوز الصناعية الأولى,source,3,364,55.23,25.14,55.24,25.15,4.835,28060,',
  'PM-R29,,public_location,metro_station,ONPASSIVE Metro Station,محطة مترو اون باسيف,source (prefix added),3,364,55.22,25.15,55.22,25.15,,,',
  'PD-02,,public_location,beach,Kite Beach,شاطئ كايت,unsourced,3,355,55.2,25.16,55.21,25.17,0.104,,',
].join('\n');

describe('makeZones', () => {
  const made = makeZones(facts);

  it('keeps the municipality’s spelling and closes up runs of spaces', () => {
    expect(made.zones.map((zone) => zone.en)).toEqual(['Ghadeer Al Tair', 'Al Qouz Ind.First']);
  });

  it('writes a word that the sources spell in two ways in one, and keeps theirs', () => {
    const more = [
      facts,
      'C121,121,community,community,Corniche Deira,كورنيش ديره,source,1,121,55.32,25.29,55.32,25.29,2,15,',
      'PM-R32,,public_location,metro_station,Mall of the Emirates,محطة مترو مول الامارات,source,3,364,55.22,25.15,55.22,25.15,,,',
    ].join('\n');
    const { zones, places } = makeZones(more);
    expect(zones.at(-1)).toMatchObject({ ar: 'كورنيش ديرة', note: 'in the layer: كورنيش ديره' });
    expect(places.at(-1)).toMatchObject({
      ar: 'محطة مترو مول الإمارات',
      arSource: 'source; there: محطة مترو مول الامارات',
    });
  });

  it('takes the label and the centre from their own columns', () => {
    expect(made.zones[0]).toMatchObject({ label: [55.27, 25.16], centre: [55.26, 25.15], residents: 5543 });
  });

  it('makes aliases of former names, usual spellings and ordinals in digits', () => {
    expect(made.zones[0]?.aliases).toEqual([
      'Al Qouz Second',
      'القوز الثانية',
      'Al Quoz Second',
      'Al Quoz 2',
      'القوز 2',
    ]);
    expect(made.zones[1]?.aliases).toContain('Al Quoz Industrial Area 1');
    expect(made.zones[1]?.aliases).toContain('القوز الصناعية 1');
  });

  it('keeps a note and leaves out an empty one', () => {
    expect(made.zones.map((zone) => 'note' in zone)).toEqual([true, false]);
  });

  it('puts a place into its zone and tells its kind', () => {
    expect(made.places.map(({ id, kind, subkind, zone }) => [id, kind, subkind, zone])).toEqual([
      ['PM-R29', 'metro-station', 'metro', 'C364'],
      ['PD-02', 'public-place', 'beach', 'C355'],
    ]);
  });

  it('names each sector once', () => {
    expect(made.sectors).toEqual([{ id: '3', en: 'Sector 3', ar: 'القطاع الجغرافي 3' }]);
  });

  it('groups zones of one name that lie side by side, with one that had the name, under the usual spelling', () => {
    expect(made.districts).toEqual([]);
    const more = [
      facts,
      'C368,368,community,community,Al Qouz Ind.Third,القوز الصناعية الثالثة,source,3,368,55.215,25.13,55.215,25.13,3.5,17306,',
      'C999,999,community,community,Al Qouz Fourth,القوز الرابعة,source,9,999,55.9,24.9,55.9,24.9,4,7,',
      'C121,121,community,community,Corniche Deira,كورنيش ديره,source,1,121,55.32,25.29,55.32,25.29,2,15,',
    ].join('\n');
    const districts = makeZones(more).districts;
    expect(districts.find(({ id }) => id === 'deira')?.zones).toEqual(['C121']);
    expect(districts.find(({ id }) => id === 'al-quoz')).toMatchObject({
      en: 'Al Quoz',
      ar: 'القوز',
      zones: ['C355', 'C364', 'C368'],
      aliases: ['Al Qouz'],
      source: expect.stringContaining('355 Ghadeer Al Tair'),
    });
    expect(districts).toHaveLength(2);
  });

  it('refuses a zone without residents and facts without a column', () => {
    expect(() => makeZones(facts.replace('5543', ''))).toThrow(
      'C355: population_2021 is "", expected a number.',
    );
    expect(() => makeZones(facts.replace('sector,', 'region,'))).toThrow(
      'The facts have no column "sector".',
    );
  });

  it('is written one entry a line and read back as it was', () => {
    const text = formatFile(made);
    expect(JSON.parse(text)).toEqual(made);
    expect(text.split('\n').filter((line) => line.includes('"id"'))).toHaveLength(5);
    expect(checkMade(text, facts)).toBeNull();
    expect(checkMade(text.replace('5543', '5544'), facts)).toMatch(
      /^zones\.json, line 22: is not what the facts make/,
    );
  });
});
