import { existsSync, readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import type { Position } from 'geojson';
import { feature, neighbors } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { type LayerFile, readLayer } from '../../src/intake/layer/layerFile.ts';
import { metresTo } from '../../src/intake/layer/rings.ts';
import { fitLayer, readZonesFile } from '../../src/intake/layer/zonesFile.ts';
import { zoneFinder } from '../../src/intake/reading/zoneFinder.ts';
import { isInside } from '../../src/model/inside.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { geoJson, kml, type Layer, shapefile, topoJson } from '../support/layerFiles.ts';
import { seeded } from '../support/seeded.ts';

const reference = referenceData();
const { zones } = reference;
const schematic = reference.geometry as Topology<Record<string, GeometryCollection<{ id: string }>>>;
const official = new URL('../../../shared/zones/official/communities_224.topo.json', import.meta.url);
const byId = new Map(zones.zones.map((zone) => [zone.id, zone]));

/** Our own shapes as somebody else's layer: the code under any name, names, and an id that means nothing. */
function layerOf(attribute: string, more: (id: string) => object = () => ({})): Layer {
  const shapes = feature(schematic, schematic.objects.zones!).features;
  return {
    type: 'FeatureCollection',
    features: shapes.map((shape, i) => {
      const zone = byId.get(shape.properties.id)!;
      return {
        ...shape,
        properties: {
          OBJECTID: i + 101,
          [attribute]: zone.code!,
          NAME_EN: zone.en.toUpperCase(),
          NAME_AR: zone.ar,
          ...more(zone.id),
        },
      } as Layer['features'][number];
    }),
  };
}

const layer = layerOf('COMM_NUM');
const read = (bytes: Uint8Array, name = 'zones.json') => readLayer(bytes, name);
async function fitted(
  bytes: Uint8Array,
  options: { code?: string; source?: string } = {},
  name = 'layer.json',
) {
  return fitLayer(await read(bytes, name), zones, reference.geometry, options);
}
const changed = (change: (features: Layer['features']) => Layer['features']): Uint8Array =>
  geoJson({ ...layer, features: change(structuredClone(layer.features)) });
const square = (x: number, y: number, size = 0.01): Position[] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];

// Guards: one layer is the same 224 zones in whatever format and encoding it comes, by code.
describe('a layer of all zones', () => {
  it.each<[string, Uint8Array, string]>([
    ['GeoJSON', geoJson(layer), 'GeoJSON'],
    ['GeoJSON with an Arabic attribute', geoJson(layerOf('رقم المنطقة')), 'GeoJSON'],
    ['GeoJSON with a byte order mark', strToU8(`\ufeff${JSON.stringify(layer)}`), 'GeoJSON'],
    ['TopoJSON', topoJson(layer), 'TopoJSON'],
    ['KML', kml(layer), 'KML'],
    ['KML with attributes in a table', kml(layer, 'table'), 'KML'],
    ['KMZ', zipSync({ 'doc.kml': kml(layer), 'images/pin.png': new Uint8Array(4) }), 'KML'],
    ['a Shapefile', shapefile(layer, { cpg: 'UTF-8' }), 'Shapefile'],
    ['a Shapefile in Windows-1256', shapefile(layer, { encoding: 'windows-1256', cpg: '1256' }), 'Shapefile'],
    ['GeoJSON in a zip', zipSync({ 'zones/zones.geojson': geoJson(layer) }), 'GeoJSON'],
  ])('is found in %s', async (_, bytes, format) => {
    const { report, topology } = await fitted(bytes);
    expect(report).toMatchObject({
      format,
      features: 224,
      usable: true,
      zones: { of: 224, matched: 224 },
      faults: [],
      otherNames: [],
      off: [],
      zonesWithoutFeature: [],
      featuresWithoutZone: [],
    });
    expect(report.attribute).not.toBe('OBJECTID');
    expect(report.places.of).toBe(96);
    expect(Object.keys((topology!.drawn as Topology).objects).sort()).toEqual([
      'details',
      'land',
      'sea',
      'zones',
    ]);
  });

  it.skipIf(!existsSync(official))(
    'is found in the official layer, in all formats alike (skipped where ../shared/zones is not there)',
    async () => {
      const topology = JSON.parse(readFileSync(official, 'utf8')) as Topology<
        Record<string, GeometryCollection>
      >;
      const shapes = feature(topology, topology.objects.communities!) as unknown as Layer;
      const reports = await Promise.all(
        [
          new Uint8Array(readFileSync(official)),
          geoJson(shapes),
          kml(shapes),
          shapefile(shapes, { encoding: 'windows-1256', cpg: 'ANSI 1256' }),
        ].map(async (bytes) => (await fitted(bytes)).report),
      );
      for (const report of reports) {
        expect(report).toMatchObject({
          usable: true,
          zones: { of: 224, matched: 224 },
          places: { of: 96, inside: 96 },
          otherNames: [],
          off: [],
        });
      }
    },
  );
});

