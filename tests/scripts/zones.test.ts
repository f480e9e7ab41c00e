import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceData } from '../../src/server/referenceData.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { runAlone, runHere } from '../support/command.ts';
import { geoJson, kml, type Layer, shapefile } from '../support/layerFiles.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const official = join(root, '../shared/zones/official/communities_224.topo.json');
const schematic = referenceData().geometry as Topology<Record<string, GeometryCollection<{ id: string }>>>;
const layer = {
  type: 'FeatureCollection',
  features: feature(schematic, schematic.objects.zones!).features.map((shape) => ({
    ...shape,
    properties: { COMM_NUM: shape.properties.id.slice(1), ID: 'x' },
  })),
} as Layer;

let folder: string;
const file = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 's360-'));
  writeFileSync(file('zones.kml'), kml(layer));
  writeFileSync(file('zones.zip'), shapefile(layer, { cpg: 'UTF-8' }));
  writeFileSync(file('few.geojson'), geoJson({ ...layer, features: layer.features.slice(0, 30) }));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function zonesBy(run: typeof runHere, options: readonly string[]) {
  const { code, out, err } = await run('makeGeometry.ts', options);
  return { code, out: String(out), error: err };
}

const zones = (...options: string[]) => zonesBy(runHere, options);

// Guards: what somebody sees who tries a layer of their own, and that nothing is written.
describe('npm run zones -- --check', () => {
  it('says that a layer can be used, exit 0', async () => {
    const before = readdirSync(folder);
    const { code, out, error } = await zonesBy(runAlone, ['--check', file('zones.kml')]);
    expect([code, error]).toEqual([0, '']);
    expect(out).toMatch(
      /zones\.kml: KML, 224 polygon features; 224 of 224 zones matched by "COMM_NUM", \d+ of 96 places/,
    );
    expect(out).toMatch(/The layer can be used\.\n$/);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('gives the same as JSON', async () => {
    const { code, out } = await zones('--check', file('zones.zip'), '--json', '--code', 'comm num');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      format: 'Shapefile',
      attribute: 'COMM_NUM',
      zones: { of: 224, matched: 224 },
      usable: true,
      faults: [],
    });
  });

  it('says which zones a part of a layer leaves without a shape', async () => {
    const { code, out } = await zones('--check', file('few.geojson'));
    expect(code).toBe(0);
    expect(out).toMatch(/194 zones without a feature: in lists and tables, not on the map/);
  });

  it('says why a layer cannot be used, exit 1', async () => {
    const { code, out } = await zones('--check', file('zones.kml'), '--code', 'ID');
    expect(code).toBe(1);
    expect(out).toMatch(/Faults:\n {2}- 0 of 224 zones are matched by the attribute "ID"/);
    expect(out).toMatch(/The layer cannot be used\.\n$/);
  });

  it('says in a sentence why a file is no layer, exit 1, and what is wrong with the options, exit 2', async () => {
    expect(await zones('--check', file('none.zip'))).toMatchObject({ code: 1, out: '' });
    expect((await zones('--check', 'package.json')).error).toMatch(
      /^package\.json: got JSON of type "module", expected/,
    );
    const refused = await zonesBy(runAlone, ['--json']);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(await zones('--json')).toEqual(refused);
    expect((await zones('--check', 'a', '--current')).error).toMatch(/leave --score and --current out/);
  });

  it.skipIf(!existsSync(official))(
    'can use the official layer (skipped where ../shared/zones is not there)',
    async () => {
      const { code, out } = await zones('--check', official);
      expect(code).toBe(0);
      expect(out).toMatch(/224 of 224 zones matched.*96 of 96 places inside their zone/);
    },
  );
});

describe('npm run sample -- --zones', () => {
  it('draws the sample city on a layer, and refuses one that does not fit', async () => {
    const sample = (...options: string[]) =>
      runHere('sample.ts', ['--rows', '500', '--months', '2', '--no-events', ...options]);
    const made = await sample('--out', file('city'), '--zones', file('zones.zip'), '--source', 'Planning');
    expect(made.code).toBe(0);
    expect(made.err).toMatch(/zones\.zip: Shapefile, 224 polygon features; 224 of 224 zones/);
    const refused = await sample('--out', file('other'), '--zones', file('zones.kml'), '--code', 'ID');
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/0 of 224 zones are matched/);
    expect(readdirSync(folder)).not.toContain('other');
  });
});

// Guards: with a layer of one's own a zone that is found by coordinates is no longer approximate.
describe('npm run snapshot -- --zones', () => {
  it('places coordinates by the layer', async () => {
    const { zones } = referenceData().zones;
    const rows = zones
      .slice(0, 40)
      .map(({ label }, i) => `R${i},2026-10-0${1 + (i % 9)},${label!.join(',')}`);
    writeFileSync(file('points.csv'), ['ref,opened,longitude,latitude', ...rows].join('\n'));
    const snapshot = async (out: string, ...options: string[]) => {
      const run = await runHere('snapshot.ts', [
        ...['--csv', file('points.csv'), '--out', file(out)],
        ...options,
      ]);
      expect([run.code, run.err.match(/ (\d+) without a zone/)?.[1]]).toEqual([0, '0']);
      return (await readManifest(file(out))).manifest;
    };
    expect((await snapshot('drawn')).approximateZones).toBe(true);
    expect((await snapshot('exact', '--zones', file('zones.zip'))).approximateZones).toBe(false);
  });
});
