import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { degreeOf, metresOf } from '../../../src/intake/text/coordinate.ts';
import { crsCode } from '../../../src/intake/text/crsCode.ts';
import { degreesOf } from '../../../src/intake/text/dms.ts';
import { makaniNumber } from '../../../src/intake/text/makani.ts';
import { parcelCommunity } from '../../../src/intake/text/parcel.ts';
import { readPoint } from '../../../src/intake/text/pointText.ts';
import { arabicDigits } from '../../support/exports.ts';

describe('both coordinates in one text', () => {
  const told = { x: 55.31217, y: 25.26464, told: true };
  const first = { x: 25.26464, y: 55.31217, told: false };
  it.each([
    ['25.26464,55.31217', first],
    ['25.26464, 55.31217', first],
    ['(25.26464 55.31217)', first],
    ['25.26464/55.31217', first],
    ['25,26464; 55,31217', first],
    ['25,26464, 55,31217', first],
    ['25,26464,55,31217', first],
    ['25.26464,55.31217,12.5', first],
    [arabicDigits('25٫26464، 55٫31217'), first],
    ['25.26464N, 55.31217E', told],
    ['E 55.31217 N 25.26464', told],
    ['lat: 25.26464, lng: 55.31217', told],
    ['geo:25.26464,55.31217', told],
    ['https://maps.google.com/?q=25.26464,55.31217', told],
    ['https://www.google.com/maps/@25.26464,55.31217,17z', told],
    ['POINT (55.31217 25.26464)', told],
    ['MULTIPOINT ((55.31217 25.26464))', told],
    ['POINT Z (55.31217 25.26464 7)', told],
    ['SRID=4326;POINT(55.31217 25.26464)', { ...told, srid: 4326 }],
    ['{"type":"Point","coordinates":[55.31217,25.26464]}', told],
    ['{"latitude": "25.26464", "longitude": "55.31217"}', told],
    ["{'latitude': '25.26464', 'longitude': '55.31217', 'human_address': ''}", told],
    ['{"x":55.31217,"y":25.26464,"spatialReference":{"wkid":4326}}', { ...told, srid: 4326 }],
    ['{"x":1,"y":2,"spatialReference":{"wkid":102100}}', { x: 1, y: 2, srid: 3857 }],
    ['494,056.17 2,787,899.07', { x: 494056.17, y: 2787899.07, told: false }],
  ])('%s', (text, point) => {
    expect(readPoint(text)).toMatchObject(point);
  });

  it.each([
    [`25°15'52.7"N 55°18'43.8"E`],
    [`N25 15 52.7 E55 18 43.8`],
    [`٢٥°١٥′٥٢٫٧″ ش ٥٥°١٨′٤٣٫٨″ ق`],
    [`55°18'43.8" E, 25°15'52.7" N`],
  ])('degrees with minutes and seconds: %s', (text) => {
    const point = readPoint(text)!;
    expect(point.x).toBeCloseTo(55.312167, 6);
    expect(point.y).toBeCloseTo(25.264639, 6);
    expect(point.told).toBe(true);
  });

  it.each(['', 'Al Barsha First', '2026-03-01 10:00', '25.26464', '040 123 4567', '{"a":1}', 'POINT EMPTY'])(
    'none in %j',
    (text) => expect(readPoint(text)).toBeNull(),
  );
});

describe('one coordinate', () => {
  it('reads back degrees however their minutes and seconds are written', () => {
    const written = [
      (d: number, m: number, s: string, letter: string) => `${d}°${m}'${s}"${letter}`,
      (d: number, m: number, s: string, letter: string) => `${d}° ${m}′ ${s}″ ${letter}`,
      (d: number, m: number, s: string, letter: string) => `${letter}${d} ${m} ${s}`,
      (d: number, m: number, s: string, letter: string) => `${d}:${m}:${s} ${letter}`,
      (d: number, m: number, s: string, letter: string) => arabicDigits(`${d}°${m}'${s}"${letter}`),
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 89 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 0, max: 5999 }),
        fc.constantFrom('N', 'S', 'E', 'W'),
        fc.constantFrom(...written),
        (d, m, hundredths, letter, write) => {
          const found = degreesOf(write(d, m, (hundredths / 100).toFixed(2), letter))!;
          const size = d + m / 60 + hundredths / 360_000;
          expect(found.degrees).toBeCloseTo(letter === 'S' || letter === 'W' ? -size : size, 9);
          expect(found.axis).toBe(letter === 'N' || letter === 'S' ? 'latitude' : 'longitude');
        },
      ),
    );
  });

  it.each([
    ['55,31217', 55.31217],
    ['55.31217° E', 55.31217],
    ['25 15.5', 25 + 15.5 / 60],
    ['25d15m30s', 25 + 15.5 / 60],
    ["25°75'", Number.NaN],
    ['200° E', Number.NaN],
    ['25.5 15', Number.NaN],
  ])('%s in degrees', (text, degrees) => {
    if (Number.isNaN(degrees)) expect(degreeOf(text)).toBeNaN();
    else expect(degreeOf(text)).toBeCloseTo(degrees, 9);
  });

  it.each([
    ['494,056.17', 494056.17],
    ['2 787 899,07', 2787899.07],
    ['2.787.899,07', 2787899.07],
    ['494056.17 m', 494056.17],
    [`${arabicDigits('494')}٬${arabicDigits('056')}٫${arabicDigits('17')}`, 494056.17],
    ['494056,17', 494056.17],
  ])('%s in metres', (text, metres) => expect(metresOf(text)).toBe(metres));
});

describe('Makani numbers', () => {
  it.each([
    ['30032 95320', '3003295320'],
    ['30032-95320', '3003295320'],
    ['3003295320', '3003295320'],
    ['3003295320.0', '3003295320'],
    [arabicDigits('30032 95320'), '3003295320'],
    ['600049000', '0600049000'],
    ['1.327074915E9', '1327074915'],
    ['1.32707492E9', '1327074920'],
    ['1.32707E+09', null],
    ['1.33E+09', null],
    ['12345', null],
    ['30032953201', null],
    ['villa 12', null],
  ])('%s', (text, number) => expect(makaniNumber(text)).toBe(number));
});

describe('parcel numbers', () => {
  it.each([
    ['337-457', '337'],
    ['3439441', '343'],
    ['3439441.0', '343'],
    [arabicDigits('337-457'), '337'],
    ['337', null],
    ['3.44E+06', null],
    ['Plot 5', null],
  ])('%s', (text, code) => expect(parcelCommunity(text)).toBe(code));
});

describe('names of systems', () => {
  it.each([
    ['EPSG:3997', 3997],
    ['3997', 3997],
    ['urn:ogc:def:crs:EPSG::32640', 32640],
    ['urn:ogc:def:crs:EPSG:8.9:32640', 32640],
    ['http://www.opengis.net/def/crs/EPSG/0/3857', 3857],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 4326],
    [{ type: 'name', properties: { name: 'EPSG:3997' } }, 3997],
    [{ wkid: 102100, latestWkid: 3857 }, 3857],
    [{ wkid: 102100 }, 3857],
    ['Dubai', null],
    [null, null],
  ])('%j', (named, code) => expect(crsCode(named)).toBe(code));
});
