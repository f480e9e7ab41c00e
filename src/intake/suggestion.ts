import { fold } from '../model/fold.ts';
import { dictionaryCaps, type Word } from '../model/words.ts';
import { type CityHint, cityNamed, cityNear } from './cities.ts';
import type { CsvLayout } from './csvFile.ts';
import { guessOrder } from './dateOrder.ts';
import type { DateOrder } from './dates.ts';
import { type Field, type InstantField, instantFields, type MappingFile } from './mapping.ts';
import { type Profile, profileColumns } from './profile.ts';
import type { Reference } from './reference.ts';
import { zoneFinder } from './zoneFinder.ts';

/** A mapping that was guessed; without `columns.opened` where no column looks like it. */
export type Suggestion = Omit<MappingFile, 'columns'> & {
  readonly columns: Partial<MappingFile['columns']>;
  readonly notes: string[];
};

/**
 * Proposes a mapping from a file's header and a sample of its rows. Columns that look like personal data or free
 * text are mapped to nothing.
 * @param withZones a zones file is given, so that zones are not to be guessed
 */
export function suggest(
  file: string,
  layout: CsvLayout,
  reference: Reference,
  withZones: { readonly byText: (text: string) => unknown } | null = null,
): Suggestion {
  const profiles = profileColumns(layout.header, layout.sample);
  const free = new Set(profiles.filter((profile) => !profile.personal));
  const notes: string[] = [];
  const columns: Record<string, unknown> = {};
  const empty = layout.sample.length === 0;

  /** Takes the best of the columns that are left, by a score over 0. */
  function take(field: Field, score: (profile: Profile) => number): Profile | null {
    let best: Profile | null = null;
    let bestScore = 0;
    for (const profile of free) {
      const value = score(profile);
      if (value > bestScore) {
        best = profile;
        bestScore = value;
      }
    }
    if (best) assign(field, best);
    return best;
  }

  function assign(field: Field, profile: Profile): void {
    free.delete(profile);
    columns[field] = profile.name;
  }

  // Instants, by name among the columns whose values are dates.
  const isDate = (profile: Profile) => empty || profile.dates.rate >= 0.6;
  const chosen: Partial<Record<InstantField, Profile>> = {};
  for (const field of [
    'opened',
    'resolved',
    'responded',
    'updated',
    'dueResponse',
    'dueResolution',
  ] as const) {
    const found = take(field, (profile) => (isDate(profile) ? nameScore(field, profile.key) : 0));
    if (found) chosen[field] = found;
  }
  if (!chosen.opened) {
    const dates = [...free].filter((profile) => profile.dates.rate >= 0.8 && profile.dates.numeric < 0.5);
    dates.sort((a, b) => b.filled - a.filled || a.dates.mean - b.dates.mean);
    const [first] = dates;
    if (first) {
      assign('opened', first);
      chosen.opened = first;
      notes.push(`opened: no column is named like it; "${first.name}" has the most dates, or the earliest.`);
    } else
      notes.push(
        'opened: no column looks like the date on which a request was opened; name it in columns.opened.',
      );
  }
  for (const field of instantFields) {
    const date = chosen[field];
    if (!date || date.dates.timed > 0.02) continue;
    const time = [...free].find((profile) => profile.times > 0.8 && isTimeOf(date, profile));
    if (!time) continue;
    free.delete(time);
    columns[field] = { date: date.name, time: time.name };
  }

  const longitudeOf = (profile: Profile) => empty || profile.numbers.to180 > 0.8;
  const latitudeOf = (profile: Profile) => empty || profile.numbers.to90 > 0.8;
  const longitude = take('longitude', (p) => (longitudeOf(p) ? nameScore('longitude', p.key) : 0));
  const latitude = take('latitude', (p) => (latitudeOf(p) ? nameScore('latitude', p.key) : 0));
  if (!longitude !== !latitude) {
    delete columns.longitude;
    delete columns.latitude;
  }
  const centre = longitude && latitude ? centreOf(layout, longitude, latitude) : null;

  const ref = take('ref', (profile) => {
    const score = nameScore('ref', profile.key);
    if (score === 0) return 0;
    if (empty) return score;
    const unique = profile.values.size / Math.max(profile.filled, 1);
    return profile.filled > 0 && unique >= (score >= 3 ? 0.3 : 0.9) ? score + unique : 0;
  });

  // Zones: Dubai's where the values say so, else those of the column that names areas best.
  const finder = withZones ?? zoneFinder(reference.zones, null);
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
  const zone = take('zone', (profile) => {
    const rate = byValues(profile);
    return rate >= 0.5 ? rate + areaScore(profile.key) / 100 : 0;
  });
  const arabic =
    profiles.filter((profile) => /[\u0621-\u064a]/.test(profile.name)).length > profiles.length / 3 ||
    profiles.some((profile) => profile.words && profile.arabic > 0.5);
  let zones: 'dubai' | 'fromValues' | 'file' = withZones ? 'file' : 'dubai';
  if (zone) {
    if (!withZones) notes.push(`zones: the values of "${zone.name}" are zones of Dubai.`);
    const place = take('place', (profile) => {
      if (!profile.words || profile.values.size < 2) return 0;
      const rate = byValues(profile);
      return rate >= 0.5 ? rate : 0;
    });
    if (place) notes.push(`place: "${place.name}" names places or zones.`);
  } else {
    const area = take('zone', (profile) => {
      const score = areaScore(profile.key);
      if (score === 0) return 0;
      if (empty) return score;
      const some = profile.filled >= layout.sample.length * 0.1 && profile.values.size > 1;
      const many = profile.values.size <= Math.max(200, profile.filled * 0.3);
      return some && many && profile.words ? score : 0;
    });
    if (withZones) {
      if (area) notes.push(`zones: less than half of the values of "${area.name}" are in the zones file.`);
    } else if (area && !empty) {
      zones = 'fromValues';
      notes.push(
        `zones: the values of "${area.name}" are not zones of Dubai, so they are the zones, without shapes.`,
      );
    } else if (!area && centre !== null && !inDubai) {
      zones = 'fromValues';
      notes.push(
        'zones: coordinates lie outside Dubai and no column names an area: requests are unplaced, points are kept. With --zones and a GeoJSON file of the areas they are placed.',
      );
    } else if (!area && centre === null && !arabic) {
      zones = 'fromValues';
      notes.push('zones: no column names an area and there are no coordinates: requests are unplaced.');
    } else if (!area && inDubai) {
      notes.push(
        'zones: no column names a zone; coordinates place requests, approximately on the schematic shapes.',
      );
    }
  }

  // Words, by values first: names of columns lie.
  const rateOf = (dictionary: WordDictionary) => {
    const known = spellings(reference, dictionary);
    return (profile: Profile) => {
      if (!profile.words && profile.filled >= 50) return 0;
      let rows = 0;
      for (const [value, count] of profile.values) if (known.has(fold(value))) rows += count;
      return profile.filled === 0 ? 0 : rows / profile.filled;
    };
  };
  const byWords = (
    field: WordDictionary,
    least: { readonly named: number; readonly unnamed: number },
    also: (profile: Profile) => boolean = () => true,
  ) => {
    const rate = rateOf(field);
    return take(field, (profile) => {
      if (areaScore(profile.key) > 0) return 0;
      const named = nameScore(field, profile.key);
      if (empty) return named;
      if (profile.filled === 0 || !also(profile)) return 0;
      const share = rate(profile);
      const enough = named > 0 ? share >= least.named : share >= least.unnamed && profile.filled >= 10;
      return enough ? share * 3 + named + 0.01 : 0;
    });
  };
  const stage = byWords(
    'stage',
    { named: 0, unnamed: 0.6 },
    (p) => p.values.size <= 60 && p.meanLength <= 40,
  );
  const stageTargets =
    stage && stage.values.size <= 60 ? stageWords(stage, spellings(reference, 'stage')) : {};
  if (Object.keys(stageTargets).length > 0) {
    notes.push(
      `stage: ${Object.entries(stageTargets)
        .map(([word, id]) => `"${word}" is taken for ${id}`)
        .join(', ')}: check it.`,
    );
  }
  byWords('channel', { named: 0, unnamed: 0.6 }, (p) => p.values.size <= 60 && p.meanLength <= 40 && p.words);
  byWords('category', { named: 0.5, unnamed: 0.7 });
  byWords('priority', { named: 0.3, unnamed: 0.9 });
  byWords('language', { named: 0.3, unnamed: 0.9 });
  byWords('customerKind', { named: 0.3, unnamed: 0.9 });

  const yesNo = (profile: Profile) =>
    empty ||
    (profile.values.size <= 20 && [...profile.values.keys()].every((value) => flags.test(fold(value))));
  take('satisfaction', (p) => (empty || p.numbers.rating > 0.6 ? nameScore('satisfaction', p.key) : 0));
  take('reopened', (p) => (yesNo(p) ? nameScore('reopened', p.key) : 0));
  take('firstContact', (p) => (yesNo(p) ? nameScore('firstContact', p.key) : 0));
  const entityRate = rateOf('entity');
  take('entity', (profile) => {
    const named = nameScore('entity', profile.key);
    if (empty) return named;
    if (!profile.words || profile.values.size > dictionaryCaps.entity * 1.5) return 0;
    const rate = entityRate(profile);
    return named > 0 || rate > 0.6 ? named + rate : 0;
  });

  // What it is about: the finer of two columns is the topic, the coarser its service.
  const about = [...free]
    .map((profile) => ({ profile, score: aboutScore(profile.key) }))
    .filter(
      ({ profile, score }) =>
        score > 0 &&
        (empty || (profile.words && profile.values.size <= dictionaryCaps.topic && !isCode(profile))),
    )
    .sort((a, b) => b.score - a.score || a.profile.index - b.profile.index);
  const first = about[0]?.profile;
  if (first) {
    const second = about.slice(1).find(({ profile }) => empty || nested(layout, first, profile))?.profile;
    if (!second) assign('topic', first);
    else {
      const swap =
        isServiceName(first.key) !== isServiceName(second.key)
          ? isServiceName(first.key)
          : second.values.size > first.values.size;
      assign('topic', swap ? second : first);
      assign('service', swap ? first : second);
    }
  }
  pairLanguages(columns, profiles);

  const city: (CityHint & { readonly name: string }) | null =
    (zone && !withZones) || inDubai
      ? cityNamed('dubai')
      : ((centre ? cityNear(centre[0], centre[1]) : null) ??
        cityNamed(fold(file.replace(/[_.-]/g, ' '))) ??
        cityInValues(profiles) ??
        null);
  const dated = Object.values(chosen);
  const zoned =
    dated.length > 0 && dated.every((profile) => profile.dates.zoned + profile.dates.numeric > 0.95);
  const guessed = city?.timeZone ?? (arabic ? 'Asia/Dubai' : 'UTC');
  notes.push(
    city
      ? `timeZone: ${guessed}, for ${city.name}.`
      : arabic
        ? 'timeZone: Asia/Dubai, because the file is Arabic; correct it if the city is another.'
        : zoned
          ? 'timeZone: UTC for days and hours, because nothing tells the city; the times themselves carry their offsets.'
          : 'timeZone: UTC, because nothing tells the city: give it, so that days and hours are right.',
  );
  const region: DateOrder = city?.order ?? 'dmy';
  const orders = dateOrders(chosen, region, notes);
  if (!ref && !empty) notes.push('ref: no column is named like a reference; lines of the file stand for it.');
  if (latitude && longitude && !centre)
    notes.push('longitude, latitude: no pair of degrees in the rows looked at.');

  return {
    columns: inOrder(columns) as Suggestion['columns'],
    dates: orders,
    timeZone: guessed,
    zones,
    ...(Object.keys(stageTargets).length > 0 ? { words: { stage: stageTargets } } : {}),
    encoding: layout.encoding.label,
    delimiter: layout.delimiter as ',' | ';' | '\t' | '|',
    notes,
  };
}

