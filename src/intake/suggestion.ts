import { fold } from '../model/fold.ts';
import { dictionaryCaps, type Word } from '../model/words.ts';
import { cityNamed } from './cities.ts';
import { centreOf, cityOf } from './cityOf.ts';
import { aboutScore, areaScore, isServiceName, nameScore } from './columnNames.ts';
import { type DateOrder, readDate } from './dates.ts';
import type { FileLayout } from './fileLayout.ts';
import { finderOf } from './knownZones.ts';
import { pairLanguages } from './languagePairs.ts';
import { type Field, fields, type InstantField, instantFields, type MappingFile } from './mapping.ts';
import { type Note, note } from './note.ts';
import { notAWord, shownWord } from './privacy.ts';
import { leastCounts, type Profile, profileColumns } from './profile.ts';
import type { Reference } from './reference.ts';
import { stageWords } from './stageWords.ts';

/** A mapping that was guessed; without `columns.opened` where no column looks like it. */
export type Suggestion = Omit<MappingFile, 'columns'> & {
  readonly columns: Partial<MappingFile['columns']>;
  readonly notes: string[];
};

/** What is proposed before the order of day and month is known. */
export interface Proposal {
  readonly columns: Suggestion['columns'];
  readonly timeZone: string;
  readonly zones: NonNullable<MappingFile['zones']>;
  readonly words: MappingFile['words'];
  /** Why, and what to check. */
  readonly notes: readonly Note[];
  /** The columns of dates by their index. */
  readonly dated: { readonly [F in InstantField]?: number };
  /** How the city's people write dates in numbers. */
  readonly region: DateOrder;
  readonly profiles: readonly Profile[];
}

/** Zones of a user's file, that the values of a column may be. */
export interface KnownZones {
  byText(text: string): unknown;
}

/**
 * Proposes a mapping from a file's header and a sample of its rows. Columns that look like personal data or free
 * text are mapped to nothing.
 * @param withZones a zones file is given, so that zones are not to be guessed
 */
export function propose(
  file: string,
  layout: FileLayout,
  reference: Reference,
  withZones: KnownZones | null = null,
): Proposal {
  return new Proposer(file, layout, reference, withZones).propose();
}

type WordDictionary = 'category' | 'channel' | 'stage' | 'priority' | 'language' | 'customerKind' | 'entity';

/** Gives columns to fields, one after the other: what is given is not free for the next. */
class Proposer {
  private readonly file: string;
  private readonly layout: FileLayout;
  private readonly reference: Reference;
  private readonly withZones: KnownZones | null;
  private readonly profiles: readonly Profile[];
  private readonly free: Set<Profile>;
  private readonly notes: Note[] = [];
  private readonly columns: Record<string, unknown> = {};
  private readonly dated: { [F in InstantField]?: Profile } = {};
  /** There are no rows: names alone decide. */
  private readonly empty: boolean;
  private centre: readonly [number, number] | null = null;
  /** A column's values are zones of the reference, or of the zones file. */
  private zoneIsKnown = false;

  constructor(file: string, layout: FileLayout, reference: Reference, withZones: KnownZones | null) {
    this.file = file;
    this.layout = layout;
    this.reference = reference;
    this.withZones = withZones;
    this.profiles = profileColumns(layout.header, layout.sample);
    this.free = new Set(this.profiles.filter((profile) => !profile.personal));
    this.empty = layout.sample.length === 0;
  }

  propose(): Proposal {
    const values = this.layout.header.filter(isValue);
    if (values.length > 0) this.say('headerIsData', { names: values.slice(0, 3).map(shownWord).join(', ') });
    this.takeAttachments();
    this.takeInstants();
    const withPoints = this.takePoints();
    const ref = this.takeRef();
    const arabic = this.isArabic();
    const { zones, inDubai } = this.takeZones(arabic);
    const stageTargets = this.takeWords();
    this.takeAnswers();
    this.takeEntity();
    this.takeAbout();
    pairLanguages(this.columns, this.profiles);
    const city =
      (this.zoneIsKnown && !this.withZones) || inDubai
        ? cityNamed('dubai')
        : cityOf(this.file, this.centre, this.profiles);
    const timeZone = city?.timeZone ?? (arabic ? 'Asia/Dubai' : 'UTC');
    if (city) this.say('timeZoneOfCity', { timeZone, city: city.name });
    else if (arabic) this.say('timeZoneArabic');
    else this.say(this.isZoned() ? 'timeZoneOffsets' : 'timeZoneUnknown');
    if (!ref && !this.empty) this.say('refMissing');
    if (withPoints && !this.centre) this.say('noDegrees');
    return {
      columns: Object.fromEntries(
        fields.filter((field) => field in this.columns).map((field) => [field, this.columns[field]]),
      ) as Suggestion['columns'],
      timeZone,
      zones,
      words: Object.keys(stageTargets).length > 0 ? { stage: stageTargets } : undefined,
      notes: this.notes,
      dated: Object.fromEntries(Object.entries(this.dated).map(([field, { index }]) => [field, index])),
      region: city?.order ?? 'dmy',
      profiles: this.profiles,
    };
  }

