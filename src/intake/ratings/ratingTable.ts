import { formatDay } from '../../model/day.ts';
import { type Face, faces, type RatingCounts } from '../../model/ratings.ts';
import { guessOrder } from '../dateOrder.ts';
import { isMissing } from '../reading/missing.ts';
import { DateTally } from '../text/dateTally.ts';
import { type DateOrder, readDate } from '../text/dateText.ts';
import { answerOf, type RatingColumns } from './ratingColumns.ts';
import type { RatingProblem } from './ratingProblem.ts';
import { countOf, isShareOf, shareIn } from './ratingValues.ts';
import { keyOfWord, type RatingWords, type ToldWord } from './ratingWords.ts';

/** A row of a table, its values trimmed. */
export interface RatingRow {
  readonly values: readonly string[];
  readonly line: number;
}

/** The ratings of one day, service and channel. */
export interface RatingEntry {
  readonly day: number;
  readonly service: ToldWord;
  readonly channel: ToldWord;
  readonly counts: RatingCounts;
}

/** A number that a row tells, with the per cent and the whole beside it, where there are. */
interface Told {
  readonly line: number;
  readonly face: Face | 'total';
  readonly count: number;
  /** '' where none is told. */
  readonly share: string;
}

/** What belongs together: the row of a day, service and channel, or its rows, one for each face. */
interface Group {
  readonly key: string;
  readonly day: number;
  readonly service: ToldWord;
  readonly channel: ToldWord;
  readonly told: Told[];
}

/** Makes entries of the rows of a table of ratings, and says what does not fit. */
export class RatingTable {
  private readonly columns: RatingColumns;
  private readonly header: readonly string[];
  private readonly words: RatingWords;
  private readonly problems: RatingProblem[] = [];
  private readonly groups = new Map<string, Group>();
  private order: DateOrder = 'dmy';

  constructor(columns: RatingColumns, header: readonly string[], words: RatingWords) {
    this.columns = columns;
    this.header = header;
    this.words = words;
  }

  /** Finds out which number of the days is the month, by all of them. */
  settleOrder(rows: readonly RatingRow[], region: DateOrder): void {
    const tally = new DateTally();
    let example: RatingRow | null = null;
    for (const row of rows) {
      const text = row.values[this.columns.day] ?? '';
      const date = readDate(text, region);
      if (!date) continue;
      tally.add(text, date, 1);
      if (date.ambiguous) example ??= row;
    }
    const { order, sure } = guessOrder([tally.profile(rows.length)], region);
    this.order = order;
    if (sure || !example) return;
    const got = example.values[this.columns.day]!;
    this.problems.push({ code: 'order', line: example.line, got, day: formatDay(this.dayOf(got)!) });
  }

  add(row: RatingRow): void {
    const { values, line } = row;
    const got = values[this.columns.day] ?? '';
    const day = this.dayOf(got);
    if (day === null) {
      this.problems.push({ code: 'day', line, got });
      return;
    }
    const told = this.toldIn(row);
    if (!told) return;
    const texts = (columns: readonly number[]) =>
      columns.map((column) => values[column] ?? '').filter((text) => !isMissing(text));
    const service = this.words.service(texts(this.columns.service));
    const channel = this.words.channel(texts(this.columns.channel));
    const key = `${day}\n${keyOfWord(service)}\n${keyOfWord(channel)}`;
    const groupKey = this.columns.wide ? `${line}` : key;
    const group = this.groups.get(groupKey) ?? { key, day, service, channel, told: [] };
    group.told.push(...told);
    this.groups.set(groupKey, group);
  }

  /** The entries, each day, service and channel once. */
  end(): { readonly entries: readonly RatingEntry[]; readonly problems: readonly RatingProblem[] } {
    const found = new Map<string, { readonly line: number; readonly entry: RatingEntry }>();
    for (const group of this.groups.values()) {
      const { key, day, service, channel, told } = group;
      const counts = this.countsOf(told);
      const before = found.get(key);
      if (before) this.problems.push({ code: 'added', line: told[0]!.line, first: before.line });
      const sum = (name: Face | 'untold') => counts[name] + (before?.entry.counts[name] ?? 0);
      found.set(key, {
        line: before?.line ?? told[0]!.line,
        entry: {
          ...{ day, service, channel },
          counts: {
            ...{ happy: sum('happy'), neutral: sum('neutral') },
            ...{ unhappy: sum('unhappy'), untold: sum('untold') },
          },
        },
      });
    }
    const entries = [...found.values()].map(({ entry }) => entry);
    for (const what of ['service', 'channel'] as const) this.tellUnknown(what, [...found.values()]);
    return { entries, problems: this.problems.toSorted((a, b) => a.line - b.line) };
  }