// Guards: Arabic attributes come out right, whatever says or does not say how they are written.
describe('the attributes of a Shapefile', () => {
  const names = async (bytes: Uint8Array) => {
    const { shapes, notes } = await read(bytes, 'zones.zip');
    return { name: shapes[1]!.properties.NAME_AR, notes };
  };
  const arabic = byId.get('C111')!.ar;

  it.each<[string, Parameters<typeof shapefile>[1], RegExp | null]>([
    ['a .cpg of Windows-1256', { encoding: 'windows-1256', cpg: 'windows-1256' }, null],
    ['the language byte', { encoding: 'windows-1256', language: 126 }, null],
    ['nothing, in Windows-1256', { encoding: 'windows-1256' }, null],
    ['nothing, in UTF-8', {}, null],
    [
      'a .cpg of UTF-8 that is wrong',
      { encoding: 'windows-1256', cpg: 'UTF-8' },
      /says utf-8.*are windows-1256/,
    ],
    ['a .cpg of Windows-1256 that is wrong', { cpg: 'CP1256' }, /says windows-1256.*are utf-8/],
    ['a .cpg of Latin letters that is wrong', { encoding: 'windows-1256', cpg: '1252' }, /are windows-1256/],
    ['a .cpg that is no encoding', { cpg: 'klingon' }, /no encoding known/],
  ])('are read by %s', async (_, options, note) => {
    const { name, notes } = await names(shapefile(layer, options));
    expect(name).toBe(arabic);
    if (note) expect(notes.join()).toMatch(note);
    else expect(notes).toEqual([]);
  });

  it('lie where they should in a projection that the .prj names', async () => {
    const radius = 6_378_137;
    const mercator = ([x = 0, y = 0]: Position): Position => [
      (radius * x * Math.PI) / 180,
      radius * Math.log(Math.tan(Math.PI / 4 + (y * Math.PI) / 360)),
    ];
    const prj =
      'PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]';
    const { report } = await fitted(shapefile(layer, { prj, project: mercator }));
    expect(report.zones.matched).toBe(224);
    expect(report.off).toEqual([]);
  });
});

