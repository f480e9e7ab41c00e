import type { RequestColumn } from '../../model/schema.ts';
import type { Field } from '../fields.ts';
import { type FileLayout, type Format, withoutEncoding } from '../fileLayout.ts';
import type { Mapping } from '../mapping.ts';
import type { Packing } from '../packing.ts';
import type { NewWord } from '../reading/dictionaries.ts';
import type { ZoneWay } from '../reading/zoneFinder.ts';
import type { Note } from './note.ts';
import type { ValueProblem } from './valueProblem.ts';

/** Values of one column that were taken for missing, and the first of them. */
export interface BadValues {
  readonly count: number;
  readonly examples: readonly {
    readonly line: number;
    readonly value: string;
    readonly problem: ValueProblem;
    /** The problem in words, English · Arabic. */
    readonly reason: string;
  }[];
}

export interface WordCount {
  readonly value: string;
  readonly count: number;
}

/** What an import did. Holds values of allow-listed columns only. */
export interface Report {
  readonly file: string;
  readonly format: Format;
  /** What it was packed in, the outermost first. */
  readonly packing: readonly Packing[];
  /** Null where the format has no sheets. */
  readonly sheet: string | null;
  readonly encoding: string;
  /** Null where the format needs none. */
  readonly delimiter: string | null;
  /** 0 where the format has none. */
  readonly headerLine: number;
  /** What the numbers of records count. */
  readonly counted: FileLayout['counted'];
  readonly columns: readonly string[];
  /** read = rows + rejected + superseded */
  readonly read: number;
  readonly rows: number;
  readonly rejected: number;
  readonly superseded: number;
  /** Rows that are kept and have no zone. */
  readonly unplaced: number;
  readonly timeZone: string;
  /** ISO 8601, UTC. */
  readonly asOf: string;
  readonly opened: { readonly first: string; readonly last: string } | null;
  /** Rows opened after asOf. */
  readonly later: number;
  readonly zones: {
    readonly from: 'dubai' | 'fromValues' | 'file';
    readonly count: number;
    readonly approximate: boolean;
    /** Rows that were read, by how their zone was found. */
    readonly by: Readonly<Partial<Record<ZoneWay, number>>>;
  };
  /** What of ours was applied to the file: times to answer in, goals, working times, residents. */
  readonly applied: {
    readonly targets: boolean;
    readonly goals: boolean;
    readonly calendar: boolean;
    readonly residents: boolean;
  };
  /** How many rows have a value, by column of the snapshot. */
  readonly filled: Readonly<Partial<Record<RequestColumn, number>>>;
  readonly badValues: Readonly<Partial<Record<Field, BadValues>>>;
  /** Words that no dictionary has and that became missing, the most frequent first. */
  readonly unknownWords: Readonly<Partial<Record<Field, readonly WordCount[]>>>;
  /** Entries that the source brought, by dictionary. */
  readonly newWords: Readonly<Record<string, readonly NewWord[]>>;
  /** What was not in the source but concluded, and what was decided where it said too little. */
  readonly notes: readonly string[];
  /** The same as codes. */
  readonly noted: readonly Note[];
  readonly mapping: Mapping;
}

/** The counts that the last line on standard output says. */
export function countsOf(
  report: Report,
): Record<'read' | 'rows' | 'rejected' | 'superseded' | 'unplaced', number> {
  const { read, rows, rejected, superseded, unplaced } = report;
  return { read, rows, rejected, superseded, unplaced };
}

function yes(applied: boolean): string {
  return applied ? 'applied' : 'not applied';
}

