/**
 * Makes data/zones.json from the restated facts of Dubai's communities and public locations:
 *
 *     npx tsx scripts/makeZones.ts --facts ../shared/zones/facts.csv [--out data/zones.json]
 *
 * Names are the municipality's own spellings; only runs of spaces are closed up. Other spellings and other
 * names are aliases: the former names in the facts' notes, the usual forms below, and the tables below.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { fold } from '../src/model/fold.ts';
import { type DistrictEntry, makeDistricts } from './districts.ts';

type Point = [lon: number, lat: number];

interface ZoneEntry {
  id: string;
  code: string;
  en: string;
  ar: string;
  sector: string;
  residents: number;
  /** A point inside the zone. */
  label: Point;
  /** The centre of mass, which may lie outside. */
  centre: Point;
  areaKm2: number;
  aliases: string[];
  note?: string;
}

interface PlaceEntry {
  id: string;
  kind: 'metro-station' | 'tram-station' | 'public-place';
  subkind: string;
  en: string;
  ar: string;
  /** Where the Arabic name comes from: some still wait for the municipality's own spelling. */
  arSource: string;
  zone: string;
  label: Point;
}

interface NameEntry {
  en: string;
  ar: string;
  kind: 'city' | 'land' | 'water';
  label: Point;
}

/** The content of data/zones.json. */
export interface ZonesFile {
  source: string;
  residentsYear: number;
  population: { total: number; on: string; source: string };
  names: NameEntry[];
  sectors: { id: string; en: string; ar: string }[];
  districts: DistrictEntry[];
  zones: ZoneEntry[];
  places: PlaceEntry[];
}

const source =
  'Made by scripts/makeZones.ts. Communities (number, English and Arabic name, area, points): Dubai Municipality, ' +
  'community layer of 2026-01-15. Residents: Dubai Statistics Center, 2021. Metro and tram stations and public places: ' +
  'restated facts; the Arabic of a place says in arSource where it comes from. Sectors: first digit of the community ' +
  'number. Districts: each says in source how its zones were decided. Aliases: former names of the 2022 layer, usual spellings, and well-known names placed with the ' +
  'municipality’s boundaries.';

/**
 * Well-known other names, each of an area that lies in one community. Names that span several communities
 * (Deira, Bur Dubai, Jumeirah, Al Barsha, Al Quoz, Jebel Ali, Dubailand, Meydan) are left out on purpose.
 */