// Guards: what does not match is said on both sides, and nothing is matched by its name.
describe('the report of a layer', () => {
  it('matches by code though all names moved', async () => {
    const moved = changed((features) =>
      features.map((one, i) => ({
        ...one,
        properties: { ...one.properties, NAME_EN: features[(i + 1) % 224]!.properties.NAME_EN!, NAME_AR: '' },
      })),
    );
    const { report } = await fitted(moved);
    expect(report.zones.matched).toBe(224);
    expect(report.off).toEqual([]);
    expect(report.otherNames.length).toBe(224);
    expect(report.notes.join('\n')).toMatch(/224 zones with another name in the layer; ours stay: C101/);
  });

  it('takes the codes that lie where their zones are, not as many others', async () => {
    const former = changed((features) =>
      features.map((one, i) => ({
        ...one,
        properties: {
          OLD_NUM: features[(i + 9) % 224]!.properties.COMM_NUM!,
          NEW_NUM: one.properties.COMM_NUM!,
        },
      })),
    );
    expect((await fitted(former)).report).toMatchObject({ attribute: 'NEW_NUM', off: [] });
  });

  it('takes the attribute that is named, and says which there are', async () => {
    const { report } = await fitted(geoJson(layerOf('a', (id) => ({ b: id }))), { code: ' B ' });
    expect(report).toMatchObject({ attribute: 'b', zones: { matched: 224 } });
    await expect(fitted(geoJson(layer), { code: 'nix' })).rejects.toThrow(
      /no attribute "nix", expected one of OBJECTID \(101\), COMM_NUM \(101\)/,
    );
  });

  it('names features without a zone, zones without a feature, and codes in several features', async () => {
    const { report, topology } = await fitted(
      changed((features) => {
        const [first, second, third, ...rest] = features;
        const half = {
          ...second!,
          geometry: { type: 'Polygon' as const, coordinates: [square(55.3, 25.275)] },
        };
        return [
          { ...first!, properties: { ...first!.properties, COMM_NUM: 999 } },
          second!,
          half,
          third!,
          ...rest.slice(1),
        ];
      }),
    );
    expect(report.usable).toBe(true);
    expect(report.featuresWithoutZone).toEqual([{ feature: 1, code: '999' }]);
    expect(report.zonesWithoutFeature).toEqual(['C101', 'C113']);
    expect(report.merged).toEqual([{ zone: 'C111', features: [2, 3] }]);
    expect(report.warnings.join('\n')).toMatch(/1 feature without a zone, left out: 1 \(999\)/);
    expect(report.warnings.join('\n')).toMatch(/2 zones without a feature: in lists and tables.*C101, C113/);
    expect(report.notes.join('\n')).toMatch(/merged into one zone: C111 \(features 2, 3\)/);
    const drawn = topology!.drawn as typeof schematic;
    expect(drawn.objects.zones!.geometries.length).toBe(222);
  });

  it('does not let a feature that is there twice cancel itself out', async () => {
    const { topology } = await fitted(changed((features) => [...features, features[4]!]));
    const finder = zoneFinder(zones, topology!.exact);
    expect(finder.byPoint(...zones.zones[4]!.label!)).toEqual({ zone: 4, place: -1, how: 'point' });
  });

  it('says which shapes lie far from their zone, and refuses a layer of which many do', async () => {
    const swap = (features: Layer['features'], count: number) =>
      features.map((one, i) =>
        i < count
          ? { ...one, properties: { ...one.properties, COMM_NUM: features[223 - i]!.properties.COMM_NUM! } }
          : one,
      );
    const few = await fitted(changed((features) => swap(features, 2).filter((_, i) => i < 222)));
    expect(few.report.usable).toBe(true);
    expect(few.report.warnings.join('\n')).toMatch(
      /2 shapes more than 1 km from where its zone should be: C\d+ [\d.]+ km/,
    );
    const many = await fitted(changed((features) => swap(features, 60).slice(0, 164)));
    expect(many.report).toMatchObject({ usable: false });
    expect(many.topology).toBeNull();
    expect(many.report.faults[0]).toMatch(/shapes lie more than 1 km from their zone/);
  });

  it('suspects latitude before longitude', async () => {
    const turned = changed((features) =>
      features.map((one) => ({
        ...one,
        geometry: {
          type: 'MultiPolygon' as const,
          coordinates: (one.geometry.type === 'Polygon'
            ? [one.geometry.coordinates]
            : one.geometry.coordinates
          ).map((rings) => rings.map((ring) => ring.map(([x, y]) => [y!, x!]))),
        },
      })),
    );
    expect((await fitted(turned)).report.faults[0]).toMatch(/Latitude seems to stand before longitude/);
  });

  it('says what an attribute should hold where none holds codes', async () => {
    const nameless = changed((features) =>
      features.map((one) => ({ ...one, properties: { label: one.properties.NAME_EN! } })),
    );
    const { report } = await fitted(nameless);
    expect(report.usable).toBe(false);
    expect(report.faults[0]).toMatch(
      /0 of 224 zones are matched.*such as 101, 111, 112.*--code ATTRIBUTE or ZONES_CODE \(it has label\)/,
    );
  });

  it('counts places inside their zone, and moves a name whose point is outside', async () => {
    const place = zones.places[0]!;
    const away = changed((features) =>
      features.map((one) =>
        `C${one.properties.COMM_NUM}` === place.zone
          ? {
              ...one,
              geometry: {
                type: 'Polygon' as const,
                coordinates: [square(place.label![0] + 0.001, place.label![1] + 0.001)],
              },
            }
          : one,
      ),
    );
    const { report, topology } = await fitted(away);
    expect(report.placesOutside.map((one) => one.place)).toContain(place.id);
    expect(report.places.inside).toBe(report.places.of - report.placesOutside.length);
    const drawn = topology!.drawn as typeof schematic;
    const shape = feature(drawn, drawn.objects.zones!).features.find(
      (one) => one.properties.id === place.zone,
    )!;
    const label = (shape.properties as { label?: [number, number] }).label;
    const rings = (shape.geometry as { coordinates: Position[][][] }).coordinates.flat();
    expect(label && isInside(...label, rings)).toBe(true);
    expect(report.off.map(({ zone }) => zone)).toEqual([place.zone]);
  });
});

