import type { Reference, TopicFacts } from '../intake/reference.ts';
import { type Area, type Attraction, attractionOf, describeAreas } from './areas.ts';
import { categoryWeight, myCity, useOf, virtualAppointment } from './channels.ts';
import { Random } from './random.ts';
import type { DayKind } from './rhythm.ts';
import { seasonOf } from './seasons.ts';
import { type Setting, settingOf, type Trait } from './settings.ts';
import { type Spot, type Spots, shapesOf, spotNear, spotsOf } from './spots.ts';
import { emptySubject, type Subject } from './subjects.ts';
import { Weighted } from './weighted.ts';

const traits: readonly Trait[] = ['homes', 'days', 'works', 'industry', 'coast', 'green', 'wet'];
/** Parts of the week in which places draw differently. */
const parts = ['workday', 'evening', 'dayOff'] as const;
type Part = (typeof parts)[number];

/** Share of requests without a zone, and from outside the city. */
const unplaced = 0.01;
const outside = 0.004;
/** Standard deviation, in km, of the points of a place. */
const placeWidthKm = 0.11;
const hattaEntity = 'hatta-centre';

/** Which topics a channel is for: all, those open to virtual appointments, those of My City. */
type Reach = 'any' | 'virtual' | 'myCity';

const otherLanguages: Readonly<Record<string, number>> = {
  ur: 30,
  hi: 27,
  ml: 11,
  bn: 9,
  fil: 9,
  ta: 6,
  ru: 5,
  zh: 4,
  fa: 3,
  fr: 2,
};
/** Services that companies use more than people do. */
const companyServices =
  /^(building-permits|engineering-offices|consumer-products|planning-land|survey-maps)$|^(food|waste|veterinary|pest)-.*-?permit$/;
const companyTopics =
  /permit|licence|registration|release|approval|certificat|classification|accreditation|testing|billboard/;

/** Draws what requests are about and where, for one city. Zone codes are indexes of the reference's zones. */
export class SubjectSource {
  readonly areas: readonly Area[];
  private readonly reference: Reference;
  private readonly random: Random;
  private readonly topics: readonly TopicFacts[];
  /** By setting name, then by part of the week: zones first, then places. */
  private readonly placements: ReadonlyMap<string, Record<Part, Weighted>>;
  private readonly settingNames: readonly string[];
  private readonly shares = new Map<string, Float64Array>();
  /** By topic, places where it mostly arises, and how often it does there. */
  private readonly favourites: readonly ({
    readonly places: readonly number[];
    readonly draw: Record<Part, Weighted>;
  } | null)[];
  private readonly zoneOfPlace: readonly number[];
  private readonly spots: readonly (Spots | null)[];
  private readonly outsideZone: number;
  private readonly hatta: number;
  private readonly channelCategories: readonly Weighted[];
  /** By channel: the share of languages other than Arabic and English. */
  private readonly channelLanguages: readonly number[];
  /** By channel: which topics it is for. */
  private readonly reach: readonly Reach[];
  private readonly languages: {
    readonly ar: number;
    readonly en: number;
    readonly others: Weighted;
    readonly codes: readonly number[];
  };
  private readonly kinds: { readonly people: Weighted; readonly companies: Weighted };
  private readonly companyTopic: readonly boolean[];
  /** By reach and by category: its topics today. */
  private today: Readonly<Record<Reach, readonly (Weighted | null)[]>> = { any: [], virtual: [], myCity: [] };

  private alike = '';

