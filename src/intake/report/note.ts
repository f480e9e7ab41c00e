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

/** What makes the file, or one of its columns, hard to believe: whoever brings it has to look at it first. */
const doubtful: ReadonlySet<NoteCode> = new Set([
  'headerIsData',
  'countsTable',
  'otherCity',
  'refRounded',
  'votes',
  'mostUnknown',
  'halfSwapped',
  'oftenBefore',
  'openedRejected',
  'unopened',
  'oftenUnread',
  'onePoint',
  'farPoints',
  'pointsExchanged',
  'otherEmirate',
  'sharedRefs',
  'columnLeft',
  'shifted',
  'openedUnread',
  'makaniUnread',
  'otherHeader',
]);

/** Whether a note is a doubt that has to be seen before the import is believed. */
export function isDoubt({ code }: Note): boolean {
  return doubtful.has(code);
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
  districts: (v: Values) =>
    `${n(v.count)} rows name a district and no zone of it (${v.en}): they are counted without a zone.`,
  near: (v: Values) => `${n(v.count)} rows lie up to 300 m outside all zones and count in the nearest.`,
  byMakani: (v: Values) =>
    `${n(v.count)} rows were found by their Makani number: only the rounded point is kept, never the number.`,
  byParcel: (v: Values) =>
    `${n(v.count)} rows count in the community that their parcel number begins with; the number is not kept.`,
  degreesMarked: (v: Values) =>
    `coordinates: ${v.names} are degrees with minutes, seconds or letters: ${v.share} % of ${n(v.count)} points looked at lie inside the zones.`,
  gridTaken: (v: Values) =>
    `coordinates: ${v.names} are ${v.system}: ${v.share} % of ${n(v.count)} points looked at lie inside the zones.`,
  gridUnknown: (v: Values) =>
    `coordinates: ${v.names} are no degrees, and lie inside the zones in no system that is tried: they are not read. Name theirs in the mapping: "coordinates": { "system": "EPSG:…" }.`,
  axesTurned: (v: Values) =>
    `coordinates: longitude and latitude are exchanged in ${v.names}: they were taken the other way round, by which ${v.share} % of ${n(v.count)} points looked at lie inside the zones.`,
  axesTurnedByRange: (v: Values) =>
    `coordinates: longitude and latitude are exchanged in ${v.names}: ${n(v.count)} points looked at are possible only the other way round, and were taken so. Check it.`,

  // Values that could not be taken as they stand.
  personalWords: (v: Values) =>
    `${v.field}: ${n(v.count)} values look like an e-mail address, a telephone number or a text: they became missing and are not kept.`,
  dictionaryFull: (v: Values) =>
    `${v.field}: a dictionary holds up to ${n(v.cap)} words; ${n(v.count)} rows with further words became missing.`,
  midnights: (v: Values) =>
    `${v.field}: ${n(v.count)} dates stand some seconds off midnight, as a spreadsheet library writes days on machines of the Gulf: they were read as days without a time.`,
  oneClock: (v: Values) =>
    `${v.field}: all ${n(v.count)} times of day are ${v.clock}: the file tells days, and no hours. What is counted by hour, or answered within hours, says nothing.`,
  hijri: (v: Values) =>
    `${v.field}: ${n(v.count)} dates are of the Hijri calendar and were read by the table of Umm al-Qura: each may be a day off.`,
  durations: (v: Values) =>
    `${v.field}: the opening plus a duration, counted day and night. If the source counts working hours only, it was later: its durations do not tell.`,
  otherOrder: (v: Values) =>
    `${v.field}: ${n(v.count)} dates do not fit the order ${v.order} and were read by the one they fit: check that the order is right.`,

  // What all rows show only together.
  halfSwapped: (v: Values) =>
    `${v.field}: in ${n(v.count)} dates day and month seem to be exchanged (one is read as ${v.example}), as a spreadsheet of another country does with days up to the twelfth. Export the file again and do not open it before.`,
  oftenBefore: (v: Values) =>
    `${v.field}: ${n(v.count)} of ${n(v.of)} lie before the opening of their request and became missing: check that the columns and the order of day and month are right.`,
  openedRejected: (v: Values) =>
    `opened: the date of ${n(v.count)} of ${n(v.of)} rows cannot be read (the first at ${n(v.line)}: ${v.example}), so they were rejected and are in no figure. Export the column with day, month and year in every row, or name another in columns.opened; rejected.csv lists the rows.`,
  unopened: (v: Values) =>
    `opened: ${n(v.count)} of ${n(v.of)} rows have no date (the first at ${n(v.line)}), so they were rejected and are in no figure. If another column tells when they were opened, write in the mapping: "opened": { "first": [ …, … ] }; rejected.csv lists the rows.`,
  oftenUnread: (v: Values) =>
    `${v.field}: ${n(v.count)} of ${n(v.of)} values cannot be read (the first at ${n(v.line)}: ${v.example}) and became missing: check that the column is the right one and written in one way, and export it again; report.md lists examples.`,
  onePoint: (v: Values) =>
    `${n(v.count)} rows have one and the same point (${v.lat}, ${v.lon}; the first at ${n(v.line)}): it seems to stand for an unknown place. If so, empty it in the file, so that they are not counted in its zone.`,
  farPoints: (v: Values) =>
    `The points of ${n(v.count)} of ${n(v.of)} rows lie more than 30 km from the zone that the row names (the first at ${n(v.line)}): check that zones and coordinates are of this city.`,
  pointsTurned: (v: Values) =>
    `In ${n(v.count)} rows longitude and latitude are exchanged (the first at ${n(v.line)}): they were read the other way round, because their points then lie in the zones that the rows name.`,
  pointsExchanged: (v: Values) =>
    `In ${n(v.count)} rows longitude and latitude seem to be exchanged (the first at ${n(v.line)}): their points lie near the others only the other way round, but in no zone that their row names, so they were read as they stand. Correct them in the source.`,
  pointsOutside: (v: Values) =>
    `${n(v.count)} rows lie outside all zones and name none (the first at ${n(v.line)}), as those of another emirate: they count as outside, and in no zone.`,
  otherEmirate: (v: Values) =>
    `${n(v.count)} rows are of another emirate by "${v.column}" (${v.names}; the first at ${n(v.line)}): they count as outside, whatever zone they name, since zones are called alike elsewhere. If the column says something else, leave it out of the file.`,
  sharedRefs: (v: Values) =>
    `${n(v.count)} rows have the reference of another row that was opened at another time (the first at ${n(v.line)}), and one of each was kept: check that the reference is the request's own.`,

  columnLeft: (v: Values) =>
    `"${v.column}" is mapped to nothing, though ${n(v.count)} rows have a value in it (${n(v.distinct)} different ones in the rows looked at; the first at ${n(v.line)}), and nothing else tells what requests are about, or where they lie. If it does, name it in columns.topic or columns.zone; else it stays out.`,

  // How the file is written.
  suggested: () => 'No mapping was given: it was suggested from the file.',
  sheet: (v: Values) =>
    `Read: ${v.sheet}; the workbook has also ${v.others} (rows in brackets). Name another in the mapping with "sheet".`,
  sheetsTogether: (v: Values) =>
    `${n(v.count)} sheets have the same columns and were read as one table: ${v.sheets} (rows in brackets; their numbers are counted on). Name one in the mapping with "sheet" to read it alone.`,
  sheetCopies: (v: Values) =>
    `${n(v.count)} sheets hold only rows that another sheet has too, and were not read: ${v.sheets}.`,
  filesTogether: (v: Values) =>
    `${n(v.count)} files of the archive have the same columns and were read as one table: ${v.files} (rows looked at in brackets; their numbers are counted on).`,
  filesLeft: (v: Values) =>
    `${n(v.count)} files of the archive are no tables of requests and were not read: ${v.files}.`,
  merged: (v: Values) => `${n(v.count)} cells lie under merged ones: each has the value of the whole.`,
  annotations: (v: Values) =>
    `${n(v.count)} columns only describe others, as OData does with "@" and Socrata with ":": they were not taken, but for the words that they have for codes.`,
  codedWords: (v: Values) =>
    `The codes of ${v.columns} were read as the words that the file defines for them.`,
  headersAgain: (v: Values) =>
    `${n(v.count)} rows name the columns again (the first at ${n(v.line)}), as where pages or files are joined: they are no requests and were left out. What stands below them was read in their order.`,
  otherHeader: (v: Values) =>
    `${n(v.count)} rows name other columns than the header (the first at ${n(v.line)}), as where two files are joined in one: what stands below them was read by the first header, and is wrong. Bring each file by itself.`,
  shifted: (v: Values) =>
    `${n(v.count)} of ${n(v.of)} rows looked at have more values than there are names of columns: a value that holds the delimiter, as a decimal comma does, moves all behind it. Export the file with another delimiter, or with quotes around values.`,
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
  oneDate: (v: Values) =>
    `opened: "${v.column}" has one date in all rows, as the day on which a file is made; "${v.other}" is taken.`,
  openedUnread: (v: Values) =>
    `opened: "${v.column}" is called like it, but its values (such as ${v.example}) are no dates that can be read: export it with day, month and year, or name another column in columns.opened.`,
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
  pointTaken: (v: Values) =>
    `point: "${v.column}" holds both coordinates: ${v.share} % of ${n(v.count)} values looked at lie inside the zones.`,
  makaniUnread: (v: Values) =>
    `makani: only ${v.share} % of the values of "${v.column}" are Makani numbers inside the zones, so it is not read. If a spreadsheet rounded them, export the column as text.`,
  makaniTaken: (v: Values) =>
    `makani: "${v.column}" holds Makani numbers, ${v.share} % of them inside the zones. Each marks an entrance: only the rounded point is kept, never the number.`,
  parcelTaken: (v: Values) =>
    `parcel: ${v.share} % of the values of "${v.column}" begin with the code of a community, which is their zone; the number is not kept.`,
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
  columnOpen: (v: Values) =>
    `${v.field}: ${v.columns} may be it, which is not clear, so no column is taken (${v.why}). If one is, write in the mapping: "columns": { "${v.field}": … }.`,
  columnDoubted: (v: Values) =>
    `${v.field}: ${v.columns} fit alike (${v.why}). Taken: "${v.column}". If another is right, write it in the mapping: "columns": { "${v.field}": … }.`,
  orderOpen: (v: Values) =>
    `${v.field}: in "${v.column}" no value decides which number is the day: ${v.example} can be ${v.readings}. Taken: ${v.order}. To settle it, write in the mapping: "dates": { "${v.field}": "${v.order}" }.`,
  resolvedBeside: (v: Values) =>
    `resolved: "${v.column}", and where it has none "${v.other}", which has a date in ${n(v.count)} of such rows looked at.`,
  durationTaken: (v: Values) =>
    `${v.field}: the opening plus the duration in "${v.column}" (${v.unit === 'auto' ? 'its values tell the unit' : v.unit}). Check that it counts day and night, and not working hours only.`,
  durationUnclear: (v: Values) =>
    `${v.field}: "${v.column}" looks like a duration, but nothing tells its unit, or whether it is a time of day. If it is a duration, write in the mapping: "${v.field}": { "after": "${v.column}", "unit": "hours" }.`,
  durationBusiness: (v: Values) =>
    `${v.field}: "${v.column}" counts working hours only, so that the instant cannot be known from it: it is not taken.`,
  refRounded: (v: Values) =>
    `ref: the numbers of "${v.column}" were rounded by a spreadsheet (such as ${v.example}: ${n(v.distinct)} different ones for ${n(v.count)} rows), so they tell no request; lines of the file stand for them. Export the column as text to have them.`,
  countsTable: (v: Values) =>
    `The rows look like counts (${v.columns}), not like requests, so no date of opening is proposed: bring the list of the requests, one in each row.`,
  otherCity: (v: Values) =>
    `zones: values of "${v.column}" are called as zones of Dubai, but the file is of another place (${v.city}): they are zones of its own, without shapes.`,
  mailBesideEmail: (v: Values) =>
    `channel: "${v.mail}" stands beside "${v.email}" and is taken for letters, as a channel of its own.`,
  knownSystem: (v: Values) =>
    `The names of the columns are those of ${v.system}, and were read as it means them (${v.columns}): if that is wrong, name others in columns.`,
  votes: (v: Values) =>
    `satisfaction: "${v.column}" has a number in nearly every row, as votes have and answers of customers do not: it is not taken. If it is their answer, name it in columns.satisfaction.`,
  refMissing: () => 'ref: no column is named like a reference; lines of the file stand for it.',
};