  private dayOf(text: string): number | null {
    const date = readDate(text, this.order);
    return date && Math.floor(date.local / 86_400);
  }

  /** The numbers of a row; null where it has none, and is left out. */
  private toldIn({ values, line }: RatingRow): Told[] | null {
    const { wide, answer, count, total, shares } = this.columns;
    const read = (column: number): number | null => {
      const text = values[column] ?? '';
      if (isMissing(text)) {
        this.problems.push({ code: 'empty', line, column: this.header[column]! });
        return 0;
      }
      const value = countOf(text);
      if (value === null)
        this.problems.push({ code: 'count', line, column: this.header[column]!, got: text });
      return value;
    };
    const shareAt = (column: number | undefined) => (column === undefined ? '' : (values[column] ?? ''));
    const told: Told[] = [];
    const wholeText = total === null ? '' : (values[total] ?? '');
    if (total !== null && !isMissing(wholeText)) {
      const whole = read(total);
      if (whole === null) return null;
      told.push({ line, face: 'total', count: whole, share: '' });
    }
    if (!wide) {
      const text = values[answer!] ?? '';
      const face = answerOf(text);
      if (face === null) this.problems.push({ code: 'answer', line, got: text });
      const value = face === null ? null : read(count!);
      if (face === null || value === null) return null;
      const share = face === 'total' ? '' : shareAt(shares[face] ?? shares.row);
      return [...told, { line, face, count: value, share }];
    }
    for (const face of faces) {
      const value = read(wide[face]);
      if (value === null) return null;
      const share = shareAt(shares[face] ?? (face === 'happy' ? shares.row : undefined));
      told.push({ line, face, count: value, share });
    }
    return told;
  }

  /** The counts of a group; what contradicts them is told. */
  private countsOf(told: readonly Told[]): RatingEntry['counts'] {
    const counts = { happy: 0, neutral: 0, unhappy: 0, untold: 0 };
    const first = new Map<Face, number>();
    for (const { face, count, line } of told) {
      if (face === 'total') continue;
      const before = first.get(face);
      if (before !== undefined) this.problems.push({ code: 'added', line, first: before });
      else first.set(face, line);
      counts[face] += count;
    }
    const sum = counts.happy + counts.neutral + counts.unhappy;
    const total = told.find(({ face }) => face === 'total');
    for (const { face, count, share, line } of told) {
      const printed = shareIn(share);
      if (face === 'total' || !printed) continue;
      const wholes = [...(total ? [total.count] : []), sum].filter((whole) => whole > 0);
      if (wholes.length === 0 || wholes.some((whole) => isShareOf(printed, count, whole))) continue;
      this.problems.push({ code: 'share', line, got: share, face, part: count, whole: wholes[0]! });
    }
    if (!total || total.count === sum) return counts;
    const { line, count: got } = total;
    const missing = faces.filter((face) => !first.has(face));
    if (missing.length > 0 && got > sum) {
      this.problems.push({ code: 'partial', line, got, missing });
      return { happy: 0, neutral: 0, unhappy: 0, untold: got };
    }
    this.problems.push({ code: 'total', line, got, sum });
    return { ...counts, untold: Math.max(0, got - sum) };
  }

  /** Says of each unknown word once how many ratings have it. */
  private tellUnknown(
    what: 'service' | 'channel',
    found: readonly { readonly line: number; readonly entry: RatingEntry }[],
  ): void {
    const words = new Map<string, { readonly line: number; readonly got: string; ratings: number }>();
    for (const { line, entry } of found) {
      const word = entry[what];
      if (!('unknown' in word)) continue;
      const key = keyOfWord(word);
      const known = words.get(key) ?? { line, got: word.unknown, ratings: 0 };
      const { happy, neutral, unhappy, untold } = entry.counts;
      known.ratings += happy + neutral + unhappy + untold;
      words.set(key, known);
    }
    for (const word of words.values()) this.problems.push({ code: 'unknown', what, ...word });
  }
}
