import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkSources, sourceMappings } from '../../scripts/checkSources.ts';
import type { Words } from '../../src/model/words.ts';
import { open311Mapping } from '../../src/server/intake/sources/open311Mapping.ts';
import type { SourceRequest } from '../../src/server/intake/sources/source.ts';
import { checkSourceMapping, sourceIntake } from '../../src/server/intake/sources/sourceMapping.ts';
import { referenceData } from '../../src/server/referenceData.ts';

const reference = referenceData();
const { words } = reference;
const folder = new URL('../../data/sources/', import.meta.url);
const json = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

type Coded = 'channel' | 'category' | 'topic' | 'entity' | 'stage';

/** The ids of a request's words. */
function idsOf({ row }: SourceRequest): Record<Coded, string | null> {
  const id = (column: Coded) => (row![column] === null ? null : (words as Words)[column][row![column]!]!.id);
  return {
    channel: id('channel'),
    category: id('category'),
    topic: id('topic'),
    entity: id('entity'),
    stage: id('stage'),
  };
}

/** For each system an export of two rows, one in English and one in Arabic, and what they become. */
const exports: Record<
  string,
  {
    readonly rows: readonly Readonly<Record<string, string>>[];
    readonly expected: readonly Record<Coded, string>[];
    readonly firstContact: readonly (0 | 1)[];
    readonly attachments: readonly (number | null)[];
  }
