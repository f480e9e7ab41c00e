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
    expect(made.sectors).toEqual([{ id: '3', en: 'Sector 3', ar: 'القطاع 3' }]);
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
      /^zones\.json, line 24: is not what the facts make/,
    );
  });
});