  private say(code: Note['code'], values: Note['values'] = {}): void {
    this.notes.push(note(code, values));
  }

  /** Takes the best of the columns that are left, by a score over 0. */
  private take(field: Field, score: (profile: Profile) => number): Profile | null {
    let best: Profile | null = null;
    let bestScore = 0;
    for (const profile of this.free) {
      const value = score(profile);
      if (value > bestScore) {
        best = profile;
        bestScore = value;
      }
    }
    if (best) this.assign(field, best);
    return best;
  }

  private assign(field: Field, profile: Profile): void {
    this.free.delete(profile);
    this.columns[field] = profile.name;
  }

  /** How many files there are; first, for its name is often that of a number. */
  private takeAttachments(): void {
    this.take('attachments', (p) =>
      this.empty || p.numbers.count > leastCounts ? nameScore('attachments', p.key) : 0,
    );
  }

  /** Instants, by name among the columns whose values are dates. */
  private takeInstants(): void {
    const isDate = (profile: Profile) => this.empty || profile.dates.rate >= 0.6;
    for (const field of [
      'opened',
      'resolved',
      'responded',
      'updated',
      'dueResponse',
      'dueResolution',
    ] as const) {
      const found = this.take(field, (profile) => (isDate(profile) ? nameScore(field, profile.key) : 0));
      if (found) this.dated[field] = found;
    }
    if (!this.dated.opened) this.guessOpened();
    for (const field of instantFields) {
      const date = this.dated[field];
      if (!date || date.dates.timed > 0.02) continue;
      const time = [...this.free].find((profile) => profile.times > 0.8 && isTimeOf(date, profile));
      if (!time) continue;
      this.free.delete(time);
      this.columns[field] = { date: date.name, time: time.name };
    }
  }

  private guessOpened(): void {
    const dates = [...this.free].filter(
      (profile) => profile.dates.rate >= 0.8 && profile.dates.numeric < 0.5,
    );
    dates.sort((a, b) => b.filled - a.filled || a.dates.mean - b.dates.mean);
    const [first] = dates;
    if (!first) {
      this.say('openedMissing');
      return;
    }
    this.assign('opened', first);
    this.dated.opened = first;
    this.say('openedGuessed', { column: first.name });
  }

  private takePoints(): boolean {
    const { empty } = this;
    const longitudeOf = (profile: Profile) => empty || profile.numbers.to180 > 0.8;
    const latitudeOf = (profile: Profile) => empty || profile.numbers.to90 > 0.8;
    const longitude = this.take('longitude', (p) => (longitudeOf(p) ? nameScore('longitude', p.key) : 0));
    const latitude = this.take('latitude', (p) => (latitudeOf(p) ? nameScore('latitude', p.key) : 0));
    if (!longitude || !latitude) {
      delete this.columns.longitude;
      delete this.columns.latitude;
      return false;
    }
    this.centre = centreOf(this.layout, longitude, latitude);
    return true;
  }

  private takeRef(): Profile | null {
    return this.take('ref', (profile) => {
      const score = nameScore('ref', profile.key);
      if (score === 0) return 0;
      if (this.empty) return score;
      const unique = profile.values.size / Math.max(profile.filled, 1);
      return profile.filled > 0 && unique >= (score >= 3 ? 0.3 : 0.9) ? score + unique : 0;
    });
  }

  private isArabic(): boolean {
    const { profiles } = this;
    return (
      profiles.filter((profile) => /[\u0621-\u064a]/.test(profile.name)).length > profiles.length / 3 ||
      profiles.some((profile) => profile.words && profile.arabic > 0.5)
    );
  }

