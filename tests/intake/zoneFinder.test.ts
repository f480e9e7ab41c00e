import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import { topology } from 'topojson-server';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { zoneFinder } from '../../src/intake/reading/zoneFinder.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { seeded } from '../support/seeded.ts';

const reference = referenceData();
const { zones } = reference;
const finder = zoneFinder(zones, reference.geometry);
const zoneOf = (text: string) => {
  const match = finder.byText(text);
  return match === null ? null : zones.zones[match.zone]?.id;
};

describe('zoneFinder', () => {
  it('finds each zone by its id, code, names and other spellings', () => {
    for (const zone of zones.zones) {
      for (const text of [
        zone.id,
        zone.code ?? zone.id,
        zone.en,
        zone.ar,
        zone.en.toUpperCase(),
        ...(zone.aliases ?? []),
      ]) {
        expect([text, zoneOf(text)]).toEqual([text, zone.id]);
      }
    }
  });

  it('finds each place by its id and names, and its zone with it', () => {
    for (const [code, place] of zones.places.entries()) {
      for (const text of [place.id, place.en, place.ar]) {
        expect([text, finder.placeByText(text)]).toEqual([text, code]);
        expect([text, zoneOf(text)]).toEqual([text, place.zone]);
      }
    }
  });

  it.each([
    ['Jumeirah 1', 'Jumeira First'],
    ['Al Barshaa First', 'Al Barsha First'],
    ['البرشاء الاولي', 'Al Barsha First'],
    ['الورقاء ٢', "Al Warqa'a Second"],
    ['Jebel Ali First / جبل علي الأولى', 'Jabal Ali First'],
    ['(118) Naif', 'Naif'],
  ])('reads %s as %s', (text, name) => {
    expect(zoneOf(text)).toBe(zones.zones.find((zone) => zone.en === name)?.id);
  });

  it.each(['Deira', 'ديرة', 'Sharjah', '', '-', '999', 'Naif / Al Ras'])(
    'does not guess what %j means',
    (text) => {
      expect(zoneOf(text)).toBeNull();
    },
  );

  it('has each label point in its zone, and agrees with turf on 3,000 random points', () => {
    const codeById = new Map(zones.zones.map((zone, code) => [zone.id, code]));
    for (const zone of zones.zones) {
      if (!zone.label) continue;
      expect(finder.byPoint(...zone.label)).toMatchObject({ zone: codeById.get(zone.id), how: 'point' });
    }
    const topo = reference.geometry as Topology<{ zones: GeometryCollection<{ id: string }> }>;
    const shapes = feature(topo, topo.objects.zones).features;
    const random = seeded(11);
    for (let i = 0; i < 3000; i++) {
      const point: [number, number] = [54.9 + random() * 0.9, 24.6 + random() * 0.8];
      const theirs = shapes.filter((shape) =>
        booleanPointInPolygon(point, shape.geometry as Polygon | MultiPolygon),
      );
      const ours = finder.byPoint(...point);
      if (theirs.length === 0) expect(ours?.how).toMatch(/near|outside/);
      else expect(theirs.map((shape) => shape.properties.id)).toContain(zones.zones[ours!.zone]?.id);
    }
  });

  it('counts a point up to 300 m off the border in, one further off out', () => {
    const square: Feature<Polygon> = {
      type: 'Feature',
      properties: { id: 'A' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [10, 0],
            [11, 0],
            [11, 1],
            [10, 1],
            [10, 0],
          ],
        ],
      },
    };
    const shapes: FeatureCollection = { type: 'FeatureCollection', features: [square] };
    const one = zoneFinder(
      { sectors: [], places: [], zones: [{ id: 'A', en: 'A', ar: 'A' }] },
      topology({ zones: shapes }),
    );
    expect(one.byPoint(11.0026, 0.5)).toEqual({ zone: 0, place: -1, how: 'near' });
    expect(one.byPoint(11.0028, 0.5)).toBeNull();
    expect(one.byPoint(10.5, 0.5)).toEqual({ zone: 0, place: -1, how: 'point' });
  });
});