type WordDictionary = 'category' | 'channel' | 'stage' | 'priority' | 'language' | 'customerKind' | 'entity';

/** Names of columns by what they hold, on the folded name; the first that fits gives the score. */
const names: Readonly<Partial<Record<Field, readonly (readonly [RegExp, number])[]>>> = {
  ref: [
    [
      /\b(type|short|parent|legacy|duplicate|original|zip|postal|ward|district|customer|contact|agency|channel|source|status|topic|category|zone|area)\b|نوع|متعامل|هاتف|هويه|منطقه|الجهه/,
      0,
    ],
    [
      /\b(service request|request|sr|case|ticket|complaint|incident|enquiry|inquiry|report|reference|tracking|issue|csr|work order)s? ?(enquiry )?(id|number|no|num|nr|ref|reference|key)\b/,
      4,
    ],
    [
      /^(unique key|unique id|reference|ref|ref no|reference no|reference number|srnumber|case|ticket|folio|dossier|expediente|case enquiry id|object id|external id)$/,
      4,
    ],
    [
      /رقم (ال)?(طلب|بلاغ|شكوي|شكوى|معامله|مرجع|حاله|تذكره|ملاحظه|بطاقه)|الرقم المرجعي|المرجع|الرقم المتسلسل/,
      4,
    ],
    [
      /\b(numero|n|num|id) (de )?(la )?(demande|requete|solicitud|folio|reporte|signalement|caso|ticket)\b/,
      4,
    ],
    [/^(id|no|number|num|key|row id|الرقم|رقم|م)$|\bid$|\bnumber$/, 2],
  ],
  opened: [
    [
      /\b(closed?|closing|closure|resolved|resolution|completed|completion|finished|updated?|modified|due|target|expected|last|action|assigned|response|responded|birth|expiry|loaded|imported|exported|scheduled|sla|reopened|end)\b|اغلاق|انجاز|حل|تحديث|تعديل|استحقاق|متوقع|انتهاء|ميلاد|اول رد/,
      0,
    ],
    [
      /\b(created?|creation|opened|open|requested|submitted|submission|received|reported|logged|registered|registration|lodged|raised|recorded|initiated|intake|filed)\b/,
      4,
    ],
    [
      /\brequest (date|time|datetime|dt)\b|\b(complaint|report|incident|case|call|ticket|sr) (date|time|datetime)\b|\bdate (of )?(request|complaint|report|call|incident|creation|opening)\b/,
      4,
    ],
    [
      /تاريخ (و ?(ال)?(وقت|ساعه) )?(ال)?(انشاء|طلب|بلاغ|فتح|تقديم|استلام|تسجيل|ورود|وارد|شكوي|ادخال|معامله|بدايه|بدء)/,
      4,
    ],
    [
      /\b(creation|cree|ouverture|demande|depot|signalement|declaration|fecha (de )?(creacion|apertura|solicitud|registro|ingreso|alta|reporte|captura)|creado|eingang|erstellt|gemeldet|meldedatum)\b/,
      4,
    ],
    [/\b(start|entry|entered|opening)\b/, 3],
    [/^(date|datetime|date time|timestamp|time|day|fecha|datum|التاريخ|تاريخ|التاريخ والوقت)$/, 2],
  ],
  resolved: [
    [/\b(due|target|expected|estimated|planned|status change)\b|متوقع|مستهدف|استحقاق/, 0],
    [/\b(resolved|resolution (date|time|datetime)|date resolved)\b|تاريخ (ال)?حل|\bresolucion\b/, 4],
    [
      /\b(closed?|closing|closure|completed|completion|complete|fixed|finished|solved|ended)\b(?!.*\b(status|reason|by|photo)\b)/,
      3,
    ],
    [/(ال)?(اغلاق|انجاز|اكمال|انتهاء|معالجه|انهاء)/, 3],
    [/\b(cloture|cierre|fermeture|termine|solucion|atencion|conclusion|erledigt|abschluss)\b/, 3],
    [/\bend (date|time)\b/, 2],
  ],
  responded: [
    [/\b(due|target|expected|sla)\b|مستهدف|استحقاق|متوقع/, 0],
    [
      /\bfirst (response|reply|contact|action)\b|\b(responded|response|replied|acknowledged|acknowledgement)\b/,
      4,
    ],
    [/(اول|تاريخ) (ال)?(رد|استجابه|اجراء)|الاستجابه|اول رد/, 4],
    [/\b(reponse|respuesta)\b/, 3],
  ],
  updated: [
    [/\b(due|target|expected)\b/, 0],
    [
      /\b(updated?|modified|modification|last (update|updated|modified|action|activity|change|edit)|status change|changed)\b/,
      4,
    ],
    [/(ال)?تحديث|(ال)?تعديل|اخر اجراء/, 4],
    [/\b(mise a jour|actualizacion|modificacion)\b/, 4],
  ],
  dueResponse: [
    [
      /\b(due|target|expected|sla|deadline)\b.*\b(response|reply)\b|\b(response|reply)\b.*\b(due|target|expected|sla|deadline)\b/,
      4,
    ],
    [/(استحقاق|متوقع|مستهدف).*(رد|استجابه)|(رد|استجابه).*(استحقاق|متوقع|مستهدف)/, 4],
  ],
  dueResolution: [
    [/\b(response|reply)\b|استجابه/, 0],
    [/\b(due|target|expected|estimated|deadline|sla)\b(?! (status|met|days|hours))/, 4],
    [/استحقاق|متوقع|مستهدف|الموعد النهائي|المهله/, 4],
    [/\b(echeance|vencimiento|limite|compromiso)\b/, 4],
  ],
  longitude: [
    [/\b(longitude|lon|lng|long|longitud)\b|خط الطول|^طول$/, 4],
    [/^(loc |location |point |coord |gps |geo |map )?x( coord(inate)?)?$/, 2],
  ],
  latitude: [
    [/\b(latitude|lat|latitud)\b|خط العرض|دائره العرض|^عرض$/, 4],
    [/^(loc |location |point |coord |gps |geo |map )?y( coord(inate)?)?$/, 2],
  ],
  stage: [
    [/\b(notes?|date|change|reason|code|id|by|description|comment|sla|overdue|payment)\b|تاريخ|سبب|ملاحظ/, 0],
    [/\b(status|stage|statut|estatus|etat|estado|zustand)\b|الحاله|حاله|المرحله|الوضع/, 3],
    [/^state$|\b(case|request|ticket) state\b/, 2],
  ],
  channel: [
    [/\b(date|id|data|water|light|code|pollution|funding)\b(?! channel)|تاريخ/, 0],
    [
      /\b(channel|contact method|method received|intake|submitted (via|through|using)|received (via|through|by)|reported (via|through)|request source|case source|sr source|canal)\b|القناه|قناه/,
      4,
    ],
    [
      /\b(source|origin|origine|origen|medium|medio|method|platform|provenance|via)\b|المصدر|مصدر|وسيله|طريقه/,
      3,
    ],
  ],
  category: [
    [/\b(sub|id|code|date)\b/, 0],
    [
      /\b(category|request type|case type|ticket type|record type|type of (request|contact|case)|type|class|classification|nature)\b|نوع|التصنيف|تصنيف|الفئه|فئه/,
      2,
    ],
  ],
  priority: [
    [
      /\b(priority|urgency|severity|importance|priorite|prioridad|prioritat)\b|الاولويه|اولويه|الاهميه|الاستعجال/,
      3,
    ],
  ],
  language: [[/\b(language|lang|langue|idioma|sprache|locale)\b|اللغه|لغه/, 3]],
  customerKind: [
    [
      /\b(customer|client|requester|caller|applicant|contact|user|complainant) ?(type|kind|category|class|segment)\b|(نوع|فئه|تصنيف) (ال)?(متعامل|عميل|مقدم)/,
      3,
    ],
    [/\btype of (customer|client|applicant)\b/, 3],
  ],
  satisfaction: [
    [/\b(satisfaction|rating|csat|stars|score|happiness|feedback)\b|التقييم|تقييم|الرضا|رضا|السعاده/, 3],
  ],
  reopened: [
    [/\b(date|reason|by|status)\b|تاريخ|سبب/, 0],
    [/\bre ?open(ed|s|ing)?\b|اعاده (ال)?فتح|معاد|اعيد فتح/, 3],
  ],
  firstContact: [
    [/\b(date|time|name)\b|تاريخ|وقت/, 0],
    [/\b(first (contact|call)|fcr|solved at first|one call)\b|(من|في) اول (اتصال|تواصل)|اول اتصال/, 3],
  ],
  entity: [
    [/\b(id|code|phone|email|contact|type|status|police|fire|electrical|school)\b|هاتف|نوع/, 0],
    [
      /\b(agency|department|dept|entity|division|directorate|organi[sz]ation|responsible|owner department|owning|business unit|authority|assigned (department|team|group|unit)|responsible (agency|department|unit))\b(?! name)/,
      4,
    ],
    [/\b(agency|department|entity|division|organi[sz]ation) name\b/, 3],
    [/الجهه|جهه|الاداره|اداره|القسم|قسم|الوحده|الدائره|البلديه المختصه/, 4],
    [
      /\b(direction|departement|dependencia|departamento|area responsable|secretaria|amt|fachbereich|queue|team|section|unit)\b/,
      2,
    ],
  ],
};

