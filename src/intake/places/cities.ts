import type { DateOrder } from '../text/dateText.ts';

/** What can be guessed of a source once its city is known. */
export interface CityHint {
  readonly timeZone: string;
  /** How its people write dates in numbers. */
  readonly order: DateOrder;
}

/** Name (folded, as it stands in file names or columns), longitude, latitude, time zone, order of dates. */
const cities: readonly (readonly [
  names: string,
  lon: number,
  lat: number,
  zone: string,
  order: DateOrder,
])[] = [
  ['dubai|دبي', 55.3, 25.2, 'Asia/Dubai', 'dmy'],
  ['abu dhabi|abudhabi|ابوظبي|ابو ظبي', 54.4, 24.45, 'Asia/Dubai', 'dmy'],
  ['sharjah|الشارقه', 55.4, 25.35, 'Asia/Dubai', 'dmy'],
  ['ajman|عجمان', 55.5, 25.4, 'Asia/Dubai', 'dmy'],
  ['riyadh|الرياض', 46.7, 24.7, 'Asia/Riyadh', 'dmy'],
  ['jeddah|جده', 39.2, 21.5, 'Asia/Riyadh', 'dmy'],
  ['doha|الدوحه', 51.5, 25.3, 'Asia/Qatar', 'dmy'],
  ['kuwait|الكويت', 48, 29.4, 'Asia/Kuwait', 'dmy'],
  ['manama|المنامه', 50.6, 26.2, 'Asia/Bahrain', 'dmy'],
  ['muscat|مسقط', 58.4, 23.6, 'Asia/Muscat', 'dmy'],
  ['amman|عمان', 35.9, 31.95, 'Asia/Amman', 'dmy'],
  ['cairo|القاهره', 31.2, 30.05, 'Africa/Cairo', 'dmy'],
  ['casablanca|الدار البيضاء', -7.6, 33.6, 'Africa/Casablanca', 'dmy'],
  ['new york|nyc|manhattan|brooklyn|bronx', -74, 40.7, 'America/New_York', 'mdy'],
  ['boston', -71.06, 42.36, 'America/New_York', 'mdy'],
  ['philadelphia|philly', -75.16, 39.95, 'America/New_York', 'mdy'],
  ['washington dc|district of columbia', -77.04, 38.9, 'America/New_York', 'mdy'],
  ['baltimore', -76.6, 39.3, 'America/New_York', 'mdy'],
  ['miami', -80.2, 25.77, 'America/New_York', 'mdy'],
  ['cincinnati', -84.5, 39.1, 'America/New_York', 'mdy'],
  ['detroit', -83.05, 42.33, 'America/Detroit', 'mdy'],
  ['chicago', -87.65, 41.85, 'America/Chicago', 'mdy'],
  ['houston', -95.37, 29.76, 'America/Chicago', 'mdy'],
  ['austin', -97.74, 30.27, 'America/Chicago', 'mdy'],
  ['dallas', -96.8, 32.78, 'America/Chicago', 'mdy'],
  ['new orleans', -90.07, 29.95, 'America/Chicago', 'mdy'],
  ['kansas city', -94.58, 39.1, 'America/Chicago', 'mdy'],
  ['minneapolis', -93.27, 44.98, 'America/Chicago', 'mdy'],
  ['denver', -104.99, 39.74, 'America/Denver', 'mdy'],
  ['phoenix', -112.07, 33.45, 'America/Phoenix', 'mdy'],
  ['san francisco|sf311', -122.42, 37.77, 'America/Los_Angeles', 'mdy'],
  ['oakland', -122.27, 37.8, 'America/Los_Angeles', 'mdy'],
  ['los angeles|myla311', -118.24, 34.05, 'America/Los_Angeles', 'mdy'],
  ['san diego', -117.16, 32.72, 'America/Los_Angeles', 'mdy'],
  ['seattle', -122.33, 47.6, 'America/Los_Angeles', 'mdy'],
  ['toronto', -79.4, 43.7, 'America/Toronto', 'mdy'],
  ['ottawa', -75.7, 45.42, 'America/Toronto', 'mdy'],
  ['montreal', -73.6, 45.5, 'America/Toronto', 'ymd'],
  ['winnipeg', -97.14, 49.9, 'America/Winnipeg', 'mdy'],
  ['calgary', -114.07, 51.05, 'America/Edmonton', 'ymd'],
  ['edmonton', -113.5, 53.55, 'America/Edmonton', 'ymd'],
  ['vancouver', -123.12, 49.25, 'America/Vancouver', 'ymd'],
  ['mexico city|cdmx|ciudad de mexico', -99.13, 19.43, 'America/Mexico_City', 'dmy'],
  ['bogota', -74.08, 4.6, 'America/Bogota', 'dmy'],
  ['buenos aires', -58.4, -34.6, 'America/Argentina/Buenos_Aires', 'dmy'],
  ['london|camden|bromley', -0.13, 51.5, 'Europe/London', 'dmy'],
  ['dublin', -6.26, 53.35, 'Europe/Dublin', 'dmy'],
  ['paris', 2.35, 48.85, 'Europe/Paris', 'dmy'],
  ['brussels|bruxelles', 4.35, 50.85, 'Europe/Brussels', 'dmy'],
  ['amsterdam', 4.9, 52.37, 'Europe/Amsterdam', 'dmy'],
  ['berlin', 13.4, 52.52, 'Europe/Berlin', 'dmy'],
  ['zurich|zuerich', 8.54, 47.37, 'Europe/Zurich', 'dmy'],
  ['madrid', -3.7, 40.42, 'Europe/Madrid', 'dmy'],
  ['barcelona', 2.17, 41.39, 'Europe/Madrid', 'dmy'],
  ['rome|roma', 12.5, 41.9, 'Europe/Rome', 'dmy'],
  ['helsinki', 24.94, 60.17, 'Europe/Helsinki', 'dmy'],
  ['istanbul', 28.98, 41.01, 'Europe/Istanbul', 'dmy'],
  ['mumbai', 72.88, 19.08, 'Asia/Kolkata', 'dmy'],
  ['bengaluru|bangalore', 77.59, 12.97, 'Asia/Kolkata', 'dmy'],
  ['singapore', 103.85, 1.29, 'Asia/Singapore', 'dmy'],
  ['sydney', 151.2, -33.87, 'Australia/Sydney', 'dmy'],
  ['melbourne', 144.96, -37.81, 'Australia/Melbourne', 'dmy'],
  ['auckland', 174.76, -36.85, 'Pacific/Auckland', 'dmy'],
  ['cape town', 18.42, -33.92, 'Africa/Johannesburg', 'dmy'],
  ['nairobi', 36.82, -1.29, 'Africa/Nairobi', 'dmy'],
];

/** The city that a folded text names, in any of its names, as words of their own; null for none that is known. */
export function cityNamed(folded: string): (CityHint & { readonly name: string }) | null {
  const padded = ` ${folded} `;
  for (const [names, , , timeZone, order] of cities) {
    const known = names.split('|');
    if (known.some((one) => padded.includes(` ${one} `))) return { name: known[0]!, timeZone, order };
  }
  return null;
}

/** The known city nearest to a point, if it is within about 60 km. */
export function cityNear(longitude: number, latitude: number): (CityHint & { readonly name: string }) | null {
  let best: (CityHint & { readonly name: string }) | null = null;
  let bestDistance = 0.55;
  for (const [names, lon, lat, timeZone, order] of cities) {
    const distance = Math.hypot((lon - longitude) * Math.cos((lat * Math.PI) / 180), lat - latitude);
    if (distance >= bestDistance) continue;
    bestDistance = distance;
    best = { name: names.split('|')[0]!, timeZone, order };
  }
  return best;
}