  constructor(reference: Reference, seed: number) {
    const { zones, words, subkinds } = reference;
    this.reference = reference;
    this.random = new Random(seed, 'subjects');
    this.topics = reference.topics;
    const setup = new Random(seed, 'areas');
    this.areas = describeAreas(zones.zones, zones.places, setup);
    const attractions = zones.places.map((place) => attractionOf(place, subkinds.get(place.id) ?? '', setup));
    const zoneCodes = new Map(zones.zones.map((zone, code) => [zone.id, code]));
    this.zoneOfPlace = zones.places.map((place) => zoneCodes.get(place.zone ?? '') ?? -1);
    this.outsideZone = zones.zones.length - 1;
    this.hatta = zones.zones.findIndex((zone) => zone.en === 'Hatta');

    const sums = new Map(
      traits.map((trait) => [trait, this.areas.reduce((sum, area) => sum + area[trait], 0)]),
    );
    const placements = new Map<string, Record<Part, Weighted>>();
    this.settingNames = this.topics.map((topic) => {
      const { name, setting } = settingOf(topic.id, topic.service);
      if (!placements.has(name))
        placements.set(name, this.placement(name, setting, sums, attractions, setup));
      return name;
    });
    this.placements = placements;
    this.favourites = this.topics.map((topic) => favouritePlaces(topic, reference, subkinds, attractions));

    const shapes = shapesOf(reference.geometry);
    this.spots = zones.zones.map((zone) =>
      spotsOf(zone, shapes.get(zone.id), new Random(seed, `spots ${zone.id}`)),
    );
    this.channelCategories = words.channel.map((channel) => {
      const use = useOf(channel.id);
      return new Weighted(words.category.map(({ id }) => categoryWeight(use, id)));
    });
    this.channelLanguages = words.channel.map(({ id }) => useOf(id).otherLanguages);
    this.reach = words.channel.map(({ id }) =>
      id === virtualAppointment ? 'virtual' : id === myCity ? 'myCity' : 'any',
    );
    const language = (id: string) => words.language.findIndex((word) => word.id === id);
    const others = Object.entries(otherLanguages).filter(([id]) => language(id) >= 0);
    this.languages = {
      ar: language('ar'),
      en: language('en'),
      others: new Weighted(others.map(([, weight]) => weight)),
      codes: others.map(([id]) => language(id)),
    };
    const kinds = (weights: Record<string, number>) =>
      new Weighted(words.customerKind.map(({ id }) => weights[id] ?? 0));
    this.kinds = {
      people: kinds({ individual: 93, company: 5, government: 1.5, partner: 0.5 }),
      companies: kinds({ individual: 47, company: 48, government: 2, partner: 3 }),
    };
    this.companyTopic = this.topics.map(
      ({ id, service }) => companyServices.test(service) || companyTopics.test(id),
    );
  }

  /** Sets the weights of the topics for a day. Call it before the day's requests are drawn. */
  startDay(kind: DayKind): void {
    // Seasons turn slowly: the weights of a week do for all its days that are alike.
    const alike = [Math.floor(kind.day / 7), kind.rain, kind.ramadan, kind.untilAdha !== null].join();
    if (alike === this.alike) return;
    this.alike = alike;
    const weights = this.topics.map((topic) => topic.weight * seasonOf(topic.id, kind));
    const draws = (reaches: (topic: TopicFacts) => boolean) =>
      this.reference.words.category.map(({ id }) => {
        const own = this.topics.map((topic, i) =>
          topic.categories.includes(id) && reaches(topic) ? weights[i]! : 0,
        );
        return own.some((weight) => weight > 0) ? new Weighted(own) : null;
      });
    this.today = {
      any: draws(() => true),
      virtual: draws((topic) => topic.virtualAppointment),
      myCity: draws((topic) => topic.myCity),
    };
  }

  categoryFor(channel: number): number {
    return this.channelCategories[channel]!.draw(this.random);
  }

  /** Draws the rest of a subject whose category is set. */
  fill(subject: Subject, channel: number, hour: number, kind: DayKind): void {
    const { random } = this;
    const topics = this.today[this.reach[channel]!][subject.category] ?? this.today.any[subject.category];
    if (!topics) throw new Error(`data/services.json: no topic of the category ${subject.category}`);
    subject.topic = topics.draw(random);
    const part: Part = kind.work === 0 ? 'dayOff' : hour >= 7 && hour < 17 ? 'workday' : 'evening';
    this.place(subject, part);
    this.askedBy(subject, channel);
  }

  /** Draws who asks about a subject: the language and the kind of customer. */
  askedBy(subject: Subject, channel: number): void {
    const { random, languages } = this;
    const arabic = subject.zone < 0 ? 0.45 : this.areas[subject.zone]!.arabic;
    const draw = random.float();
    const others = this.channelLanguages[channel]!;
    if (draw < others) subject.language = languages.codes[languages.others.draw(random)]!;
    else subject.language = draw < others + (1 - others) * arabic ? languages.ar : languages.en;
    subject.customerKind = (this.companyTopic[subject.topic] ? this.kinds.companies : this.kinds.people).draw(
      random,
    );
  }

  /** Draws another spot in the subject's zone, or at its place. */
  locate(subject: Subject): void {
    const spots = subject.zone < 0 ? null : this.spots[subject.zone]!;
    subject.hasSpot = spots !== null;
    if (!spots) return;
    const point = subject.place < 0 ? undefined : this.reference.zones.places[subject.place]!.label;
    if (point) spotNear(point, placeWidthKm, this.random, subject as Spot);
    else {
      const at = spots.weighted.draw(this.random);
      subject.lon = spots.lon[at]!;
      subject.lat = spots.lat[at]!;
    }
  }

