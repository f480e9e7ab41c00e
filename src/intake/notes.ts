import { dictionaryCaps, type Words } from '../model/words.ts';
import type { CsvTotals } from './csvFile.ts';
import { zoneCap } from './dictionaries.ts';
import type { NoWord } from './dictionary.ts';
import type { ColumnIndexes } from './mapping.ts';

/** What an import noticed beside its counts. */
export interface Noticed {
  readonly columns: ColumnIndexes;
  readonly zones: 'fromValues' | 'shapes' | 'names';
  readonly approximate: boolean;
  /** Whether the zones are Dubai's and most rows have none of them. */
  readonly mostUnknown: boolean;
  /** Rows that lie just off a zone's border. */
  readonly near: number;
  /** Rows whose stage was concluded because there is no column for it. */
  readonly stageConcluded: number;
  /** Rows whose stage is missing or unknown beside a resolution. */
  readonly stageUnread: number;
  /** Rows that have a resolution and a stage that is not done. */
  readonly openAgain: number;
  /** Rows that tell a service and no topic. */
  readonly serviceOnly: number;
  readonly short: number;
  readonly long: number;
  readonly refused: readonly (readonly [
    name: keyof Words | 'zone',
    refused: Readonly<Record<NoWord, number>>,
  ])[];
  /** Dates that were read by another order than their column's. */
  readonly otherOrder: readonly { readonly field: string; readonly order: string; readonly count: number }[];
  readonly encoding: string;
  readonly csv: CsvTotals;
}

/** Sentences about what was concluded, and about what was decided where the source said too little. */
export function notesOf(noticed: Noticed): string[] {
  const { columns, csv } = noticed;
  const n = (value: number) => value.toLocaleString('en-US');
  const notes: string[] = [];
  const say = (when: unknown, note: string) => {
    if (when) notes.push(note);
  };
  const points = columns.longitude !== undefined;
  say(
    noticed.stageConcluded,
    'There is no column for the stage: resolved where there is a date of resolution, else in progress where there is a response, else received.',
  );
  say(
    noticed.stageUnread,
    `${n(noticed.stageUnread)} rows without a known stage have a date of resolution: their stage is resolved.`,
  );
  say(
    noticed.openAgain,
    `${n(noticed.openAgain)} rows have a date of resolution though their stage is not done: they were resolved once and are open again.`,
  );
  say(
    !columns.stage && !columns.resolved,
    'There is neither a stage nor a date of resolution: how far requests are done is unavailable.',
  );
  say(
    noticed.serviceOnly,
    `${n(noticed.serviceOnly)} rows tell a service and no topic: their topic is the service itself.`,
  );
  say(
    columns.ref === undefined,
    'There is no column for the reference: a request is referred to by its line, and no row supersedes another.',
  );
  say(
    !columns.zone && !columns.place && !points,
    'There is no column for the zone and there are no coordinates: all requests are unplaced.',
  );
  say(
    noticed.zones === 'fromValues' && !columns.zone && points,
    'There are coordinates, but no column that names an area and no zones with shapes: requests are unplaced, their points are kept. Give --zones a GeoJSON file of the areas to place them.',
  );
  say(noticed.zones === 'names' && points, 'The zones have no shapes: coordinates place no request.');
  say(
    noticed.approximate,
    "Zones found by coordinates are approximate: the committed shapes of Dubai's zones are schematic. Give --zones the official layer for exact ones.",
  );
  say(
    noticed.mostUnknown && columns.zone,
    'Most requests have no zone of Dubai. If the city is another, say "zones": "fromValues" in the mapping, or give --zones.',
  );
  say(noticed.near, `${n(noticed.near)} rows lie up to 300 m outside all zones and count in the nearest.`);
  for (const [name, { personal, full }] of noticed.refused) {
    say(
      personal,
      `${name}: ${n(personal)} values look like an e-mail address, a telephone number or a text: they became missing and are not kept.`,
    );
    const cap = name === 'zone' ? zoneCap : dictionaryCaps[name];
    say(
      full,
      `${name}: a dictionary holds up to ${n(cap)} words; ${n(full)} rows with further words became missing.`,
    );
  }
  for (const { field, order, count } of noticed.otherOrder) {
    say(
      count,
      `${field}: ${n(count)} dates do not fit the order ${order} and were read by the one they fit: check that the order is right.`,
    );
  }
  say(
    noticed.short,
    `${n(noticed.short)} rows have fewer columns than the header: what they lack is missing.`,
  );
  say(noticed.long, `${n(noticed.long)} rows have more columns than the header: what is beyond is not read.`);
  const more = csv.strayQuotes > csv.strayQuoteLines.length ? ', …' : '';
  say(
    csv.strayQuotes,
    `${n(csv.strayQuotes)} quotes neither open nor close a field (lines ${csv.strayQuoteLines.join(', ')}${more}): they were taken for characters.`,
  );
  say(csv.nulls, `${n(csv.nulls)} NUL characters were left out.`);
  say(
    csv.undecodable,
    `${n(csv.undecodable)} characters are no text in ${noticed.encoding}: they show as \ufffd.`,
  );
  return notes;
}