// Guards: a file that is no layer, or a broken one, is refused with what it is, what was expected and what to do.
describe('a file that is no layer', () => {
  const polygon = (coordinates: unknown) => ({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates } }],
  });
  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /the file is empty/],
    ['text', strToU8('zone;name\n1;a'), /got no layer of zones, expected GeoJSON, TopoJSON, KML/],
    ['broken JSON', strToU8('{"type":"Feat'), /not JSON/],
    ['other JSON', strToU8('{"type":"module"}'), /got JSON of type "module"/],
    ['TopoJSON without objects', strToU8('{"type":"Topology","arcs":[]}'), /TopoJSON without objects/],
    ['XML', strToU8('<?xml version="1.0"?><gml/>'), /got XML of <gml>, expected KML/],
    ['broken XML', strToU8('<kml><Document></kml>'), /got XML that cannot be read/],
    [
      'KML without polygons',
      strToU8(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><Point><coordinates>55,25</coordinates></Point></Placemark></kml>',
      ),
      /got 1 features without a polygon \(1 Point\)/,
    ],
    [
      'a zip with nothing of use',
      zipSync({ 'readme.txt': strToU8('x') }),
      /got a zip with readme\.txt, expected a Shapefile/,
    ],
    [
      'a Shapefile without .shp',
      shapefile(layer, { without: ['shp'] }),
      /the \.shp of the Shapefile is missing/,
    ],
    ['a Shapefile without .dbf', shapefile(layer, { without: ['dbf'] }), /without its \.dbf/],
    [
      'a geodatabase',
      zipSync({ 'a.gdb/a1.gdbtable': new Uint8Array(1) }),
      /a file geodatabase must be exported/,
    ],
    [
      'two layers',
      zipSync({ 'a.geojson': geoJson(layer), 'b.kml': kml(layer) }),
      /a zip with 2 layers \(a\.geojson, b\.kml\), expected one/,
    ],
    ['half a zip', zipSync({ 'a.geojson': geoJson(layer) }).subarray(0, 5000), /cannot be unpacked/],
    ['a .shp alone', Uint8Array.of(0, 0, 0x27, 0x0a, 0), /one part of a Shapefile, expected a zip/],
    ['a GeoPackage', strToU8('SQLite format 3\0'), /got a GeoPackage/],
    [
      'metres',
      geoJson(polygon([square(325_000, 2_780_000, 100)])),
      /coordinates such as 325000, 2780000.*UTM 40N.*EPSG:4326/,
    ],
    ['Web Mercator', geoJson(polygon([square(6_150_000, 2_900_000, 100)])), /look like Web Mercator/],
    [
      'coordinates that are no numbers',
      geoJson(
        polygon([
          [
            [55, 25],
            [55, 'x'],
            [56, 26],
            [55, 25],
          ],
        ]),
      ),
      /feature 1: got the coordinate \[55,"x"\]/,
    ],
    ['an empty geometry', geoJson(polygon([])), /1 empty geometries/],
    ['no features', geoJson({ type: 'FeatureCollection', features: [] }), /got 0 features without a polygon/],
  ])('is refused: %s', async (_, bytes, message) => {
    await expect(read(bytes, 'layer.x')).rejects.toThrow(message);
    await expect(read(bytes, 'layer.x')).rejects.toThrow(/^layer\.x/);
  });

  it('refuses metres in a Shapefile without .prj', async () => {
    const metres = shapefile(layer, { project: ([x = 0, y = 0]) => [x * 1e4, y * 1e5] });
    await expect(read(metres)).rejects.toThrow(/or as a Shapefile with a \.prj/);
  });

  it('mends what can be mended, and says so', async () => {
    const bow = [
      [0, 0],
      [1, 0],
      [0.5, 0.5],
      [1, 1],
      [0, 1],
      [0.5, 0.5],
      [0, 0],
    ];
    const found: LayerFile = await read(
      geoJson({
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            properties: {},
            geometry: { type: 'Polygon', coordinates: [square(0, 0).slice(0, 4)] },
          },
          {
            type: 'Feature',
            properties: {},
            geometry: {
              type: 'Polygon',
              coordinates: [
                bow,
                [
                  [0, 0],
                  [1, 1],
                  [0, 0],
                ],
              ],
            },
          },
          { type: 'Feature', properties: {}, geometry: null },
          { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [0, 0] } },
        ],
      }),
    );
    expect(found.shapes[0]!.polygons[0]![0]).toEqual(square(0, 0));
    expect(found.notes).toEqual([
      'left out: 1 Point; only polygons are zones',
      '1 feature without a shape: 3',
      '1 ring not closed in the file: closed',
      '1 ring without an area: left out',
      'a ring that touches itself in 1 feature (2): drawn as it is',
    ]);
  });
});