function nameScore(field: Field, key: string): number {
  for (const [pattern, score] of names[field] ?? []) if (pattern.test(key)) return score;
  return 0;
}

const flags = /^(yes|no|y|n|true|false|t|f|0|1|نعم|لا|oui|non|si|sim|nao|ja|nein|\d{1,2})$/;

/** Names of areas, the best first. */
const areas: readonly RegExp[] = [
  /^(wards?|ward (name|no|number|id)|zone|zone (name|code|id|en|ar|no)|(ال)?منطقه|اسم (ال)?منطقه|رمز (ال)?منطقه|community|community (name|code|en|ar|no)|(ال)?مجتمع|اسم (ال)?مجتمع|(ال)?حي|اسم (ال)?حي)$/,
  /^(districts?|district name|neighbou?rhoods?|neighbou?rhood name|quartier|barrio|colonia|(ال)?منطقه .*|stadtteil|ortsteil|bezirk|arrondissement|distrito|comuna|delegacion|alcaldia|bairro)$/,
  /^(borough|borough name|suburb|locality)$/,
  /^(council district|community area|community board|sub district|parish|township)$/,
  /\b(ward|neighbou?rhood|community|council district|supervisor district|suburb|borough|arrondissement|quartier|barrio|zone)\b|المنطقه|الحي|المجتمع/,
  /^(area|area name|municipality|commune|municipio|sector|region|precinct|(ال)?قطاع|(ال)?بلديه|المدينه)$/,
  /\b(district|area|precinct|region|sector)\b/,
  /\b(zip|zip ?code|postal|postcode|post code|plz|first 3 chars of postal code)\b|الرمز البريدي/,
  /^(city|town|place|emirate|الاماره)$/,
];
const otherAreas =
  /\b(police|fire|electrical|school|congress\w*|assembly|senate|tract|block|judicial|election|pwd|traffic|maintenance|snow|sweeping|tram|taxi|park|bridge|highway|surface|time zone|square|area code|map|state plane)\b|زمنيه/;