> = {
  platform04: {
    rows: [
      {
        'Reference Number': '04-2026-000123',
        'Submission Date': '03/11/2026 08:15',
        'First Response Date': '03/11/2026 10:00',
        'Completion Date': '05/11/2026 12:30',
        'Last Update': '05/11/2026 12:30',
        'Due Date': '10/11/2026',
        Status: 'Completed by entity',
        Community: 'Al Karama',
        'Participation Type': 'Violation report',
        'Main Service': 'Street cleanliness',
        Service: 'Litter in a public area',
        'Responsible Entity': 'Waste Operations',
        Priority: 'High',
        'Preferred Language': 'English',
        'Customer Type': 'Citizen or resident',
        Rating: '4',
        Reopened: 'No',
        'First Contact Resolution': 'Yes',
        'Attachments Count': '3',
        'Customer ID': 'C-77',
        'Customer Name': 'Mariam Ali',
        Mobile: '0501234567',
        Email: 'mariam@example.com',
        Details: 'Bags lie beside my door',
        Address: 'Villa 12',
      },
      {
        'Reference Number': '04-2026-000124',
        'Submission Date': '٠٤/١١/٢٠٢٦ ٠٩:٠٠',
        الحالة: 'لدى الجهة',
        المنطقة: 'الكرامة',
        'نوع المشاركة': 'فكرة تطويرية',
        'الخدمة الرئيسية': 'الأشجار والمسطحات الخضراء',
        الخدمة: 'تشجير شارع',
        'الجهة المعنية': 'إدارة الزراعة والتجميل',
        'First Contact Resolution': 'لا',
        'Attachments Count': '0',
        'Customer Name': 'مريم علي',
      },
    ],
    expected: [
      {
        channel: 'platform-04',
        category: 'report',
        topic: 'litter',
        entity: 'waste-operations',
        stage: 'resolved',
      },
      {
        channel: 'platform-04',
        category: 'suggestion',
        topic: 'tree-planting',
        entity: 'agriculture-landscaping',
        stage: 'assigned',
      },
    ],
    firstContact: [1, 0],
    attachments: [3, 0],
  },
  myCity: {
    rows: [
      {
        'Observation No': 'MC-1',
        'Submitted At': '2026-11-03 08:15',
        'Assigned At': '2026-11-03 08:40',
        'Closed At': '2026-11-03 11:00',
        Status: 'Repaired',
        Community: 'Al Rigga',
        Longitude: '55.32',
        Latitude: '25.26',
        'Participation Type': 'Report a problem',
        'Observation Type': 'Street lights',
        'Responsible Agency': 'Roads and Transport Authority',
        'App Language': 'en',
        Rating: '4',
        'Photos Count': '2',
        'Closed At First Visit': 'Y',
        'User ID': 'U-9',
        'User Name': 'M. Ali',
        Mobile: '0507654321',
        Description: 'Dark corner',
        'Location Description': 'Behind the mosque',
      },
      {
        'Observation No': 'MC-2',
        'Submitted At': '2026-11-03 09:00',
        الحالة: 'أُرسلت إلى الجهة',
        المنطقة: 'الكرامة',
        'Participation Type': 'ملاحظة',
        'نوع الملاحظة': 'نفايات في مكان عام',
        'Responsible Agency': 'عمليات النفايات',
        'Closed At First Visit': 'لا',
        Description: 'أكياس على الرصيف',
      },
    ],
    expected: [
      {
        channel: 'my-city',
        category: 'report',
        topic: 'street-lighting',
        entity: 'rta',
        stage: 'resolved',
      },
      {
        channel: 'my-city',
        category: 'observation',
        topic: 'litter',
        entity: 'waste-operations',
        stage: 'assigned',
      },
    ],
    firstContact: [1, 0],
    attachments: [2, null],
  },
  cityGuard: {
    rows: [
      {
        'Report No': 'CG-1',
        'Reported At': '2026-11-03 08:15',
        'Inspector Assigned At': '2026-11-03 08:40',
        'Closed At': '2026-11-03 11:00',
        'Report Status': 'Violation issued',
        'Community No': '318',
        Longitude: '55.30',
        Latitude: '25.24',
        'Participation Type': 'Field report',
        'Report Subject': 'Abandoned vehicles',
        Department: 'City Appearance Control',
        Severity: 'normal',
        'App Language': 'en',
        'Closed At First Visit': 'Y',
        'Photos Count': '2',
        'Volunteer ID': 'V-9',
        'Volunteer Mobile': '0507654321',
        Description: 'White car without plates',
        'Location Description': 'Behind the mosque',
      },
      {
        'Report No': 'CG-2',
        'Reported At': '2026-11-03 09:00',
        'Report Status': 'المفتش في الطريق',
        Longitude: '55.30',
        Latitude: '25.24',
        'Participation Type': 'ملاحظة ميدانية',
        'موضوع البلاغ': 'ألعاب أطفال تالفة',
        Department: 'إدارة الحدائق العامة والمرافق الترفيهية',
        'Closed At First Visit': 'لا',
        Description: 'أرجوحة مكسورة',
      },
    ],
    expected: [
      {
        channel: 'city-guard',
        category: 'report',
        topic: 'abandoned-vehicle',
        entity: 'city-appearance-control',
        stage: 'resolved',
      },
      {
        channel: 'city-guard',
        category: 'observation',
        topic: 'playground-damage',
        entity: 'public-parks',
        stage: 'assigned',
      },
    ],
    firstContact: [1, 0],
    attachments: [2, null],
  },
  whatsapp: {
    rows: [
      {
        'Ticket No': 'WA-100',
        'Received At': '2026-11-03T08:15:00+04:00',
        'First Reply At': '2026-11-03T08:17:00+04:00',
        'Solved At': '2026-11-03T08:30:00+04:00',
        'Ticket State': 'Solved',
        Area: 'Al Rigga',
        'Participation Type': 'Ask',
        Subject: 'Bulky waste pick-up',
        Entity: 'Waste Management',
        Language: 'English',
        Rating: '5',
        'Solved At First Contact': 'true',
        'Attachments Count': '1',
        Phone: '+971501234567',
        'Profile Name': 'M. Ali',
        'First Message': 'When do you come for my sofa?',
      },
      {
        'Ticket No': 'WA-101',
        'Received At': '2026-11-03T09:15:00+04:00',
        'Ticket State': 'بانتظار المتعامل',
        Area: 'الرقة',
        'Participation Type': 'أشتكي',
        Subject: 'لم تُجمع القمامة',
        Entity: 'عمليات النفايات',
        Language: 'العربية',
        'Solved At First Contact': 'لا',
        Phone: '+971507654321',
        'First Message': 'لم يأتوا منذ يومين',
      },
    ],
    expected: [
      {
        channel: 'whatsapp',
        category: 'inquiry',
        topic: 'bulky-pickup',
        entity: 'waste-operations',
        stage: 'resolved',
      },
      {
        channel: 'whatsapp',
        category: 'complaint',
        topic: 'missed-collection',
        entity: 'waste-operations',
        stage: 'in-progress',
      },
    ],
    firstContact: [1, 0],
    attachments: [1, null],
  },
  fares: {
    rows: [
      {
        'Conversation ID': 'F-900',
        'Started At': '2026-11-03 08:15:10',
        'First Answer At': '2026-11-03 08:15:11',
        'Ended At': '2026-11-03 08:16:00',
        'Conversation State': 'answered by assistant',
        'Participation Type': 'question',
        Intent: 'park_tickets',
        'Handed Over To': 'Parks Department',
        Language: 'en',
        Rating: '4',
        'Solved By Assistant': '1',
        'Attachments Count': '0',
        'Account ID': 'A-5',
        'First Question': 'How much is a ticket?',
      },
      {
        'Conversation ID': 'F-901',
        'Started At': '2026-11-03 09:15:10',
        'Conversation State': 'حُوّل إلى موظف',
        'Participation Type': 'سؤال للمساعد',
        Intent: 'رقم مكاني',
        'Handed Over To': 'نظم المعلومات الجغرافية',
        Language: 'ar',
        'Solved By Assistant': '0',
        'First Question': 'أين أجد رقم مكاني؟',
      },
    ],
    expected: [
      {
        channel: 'fares',
        category: 'inquiry',
        topic: 'park-entry-tickets',
        entity: 'public-parks',
        stage: 'resolved',
      },
      {
        channel: 'fares',
        category: 'inquiry',
        topic: 'makani-number',
        entity: 'geographic-information',
        stage: 'assigned',
      },
    ],
    firstContact: [1, 0],
    attachments: [0, null],
  },
  contactCentre: {
    rows: [
      {
        'Case Number': '2026-55512',
        'Contact Date': '03/11/2026',
        'Contact Time': '8:15 PM',
        'Answered At': '03/11/2026 20:16',
        'Closed At': '03/11/2026 20:21',
        'Case Status': 'Solved on call',
        'Area (English)': 'Al Karama',
        Landmark: 'BurJuman Metro Station',
        'Participation Type': 'Information',
        'Contact Method': 'Inbound call',
        'Service Group': 'Waste collection',
        'Service Name': 'New container for a building or villa',
        'Assigned Department': 'Waste Operations',
        Priority: 'P3',
        'Call Language': 'English',
        'Caller Type': 'Company',
        'Survey Score': '5',
        'Times Reopened': '0',
        FCR: 'Yes',
        'Attachments Count': '0',
        'CRM Contact ID': '9981',
        'Caller Name': 'Acme LLC',
        'Caller Number': '04 123 4567',
        'Case Notes': 'Asks for a bin',
      },
      {
        'Case Number': '2026-55513',
        'Contact Date': '٠٣/١١/٢٠٢٦',
        'Contact Time': '٩:٠٠ م',
        'Case Status': 'أُرسلت إلى الإدارة',
        'Area (Arabic)': 'الكرامة',
        'Participation Type': 'إخطار عن حادث',
        'Contact Method': 'رسالة عبر التواصل الاجتماعي',
        'Service Name': 'طفح مياه الصرف الصحي',
        'Assigned Department': 'الصرف الصحي',
        Priority: 'عاجلة',
        FCR: 'لا',
        'Case Notes': 'ماء في الشارع',
      },
    ],
    expected: [
      {
        channel: 'call-centre',
        category: 'inquiry',
        topic: 'new-container',
        entity: 'waste-operations',
        stage: 'closed',
      },
      {
        channel: 'social-media',
        category: 'report',
        topic: 'sewage-overflow',
        entity: 'sewerage-recycled-water',
        stage: 'assigned',
      },
    ],
    firstContact: [1, 0],
    attachments: [0, null],
  },
  virtualAppointments: {
    rows: [
      {
        'Booking Reference': 'VA-7',
        'Booked At': '2026-11-01 09:00',
        'Appointment At': '2026-11-03 10:00',
        'Meeting Started At': '2026-11-03 10:02',
        'Meeting Ended At': '2026-11-03 10:20',
        'Booking Status': 'Attended',
        'Participation Type': 'Consultation',
        'Appointment Service': 'Villa permit consultation',
        Department: 'Building Permits',
        'Meeting Language': 'Arabic',
        'Customer Type': 'Individual',
        Rating: '5',
        'Solved In Meeting': 'Yes',
        'Attachments Count': '4',
        'Customer ID': 'C-3',
        'Customer Name': 'Ahmed',
        Mobile: '0501112222',
        Email: 'a@example.com',
        'Meeting Purpose': 'Second floor',
      },
      {
        'Booking Reference': 'VA-8',
        'Booked At': '2026-11-02 09:00',
        'Appointment At': '2026-11-09 10:00',
        'Booking Status': 'تم الحجز',
        'Participation Type': 'اعتراض',
        'خدمة الموعد': 'الاعتراض على المخالفات',
        الإدارة: 'إدارة إسعاد المتعاملين',
        'Solved In Meeting': 'لا',
        'Meeting Purpose': 'مخالفة لا أوافق عليها',
      },
    ],
    expected: [
      {
        channel: 'virtual-appointment',
        category: 'inquiry',
        topic: 'new-villa-permit',
        entity: 'building-permits',
        stage: 'resolved',
      },
      {
        channel: 'virtual-appointment',
        category: 'complaint',
        topic: 'fine-objection',
        entity: 'customer-happiness',
        stage: 'received',
      },
    ],
    firstContact: [1, 0],
    attachments: [4, null],
  },
};