// Guards: the map's shapes are lighter, but every zone, every shared border and every name's point is still there.
describe('the topology of a layer', () => {
  it('keeps zones, neighbours and label points, and leaves out only what lies within 5 m', async () => {
    const next = seeded(5);
    // Every border gets points in between, some of which lie off it by less and some by more than the tolerance.
    const wobbled = new Map<string, Position>();
    const between = (a: Position, b: Position): Position => {
      const key = [a, b].map(String).sort().join();
      const off = next() < 0.8 ? 0.00001 : 0.0001;
      if (!wobbled.has(key))
        wobbled.set(key, [
          (a[0]! + b[0]!) / 2 + off * (next() - 0.5),
          (a[1]! + b[1]!) / 2 + off * (next() - 0.5),
        ]);
      return wobbled.get(key)!;
    };
    const dense = changed((features) =>
      features.map((one) => {
        const parts = one.geometry.type === 'Polygon' ? [one.geometry.coordinates] : one.geometry.coordinates;
        const rings = (ring: Position[]) =>
          ring.flatMap((p, i) => (i === 0 ? [p] : [between(ring[i - 1]!, p), p]));
        return {
          ...one,
          geometry: { type: 'MultiPolygon' as const, coordinates: parts.map((part) => part.map(rings)) },
        };
      }),
    );
    const { topology } = await fitted(dense, { source: 'A map | خريطة' });
    const drawn = topology!.drawn as typeof schematic & { source: object };
    const exact = topology!.exact as typeof schematic;
    expect(drawn.source).toEqual({ en: 'A map', ar: 'خريطة' });
    expect(drawn.arcs.flat().length).toBeLessThan(exact.arcs.flat().length * 0.75);
    const ids = (of: typeof schematic) =>
      of.objects.zones!.geometries.map(({ properties }) => (properties as { id: string }).id);
    expect(ids(drawn)).toEqual(zones.zones.slice(0, 224).map(({ id }) => id));
    expect(neighbors(drawn.objects.zones!.geometries)).toEqual(neighbors(exact.objects.zones!.geometries));
    const shapes = (of: typeof schematic) =>
      new Map(
        feature(of, of.objects.zones!).features.map((one) => [
          one.properties.id,
          (one.geometry as { coordinates: Position[][][] }).coordinates.flat(),
        ]),
      );
    const [light, full] = [shapes(drawn), shapes(exact)];
    for (const { id, label } of zones.zones.slice(0, 224)) {
      expect([id, isInside(...label!, light.get(id)!)]).toEqual([id, true]);
      for (const [x, y] of full.get(id)!.flat()) {
        expect(metresTo(x!, y!, light.get(id)!)).toBeLessThan(5.2);
      }
    }
  });

  it('keeps the point of a name that lies in a bulge smaller than the tolerance', async () => {
    const [x, y] = zones.zones[20]!.label!;
    const metre = 1e-5;
    const bulge: Position[] = [
      [x - 0.02, y - 0.01],
      [x - metre, y - 0.01],
      [x - metre, y - 3 * metre],
      [x + metre, y],
      [x - metre, y + 3 * metre],
      [x - metre, y + 0.01],
      [x - 0.02, y + 0.01],
      [x - 0.02, y - 0.01],
    ];
    const { topology } = await fitted(
      changed((features) =>
        features.map((one, i) =>
          i === 20 ? { ...one, geometry: { type: 'Polygon' as const, coordinates: [bulge] } } : one,
        ),
      ),
    );
    expect(zoneFinder(zones, topology!.drawn).byPoint(x, y)).toMatchObject({ zone: 20, how: 'point' });
  });

  it('keeps a zone that is smaller than the tolerance', async () => {
    const tiny = changed((features) =>
      features.map((one, i) =>
        i === 7
          ? {
              ...one,
              geometry: {
                type: 'Polygon' as const,
                coordinates: [square(...zones.zones[7]!.label!, 0.00002)],
              },
            }
          : one,
      ),
    );
    const { topology } = await fitted(tiny);
    const drawn = topology!.drawn as typeof schematic;
    const shape = feature(drawn, drawn.objects.zones!).features[7]!;
    expect(
      new Set((shape.geometry as { coordinates: Position[][][] }).coordinates.flat(2).map(String)).size,
    ).toBe(4);
  });

  it('says which zones overlap, and draws them', async () => {
    const overlapping = changed((features) =>
      features.map((one, i) => {
        const [x, y] = zones.zones[30]!.label!;
        return i === 30
          ? {
              ...one,
              geometry: { type: 'Polygon' as const, coordinates: [square(x - 0.02, y - 0.02, 0.04)] },
            }
          : one;
      }),
    );
    const { report } = await fitted(overlapping);
    expect(report.usable).toBe(true);
    expect(report.warnings.join('\n')).toMatch(new RegExp(`overlap.*${zones.zones[30]!.id}`));
  });
});