  /** Zones: Dubai's where the values say so, else those of the column that names areas best. */
  private takeZones(arabic: boolean): { zones: 'dubai' | 'fromValues' | 'file'; inDubai: boolean } {
    const { withZones, centre, empty } = this;
    const finder = withZones ?? finderOf(this.reference.zones, null);
    const matches = (profile: Profile) =>
      share([...profile.values.keys()], (value) => finder.byText(value) !== null);
    const inDubai = centre !== null && Math.abs(centre[0] - 55.3) < 0.6 && Math.abs(centre[1] - 25.05) < 0.6;
    const byValues = (profile: Profile) =>
      profile.filled > 0 &&
      profile.dates.rate < 0.5 &&
      (profile.words || areaScore(profile.key) > 0) &&
      // Codes are numbers, and numbers are many things: they need the name of an area as well.
      (profile.numbers.rate < 0.5 || areaScore(profile.key) > 0)
        ? matches(profile)
        : 0;
    const zone = this.take('zone', (profile) => {
      const rate = byValues(profile);
      return rate >= 0.5 ? rate + areaScore(profile.key) / 100 : 0;
    });
    if (zone) {
      this.zoneIsKnown = true;
      if (!withZones) this.say('zonesOfDubai', { column: zone.name });
      const place = this.take('place', (profile) => {
        if (!profile.words || profile.values.size < 2) return 0;
        const rate = byValues(profile);
        return rate >= 0.5 ? rate : 0;
      });
      if (place) this.say('placeColumn', { column: place.name });
      return { zones: withZones ? 'file' : 'dubai', inDubai };
    }
    const area = this.take('zone', (profile) => {
      const score = areaScore(profile.key);
      if (score === 0) return 0;
      if (empty) return score;
      const some = profile.filled >= this.layout.sample.length * 0.1 && profile.values.size > 1;
      const many = profile.values.size <= Math.max(200, profile.filled * 0.3);
      return some && many && profile.words ? score : 0;
    });
    if (withZones) {
      if (area) this.say('zonesFew', { column: area.name });
      return { zones: 'file', inDubai };
    }
    if (area && !empty) {
      this.say('zonesFromValues', { column: area.name });
      return { zones: 'fromValues', inDubai };
    }
    if (!area && centre !== null && !inDubai) {
      this.say('pointsOutsideDubai');
      return { zones: 'fromValues', inDubai };
    }
    if (!area && centre === null && !arabic) {
      this.say('noArea');
      return { zones: 'fromValues', inDubai };
    }
    if (!area && inDubai) this.say('pointsInDubai');
    return { zones: 'dubai', inDubai };
  }

  /** How many rows of a column hold words of a dictionary, 0 to 1. */
  private rateOf(dictionary: WordDictionary): (profile: Profile) => number {
    const known = spellings(this.reference, dictionary);
    return (profile) => {
      if (!profile.words && profile.filled >= 50) return 0;
      let rows = 0;
      for (const [value, count] of profile.values) if (known.has(fold(value))) rows += count;
      return profile.filled === 0 ? 0 : rows / profile.filled;
    };
  }

  /** Words, by values first: names of columns lie. */
  private byWords(
    field: WordDictionary,
    least: { readonly named: number; readonly unnamed: number },
    also: (profile: Profile) => boolean = () => true,
  ): Profile | null {
    const rate = this.rateOf(field);
    return this.take(field, (profile) => {
      if (areaScore(profile.key) > 0) return 0;
      const named = nameScore(field, profile.key);
      if (this.empty) return named;
      if (profile.filled === 0 || !also(profile)) return 0;
      const share = rate(profile);
      const enough = named > 0 ? share >= least.named : share >= least.unnamed && profile.filled >= 10;
      return enough ? share * 3 + named + 0.01 : 0;
    });
  }

  /** Takes the columns of the fixed dictionaries; returns what unknown stages mean. */
  private takeWords(): Record<string, string> {
    const short = (profile: Profile) => profile.values.size <= 60 && profile.meanLength <= 40;
    const stage = this.byWords('stage', { named: 0, unnamed: 0.6 }, short);
    const targets =
      stage && stage.values.size <= 60 ? stageWords(stage, spellings(this.reference, 'stage')) : {};
    if (Object.keys(targets).length > 0) {
      const words = Object.entries(targets).map(([word, id]) => `"${word}" is taken for ${id}`);
      this.say('stageWords', { words: words.join(', ') });
    }
    this.byWords('channel', { named: 0, unnamed: 0.6 }, (p) => short(p) && p.words);
    this.byWords('category', { named: 0.5, unnamed: 0.7 });
    this.byWords('priority', { named: 0.3, unnamed: 0.9 });
    this.byWords('language', { named: 0.3, unnamed: 0.9 });
    this.byWords('customerKind', { named: 0.3, unnamed: 0.9 });
    return targets;
  }