function areaScore(key: string): number {
  if (otherAreas.test(key)) return 0;
  const rank = areas.findIndex((pattern) => pattern.test(key));
  return rank < 0 ? 0 : areas.length - rank;
}

const aboutNames: readonly (readonly [RegExp, number])[] = [
  [
    /\b(code|id|number|no|date|status|closure|closed|resolution|location|vehicle|customer|client|caller|district|device|structure|facility|vendor|taxi|bridge|borough|priority|source|channel|method|action|notes?|comments?|remarks?|ward|zone|area|park|address type|by|url|legacy|duplicate|anonymous|sla|area|level|language|payment|user)\b|رقم|تاريخ|حاله|ملاحظ|منطقه|متعامل|قناه|اولويه|لغه|اغلاق|رمز/,
    0,
  ],
  [
    /\b(topic|subject|descriptor|acti nom|activite|sub ?(category|type|topic|service|issue)|call description|sr description|problem|issue|request type|service request type|sr type|complaint type|service type|incident type|case type|call type|request description)\b/,
    4,
  ],
  [/الموضوع|موضوع|التصنيف الفرعي|الخدمه الفرعيه|الفئه الفرعيه|نوع (ال)?(طلب|بلاغ|شكوي|خدمه|معامله|مشكله)/, 4],
  [
    /\b(service|service name|category|request category|service category|main (service|category)|type|description|request details|reason|group|title|tema|asunto|tipo|categoria|categorie|sujet|objet|motif|servicio|thema|kategorie|betreff|nature|class|classification)\b/,
    3,
  ],
  [/الخدمه|خدمه|التصنيف|تصنيف|الفئه|النوع|نوع|السبب|المجال/, 3],
];