  /** The share of a topic's requests that arises in a zone on a working day, 0 to 1. */
  shareOfZone(topic: number, zone: number): number {
    return this.shares.get(this.settingNames[topic]!)?.[zone] ?? 0;
  }

  /** Draws so many reports about some topics, as many in each of some zones. */
  reportsWithin(topics: Iterable<number>, zones: Iterable<number>, count: number): Subject[] {
    if (count === 0) return [];
    const places = [...zones];
    const report = this.reference.words.category.findIndex(({ id }) => id === 'report');
    const reported = [...topics].filter((topic) => this.topics[topic]!.categories.includes('report'));
    const weights = new Weighted(reported.map((topic) => this.topics[topic]!.weight));
    return Array.from({ length: count }, (_, i) => ({
      ...emptySubject(),
      zone: places[i % places.length]!,
      topic: reported[weights.draw(this.random)]!,
      category: report,
    }));
  }

  private place(subject: Subject, part: Part): void {
    const { random } = this;
    subject.zone = -1;
    subject.place = -1;
    const draw = random.float();
    if (draw < unplaced) subject.zone = -1;
    else if (draw < unplaced + outside) subject.zone = this.outsideZone;
    else if (this.topics[subject.topic]!.entity === hattaEntity && this.hatta >= 0) subject.zone = this.hatta;
    else {
      const favourites = this.favourites[subject.topic];
      if (favourites && random.chance(Math.min(0.3, 0.03 * favourites.places.length))) {
        subject.place = favourites.places[favourites.draw[part].draw(random)]!;
      } else {
        const at = this.placements.get(this.settingNames[subject.topic]!)![part].draw(random);
        const zones = this.areas.length;
        if (at < zones) subject.zone = at;
        else subject.place = at - zones;
      }
      if (subject.place >= 0) subject.zone = this.zoneOfPlace[subject.place]!;
    }
    this.locate(subject);
  }

  private placement(
    name: string,
    setting: Setting,
    sums: ReadonlyMap<Trait, number>,
    attractions: readonly Attraction[],
    random: Random,
  ): Record<Part, Weighted> {
    const noise = this.areas.map(() => random.logNormal(1, 0.4));
    const placeNoise = attractions.map(() => random.logNormal(1, 0.3));
    const weightsIn = (part: Part) => {
      // Offices empty and homes fill up in the evening; on days off people go out.
      const daysFactor = { workday: 1.25, evening: 0.7, dayOff: 0.6 }[part];
      const zones = this.areas.map((area, code) => {
        let weight = 0;
        for (const [trait, share] of Object.entries(setting) as [Trait, number][]) {
          weight += ((share * area[trait]) / sums.get(trait)!) * (trait === 'days' ? daysFactor : 1);
        }
        return area.character === 'outside' ? 0 : weight * noise[code]!;
      });
      const total = zones.reduce((sum, weight) => sum + weight, 0);
      const drawn = attractions.map((attraction, code) => attraction[part] * placeNoise[code]!);
      const sum = drawn.reduce((a, b) => a + b, 0);
      const share = (0.055 + 0.15 * (setting.days ?? 0)) * { workday: 1, evening: 0.9, dayOff: 1.1 }[part];
      const places = drawn.map((weight) => (sum > 0 ? (weight / sum) * total * share : 0));
      if (part === 'workday')
        this.shares.set(
          name,
          Float64Array.from(zones, (weight) => weight / (total * (1 + share))),
        );
      return new Weighted([...zones, ...places]);
    };
    return { workday: weightsIn('workday'), evening: weightsIn('evening'), dayOff: weightsIn('dayOff') };
  }
}

function favouritePlaces(
  topic: TopicFacts,
  reference: Reference,
  subkinds: ReadonlyMap<string, string>,
  attractions: readonly Attraction[],
): { places: number[]; draw: Record<Part, Weighted> } | null {
  const places = reference.zones.places.flatMap((place, code) =>
    topic.placeKinds.includes(subkinds.get(place.id) ?? '') ? [code] : [],
  );
  if (places.length === 0) return null;
  const draw = (part: Part) => new Weighted(places.map((code) => attractions[code]![part]));
  return { places, draw: { workday: draw('workday'), evening: draw('evening'), dayOff: draw('dayOff') } };
}
