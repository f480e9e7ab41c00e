/** What ArcGIS calls Web Mercator. */
const esriMercator = new Set([102100, 102113, 900913]);

/**
 * The EPSG code in what names a system: "EPSG:3997", "urn:ogc:def:crs:EPSG::3997", a `crs` of GeoJSON, a
 * `spatialReference` of ArcGIS, a number. Null where it names none.
 */
export function crsCode(named: unknown): number | null {
  if (typeof named === 'number') return Number.isInteger(named) && named > 0 ? epsg(named) : null;
  if (typeof named === 'string') {
    const text = named.trim();
    if (/\bCRS:?84$/i.test(text)) return 4326;
    const code = /^(?:EPSG:{1,2})?(\d{4,6})$|EPSG(?:\/0\/|:[\d.]*:|:|\/)(\d{4,6})$/i.exec(text);
    return code ? epsg(Number(code[1] ?? code[2])) : null;
  }
  if (typeof named !== 'object' || named === null) return null;
  const { properties, latestWkid, wkid, name, code } = named as Readonly<Record<string, unknown>>;
  return crsCode(latestWkid) ?? crsCode(wkid) ?? crsCode(name) ?? crsCode(code) ?? crsCode(properties);
}

function epsg(code: number): number {
  return esriMercator.has(code) ? 3857 : code;
}