function aboutScore(key: string): number {
  for (const [pattern, score] of aboutNames) if (pattern.test(key)) return score;
  return 0;
}

function isServiceName(key: string): boolean {
  return /^(main )?(service|service name|service category|main service|main category)$|^(اسم )?(ال)?خدمه( الرئيسيه)?$|^(ال)?تصنيف الرئيسي$/.test(
    key,
  );
}

/** Short codes without spaces, such as SR_SHORT_CODE's "PHF". */
function isCode(profile: Profile): boolean {
  return (
    profile.values.size > 5 && [...profile.values.keys()].every((value) => /^[A-Z0-9_-]{1,5}$/.test(value))
  );
}

/** Whether one of two columns of words mostly follows from the other, as a service does from its topics. */
function nested(layout: CsvLayout, a: Profile, b: Profile): boolean {
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

/** Two columns that are one in two languages: "Zone EN" and "Zone AR". */
function pairLanguages(columns: Record<string, unknown>, profiles: readonly Profile[]): void {
  const language = (key: string) =>
    /\b(ar|ara|arabic|a)$|بالعربيه|عربي$|العربيه$/.test(key)
      ? 'ar'
      : /\b(en|eng|english|e)$|بالانجليزيه|انجليزي$|الانجليزيه$/.test(key)
        ? 'en'
        : null;
  const plain = (key: string) =>
    key.replace(/\b(ar|ara|arabic|a|en|eng|english|e)$|(ب?ال)?(عربيه?|انجليزيه?)$/g, '').trim();
  const used = new Set(Object.values(columns));
  for (const field of [
    'zone',
    'place',
    'category',
    'channel',
    'service',
    'topic',
    'entity',
    'stage',
    'priority',
  ] as const) {
    const one = profiles.find((profile) => profile.name === columns[field]);
    if (!one) continue;
    const mine = language(one.key);
    const stem = mine ? plain(one.key) : one.key;
    const other =
      profiles.find(
        (profile) =>
          profile !== one &&
          !profile.personal &&
          !used.has(profile.name) &&
          language(profile.key) === (mine === 'ar' ? 'en' : 'ar') &&
          plain(profile.key) === stem,
      ) ??
      (mine === 'ar'
        ? profiles.find(
            (profile) =>
              profile !== one && !profile.personal && !used.has(profile.name) && profile.key === stem,
          )
        : undefined);
    if (!other) continue;
    used.add(other.name);
    columns[field] = mine === 'ar' ? { en: other.name, ar: one.name } : { en: one.name, ar: other.name };
  }
}

function spellings(reference: Reference, dictionary: WordDictionary): Set<string> {
  const out = new Set<string>();
  for (const word of reference.words[dictionary] as readonly Word[]) {
    for (const text of [word.id, word.en, word.ar, ...(reference.synonyms[dictionary].get(word.id) ?? [])]) {
      out.add(fold(text));
    }
  }
  return out;
}

/** The middle of the points of a sample, by median; null without any. */
function centreOf(layout: CsvLayout, longitude: Profile, latitude: Profile): [number, number] | null {
  const lons: number[] = [];
  const lats: number[] = [];
  for (const row of layout.sample) {
    const lon = Number((row[longitude.index] ?? '').replace(',', '.') || Number.NaN);
    const lat = Number((row[latitude.index] ?? '').replace(',', '.') || Number.NaN);
    if (!Number.isFinite(lon) || !Number.isFinite(lat) || (lon === 0 && lat === 0)) continue;
    lons.push(lon);
    lats.push(lat);
  }
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];
  const lon = middle(lons);
  const lat = middle(lats);
  return lon === undefined || lat === undefined ? null : [lon, lat];
}