  /** Ratings, and what is answered by yes or no. */
  private takeAnswers(): void {
    const { empty } = this;
    const yesNo = (profile: Profile) =>
      empty ||
      (profile.values.size <= 20 && [...profile.values.keys()].every((value) => flags.test(fold(value))));
    this.take('satisfaction', (p) =>
      empty || p.numbers.rating > 0.6 ? nameScore('satisfaction', p.key) : 0,
    );
    this.take('reopened', (p) => (yesNo(p) ? nameScore('reopened', p.key) : 0));
    this.take('firstContact', (p) => (yesNo(p) ? nameScore('firstContact', p.key) : 0));
  }

  private takeEntity(): void {
    const entityRate = this.rateOf('entity');
    this.take('entity', (profile) => {
      const named = nameScore('entity', profile.key);
      if (this.empty) return named;
      if (!profile.words || profile.values.size > dictionaryCaps.entity * 1.5) return 0;
      const rate = entityRate(profile);
      return named > 0 || rate > 0.6 ? named + rate : 0;
    });
  }

  /** What it is about: the finer of two columns is the topic, the coarser its service. */
  private takeAbout(): void {
    const { empty } = this;
    const about = [...this.free]
      .map((profile) => ({ profile, score: aboutScore(profile.key) }))
      .filter(
        ({ profile, score }) =>
          score > 0 &&
          (empty || (profile.words && profile.values.size <= dictionaryCaps.topic && !isCode(profile))),
      )
      .sort((a, b) => b.score - a.score || a.profile.index - b.profile.index);
    const first = about[0]?.profile;
    if (!first) return;
    const second = about
      .slice(1)
      .find(({ profile }) => empty || nested(this.layout, first, profile))?.profile;
    if (!second) {
      this.assign('topic', first);
      return;
    }
    const swap =
      isServiceName(first.key) !== isServiceName(second.key)
        ? isServiceName(first.key)
        : second.values.size > first.values.size;
    this.assign('topic', swap ? second : first);
    this.assign('service', swap ? first : second);
  }

  /** Whether all dates tell their offsets. */
  private isZoned(): boolean {
    const dated = Object.values(this.dated);
    return dated.length > 0 && dated.every(({ dates }) => dates.zoned + dates.numeric > 0.95);
  }
}

/** Whether the name of a column is rather a value: a date, an address, a number. */
function isValue(name: string): boolean {
  return notAWord(name) !== null || readDate(name, 'dmy') !== null;
}

const flags = /^(yes|no|y|n|true|false|t|f|0|1|نعم|لا|oui|non|si|sim|nao|ja|nein|\d{1,2})$/;

/** Short codes without spaces, such as SR_SHORT_CODE's "PHF". */
function isCode(profile: Profile): boolean {
  return (
    profile.values.size > 5 && [...profile.values.keys()].every((value) => /^[A-Z0-9_-]{1,5}$/.test(value))
  );
}

/** Whether one of two columns of words mostly follows from the other, as a service does from its topics. */
function nested(layout: FileLayout, a: Profile, b: Profile): boolean {
  const pairs = new Set<string>();
  for (const row of layout.sample) {
    const [one, two] = [row[a.index]?.trim(), row[b.index]?.trim()];
    if (one && two) pairs.add(`${one}\u0000${two}`);
  }
  return pairs.size > 0 && pairs.size <= Math.max(a.values.size, b.values.size) * 2.5 && b.values.size > 1;
}

/** Whether a column holds the times of day of a column of dates: by its name, or because it stands next to it. */
function isTimeOf(date: Profile, time: Profile): boolean {
  const plain = (key: string) =>
    key
      .replace(/\b(date|time|hour|dt|tm|fecha|hora|heure)\b|تاريخ|وقت|ساعه/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  return plain(date.key) === plain(time.key) || time.index === date.index + 1;
}

const spellingsKnown = new WeakMap<Reference, Map<WordDictionary, ReadonlySet<string>>>();

/** All folded spellings of a dictionary's words; found once for a reference. */
function spellings(reference: Reference, dictionary: WordDictionary): ReadonlySet<string> {
  const known = spellingsKnown.get(reference) ?? new Map<WordDictionary, ReadonlySet<string>>();
  spellingsKnown.set(reference, known);
  const before = known.get(dictionary);
  if (before) return before;
  const out = new Set<string>();
  for (const word of reference.words[dictionary] as readonly Word[]) {
    for (const text of [word.id, word.en, word.ar, ...(reference.synonyms[dictionary].get(word.id) ?? [])]) {
      out.add(fold(text));
    }
  }
  known.set(dictionary, out);
  return out;
}

function share<T>(values: readonly T[], test: (value: T) => boolean): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length;
}
