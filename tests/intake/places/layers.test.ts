import { existsSync, readFileSync } from 'node:fs';
import type { Position } from 'geojson';
import proj4 from 'proj4';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { readLayer } from '../../../src/intake/layer/layerFile.ts';
import { readZonesFile } from '../../../src/intake/layer/zonesFile.ts';
import { referenceData } from '../../../src/server/referenceData.ts';
import { csv, importFile } from '../../support/exports.ts';
import { geoJson, type Layer, shapefile } from '../../support/layerFiles.ts';

// Guards: zones and requests in a Gulf municipality's own systems lie where they lie in degrees.
const reference = referenceData();
const official = new URL('../../../../shared/zones/official/communities_224.topo.json', import.meta.url);

const greenwich = 'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]';
const wgs84 = `GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],${greenwich}]`;
const nahrwan = `GEOGCS["GCS_Nahrwan_1967",DATUM["D_Nahrwan_1967",SPHEROID["Clarke_1880_RGS",6378249.145,293.465]],${greenwich}]`;
const mercator = (name: string, base: string, meridian: number, scale: number) =>
  `PROJCS["${name}",${base},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}],PARAMETER["Scale_Factor",${scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
const shift = '+a=6378249.145 +rf=293.465 +towgs84=-250.7,-157.9,380.4';

/** By EPSG code: a .prj as ArcGIS writes it, and what proj4 calls the system. */
const systems = {
  3997: [
    mercator('WGS_1984_Dubai_Local_TM', wgs84, 55.33333333333334, 1),
    '+proj=tmerc +lat_0=0 +lon_0=55.33333333333334 +k=1 +x_0=500000 +y_0=0 +datum=WGS84 +units=m',
  ],
  32640: [mercator('WGS_1984_UTM_Zone_40N', wgs84, 57, 0.9996), '+proj=utm +zone=40 +datum=WGS84'],
  27040: [mercator('Nahrwan_1967_UTM_Zone_40N', nahrwan, 57, 0.9996), `+proj=utm +zone=40 ${shift}`],
  3857: [
    `PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",${wgs84},PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]`,
    'EPSG:3857',
  ],
  4270: [nahrwan, `+proj=longlat ${shift}`],
} as const;

const schematic = reference.geometry as Topology<Record<string, GeometryCollection<{ id: string }>>>;
const codes = new Map(reference.zones.zones.map(({ id, code }) => [id, code!]));
const drawn = {
  ...feature(schematic, schematic.objects.zones!),
  features: feature(schematic, schematic.objects.zones!).features.map((one) => ({
    ...one,
    properties: { COMM_NUM: codes.get(one.properties.id)! },
  })),
} as Layer;

/** Zones and places as requests of a file in a system. */
function labels(project: (point: Position) => Position) {
  const all = [
    ...reference.zones.zones.flatMap(({ id, label }) => (label ? [{ zone: id, label }] : [])),
    ...reference.zones.places.flatMap(({ zone, label }) => (label && zone ? [{ zone, label }] : [])),
  ];
  const rows = all.map(({ label }, i) => [i, '2026-03-01', ...project([...label])]);
  return { zones: all.map(({ zone }) => zone), text: csv([['ref', 'opened', 'X', 'Y'], ...rows]) };
}

const projector = (definition: string) => (point: Position) =>
  proj4('WGS84', definition, point as [number, number]) as Position;

async function expectAlike(layer: Layer, code: string, places: boolean) {
  const [prj, definition] = systems[Number(code) as keyof typeof systems];
  const project = projector(definition);
  const { zones, text } = labels(project);
  const zonesFile = await readZonesFile(shapefile(layer, { prj, project }), 'zones.zip', reference);
  const mapping = {
    columns: { ref: 'ref', opened: 'opened', longitude: 'X', latitude: 'Y' },
    coordinates: { system: code === '27040' ? prj : `EPSG:${code}` },
    zones: 'file',
  } as const;
  const done = await importFile(text, { mapping, zonesFile });
  const found = zones.map((zone, row) => done.id('zone', row) === zone);
  const own = reference.zones.zones.filter(({ label }) => label).length;
  expect([own, found.slice(0, own).filter(Boolean).length]).toEqual([224, 224]);
  if (places) expect([zones.length - own, found.slice(own).filter(Boolean).length]).toEqual([96, 96]);
  return { text, zonesFile };
}