// Guards: the mapping of each of the municipality's systems reads what it says it reads, in both languages, and
// nothing personal gets into a row.
describe('the mappings of data/sources', () => {
  it('are those that have an export here', () => {
    const files = readdirSync(folder).filter((name) => name !== 'example.services360.json');
    expect(files.map((name) => name.replace('.json', '')).sort()).toEqual(Object.keys(exports).sort());
  });

  it.each(Object.entries(exports))('%s', (name, { rows, expected, firstContact, attachments }) => {
    const mapping = checkSourceMapping(json(`${name}.json`), `${name}.json`);
    const intake = sourceIntake(mapping, { source: name, reference, words });
    // Every column that the mapping names is in the export, so that none is named in vain.
    const header = new Set(rows.flatMap((row) => Object.keys(row)));
    const inVain = intake.columns.filter((column) => !header.has(column));
    expect(inVain.filter((column) => !notInExports.has(column))).toEqual([]);

    const requests = rows.map((row, order) => intake.read(row, order)!);
    expect(requests.map(idsOf)).toEqual(expected);
    expect(requests.map(({ row }) => row!.firstContact)).toEqual(firstContact);
    expect(requests.map(({ row }) => row!.attachments)).toEqual(attachments);
    expect([...intake.problems]).toEqual([]);
    for (const [index, { ref, row, personal }] of requests.entries()) {
      expect(Object.values(row!).filter((value) => typeof value === 'string')).toEqual([ref]);
      expect(personal).not.toBeNull();
      const { text } = personal!;
      expect(Object.values(rows[index]!)).toContain(text ?? personal!.name);
    }
    if (mapping.mapping.columns.zone) for (const { row } of requests) expect(row!.zone).not.toBeNull();
  });
});

