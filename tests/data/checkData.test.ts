import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkData, checkMade, type FileName, fileNames } from '../../scripts/checkData.ts';
import { passedHolidays } from '../../scripts/passedHolidays.ts';
import { parseCalendar } from '../../src/model/calendar.ts';
import { parseDay } from '../../src/model/day.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test plants what the types forbid.
type Loose = any;
type LooseData = Record<FileName, Loose>;

const textOf = (file: FileName) => readFileSync(new URL(`../../data/${file}.json`, import.meta.url), 'utf8');
const committed = JSON.stringify(
  Object.fromEntries(fileNames.map((file) => [file, JSON.parse(textOf(file))])),
);

/** The faults of the committed data after something in it was changed. */
function faultsWith(plant: (data: LooseData) => void): string[] {
  const data = JSON.parse(committed) as LooseData;
  plant(data);
  return checkData(data);
}

const byId = (list: Loose[], id: string): Loose => list.find((entry) => entry.id === id);
const ramadanOf = (data: LooseData, year: number): Loose =>
  data.calendar.periods.find((one: Loose) => one.kind === 'ramadan' && one.from.startsWith(String(year)));
const topicsOf = (data: LooseData): Loose[] =>
  data.services.services.flatMap((service: Loose) => service.topics);

describe('the committed reference data', () => {
  it('agrees', () => {
    expect(faultsWith(() => {})).toEqual([]);
  });

  it('has the numbers that the municipality counts', () => {
    const data = JSON.parse(committed) as LooseData;
    expect(data.zones.zones.length + data.zones.places.length).toBe(320);
    expect(topicsOf(data).filter((topic) => topic.virtualAppointment)).toHaveLength(65);
    expect(data.zones.zones.reduce((sum: number, zone: Loose) => sum + zone.residents, 0)).toBe(3_478_300);
  });
});

it('warns of holidays that are foreseen and have passed, and of no other', () => {
  const { holidays } = parseCalendar({
    ...(JSON.parse(committed) as LooseData).calendar,
    holidays: [
      { from: '2030-02-01', to: '2030-02-01', en: 'Told', ar: 'معلن' },
      { from: '2030-02-04', to: '2030-02-06', en: 'Eid Al Fitr', ar: 'عيد الفطر', expected: true },
      { from: '2030-05-03', to: '2030-05-03', en: 'Islamic New Year', ar: 'السنة', expected: true },
    ],
  });
  const on = (day: string) => passedHolidays(holidays, parseDay(day)!);
  expect(on('2030-02-06')).toEqual([]);
  expect(on('2030-02-07')).toEqual([
    'calendar.json, holiday "Eid Al Fitr" 2030-02-04 to 2030-02-06: is still marked expected and has passed. Look its announcement up, correct it and take the mark out.',
  ]);
  expect(on('2030-05-04')[1]).toMatch(/2030-05-03: is still .* It may have been moved by a decision/);
});