const wellKnown: Readonly<Record<string, readonly string[]>> = {
  C101: ['Deira Islands', 'Dubai Islands', 'Palm Deira', 'جزر ديرة', 'جزر دبي'],
  C116: ['Ayal Nasser', 'Eyal Nasser'],
  C124: ['Al Muraqabat', 'Muraqqabat'],
  C131: ['Hamriya Port', 'Al Hamriyah Port'],
  C132: ['Al Waheda'],
  C134: ['Mamzar'],
  C221: ['Dubai International Airport', 'Dubai Airport', 'DXB', 'مطار دبي'],
  C232: ['القصيص الأولى'],
  C233: ['القصيص الثانية'],
  C234: ['القصيص الثالثة'],
  C251: ['Mirdiff', 'Uptown Mirdif', 'ميردف'],
  C252: ['Mushrif', 'Mushrif Park', 'حديقة مشرف'],
  C264: ['Sonapur', 'سونابور'],
  C265: ['عود المطينة الأولى'],
  C266: ['عود المطينة الثانية'],
  C268: ['عود المطينة الثالثة'],
  C271: ['Wadi Al Amardi'],
  C281: ['Al Khawaneej First'],
  C282: ['Al Khawaneej Second'],
  C302: ['Jumeirah Bay Island', 'جزيرة جميرا باي'],
  C303: ['The World', 'The World Islands'],
  C312: ['Al Fahidi', 'Al Bastakiya', 'Meena Bazaar', 'الفهيدي', 'البستكية', 'مينا بازار'],
  C318: ['Karama', 'Al Karamah'],
  C321: ['Dubai Maritime City', 'Port Rashid', 'Mina Rashid', 'ميناء راشد'],
  C326: ['Al Jaddaf', 'Jaddaf', 'Culture Village', 'القرية الثقافية'],
  C332: ['Pearl Jumeirah', 'لؤلؤة جميرا'],
  C333: ['Al Badaa'],
  C334: ['Satwa'],
  C337: [
    'DIFC',
    'Dubai International Financial Centre',
    'Dubai Design District',
    'd3',
    'مركز دبي المالي العالمي',
    'حي دبي للتصميم',
  ],
  C345: [
    'Downtown Dubai',
    'Downtown',
    'Downtown Burj Khalifa',
    'Dubai Mall',
    'وسط مدينة دبي',
    'داون تاون دبي',
    'داون تاون',
    'دبي مول',
  ],
  C346: ['Al Khaleej Al Tijari', 'بزنس باي'],
  C347: ['Sobha Hartland', 'District One', 'شوبا هارتلاند', 'ديستريكت ون'],
  C355: ['القوز الثانية'],
  C373: ['Mall of the Emirates', 'مول الإمارات'],
  C381: ['Palm Jumeirah', 'The Palm Jumeirah', 'The Palm', 'بالم جميرا', 'جزيرة النخلة'],
  C382: [
    'Dubai Internet City',
    'Dubai Media City',
    'Dubai Knowledge Park',
    'Knowledge Village',
    'مدينة دبي للإنترنت',
    'مدينة دبي للإعلام',
    'مجمع دبي للمعرفة',
    'قرية المعرفة',
  ],
  C383: ['Barsha Heights', 'TECOM', 'برشا هايتس', 'مرتفعات البرشاء', 'تيكوم'],
  C388: ['The Greens', 'Greens', 'The Views', 'ذا جرينز'],
  C392: [
    'Dubai Marina',
    'Marina',
    'JBR',
    'Jumeirah Beach Residence',
    'Bluewaters Island',
    'دبي مارينا',
    'مارينا دبي',
    'المارينا',
    'جي بي آر',
    'جميرا بيتش ريزيدنس',
  ],
  C393: [
    'Jumeirah Lake Towers',
    'Jumeirah Lakes Towers',
    'JLT',
    'Jumeirah Islands',
    'Jumeirah Park',
    'أبراج بحيرات جميرا',
    'جزر جميرا',
    'جميرا بارك',
  ],
  C394: ['Emirates Hills', 'The Springs', 'The Meadows', 'The Lakes', 'تلال الإمارات', 'الينابيع'],
  C412: ['Dubai Festival City', 'Festival City', 'دبي فستيفال سيتي'],
  C415: ['Dubai Creek Harbour', 'Creek Harbour', 'مرسى خور دبي', 'خور دبي هاربور'],
  C431: ['وادي الشبك'],
  C501: ['Palm Jebel Ali'],
  C502: ['Dubai Waterfront', 'Al Wajeha Al Bahriya'],
  C521: [
    'Dubai South',
    'Dubai World Central',
    'DWC',
    'Al Maktoum International Airport',
    'Expo City Dubai',
    'Expo City',
    'دبي الجنوب',
    'مطار آل مكتوم الدولي',
    'مدينة إكسبو دبي',
  ],
  C591: [
    'Discovery Gardens',
    'Al Furjan',
    'The Gardens',
    'Jebel Ali Village',
    'Ibn Battuta',
    'ديسكفري جاردنز',
    'الفرجان',
    'قرية جبل علي',
    'ابن بطوطة',
  ],
  C594: ['Jebel Ali Port', 'Port of Jebel Ali'],
  C597: ['DIP 2', 'Dubai Investments Park 2', 'مجمع دبي للاستثمار 2'],
  C598: ['DIP 1', 'Dubai Investments Park 1', 'Green Community', 'مجمع دبي للاستثمار 1', 'جرين كوميونيتي'],
  C621: [
    'International City',
    'Dubai International City',
    'Dragon Mart',
    'المدينة العالمية',
    'المدينة الدولية',
    'دراغون مارت',
  ],
  C626: ['Dubai Silicon Oasis', 'Silicon Oasis', 'DSO', 'واحة دبي للسيليكون', 'واحة السيليكون'],
  C631: ['Dubai Hills Estate', 'Dubai Hills', 'دبي هيلز استيت', 'دبي هيلز'],
  C643: ['Falconcity of Wonders', 'Falcon City', 'Liwan', 'فالكون سيتي', 'ليوان'],
  C645: ['Al Barari', 'Majan', 'Living Legends', 'البراري', 'مجان'],
  C664: ['Arabian Ranches', 'Arabian Ranches 1', 'المرابع العربية', 'أرابيان رانشز'],
  C665: [
    'Arabian Ranches 2',
    'The Sustainable City',
    'Sustainable City',
    'المرابع العربية 2',
    'المدينة المستدامة',
  ],
  C672: ['Dubai Science Park', 'DuBiotech', 'مجمع دبي للعلوم'],
  C673: ['Arjan', 'أرجان'],
  C674: ['Motor City', 'Dubai Motor City', 'موتور سيتي'],
  C675: ['Dubai Studio City', 'Studio City', 'مدينة دبي للاستوديوهات'],
  C676: ['DAMAC Hills', 'DAMAC Hills 1', 'Akoya', 'داماك هيلز'],
  C677: ['Mudon'],
  C681: ['Jumeirah Village Circle', 'JVC', 'قرية جميرا الدائرية', 'دائرة قرية جميرا'],
  C682: ['Dubai Sports City', 'Sports City', 'Victory Heights', 'مدينة دبي الرياضية'],
  C683: ['Remraam', 'رمرام'],
  C684: ['Jumeirah Village Triangle', 'JVT', 'مثلث قرية جميرا', 'قرية جميرا المثلثة'],
  C685: [
    'Dubai Production City',
    'IMPZ',
    'Jumeirah Golf Estates',
    'مدينة دبي للإنتاج',
    'عقارات جميرا للجولف',
  ],
  C711: ['Al Aweer First'],
  C721: ['Al Aweer Second'],
  C812: [
    'Dubai International Academic City',
    'Academic City',
    'DIAC',
    'مدينة دبي الأكاديمية العالمية',
    'المدينة الأكاديمية',
  ],
  C911: ['أم نهد الأولى'],
  C912: ['أم نهد الثانية'],
  C913: ['أم نهد الثالثة'],
  C914: ['DAMAC Hills 2', 'Akoya Oxygen', 'داماك هيلز 2'],
  C921: ['Mira', 'ميرا'],
  C922: ['Town Square', 'Town Square Dubai', 'تاون سكوير'],
  C931: ['Al Lisaili', 'Al Lusaily'],
};

