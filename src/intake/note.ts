/** Something that was decided or noticed, as a code with its values, so that it can be said in any language. */
export interface Note {
  readonly code: NoteCode;
  readonly values: Readonly<Record<string, string | number>>;
}

export type NoteCode = keyof typeof texts;

export function note(code: NoteCode, values: Note['values'] = {}): Note {
  return { code, values };
}

/** The note as an English sentence, for a report or a mapping's `notes`. */
export function noteText({ code, values }: Note): string {
  return texts[code](values);
}

type Values = Note['values'];

const n = (value: string | number | undefined) => Number(value).toLocaleString('en-US');
const firstOf = (order: string | number | undefined) =>
  order === 'mdy' ? 'the month' : order === 'ymd' ? 'the year' : 'the day';

/** Why an order of day and month was taken. */
const whys: Readonly<Record<string, string>> = {
  most: 'by most values, but not by all: check it',
  over12: 'by values over 12',
  first: 'no value decides; the first number changes more',
  second: 'no value decides; the second number changes more',
  region: "no value decides; the city's usual order, check it",
};

const texts = {
  // What the source lacks, and what is concluded from the rest.
  stageConcluded: () =>
    'There is no column for the stage: resolved where there is a date of resolution, else in progress where there is a response, else received.',
  stageUnread: (v: Values) =>
    `${n(v.count)} rows without a known stage have a date of resolution: their stage is resolved.`,
  openAgain: (v: Values) =>
    `${n(v.count)} rows have a date of resolution though their stage is not done: they were resolved once and are open again.`,
  noStage: () =>
    'There is neither a stage nor a date of resolution: how far requests are done is unavailable.',
  serviceOnly: (v: Values) =>
    `${n(v.count)} rows tell a service and no topic: their topic is the service itself.`,
  noRef: () =>
    'There is no column for the reference: a request is referred to by its line, and no row supersedes another.',
  noZone: () => 'There is no column for the zone and there are no coordinates: all requests are unplaced.',
  pointsWithoutShapes: () =>
    'There are coordinates, but no column that names an area and no zones with shapes: requests are unplaced, their points are kept. Give --zones a GeoJSON file of the areas to place them.',
  zonesWithoutShapes: () => 'The zones have no shapes: coordinates place no request.',
  approximate: () =>
    "Zones found by coordinates are approximate: the committed shapes of Dubai's zones are schematic. Give --zones the official layer for exact ones.",
  mostUnknown: () =>
    'Most requests have no zone of Dubai. If the city is another, say "zones": "fromValues" in the mapping, or give --zones.',
  near: (v: Values) => `${n(v.count)} rows lie up to 300 m outside all zones and count in the nearest.`,

  // Values that could not be taken as they stand.
  personalWords: (v: Values) =>
    `${v.field}: ${n(v.count)} values look like an e-mail address, a telephone number or a text: they became missing and are not kept.`,
  dictionaryFull: (v: Values) =>
    `${v.field}: a dictionary holds up to ${n(v.cap)} words; ${n(v.count)} rows with further words became missing.`,
  otherOrder: (v: Values) =>
    `${v.field}: ${n(v.count)} dates do not fit the order ${v.order} and were read by the one they fit: check that the order is right.`,

  // How the file is written.
  suggested: () => 'No mapping was given: it was suggested from the file.',
  sheet: (v: Values) =>
    `The sheet "${v.sheet}" was read; the workbook has also ${v.others}. Name another in the mapping with "sheet".`,
  short: (v: Values) => `${n(v.count)} rows have fewer columns than the header: what they lack is missing.`,
  long: (v: Values) => `${n(v.count)} rows have more columns than the header: what is beyond is not read.`,
  strayQuotes: (v: Values) =>
    `${n(v.count)} quotes neither open nor close a field (lines ${v.lines}): they were taken for characters.`,
  nulls: (v: Values) => `${n(v.count)} NUL characters were left out.`,
  undecodable: (v: Values) => `${n(v.count)} characters are no text in ${v.encoding}: they show as \ufffd.`,
  mixedEncodings: (v: Values) =>
    `The file is written in two encodings: ${n(v.utf8)} lines with letters beyond ASCII in UTF-8, ${n(v.other)} in ${v.encoding}. Each line was read by its own.`,

  // Why the suggestion is what it is.
  headerIsData: (v: Values) =>
    `The names of the columns look like values (${v.names}): is the header line missing? The first row was taken for the header.`,
  openedGuessed: (v: Values) =>
    `opened: no column is named like it; "${v.column}" has the most dates, or the earliest.`,
  openedMissing: () =>
    'opened: no column looks like the date on which a request was opened; name it in columns.opened.',
  zonesOfDubai: (v: Values) => `zones: the values of "${v.column}" are zones of Dubai.`,
  placeColumn: (v: Values) => `place: "${v.column}" names places or zones.`,
  zonesFew: (v: Values) => `zones: less than half of the values of "${v.column}" are in the zones file.`,
  zonesFromValues: (v: Values) =>
    `zones: the values of "${v.column}" are not zones of Dubai, so they are the zones, without shapes.`,
  pointsOutsideDubai: () =>
    'zones: coordinates lie outside Dubai and no column names an area: requests are unplaced, points are kept. With --zones and a GeoJSON file of the areas they are placed.',
  noArea: () => 'zones: no column names an area and there are no coordinates: requests are unplaced.',
  pointsInDubai: () =>
    'zones: no column names a zone; coordinates place requests, approximately on the schematic shapes.',
  stageWords: (v: Values) => `stage: ${v.words}: check it.`,
  timeZoneOfCity: (v: Values) => `timeZone: ${v.timeZone}, for ${v.city}.`,
  timeZoneArabic: () =>
    'timeZone: Asia/Dubai, because the file is Arabic; correct it if the city is another.',
  timeZoneOffsets: () =>
    'timeZone: UTC for days and hours, because nothing tells the city; the times themselves carry their offsets.',
  timeZoneUnknown: () =>
    'timeZone: UTC, because nothing tells the city: give it, so that days and hours are right.',
  datesOrder: (v: Values) => `dates: ${firstOf(v.order)} comes first (${whys[v.why ?? '']}).`,
  columnOrder: (v: Values) => `dates: in "${v.column}" ${firstOf(v.order)} comes first.`,
  orderGuessed: (v: Values) =>
    `${v.field}: the mapping tells no order of dates; ${firstOf(v.order)} comes first (${whys[v.why ?? '']}).`,
  orderOpen: (v: Values) =>
    `${v.field}: in "${v.column}" no value decides which number is the day: ${v.example} can be ${v.readings}. Taken: ${v.order}. To settle it, write in the mapping: "dates": { "${v.field}": "${v.order}" }.`,
  refMissing: () => 'ref: no column is named like a reference; lines of the file stand for it.',
  noDegrees: () => 'longitude, latitude: no pair of degrees in the rows looked at.',
};