const planted: readonly (readonly [fault: string, plant: (data: LooseData) => void, sentence: RegExp])[] = [
  [
    'a missing Arabic name',
    (data) => delete byId(data.categories.entries, 'report').ar,
    /^categories\.json, entry "report", entries\.1\.ar is missing, expected/,
  ],
  [
    'an Arabic name in Latin letters',
    (data) => (byId(data.zones.zones, 'C345').ar = 'Burj Khalifa'),
    /^zones\.json, entry "C345", .*\.ar is "Burj Khalifa", expected a name with Arabic letters\.$/,
  ],
  [
    'a zone in two districts',
    (data) => byId(data.zones.districts, 'bur-dubai').zones.push('C118'),
    /^zones\.json, entry "bur-dubai": has zone "C118" of district "deira", expected every zone once\.$/,
  ],
  [
    'a district of a zone that is not there',
    (data) => (byId(data.zones.districts, 'al-nahda').zones[0] = 'C999'),
    /^zones\.json, entry "al-nahda": has zone "C999", expected one of the file's zones\.$/,
  ],
  [
    'a district with a zone far from its others',
    (data) => byId(data.zones.districts, 'deira').zones.push('C891'),
    /^zones\.json, entry "deira": has zone "C891", expected one that lies beside another of its zones\.$/,
  ],
  [
    'a district named like another',
    (data) => byId(data.zones.districts, 'deira').aliases.push('البَرشاء'),
    /^zones\.json, entry "al-barsha": "البرشاء" already names district "deira" once folded/,
  ],
  [
    'a district as a mere name on the map',
    (data) => (data.zones.names[0].kind = 'district'),
    /^zones\.json, entry 1, names\.0\.kind is "district", expected/,
  ],
  [
    'a missing English name of a topic',
    (data) => (topicsOf(data)[0].en = ''),
    /^services\.json, entry "missed-collection", .*\.en is "", expected a name with Latin letters\.$/,
  ],
  [
    'an id that is not a slug',
    (data) => (byId(data.channels.entries, 'email').id = 'E mail'),
    /^channels\.json, entry "E mail", .*\.id is "E mail", expected an id such as/,
  ],
  [
    'a misspelt name',
    (data) => (byId(data.channels.entries, 'email').synonym = []),
    /^channels\.json, entry "email", entries\.7\.synonym is "synonym", expected no such name\.$/,
  ],
  [
    'one word of names in two spellings',
    (data) => (byId(data.zones.zones, 'C121').ar = 'كورنيش ديره'),
    /^zones\.json, entry "C121": writes "ديره" where "deira" writes "ديرة", expected one spelling\.$/,
  ],
  [
    'a file without a source',
    (data) => delete data.goals.source,
    /^goals\.json, source is missing, expected/,
  ],
  [
    'two entries with one id',
    (data) => data.languages.entries.push({ id: 'ar', en: 'Other', ar: 'أخرى', synonyms: [] }),
    /^languages\.json, entry "ar": the id of two entries, expected every id once\.$/,
  ],
  [
    'a synonym of two entries',
    (data) => byId(data.stages.entries, 'closed').synonyms.push('Completed'),
    /^stages\.json, entry "closed": "Completed" already names "resolved" once folded/,
  ],
  [
    'an Arabic synonym of two entries, spelt differently',
    (data) => byId(data.categories.entries, 'compliment').synonyms.push('شكوي'),
    /^categories\.json, entry "compliment": "شكوي" already names "complaint" once folded/,
  ],
  [
    'a synonym that repeats the name',
    (data) => byId(data.channels.entries, 'whatsapp').synonyms.push('whatsapp'),
    /^channels\.json, entry "whatsapp": "whatsapp" stands there twice once folded/,
  ],
  [
    'stages without rejected',
    (data) => (byId(data.stages.entries, 'rejected').id = 'turned-down'),
    /^stages\.json: has no entry "rejected", expected one/,
  ],
  [
    'progress over 100',
    (data) => (byId(data.stages.entries, 'closed').progress = 101),
    /^stages\.json, entry "closed", .*progress is 101, expected <=100\.$/,
  ],
  [
    'more categories than a snapshot may hold',
    (data) => {
      for (let i = 0; i < 26; i++) {
        data.categories.entries.push({ id: `extra-${i}`, en: `Extra ${i}`, ar: `إضافي ${i}`, synonyms: [] });
      }
    },
    /^categories\.json: has 33 entries, expected at most 32\.$/,
  ],
  [
    'an alias of two zones',
    (data) => byId(data.zones.zones, 'C346').aliases.push('Downtown  Dubai'),
    /^zones\.json, entry "C346": "Downtown {2}Dubai" already names "C345" once folded/,
  ],
  [
    'an alias that is the name of another zone',
    (data) => byId(data.zones.zones, 'C346').aliases.push('برج خليفه'),
    /^zones\.json, entry "C346": "برج خليفه" already names "C345" once folded/,
  ],
  [
    'an alias that names a place elsewhere',
    (data) => byId(data.zones.zones, 'C111').aliases.push('Global Village'),
    /^zones\.json, entry "PD-01": "Global Village" names zone "C111", expected its own zone "C646"\.$/,
  ],
  [
    'a place in an unknown zone',
    (data) => (byId(data.zones.places, 'PD-02').zone = 'C999'),
    /^zones\.json, entry "PD-02": lies in zone "C999", expected one of the file's zones\.$/,
  ],
  [
    'a zone in an unknown sector',
    (data) => (byId(data.zones.zones, 'C111').sector = '0'),
    /^zones\.json, entry "C111": lies in sector "0", expected one of the file's sectors\.$/,
  ],
  [
    'one id for a zone and a place',
    (data) => (byId(data.zones.places, 'PD-02').id = 'C111'),
    /^zones\.json, entry "C111": the id of two zones or places/,
  ],
  [
    'two places of one name',
    (data) => (byId(data.zones.places, 'PD-02').en = 'La Mer'),
    /^zones\.json, entry "PD-03": "La Mer" already names "PD-02", expected every place's name once\.$/,
  ],
  ['a zone too few', (data) => data.zones.zones.pop(), /^zones\.json: has 223 zones, expected 224\.$/],
  ['a place too few', (data) => data.zones.places.pop(), /^zones\.json: has 95 places, expected 96\.$/],
  [
    'a label off the globe',
    (data) => (byId(data.zones.zones, 'C111').label = [25.27, 155.3]),
    /^zones\.json, entry "C111", .*label\.1 is 155\.3, expected <=90\.$/,
  ],
  [
    'an unknown entity',
    (data) => (topicsOf(data)[0].entity = 'nobody'),
    /^services\.json, entry "missed-collection": names the entity "nobody", expected one that exists\.$/,
  ],
  [
    'an unknown category',
    (data) => topicsOf(data)[0].categories.push('wish'),
    /^services\.json, entry "missed-collection": names the category "wish"/,
  ],
  [
    'an unknown kind of place',
    (data) => (topicsOf(data)[0].placeKinds = ['moon']),
    /^services\.json, entry "missed-collection": names the kind of place "moon"/,
  ],
  [
    'a topic of two services',
    (data) =>
      data.services.services[1].topics.push({ ...topicsOf(data)[0], en: 'Copied topic', ar: 'موضوع منسوخ' }),
    /^services\.json, entry "missed-collection": the id of two topics/,
  ],
  [
    'two topics of one name',
    (data) => (topicsOf(data)[1].ar = topicsOf(data)[0].ar),
    /^services\.json, entry "overflowing-container": ".+" already names the topic "missed-collection"/,
  ],
  [
    'a virtual appointment too few',
    (data) => (topicsOf(data).find((topic) => topic.virtualAppointment).virtualAppointment = false),
    /^services\.json: has 64 topics with a virtual appointment, expected 65\.$/,
  ],
  [
    'a topic open to appointments of which none can be about',
    (data) => (byId(topicsOf(data), 'waste-fees').categories = ['suggestion']),
    /^services\.json, entry "waste-fees": is open to virtual appointments and takes suggestion, expected one of inquiry, complaint, service-request\.$/,
  ],
  [
    'a category that no topic takes',
    (data) => {
      for (const topic of topicsOf(data))
        topic.categories = topic.categories.filter((id: string) => id !== 'compliment');
    },
    /^services\.json: no topic takes the category "compliment", expected one at least\.$/,
  ],
  [
    'half of the topics',
    (data) => {
      for (const service of data.services.services) service.topics = service.topics.slice(0, 2);
    },
    /^services\.json: has 52 topics, expected 100 to 150\.$/,
  ],
  [
    'a list of entities cut off',
    (data) => (data.entities.entries = data.entities.entries.slice(0, 29)),
    /^entities\.json: has 29 entries, expected 30 to 50\.$/,
  ],
  [
    'an account called as another channel',
    (data) => byId(data.channels.entries, 'social-media').accounts[0].synonyms.push('e-mail'),
    /^channels\.json, entry "email": "e-mail" already names "x" once folded, expected every name once in the file\.$/,
  ],
  [
    'a topic of My City that is never reported',
    (data) => (byId(topicsOf(data), 'waste-fees').myCity = true),
    /^services\.json, entry "waste-fees": My City takes reports of it, and its categories are inquiry, complaint, expected report among them\.$/,
  ],
  [
    'hardly any topics of My City',
    (data) => {
      for (const topic of topicsOf(data)) if (topic.id !== 'litter') delete topic.myCity;
    },
    /^services\.json: has 1 topics of My City, expected 20 to 30\.$/,
  ],
  [
    'two spaces in a name',
    (data) => (byId(topicsOf(data), 'litter').en = 'Litter  in a public area'),
    /^services\.json, entry "litter", .*\.en is "Litter {2}in a public area", expected words with one space between them and none around\.$/,
  ],
  [
    'a space after an Arabic name',
    (data) => (byId(data.entities.entries, 'markets').ar += ' '),
    /^entities\.json, entry "markets", .*\.ar is "إدارة الأسواق ", expected words with one space/,
  ],
  [
    'a Persian letter in an Arabic name',
    (data) => (byId(data.entities.entries, 'markets').ar = 'إدارة الأسواق المرکزية'),
    /^entities\.json, entry "markets", .*expected Arabic letters ك ي ه, not the Persian or Urdu ones alike\.$/,
  ],
  [
    'a stretched letter in an Arabic name',
    (data) => (byId(data.entities.entries, 'markets').ar = 'إدارة الأســواق'),
    /^entities\.json, entry "markets", .*expected a name without a stretched letter/,
  ],
  [
    'a Latin comma in an Arabic name',
    (data) => (byId(data.entities.entries, 'markets').ar = 'الأسواق, والمقاصب'),
    /^entities\.json, entry "markets", .*expected the Arabic marks ، ؛ ؟\.$/,
  ],
  [
    'a target for an unknown service',
    (data) => (data.targets.entries.find((entry: Loose) => entry.service).service = 'sky'),
    /^targets\.json, entry for service "sky", category ".+": names the service "sky", expected one that exists\.$/,
  ],
  [
    'a category without a target',
    (data) =>
      (data.targets.entries = data.targets.entries.filter((entry: Loose) => entry.category !== 'compliment')),
    /^targets\.json: has no target for category "compliment" on 2020-01-01, expected one from 2020-01-01 on without a gap\.$/,
  ],
  [
    'a gap between two targets of a category',
    (data) => (data.targets.entries.find((entry: Loose) => entry.to === '2022-12-31').to = '2022-12-30'),
    /^targets\.json: has no target for category "complaint" on 2022-12-31/,
  ],
  [
    'two targets at once',
    (data) => (data.targets.entries.find((entry: Loose) => entry.to === '2022-12-31').to = '2023-01-01'),
    /^targets\.json, entry for category "complaint": two are valid at once \(from 2020-01-01 to 2023-01-01; from 2023-01-01\)/,
  ],
  [
    'a resolution before the first response',
    (data) => (data.targets.entries[0].resolutionHours = 1),
    /^targets\.json, entry for category "inquiry": is to be resolved before the first response/,
  ],
  [
    'an urgent target slower than a high one',
    (data) =>
      (data.targets.entries.find(
        (entry: Loose) =>
          entry.service === 'sewerage' && entry.category === 'report' && entry.priority === 'urgent',
      ).resolutionHours = 99),
    /^targets\.json: service "sewerage", category "report": "urgent" may take longer than "high"/,
  ],
  [
    'a date that does not exist',
    (data) => (data.targets.entries[0].from = '2020-02-30'),
    /^targets\.json, entry 1, entries\.0\.from is .+, expected a date such as/,
  ],
  [
    'a goal of an unknown measure',
    (data) => (data.goals.entries[0].measure = 'joy'),
    /^goals\.json, entry 1, entries\.0\.measure is "joy", expected/,
  ],
  [
    'a goal of an unknown category',
    (data) => (data.goals.entries[1].category = 'wish'),
    /^goals\.json, entry "completionRate@category=wish": category "wish" is not known, expected one of its file\.$/,
  ],
  [
    'a rate in percent',
    (data) => (data.goals.entries[0].value = 88),
    /^goals\.json, entry "completionRate": value is 88, expected 0 to 1\.$/,
  ],
  [
    'two goals at once',
    (data) => data.goals.entries.push({ measure: 'onTimeRate', value: 0.5, from: '2024-01-01' }),
    /^goals\.json, entry "onTimeRate": two are valid at once/,
  ],
  [
    'two plain periods at once',
    (data) => (data.calendar.periods[0].to = '2022-01-01'),
    /^calendar\.json, periods from 2015-01-01 to 2022-01-01 and from 2022-01-01: both are plain and overlap/,
  ],
  [
    'two Ramadans at once',
    (data) => (data.calendar.periods.at(-1).from = '2026-03-01'),
    /^calendar\.json, periods from 2026-02-18 to 2026-03-19 and from 2026-03-01 to 2027-03-08: both are ramadan and overlap/,
  ],
  [
    'days between two plain periods',
    (data) => (data.calendar.periods[0].to = '2021-12-29'),
    /^calendar\.json, periods from 2015-01-01 to 2021-12-29 and from 2022-01-01: leave days between/,
  ],
  [
    'two holidays on one day',
    (data) => (data.calendar.holidays.find((one: Loose) => one.from === '2022-01-01').to = '2022-05-01'),
    /^calendar\.json, holidays "New Year’s Day" from 2022-01-01 to 2022-05-01 and "Eid Al Fitr" .+: overlap/,
  ],
  [
    'the old week after 2021',
    (data) => {
      data.calendar.periods[1].week['7'] = data.calendar.periods[1].week['5'];
      delete data.calendar.periods[1].week['5'];
    },
    /^calendar\.json, period from 2022-01-01: works on days 1 2 3 4 7 \(1 is Monday\), expected 1 2 3 4 5: the week changed on 2022-01-01\.$/,
  ],
  [
    'one week for all years',
    (data) => {
      delete data.calendar.periods[0].to;
      data.calendar.periods.splice(1, 1);
    },
    /^calendar\.json, period from 2015-01-01: goes on after the week changed on 2022-01-01\.$/,
  ],
  [
    'a Ramadan of 31 days',
    (data) => (ramadanOf(data, 2025).from = '2025-02-27'),
    /^calendar\.json, ramadan from 2025-02-27 to 2025-03-29: has 31 days, expected 29 or 30\.$/,
  ],
  [
    'a Ramadan on the days of another week',
    (data) => (ramadanOf(data, 2023).week = ramadanOf(data, 2021).week),
    /^calendar\.json, ramadan from 2023-03-23 to 2023-04-20: works on days 1 2 3 4 7 \(1 is Monday\), expected 1 2 3 4 5 as in the weeks around it\.$/,
  ],
  [
    'a Ramadan with usual hours',
    (data) => (ramadanOf(data, 2024).week = data.calendar.periods[1].week),
    /^calendar\.json, ramadan from 2024-03-11 to 2024-04-09: works as long as the weeks around it, expected fewer hours\.$/,
  ],
  [
    'an Eid that does not follow Ramadan',
    (data) => {
      const eid = data.calendar.holidays.find((one: Loose) => one.from === '2025-03-30');
      Object.assign(eid, { from: '2025-04-05', to: '2025-04-07' });
    },
    /^calendar\.json, ramadan from 2025-03-01 to 2025-03-29: is not followed by Eid Al Fitr, expected that holiday at its end\.$/,
  ],
  [
    'a year without a holiday',
    (data) =>
      (data.calendar.holidays = data.calendar.holidays.filter((one: Loose) => one.from !== '2023-07-21')),
    /^calendar\.json: 2023 has no holiday Islamic New Year, expected one\.$/,
  ],
  [
    'a year without Ramadan',
    (data) =>
      (data.calendar.periods = data.calendar.periods.filter((one: Loose) => one !== ramadanOf(data, 2020))),
    /^calendar\.json: 2020 has no period of the kind ramadan, expected one\.$/,
  ],
  [
    'a holiday without Arabic letters',
    (data) => (data.calendar.holidays[0].ar = 'New Year'),
    /^calendar\.json, "New Year’s Day": ar is "New Year", expected a name with Arabic letters\.$/,
  ],
];

describe('a planted fault', () => {
  it.each(planted)('%s is named', (_, plant, sentence) => {
    const faults = faultsWith(plant);
    expect(
      faults.filter((fault) => sentence.test(fault)),
      faults.join('\n'),
    ).toHaveLength(1);
  });
});

describe('checkMade', () => {
  const facts = [
    'zone_id,code,kind,subkind,name_en,name_ar,name_ar_origin,sector,community_code,lon,lat,label_lon,label_lat,area_km2,population_2021,note',
    'C101,101,community,community,Nakhlat  Deira,نخلة ديره,source,1,101,55.26,25.33,55.24,25.34,99.818,2,mostly sea',
  ].join('\n');

  it('names the first line that the facts do not make', () => {
    expect(checkMade('{\n}\n', facts)).toBe(
      'zones.json, line 2: is not what the facts make, expected the output of scripts/makeZones.ts.',
    );
  });
});
