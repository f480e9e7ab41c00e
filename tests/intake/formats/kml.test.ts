import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { importFile } from '../../support/exports.ts';

// Guards: placemarks of KML and KMZ are requests with their data as columns, however the program wrote them.

const utf8 = (text: string) => new TextEncoder().encode(text);
const placemark = (inner: string) => `<Placemark>${inner}</Placemark>`;
const kml = (inner: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>City</name><LookAt><longitude>1</longitude></LookAt>${inner}</Document></kml>`;
const data = (values: Readonly<Record<string, string>>) =>
  `<ExtendedData>${Object.entries(values)
    .map(([name, value]) => `<Data name="${name}"><displayName>x</displayName><value>${value}</value></Data>`)
    .join('')}</ExtendedData>`;
const point = '<Point><coordinates>\n 55.27436,25.19719,0 </coordinates></Point>';

describe('KML', () => {
  it('of GDAL in a KMZ gives its requests at their places', async () => {
    const done = await importFile(readFileSync(join(import.meta.dirname, 'files/gdal.kmz')), {
      name: 'r.kmz',
    });
    expect(done.layout).toMatchObject({ format: 'kml', packing: ['zip'], counted: 'record' });
    expect(done.report).toMatchObject({ read: 9, rows: 9, rejected: 0, unplaced: 1 });
    expect(done.table.refs).toEqual(Array.from({ length: 9 }, (_, i) => `00${120 + i}`));
    expect([0, 1, 2].map((row) => done.id('zone', row))).toEqual(['C345', 'C119', 'C393']);
    expect(done.time('opened', 0)).toBe('2026-03-01T06:30:00Z');
  });

  it('has data, names, folders, times and the attributes that ArcGIS writes as a table', async () => {
    const table =
      '<![CDATA[<html><table><tr><td>Request ID</td>\n<td>A-1</td></tr><tr><td>Ward &amp; Area</td><td>&lt;7&gt;</td></tr></table>]]>';
    const done = await importFile(
      kml(
        `<Folder><name>Roads</name><Folder><name>Potholes</name>${placemark(
          `<name>1</name><description>${table}</description><TimeStamp><when>2026-03-01T06:30:00Z</when></TimeStamp>${point}`,
        )}</Folder>${placemark(`<name>2</name><description>deep</description>${data({ 'Request ID': 'A-2' })}`)}</Folder>`,
      ),
    );
    const { header, sample } = done.layout;
    const [first, second] = sample.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
    expect(first).toEqual({
      folder: 'Potholes',
      name: '1',
      'Request ID': 'A-1',
      'Ward & Area': '<7>',
      when: '2026-03-01T06:30:00Z',
      longitude: '55.27436',
      latitude: '25.19719',
    });
    expect(second).toMatchObject({
      folder: 'Roads',
      name: '2',
      description: 'deep',
      'Request ID': 'A-2',
      longitude: '',
    });
  });

  it('is read with a prefix, and beside pictures in a KMZ', async () => {
    const text = kml(placemark(data({ ref: 'A', opened: '2026-03-01' }) + point)).replace(
      /<(\/?)(?=[A-Za-z])/g,
      '<$1k:',
    );
    const done = await importFile(
      zipSync({
        'doc.kml': utf8(text.replace('xmlns=', 'xmlns:k=')),
        'files/icon.png': Uint8Array.from([137, 80, 78, 71, ...new Array(60).fill(0)]),
      }),
    );
    expect(done.report).toMatchObject({ read: 1, rows: 1, unplaced: 0 });
    expect(done.id('zone', 0)).toBe('C345');
  });

  it('counts lines and areas among points, and is refused where there is nothing else', async () => {
    const area =
      '<Polygon><outerBoundaryIs><LinearRing><coordinates>55,25 56,25 56,26 55,25</coordinates></LinearRing></outerBoundaryIs></Polygon>';
    const of = (geometry: string, i: number) =>
      placemark(data({ ref: `${i}`, opened: '2026-03-01' }) + geometry);
    const mapping = { columns: { opened: 'opened', longitude: 'longitude', latitude: 'latitude' } };
    const done = await importFile(
      kml([point, area, `<MultiGeometry>${point}${area}</MultiGeometry>`].map(of).join('')),
      { mapping },
    );
    expect(done.report).toMatchObject({ rows: 3, unplaced: 1 });
    expect(done.report.badValues.longitude).toMatchObject({ count: 1 });
    await expect(importFile(kml(of(area, 1)))).rejects.toThrow(/areas or lines/);
    await expect(importFile(kml(''))).rejects.toThrow(/without placemarks/);
    await expect(importFile(kml(of(point, 1)).slice(0, -30))).rejects.toThrow(/ends too early/);
  });
});