// Guards: --zones of an import, for Dubai's zones and for another city's.
describe('readZonesFile', () => {
  const zonesOf = (json: unknown) => readZonesFile(strToU8(JSON.stringify(json)), 'zones.json', reference);

  it('fills in the name that is missing from the other, and the id from the name', async () => {
    const own = await zonesOf({
      zones: [{ id: 'N', en: 'North' }, { id: 7, ar: 'جنوب' }, { en: 'West End' }],
    });
    expect(own.zones.zones).toEqual([
      { id: 'N', en: 'North', ar: 'North' },
      { id: '7', en: 'جنوب', ar: 'جنوب' },
      { id: 'west-end', en: 'West End', ar: 'West End' },
    ]);
    expect(own.geometry).toBeNull();
  });

  it("keeps the reference's names, sectors, residents and places, and finds points exactly", async () => {
    const own = await readZonesFile(shapefile(layer, { cpg: 'utf-8' }), 'zones.zip', reference);
    expect(own.ofReference).toBe(true);
    expect(own.zones).toBe(zones);
    expect(own.notes[0]).toMatch(
      /^zones\.zip: Shapefile, 224 polygon features; 224 of 224 zones matched by "COMM_NUM"/,
    );
    const finder = zoneFinder(own.zones, own.exact);
    for (const [code, { label }] of zones.zones.slice(0, 224).entries()) {
      expect(finder.byPoint(...label!)).toEqual({ zone: code, place: -1, how: 'point' });
    }
  });

  it('reads wards that are no zones of the reference as zones of their own, each once', async () => {
    const ward = (id: number, x: number) => ({
      type: 'Feature',
      properties: { WARD_NUM: id, NAME: `Ward ${id}` },
      geometry: { type: 'Polygon', coordinates: [square(x, 45)] },
    });
    const own = await zonesOf({
      type: 'FeatureCollection',
      features: [ward(101, -75), ward(111, -74), ward(101, -73)],
    });
    expect(own.ofReference).toBe(false);
    expect(own.zones.zones.map(({ id, en, code }) => [id, en, code])).toEqual([
      ['101', 'Ward 101', '101'],
      ['111', 'Ward 111', '111'],
    ]);
    expect(own.zones.zones[1]).toMatchObject({ label: [-73.995, 45.005] });
    expect(own.zones.zones[1]!.areaKm2).toBeCloseTo(0.874, 2);
    expect(own.notes.join('\n')).toMatch(/read as zones of their own.*\n.*101 \(2\)/);
    const finder = zoneFinder(own.zones, own.exact);
    expect([-74.995, -72.995, -73.995].map((x) => finder.byPoint(x, 45.005)?.zone)).toEqual([0, 0, 1]);
  });

  it.each<[unknown, RegExp]>([
    [{ wards: [] }, /zones\.json: got neither \{"zones"/],
    [{ zones: [{ label: [1, 2] }] }, /zone 1: got neither id nor name/],
    [{ zones: [{ id: 'A' }, { id: 'A' }] }, /zone 2: the id "A" is there twice/],
    [{ zones: [{ id: 'A', residents: 'many' }] }, /zones\.0\.residents: got "many"/],
  ])('says what is wrong with %j', async (json, message) => {
    await expect(zonesOf(json)).rejects.toThrow(message);
  });
});
