import type { RequestRow } from '../model/schema.ts';
import type { Word } from '../model/words.ts';
import { isTold } from './columnIndexes.ts';
import { type Field, fields } from './fields.ts';
import { shown, shownPlace, shownWord } from './privacy.ts';
import type { OrderQuestion } from './proposal/question.ts';
import type { Dictionary } from './reading/dictionary.ts';
import { RecordReader, type RecordSource } from './reading/recordReader.ts';
import type { ValueProblem } from './report/valueProblem.ts';

/** What the first rows become. */
export interface Preview {
  /** The fields that the mapping names, in the usual order. */
  readonly fields: readonly Field[];
  readonly rows: readonly PreviewRow[];
  /** The orders of day and month that the mapping does not tell and no value decides. */
  readonly questions: readonly OrderQuestion[];
}

export interface PreviewRow {
  /** Line, row or position in the file, as `layout.counted` says. */
  readonly line: number;
  readonly values: Readonly<Partial<Record<Field, PreviewValue>>>;
  /** Why the row would be rejected; null where it is kept. */
  readonly rejected: ValueProblem | null;
}

export interface PreviewValue {
  /** What the file says, shortened; personal data withheld. */
  readonly source: string;
  /** What becomes of it, in either language; dates as YYYY-MM-DD HH:MM in the city's time zone. Null: missing. */
  readonly result: { readonly en: string; readonly ar: string } | null;
  readonly problem: ValueProblem | null;
}

type Names = PreviewValue['result'];

/** Tries a mapping on records, one by one. */
export class PreviewReader {
  readonly fields: readonly Field[];
  private readonly reader: RecordReader;
  private problems = new Map<Field, ValueProblem>();

  /** @throws MappingError where mapping, file and zones do not fit together */
  constructor(source: RecordSource, now: number) {
    this.reader = new RecordReader(source, now, (field, _line, _value, problem) => {
      this.problems.set(field, problem);
    });
    this.fields = fields.filter((field) => isTold(this.reader.columns, field));
  }

  row(record: readonly string[], line: number): PreviewRow {
    const { reader } = this;
    const values = reader.joined.of(record);
    this.problems = new Map();
    const opened = reader.instants.opened(values);
    const rejected = typeof opened === 'string' ? opened : null;
    if (typeof opened === 'string') this.problems.set('opened', opened);
    const row = typeof opened === 'string' ? null : reader.row(values, line, opened);
    return {
      line,
      rejected,
      values: Object.fromEntries(
        this.fields.map((field) => {
          const text = reader.text(field, values);
          const problem = this.problems.get(field) ?? null;
          return [
            field,
            {
              source: isPlace(field)
                ? shownPlace(field, text)
                : isPlain(field)
                  ? shown(text)
                  : shownWord(text),
              result: row === null || problem !== null ? null : this.result(field, row, values),
              problem,
            },
          ];
        }),
      ),
    };
  }

  private result(field: Field, row: RequestRow, values: readonly string[]): Names {
    const { reader } = this;
    const { words, topics } = reader.dictionaries;
    const text = reader.text(field, values);
    switch (field) {
      case 'ref':
        return plain(reader.ref(values));
      case 'opened':
      case 'responded':
      case 'updated':
      case 'dueResponse':
      case 'dueResolution':
        return this.instant(row[field]);
      case 'resolved':
        return this.instant(row.firstResolved);
      case 'longitude':
      case 'latitude': {
        const steps = field === 'longitude' ? row.pointLon : row.pointLat;
        return steps === null ? null : plain(String(Number((steps * reader.pointStep).toFixed(5))));
      }
      case 'point':
      case 'makani': {
        const { pointLon, pointLat } = row;
        if (text === '' || pointLon === null || pointLat === null) return null;
        const degrees = (steps: number) => Number((steps * reader.pointStep).toFixed(5));
        return plain(`${degrees(pointLat)}, ${degrees(pointLon)}`);
      }
      case 'parcel':
        return row.zone === null || text === '' ? null : named(reader.zones.zones[row.zone], '');
      case 'satisfaction':
      case 'attachments':
        return row[field] === null ? null : plain(String(row[field]));
      case 'reopened':
      case 'firstContact':
        return row[field] === null
          ? null
          : row[field] === 1
            ? { en: 'yes', ar: 'نعم' }
            : { en: 'no', ar: 'لا' };
      case 'zone':
        return row.zone === null ? null : named(reader.zones.zones[row.zone], text);
      case 'place':
        return row.place === null ? null : named(reader.zones.places[row.place], text);
      case 'topic':
        return row.topic === null ? null : named(topics.known[row.topic], text);
      case 'service':
        return text === '' ? null : named(words.service.nameOf(words.service.match(text)), text);
      default: {
        const code = row[field];
        const dictionary: Dictionary<Word> = words[field];
        return code === null ? null : named(dictionary.nameOf(code), text);
      }
    }
  }

  private instant(at: number | null): Names {
    if (at === null) return null;
    const local = new Date(this.reader.zone.localSeconds(at) * 1000).toISOString();
    return plain(`${local.slice(0, 10)} ${local.slice(11, local.slice(17, 19) === '00' ? 16 : 19)}`);
  }
}

/** A word that is known has its names; one that the source brings, what the source calls it. */
function named(word: Names | undefined, text: string): Names {
  return word ? { en: word.en, ar: word.ar } : plain(text);
}

function plain(text: string): Names {
  return text === '' ? null : { en: text, ar: text };
}

/** Whether a value may mark an entrance. */
function isPlace(field: Field): boolean {
  return field === 'point' || field === 'makani' || field === 'parcel';
}

/** Whether a value may have as many digits as a telephone number without being one. */
function isPlain(field: Field): boolean {
  switch (field) {
    case 'ref':
    case 'opened':
    case 'responded':
    case 'resolved':
    case 'updated':
    case 'dueResponse':
    case 'dueResolution':
    case 'longitude':
    case 'latitude':
      return true;
    default:
      return false;
  }
}
