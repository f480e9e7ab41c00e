import { describe, expect, it } from 'vitest';
import { readShapes } from '../../src/analysis/zoneShapes.ts';

const square = { type: 'Polygon' as const, arcs: [[0]] };
const arcs = [
  [
    [0, 0],
    [2, 0],
    [2, 1],
    [0, 1],
    [0, 0],
  ],
];

describe('readShapes', () => {
  it('reads zones by their property id, parts at sea and details by their zone', () => {
    const shapes = readShapes({
      type: 'Topology',
      source: { en: 'Drawn by hand', ar: 'رسم يدوي' },
      arcs,
      objects: {
        zones: { type: 'GeometryCollection', geometries: [{ ...square, properties: { id: 'A' } }] },
        sea: { type: 'GeometryCollection', geometries: [{ ...square, properties: { zone: 'A' } }] },
        land: {
          type: 'GeometryCollection',
          geometries: [
            { ...square, properties: { kind: 'emirate' } },
            { ...square, properties: { kind: 'neighbour' } },
          ],
        },
      },
    });
    expect(shapes.zones.features.map((zone) => zone.properties.id)).toEqual(['A']);
    expect(shapes.sea.features[0]?.properties).toEqual({ id: 'A' });
    expect(shapes.neighbours.features).toHaveLength(1);
    expect(shapes.source?.en).toBe('Drawn by hand');
    expect(shapes.details.features).toEqual([]);
    expect(shapes.bounds.get('A')).toEqual([0, 0, 2, 1]);
  });

  it('takes the only object for the zones, and the feature’s own id', () => {
    const shapes = readShapes({
      type: 'Topology',
      arcs,
      objects: { wards: { type: 'GeometryCollection', geometries: [{ ...square, id: 7 }] } },
    });
    expect(shapes.zones.features[0]?.properties).toEqual({ id: '7' });
  });

  it('says what it got where there are no zones', () => {
    expect(() => readShapes({})).toThrow('got no TopoJSON topology');
    const objects = { a: { type: 'GeometryCollection', geometries: [] }, b: square };
    expect(() => readShapes({ type: 'Topology', arcs, objects })).toThrow('got objects a, b, expected zones');
  });
});
