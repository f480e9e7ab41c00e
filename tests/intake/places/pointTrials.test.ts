import { describe, expect, it } from 'vitest';
import { draftOf, mappingOf, withCoordinates } from '../../../src/app/import/draft.ts';
import { inspectFile } from '../../../src/intake/formats/tableFile.ts';
import { settledPlaces } from '../../../src/intake/importFile.ts';
import { checkMapping, type MappingFile } from '../../../src/intake/mapping.ts';
import { offeredSystems, pointTrials } from '../../../src/intake/places/pointTrials.ts';
import { csv, fileOf, setupOf } from '../../support/exports.ts';

/** The points of the zones 345, 119, 393 in the systems of the rules. */
const metres = [
  [494056.17, 2787899.07],
  [497862.4, 2795371.8],
  [481372.6, 2774750.9],
] as const;
const degrees = [
  [55.27436, 25.19719],
  [55.31217, 25.26464],
  [55.14856, 25.07846],
] as const;

async function tried(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  mapping: Pick<MappingFile, 'coordinates'> & { readonly columns: Partial<MappingFile['columns']> },
) {
  const file = fileOf(csv([['Opened', ...header], ...rows.map((row) => ['2026-03-01', ...row])]));
  const columns = { opened: 'Opened', ...mapping.columns };
  const layout = await inspectFile(file);
  const places = await settledPlaces(setupOf(file), layout, checkMapping({ ...mapping, columns }, 'test'));
  return pointTrials(places);
}

const pair = { columns: { longitude: 'X', latitude: 'Y' } };

// Guards: whoever chooses a system sees before how many points would lie in the zones, by the reading that the import does.
describe('the points of a sample', () => {
  it('are counted in each system that is offered, in both orders', async () => {
    const found = await tried(['X', 'Y'], metres, pair);
    expect(found).toMatchObject({ looked: 3, shapes: true, taken: { system: 'EPSG:3997', order: 'xy' } });
    expect(found!.systems.map(({ system }) => system)).toEqual([...offeredSystems]);
    const inside = Object.fromEntries(found!.systems.map(({ system, inside }) => [system, inside]));
    expect(inside['EPSG:3997']).toEqual({ xy: 3, yx: 0 });
    for (const other of ['EPSG:4326', 'EPSG:3857', 'EPSG:32639'])
      expect(inside[other], other).toEqual({ xy: 0, yx: 0 });
  });

  it('are read by the system and the order that the mapping names, which is tried as well', async () => {
    const named = await tried(['X', 'Y'], metres, { ...pair, coordinates: { system: 'EPSG:26917' } });
    expect(named!.taken.system).toBe('EPSG:26917');
    expect(named!.systems.at(-1)).toEqual({
      system: 'EPSG:26917',
      name: expect.stringContaining('26917'),
      inside: { xy: 0, yx: 0 },
    });
    const turned = degrees.map(([lon, lat]) => [lat, lon]);
    const auto = await tried(['X', 'Y'], turned, pair);
    expect(auto!.taken).toEqual({ system: 'EPSG:4326', order: 'yx' });
    expect(auto!.systems[0]!.inside).toEqual({ xy: 0, yx: 3 });
    const wrong = await tried(['X', 'Y'], turned, { ...pair, coordinates: { order: 'xy' } });
    expect(wrong!.taken.order).toBe('xy');
  });

  it('may stand in one column, where latitude comes first, or are not there at all', async () => {
    const text = degrees.map(([lon, lat]) => [`${lat}, ${lon}`]);
    const one = await tried(['At'], text, { columns: { point: 'At' } });
    expect(one).toMatchObject({ looked: 3, taken: { order: 'yx' } });
    expect(one!.systems[0]!.inside.yx).toBe(3);
    expect(await tried(['X', 'Y'], metres, { columns: {} })).toBeNull();
  });
});

// Guards: the page's choice is the mapping's `coordinates`, and taking it back leaves none.
it('a choice of system and order is kept in the mapping, and taken back', () => {
  const header = ['Opened', 'X', 'Y'];
  const draft = draftOf({ columns: { opened: 'Opened', longitude: 'X', latitude: 'Y' } }, header, {
    en: 'x',
    ar: 'x',
  });
  const chosen = withCoordinates(withCoordinates(draft, { system: 'EPSG:3997' }), { order: 'yx' });
  expect(mappingOf(chosen, header).coordinates).toEqual({ system: 'EPSG:3997', order: 'yx' });
  const back = withCoordinates(withCoordinates(chosen, { system: undefined }), { order: undefined });
  expect(mappingOf(back, header)).toEqual(mappingOf(draft, header));
});
