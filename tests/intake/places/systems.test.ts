import fc from 'fast-check';
import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { systemNamed } from '../../../src/intake/places/systemNamed.ts';

/** Degrees WGS 84 of one point in each system, from the rules that PROJ 9.1.1 was asked for. */
const point = [55.27436, 25.19719] as const;
const prj = (zone: string, meridian: number) =>
  `PROJCS["Nahrwan_1967_UTM_Zone_${zone}",GEOGCS["GCS_Nahrwan_1967",DATUM["D_Nahrwan_1967",SPHEROID["Clarke_1880_RGS",6378249.145,293.465]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
const geographic =
  'GEOGCS["GCS_Nahrwan_1967",DATUM["D_Nahrwan_1967",SPHEROID["Clarke_1880_RGS",6378249.145,293.465]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

describe('a system of coordinates', () => {
  it.each([
    ['EPSG:3997', 494056.17, 2787899.07],
    ['EPSG:32640', 326128.24, 2787897.55],
    ['EPSG:3857', 6153113.61, 2899984.48],
    ['102100', 6153113.61, 2899984.48],
    ['+proj=utm +zone=40 +datum=WGS84 +units=m', 326128.24, 2787897.55],
  ])('%s', async (named, x, y) => {
    const found = (await systemNamed(named)).toDegrees(x, y)!;
    expect(found[0]).toBeCloseTo(point[0], 6);
    expect(found[1]).toBeCloseTo(point[1], 6);
  });

  it('shifts Nahrwan 1967, whether it is told by a code or by the text of a .prj', async () => {
    for (const named of ['EPSG:4270', geographic]) {
      const found = (await systemNamed(named)).toDegrees(55.30885, 25.25828)!;
      expect(found[0]).toBeCloseTo(55.31, 5);
      expect(found[1]).toBeCloseTo(25.26, 5);
    }
    const [byCode, byText] = await Promise.all(['EPSG:27040', prj('40N', 57)].map(systemNamed));
    expect(byText!.toDegrees(330_000, 2_795_000)).toEqual(byCode!.toDegrees(330_000, 2_795_000));
    const own = prj('40N', 57).replace('293.465]', '293.465],TOWGS84[0,0,0,0,0,0,0]');
    expect((await systemNamed(own)).toDegrees(330_000, 2_795_000)).toEqual(
      byCode!.toDegrees(330_000, 2_795_000),
    );
  });

  it.each(['EPSG:25832', 'EPSG:26917', 'EPSG:28355', 'EPSG:2056x', 'EPSG:999999', 'my grid'])(
    'knows %s from the list, or says that it does not',
    async (named) => {
      if (/x|9999|my/.test(named)) await expect(systemNamed(named)).rejects.toMatchObject({ why: 'unknown' });
      else expect((await systemNamed(named)).toDegrees(500_000, 5_000_000)).not.toBeNull();
    },
  );

  it.each([
    'EPSG:27700',
    'EPSG:20440',
    'EPSG:31467',
    'EPSG:4744',
    'GEOGCS["Ain el Abd",DATUM["D_Ain_el_Abd",SPHEROID["International_1924",6378388,297]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]',
    'GEOGCS["Paris",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Paris",2.337],UNIT["Degree",0.0174532925199433]]',
    geographic.replaceAll('1967', '1934'),
    '+proj=utm +zone=40 +ellps=WGS84 +towgs84=120,0,0 +units=m',
    '+proj=longlat +ellps=bessel +towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7',
  ])('refuses a datum that is not WGS 84: %s', async (named) => {
    await expect(systemNamed(named)).rejects.toMatchObject({ why: 'datum' });
  });

  it('takes degrees near WGS 84 as they are', async () => {
    for (const named of [
      'EPSG:4326',
      'EPSG:4269',
      'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
    ])
      expect((await systemNamed(named)).toDegrees(55.3, 25.2)).toEqual([55.3, 25.2]);
  });

  it('agrees with proj4 on what was projected by it', async () => {
    const definitions = {
      'EPSG:3997':
        '+proj=tmerc +lat_0=0 +lon_0=55.33333333333334 +k=1 +x_0=500000 +y_0=0 +datum=WGS84 +units=m',
      'EPSG:32639': '+proj=utm +zone=39 +datum=WGS84',
      'EPSG:32640': '+proj=utm +zone=40 +datum=WGS84',
      'EPSG:3857': 'EPSG:3857',
      'EPSG:27040': '+proj=utm +zone=40 +a=6378249.145 +rf=293.465 +towgs84=-250.7,-157.9,380.4',
    };
    for (const [named, definition] of Object.entries(definitions)) {
      const system = await systemNamed(named);
      fc.assert(
        fc.property(
          fc.double({ min: 54.7, max: 56.3, noNaN: true }),
          fc.double({ min: 24.6, max: 25.5, noNaN: true }),
          (longitude, latitude) => {
            const [x, y] = proj4('WGS84', definition, [longitude, latitude]) as [number, number];
            const found = system.toDegrees(x, y)!;
            expect(found[0]).toBeCloseTo(longitude, 7);
            expect(found[1]).toBeCloseTo(latitude, 7);
          },
        ),
        { numRuns: 50 },
      );
    }
  });
});