// Guards: a word that no dictionary has is named before it becomes missing in every request.
describe('checkSources', () => {
  const planted = (
    change: (mapping: { words: Record<string, object>; constants: object; notes?: unknown }) => void,
  ) => {
    const mapping = json('whatsapp.json') as Parameters<typeof change>[0];
    change(mapping);
    return checkSources({ 'whatsapp.json': mapping });
  };

  it('takes an account where a channel is told', () => {
    const mapping = { ...(json('myCity.json') as object), constants: { channel: 'my-city-whatsapp' } };
    expect(checkSources({ 'a.json': mapping })).toEqual([]);
    const intake = sourceIntake(checkSourceMapping(mapping, 'a.json'), { source: 'a', reference, words });
    const { row } = intake.read({ 'Observation No': '1', 'Submitted At': '2026-11-03 08:15' }, 1)!;
    expect(words.account[row!.account!]!.id).toBe('my-city-whatsapp');
    expect(words.channel[row!.channel!]!.id).toBe('my-city');
  });

  it('finds nothing in the committed mappings', () => {
    expect(Object.keys(sourceMappings())).toHaveLength(7);
    expect(checkSources(sourceMappings())).toEqual([]);
  });

  it('names what is planted', () => {
    expect(planted((mapping) => Object.assign(mapping.words.topic!, { Sofa: 'sofas' }))).toEqual([
      'sources/whatsapp.json, words.topic "Sofa": names "sofas", expected the id of a word of data/*.json.',
    ]);
    expect(planted((mapping) => Object.assign(mapping.constants, { channel: 'whats-app' }))).toEqual([
      'sources/whatsapp.json, constants.channel: names "whats-app", expected the id of a word of data/*.json.',
    ]);
    expect(planted((mapping) => delete mapping.notes)).toEqual([
      expect.stringMatching(/^sources\/whatsapp\.json: notes do not say/),
    ]);
    expect(planted((mapping) => Object.assign(mapping, { columns: {} }))).toEqual([
      expect.stringMatching(/^sources\/whatsapp\.json: columns\.opened: got nothing/),
    ]);
  });
});