/** Spellings of the layer and what is mostly written instead. */
const usualSpellings: readonly (readonly [RegExp, string])[] = [
  [/\bInd\.\s*/, 'Industrial Area '],
  [/\bIndustrial (?=First|Second|Third)/, 'Industrial Area '],
  [/\bAl Qouz\b/, 'Al Quoz'],
  [/\bJabal Ali\b/, 'Jebel Ali'],
  [/\bJumeira\b/, 'Jumeirah'],
  [/\bNadd\b/, 'Nad'],
  [/\bAl Shiba\b/, 'Al Sheba'],
  [/\bAl Safouh\b/, 'Al Sufouh'],
  [/\bZaa'beel\b/, 'Zabeel'],
  [/\bWarqa'a\b/, 'Warqa'],
  [/\bMuhaisanah\b/, 'Muhaisnah'],
  [/\bTrade Center\b/, 'Trade Centre'],
  [/\bMe'aisem\b/, 'Meaisem'],
  [/\bHessyan\b/, 'Hassyan'],
  [/\bLehbab\b/, 'Lahbab'],
];

const ordinals: readonly (readonly [RegExp, string])[] = [
  [/\bFirst$/, '1'],
  [/\bSecond$/, '2'],
  [/\bThird$/, '3'],
  [/\bFourth$/, '4'],
  [/\bFifth$/, '5'],
  [/\bSixth$/, '6'],
  [/ الأولى?$/, ' 1'],
  [/ الثانية$/, ' 2'],
  [/ الثالثة$/, ' 3'],
  [/ الرابعة$/, ' 4'],
  [/ الخامسة$/, ' 5'],
  [/ السادسة$/, ' 6'],
];

function rewrite(text: string, rules: readonly (readonly [RegExp, string])[]): string {
  return rules.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/** A name in the spelling that is mostly written, once with its ordinal in words and once in digits. */
function usualForms(name: string): string[] {
  const spelled = rewrite(name, usualSpellings);
  return [spelled, rewrite(spelled, ordinals)];
}

function titleCase(text: string): string {
  return text.toLowerCase().replace(/(^|\s)\S/g, (start) => start.toUpperCase());
}

/** The names a zone is known by beside its own, each folded form once. */
function aliasesOf(id: string, en: string, ar: string, note: string): string[] {
  const former = /in the 2022 layer: (.+)$/.exec(note)?.[1];
  const names = [...(former ? [titleCase(former)] : []), ...(wellKnown[id] ?? [])];
  const seen = new Set([fold(en), fold(ar)]);
  return [...names, ...[en, ar, ...names].flatMap(usualForms)].filter((name) => {
    const folded = fold(name);
    if (seen.has(folded)) return false;
    seen.add(folded);
    return true;
  });
}

/** What the map names beside zones, districts and places, so that one sees at a glance where one is. The points are rough. */
const names: readonly NameEntry[] = [
  { en: 'Dubai', ar: 'دبي', kind: 'city', label: [55.31, 25.13] },
  { en: 'Arabian Gulf', ar: 'الخليج العربي', kind: 'water', label: [54.93, 25.4] },
  { en: 'Gulf of Oman', ar: 'خليج عُمان', kind: 'water', label: [56.65, 25.05] },
  { en: 'Sharjah', ar: 'الشارقة', kind: 'land', label: [55.5, 25.33] },
  { en: 'Ajman', ar: 'عجمان', kind: 'land', label: [55.51, 25.41] },
  { en: 'Abu Dhabi', ar: 'أبوظبي', kind: 'land', label: [54.9, 24.72] },
  { en: 'Al Ain', ar: 'العين', kind: 'land', label: [55.76, 24.25] },
  { en: 'Oman', ar: 'عُمان', kind: 'land', label: [56.28, 24.55] },
];

type Row = Record<string, string>;

function text(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`The facts have no column "${column}".`);
  return value.replace(/\s+/g, ' ').trim();
}

function quantity(row: Row, column: string): number {
  const value = text(row, column);
  const result = Number(value);
  if (value === '' || !Number.isFinite(result)) {
    throw new Error(`${row.zone_id}: ${column} is "${value}", expected a number.`);
  }
  return result;
}

/** Words that the sources spell in two ways, and how the page writes them: their names stand side by side on one screen. */
const oneSpelling: Readonly<Record<string, string>> = {
  ديره: 'ديرة',
  راس: 'رأس',
  الامارات: 'الإمارات',
};

/** A name as the page writes it. */
function spelled(name: string): string {
  return name
    .split(' ')
    .map((word) => oneSpelling[word] ?? word)
    .join(' ');
}

function zoneOf(row: Row): ZoneEntry {
  const id = text(row, 'zone_id');
  const en = text(row, 'name_en');
  const written = text(row, 'name_ar');
  const ar = spelled(written);
  const notes = [text(row, 'note'), ar === written ? '' : `in the layer: ${written}`];
  const note = notes.filter((part) => part !== '').join('; ');
  return {
    id,
    code: text(row, 'code'),
    en,
    ar,
    sector: text(row, 'sector'),
    residents: quantity(row, 'population_2021'),
    label: [quantity(row, 'label_lon'), quantity(row, 'label_lat')],
    centre: [quantity(row, 'lon'), quantity(row, 'lat')],
    areaKm2: quantity(row, 'area_km2'),
    aliases: aliasesOf(id, en, ar, note),
    ...(note === '' ? {} : { note }),
  };
}

function placeOf(row: Row): PlaceEntry {
  const subkind = text(row, 'subkind');
  const station = subkind === 'metro_station' || subkind === 'tram_station';
  const written = text(row, 'name_ar');
  const ar = spelled(written);
  const arSource = text(row, 'name_ar_origin');
  return {
    id: text(row, 'zone_id'),
    kind:
      subkind === 'metro_station'
        ? 'metro-station'
        : subkind === 'tram_station'
          ? 'tram-station'
          : 'public-place',
    subkind: station ? subkind.replace('_station', '') : subkind,
    en: text(row, 'name_en'),
    ar,
    arSource: ar === written ? arSource : `${arSource}; there: ${written}`,
    zone: `C${text(row, 'community_code')}`,
    label: [quantity(row, 'label_lon'), quantity(row, 'label_lat')],
  };
}

/** The zones file that follows from the facts, given as CSV text with the columns of shared/zones/README.md. */
export function makeZones(facts: string): ZonesFile {
  const rows: Row[] = parse(facts, { columns: true, skip_empty_lines: true, bom: true });
  const zones = rows.filter((row) => row.kind === 'community').map(zoneOf);
  const sectors = [...new Set(zones.map((zone) => zone.sector))].sort();
  return {
    source,
    residentsYear: 2021,
    population: {
      total: 4_044_273,
      on: '2025-11-13',
      source: 'The population clock of Dubai Statistics, read on 13 November 2025.',
    },
    names: [...names],
    sectors: sectors.map((id) => ({ id, en: `Sector ${id}`, ar: `القطاع الجغرافي ${id}` })),
    districts: makeDistricts(zones, (name) => rewrite(name, usualSpellings)),
    zones,
    places: rows.filter((row) => row.kind === 'public_location').map(placeOf),
  };
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`)
    .join(', ')}}`;
}

/** A file of lists as JSON text with one entry a line, so that a changed entry is a changed line. */
export function formatFile(file: object): string {
  const members = Object.entries(file).map(([key, value]) => {
    const body = Array.isArray(value)
      ? `[\n${value.map((entry) => `    ${inline(entry)}`).join(',\n')}\n  ]`
      : inline(value);
    return `  ${JSON.stringify(key)}: ${body}`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { facts: { type: 'string' }, out: { type: 'string' } } });
  if (!values.facts) {
    console.error(
      'makeZones needs the facts: npx tsx scripts/makeZones.ts --facts ../shared/zones/facts.csv',
    );
    process.exit(1);
  }
  const out = values.out ?? fileURLToPath(new URL('../data/zones.json', import.meta.url));
  const file = makeZones(readFileSync(values.facts, 'utf8'));
  writeFileSync(out, formatFile(file));
  const aliases = file.zones.reduce((sum, zone) => sum + zone.aliases.length, 0);
  console.log(`${out}: ${file.zones.length} zones, ${file.places.length} places, ${aliases} aliases`);
}