describe('zones and label points alike', () => {
  it.each(Object.keys(systems))('EPSG:%s, our own shapes', async (code) => {
    await expectAlike(drawn, code, false);
  });

  it.skipIf(!existsSync(official)).each(Object.keys(systems))(
    'EPSG:%s, the official layer: 224 of 224 zones, 96 of 96 places (skipped where ../shared/zones is not there)',
    async (code) => {
      const topology = JSON.parse(readFileSync(official, 'utf8')) as Topology<
        Record<string, GeometryCollection>
      >;
      const layer = feature(topology, topology.objects.communities!) as unknown as Layer;
      await expectAlike(layer, code, true);
    },
  );
});

describe('a layer in the old datum', () => {
  it('is shifted, as a Shapefile and as GeoJSON with a crs', async () => {
    // Two squares as a municipality has them, and where the corner of the first lies in WGS 84.
    const square = (x: number) => [
      [x, 2_794_500],
      [x + 1000, 2_794_500],
      [x + 1000, 2_795_500],
      [x, 2_795_500],
      [x, 2_794_500],
    ];
    const layer: Layer = {
      type: 'FeatureCollection',
      features: [330_000, 331_000].map((x, i) => ({
        type: 'Feature',
        properties: { NAME: `A${i + 1}` },
        geometry: { type: 'Polygon', coordinates: [square(x)] },
      })),
    };
    const corner = projector('+proj=longlat +datum=WGS84')(
      proj4(systems[27040][1], 'WGS84', [330_000, 2_794_500]) as Position,
    );
    const named = { ...layer, crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::27040' } } };
    for (const bytes of [shapefile(layer, { prj: systems[27040][0] }), geoJson(named)]) {
      const { shapes, notes } = await readLayer(bytes, 'zones');
      expect(notes.join()).toMatch(/^coordinates of Nahrwan.1967.*were brought to degrees WGS 84$/);
      const at = shapes[0]!.polygons[0]![0]!.find(
        ([x = 0, y = 0]) => Math.hypot(x - corner[0]!, y - corner[1]!) < 1e-6,
      );
      expect(at).toBeDefined();
    }
  });

  it('is refused in words where the datum is another', async () => {
    const prj = nahrwan.replaceAll('Nahrwan_1967', 'Nahrwan_1934');
    await expect(readLayer(shapefile(drawn, { prj }), 'zones.zip')).rejects.toThrow(
      'zones.zip: its coordinates are in "GCS_Nahrwan_1934": its datum is not WGS 84',
    );
  });

  it('is found by the zones that rows name, where nothing names it', async () => {
    const { zonesFile } = await expectAlike(drawn, '27040', false);
    const project = projector(systems[27040][1]);
    // Points near borders: the old datum moves them into the neighbour.
    const rows = drawn.features.flatMap(({ properties, geometry }, zone) => {
      const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
      const label = reference.zones.zones.find(({ code }) => code === properties.COMM_NUM)?.label;
      if (!label) return [];
      return rings[0]!
        .filter((_, i) => i % 9 === 0)
        .map(([x = 0, y = 0], i) => [
          `${zone}-${i}`,
          '2026-03-01',
          properties.COMM_NUM!,
          ...project([x + (label[0] - x) * 0.02, y + (label[1] - y) * 0.02]),
        ]);
    });
    const text = csv([['ref', 'opened', 'Community', 'X', 'Y'], ...rows]);
    const done = await importFile(text, {
      mapping: {
        columns: { ref: 'ref', opened: 'opened', zone: 'Community', longitude: 'X', latitude: 'Y' },
        zones: 'file',
      },
      zonesFile,
    });
    expect(done.report.notes.join('\n')).toMatch(/are Nahrwan 1967 \/ UTM 40N \(EPSG:27040\)/);
    const right = csv([
      ['ref', 'opened', 'Community', 'X', 'Y'],
      ...rows.map(([ref, opened, zone, x, y]) => {
        const at = proj4(systems[27040][1], systems[32640][1], [Number(x), Number(y)]) as Position;
        return [ref!, opened!, zone!, at[0]!, at[1]!];
      }),
    ]);
    const plain = await importFile(right, {
      mapping: {
        columns: { ref: 'ref', opened: 'opened', zone: 'Community', longitude: 'X', latitude: 'Y' },
        zones: 'file',
      },
      zonesFile,
    });
    expect(plain.report.notes.join('\n')).toMatch(/are UTM 40N \(EPSG:32640\)/);
  });
});