/** Columns that the small exports leave empty. */
const notInExports = new Set([
  'Updated At',
  'Modified At',
  'Response Due',
  'Resolution Due',
  'Caller Email',
  'Caller Address',
]);

// Guards: what is beside a mapping is checked like the mapping itself, and constants are no columns of the source.
describe('checkSourceMapping', () => {
  const columns = { ref: 'No', opened: 'Date' };

  it.each([
    [
      { columns, personal: { fax: 'Phone' } },
      /m\.json: personal\.fax: not a known name; expected one of customer, name, phone/,
    ],
    [{ columns, personal: { phon: 'Phone' } }, /personal\.phon: not a known name; did you mean "phone"\?/],
    [
      { columns, constants: { chanel: 'x' } },
      /constants\.chanel: not a known name; did you mean "channel"\?/,
    ],
    [
      { columns: { ...columns, channel: 'C' }, constants: { channel: 'x' } },
      /constants\.channel: got "x" beside columns\.channel, expected one of the two/,
    ],
    [{ columns, personal: { phone: 3 } }, /personal\.phone: got 3, expected a text/],
    [{ columns: { opened: 'Date' } }, /columns\.ref: got nothing, expected the column with the reference/],
    [{ columns, zonez: 'dubai' }, /zonez: not a known name; did you mean "zones"\?/],
    [[], /m\.json: /],
    ['x', /m\.json: the whole file: got "x", expected an object/],
  ])('refuses %j', (mapping, message) => {
    expect(() => checkSourceMapping(mapping, 'm.json')).toThrow(message);
  });

  it('leaves constants out of the columns that are asked for', () => {
    const mapping = checkSourceMapping({ columns, constants: { channel: 'whatsapp' } }, 'm.json');
    const intake = sourceIntake(mapping, { source: 's', reference, words, columns: ['no', 'DATE', 'Other'] });
    expect(intake.columns).toEqual(['no', 'DATE']);
    expect(idsOf(intake.read({ no: 'A1', DATE: '2026-11-03' }, 1)!).channel).toBe('whatsapp');
  });
});

// Guards: a mapping of one's own changes the standard's and does not replace it.
describe('open311Mapping', () => {
  it('extends and replaces columns, personal and words key by key', () => {
    const own = {
      columns: { zone: 'extended.ward', resolved: 'extended.closed_at' },
      constants: { channel: 'mobile-app', entity: 'markets' },
      personal: { name: 'first_name' },
      words: { topic: { Potholes: 'road-damage' } },
      zones: 'dubai',
    };
    const mapping = open311Mapping(own, 'own.json');
    expect(mapping.mapping.columns).toMatchObject({
      ref: 'service_request_id',
      zone: 'extended.ward',
      resolved: 'extended.closed_at',
    });
    expect(mapping.personal).toMatchObject({ name: 'first_name', text: 'description' });
    const record = {
      service_request_id: '7',
      requested_datetime: '2026-11-03T10:00:00Z',
      service_name: 'potholes',
      agency_responsible: 'Waste Operations',
      status: 'open',
    };
    const request = sourceIntake(mapping, { source: 'x', reference, words }).read(record, 1)!;
    expect(idsOf(request)).toMatchObject({ channel: 'mobile-app', topic: 'road-damage', entity: 'markets' });
  });
});