function cityInValues(profiles: readonly Profile[]): (CityHint & { readonly name: string }) | null {
  for (const profile of profiles) {
    if (profile.personal || !/\b(city|borough|municipality|town)\b|المدينه|البلديه|الاماره/.test(profile.key))
      continue;
    const [value] = [...profile.values].sort((a, b) => b[1] - a[1])[0] ?? [];
    const city = value === undefined ? null : cityNamed(fold(value));
    if (city) return city;
  }
  return null;
}

/** The order of all dates, and of those columns that are surely of another. */
function dateOrders(
  chosen: Readonly<Partial<Record<InstantField, Profile>>>,
  region: DateOrder,
  notes: string[],
): NonNullable<MappingFile['dates']> {
  const first = (order: DateOrder) => (order === 'mdy' ? 'the month' : 'the day');
  const all = guessOrder(
    Object.values(chosen).map((profile) => profile.dates),
    region,
  );
  if (all.why !== '') notes.push(`dates: ${first(all.order)} comes first (${all.why}).`);
  const out: Record<string, DateOrder> = { order: all.order };
  for (const [field, profile] of Object.entries(chosen)) {
    const mine = guessOrder([profile.dates], region);
    if (!mine.sure || mine.order === all.order || mine.order === 'ymd') continue;
    out[field] = mine.order;
    notes.push(`dates: in "${profile.name}" ${first(mine.order)} comes first.`);
  }
  return out;
}

