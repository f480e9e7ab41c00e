import { crsCode } from '../text/crsCode.ts';
import { isLikeWgs84, nahrwanShift } from './datum.ts';
import { degrees, type PointSystem } from './pointSystem.ts';
import { SystemError } from './systemError.ts';

/**
 * The system that a file or a mapping names: an EPSG code in any of its spellings, the text of a .prj, proj4's text.
 * What is needed for it is loaded now.
 * @throws SystemError where it is not known, or its datum is another than WGS 84 and Nahrwan 1967
 */
export async function systemNamed(named: string): Promise<PointSystem> {
  const code = crsCode(named);
  if (code === 4326) return degrees;
  const { projected, systemAtOnce } = await import('./projection.ts');
  const made = systemAtOnce(named);
  if (made) return made;
  const { listed } = await import('./epsgList.ts');
  const found = await listed(code!);
  if (!found) throw new SystemError(named, 'unknown');
  const id = `EPSG:${code}`;
  if (/nahrwan 1967/i.test(found.name)) {
    const shifted = found.proj4!.replace(/\+a=\S+|\+rf=\S+|\+ellps=\S+|\+towgs84=\S+/g, '');
    return projected(code!, found.name, `${shifted} ${nahrwanShift}`);
  }
  if (!isLikeWgs84(found.proj4!)) throw new SystemError(`${found.name} (${id})`, 'datum');
  return projected(code!, found.name, found.proj4!);
}