/** The report for people. */
export function reportText(report: Report): string {
  const n = (value: number) => value.toLocaleString('en-US');
  const out: string[] = [
    `# Import of ${report.file}`,
    '',
    '| | rows |',
    '|---|---:|',
    `| read · قُرئ | ${n(report.read)} |`,
    `| kept · قُبل | ${n(report.rows)} |`,
    `| rejected, see rejected.csv · رُفض | ${n(report.rejected)} |`,
    `| superseded by a newer row of the same reference · حلّ محله أحدث | ${n(report.superseded)} |`,
    `| kept without a zone, see unplaced.csv · بلا منطقة | ${n(report.unplaced)} |`,
    '',
    `- ${writtenAs(report)}.`,
    `- Times without an offset are ${report.timeZone} time.`,
    report.opened
      ? `- Opened from ${report.opened.first} to ${report.opened.last}; as of ${report.asOf}.`
      : `- As of ${report.asOf}.`,
    `- ${n(report.zones.count)} zones ${zonesFrom[report.zones.from]}; found by ${
      Object.entries(report.zones.by)
        .map(([way, count]) => `${zoneWayNames[way as ZoneWay]} ${n(count)}`)
        .join(', ') || 'nothing'
    }.`,
    `- Of this product’s own: times to answer in ${yes(report.applied.targets)}, goals ${yes(report.applied.goals)}, working times ${yes(report.applied.calendar)}, residents ${yes(report.applied.residents)}. "targets": "none" in the mapping leaves its times and goals out.`,
    ...report.notes.map((note) => `- ${note}`),
    '',
    '## Columns · الأعمدة',
    '',
    '| of the snapshot | from the file | rows with a value |',
    '|---|---|---:|',
  ];
  for (const [field, column] of Object.entries(report.mapping.columns)) {
    if (column === undefined) continue;
    const from =
      typeof column === 'string'
        ? column
        : 'first' in column
          ? column.first.join(', else ')
          : 'after' in column
            ? `opened + ${column.after}${column.unit ? ` (${column.unit})` : ''}`
            : Object.values(column).join(' + ');
    const target = (columnOfField[field as Field] ?? field) as RequestColumn;
    const filled = report.filled[target];
    out.push(
      `| ${field} | ${cell(from)} | ${field === 'ref' || field === 'service' ? '' : n(filled ?? 0)} |`,
    );
  }
  const unused = report.columns.filter(
    (column) => !JSON.stringify(report.mapping.columns).includes(JSON.stringify(column)),
  );
  if (unused.length > 0) out.push('', `Not used: ${unused.map(cell).join(', ')}.`);
  const bad = Object.entries(report.badValues);
  if (bad.length > 0) {
    out.push(
      '',
      '## Values taken for missing · قيم غير صالحة',
      '',
      '| column | rows | for example |',
      '|---|---:|---|',
    );
    for (const [field, { count, examples }] of bad) {
      const first = examples.map(
        ({ line, value, reason }) => `${report.counted} ${line}: “${cell(value)}” (${reason})`,
      );
      out.push(`| ${field} | ${n(count)} | ${first.slice(0, 3).join('; ')} |`);
    }
  }
  for (const [field, words] of Object.entries(report.unknownWords)) {
    out.push('', `## Unknown words: ${field} · كلمات غير معروفة`, '', '| word | rows |', '|---|---:|');
    for (const { value, count } of words.slice(0, 50)) out.push(`| ${cell(value)} | ${n(count)} |`);
    if (words.length > 50) out.push('', `And ${n(words.length - 50)} more in report.json.`);
  }
  const added = Object.entries(report.newWords).filter(([, words]) => words.length > 0);
  if (added.length > 0) out.push('', '## Words that the file brought · كلمات جديدة', '');
  for (const [dictionary, words] of added) {
    const first = words
      .slice(0, 40)
      .map(({ en, ar, count }) => `${cell(en === ar ? en : `${en} · ${ar}`)} (${n(count)})`);
    const more = words.length > 40 ? ` and ${n(words.length - 40)} more in report.json` : '';
    out.push(`- ${dictionary}: ${first.join(', ')}${more}`);
  }
  return `${out.join('\n')}\n`;
}

/** One line of a CSV file, quoted where it has to be; what a spreadsheet would run as a formula is quoted with '. */
export function csvLine(values: readonly (string | number)[]): string {
  return `${values
    .map((value) => {
      const text =
        typeof value === 'string' && /^(?:[=+@\t\r]|-\D)/.test(value) ? `'${value}` : String(value);
      return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',')}\r\n`;
}

const zonesFrom: Record<Report['zones']['from'], string> = {
  dubai: "are Dubai's",
  fromValues: 'are the values of a column, without shapes',
  file: 'come from the zones file',
};

const zoneWayNames: Record<ZoneWay, string> = {
  code: 'code',
  name: 'name',
  place: 'public place',
  parcel: 'parcel number',
  point: 'coordinates',
  near: 'coordinates just off a border',
  outside: 'coordinates outside all zones',
};

const columnOfField: Partial<Record<Field, RequestColumn>> = { longitude: 'pointLon', latitude: 'pointLat' };

const formatNames: Readonly<Record<Format, string>> = {
  csv: 'CSV',
  xlsx: 'An Excel workbook',
  xlsb: 'A binary Excel workbook',
  xls: 'A workbook of Excel 97 to 2003',
  ods: 'An OpenDocument spreadsheet',
  html: 'Tables of a web page',
  excelXml: 'A workbook of Excel 2003 in XML',
  parquet: 'Parquet',
  geoPackage: 'A GeoPackage',
  json: 'JSON',
  jsonLines: 'JSON Lines',
  geojson: 'GeoJSON points',
  open311Json: 'Open311 requests in JSON',
  open311Xml: 'Open311 requests in XML',
  kml: 'KML placemarks',
};

function writtenAs(report: Report): string {
  const { format, packing, sheet, delimiter, headerLine, counted } = report;
  const parts = [
    `${formatNames[format]}${sheet === null ? '' : `, sheet “${cell(sheet)}”`}${packing.length > 0 ? `, packed in ${packing.toReversed().join(' in ')}` : ''}`,
    ...(withoutEncoding.has(format) ? [] : [`encoding ${report.encoding}`]),
    ...(delimiter === null ? [] : [`columns are separated by ${delimiterName(delimiter)}`]),
    ...(headerLine > 0 ? [`the header is ${counted} ${headerLine}`] : []),
  ];
  return parts.join('; ');
}

function delimiterName(delimiter: string): string {
  return delimiter === '\t' ? 'tabs' : `“${delimiter}”`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