/** Words within the name of a stage that tell which it is, the first that fits. */
const stageHints: readonly (readonly [RegExp, string])[] = [
  [/\b(re ?open\w*|reactivated|rouvert\w*|reabiert\w*)\b|اعيد فتح|معاد/, 'reopened'],
  [
    /\b(not|un|pending|awaiting|partially) ?(resolved|closed|completed?|done)\b|غير (منجز|مكتمل|محلول|مغلق)|\b(unresolved|incomplete)\b/,
    'in-progress',
  ],
  [
    /\b(cancel\w*|reject\w*|declin\w*|refus\w*|withdrawn|invalid|void|denied|annul\w*|rechazad\w*|cancelad\w*|abgelehnt|storniert)\b|مرفوض|ملغ|رفض|الغاء/,
    'rejected',
  ],
  [/\b(closed?|closure|clotur\w*|ferme\w*|cerrad\w*|geschlossen|archived)\b|مغلق|اغلاق|منتهي/, 'closed'],
  [
    /\b(complet\w*|resolv\w*|done|fixed|finish\w*|solved|termine\w*|resolu\w*|traite\w*|resuelt\w*|finalizad\w*|atendid\w*|terminad\w*|erledigt|abgeschlossen|gelost)\b|منجز|انجاز|مكتمل|تم الحل|تمت المعالجه/,
    'resolved',
  ],
  [
    /\b(assign\w*|dispatch\w*|referred|forwarded|transfer\w*|routed|transmis\w*|asignad\w*|turnad\w*|zugewiesen|weitergeleitet)\b|محال|محول|تحويل|احاله/,
    'assigned',
  ],
  [
    /\b(progress|process\w*|review\w*|investigat\w*|active|started|scheduled|ongoing|working|hold|en cours|tramite|proceso|bearbeitung)\b|قيد|تحت|جاري/,
    'in-progress',
  ],
  [
    /\b(open\w*|new|receiv\w*|submit\w*|pending|registered|logged|nouve\w*|recu\w*|accept\w*|ouvert\w*|abiert\w*|nuev\w*|recibid\w*|pendiente|offen|neu|eingegangen)\b|جديد|مفتوح|وارد|مستلم/,
    'received',
  ],
];

/** Translations of the words of a column of stages that the dictionary lacks, by what they contain. */
function stageWords(profile: Profile, known: ReadonlySet<string>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const value of profile.values.keys()) {
    const folded = fold(value);
    if (known.has(folded)) continue;
    const hint = stageHints.find(([pattern]) => pattern.test(folded));
    if (hint) out[value] = hint[1];
  }
  return out;
}

function share<T>(values: readonly T[], test: (value: T) => boolean): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length;
}

const order: readonly Field[] = [
  'ref',
  'opened',
  'responded',
  'resolved',
  'updated',
  'dueResponse',
  'dueResolution',
  'stage',
  'zone',
  'place',
  'longitude',
  'latitude',
  'category',
  'channel',
  'service',
  'topic',
  'entity',
  'priority',
  'language',
  'customerKind',
  'satisfaction',
  'reopened',
  'firstContact',
];

function inOrder(columns: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    order.filter((field) => field in columns).map((field) => [field, columns[field]]),
  );
}
