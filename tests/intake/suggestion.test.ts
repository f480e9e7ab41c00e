import { describe, expect, it } from 'vitest';
import { profileColumns } from '../../src/intake/profile.ts';
import { arabicDigits, csv, oneByte, suggestionFor } from '../support/exports.ts';
import { seeded } from '../support/seeded.ts';

const two = (n: number) => String(n).padStart(2, '0');

/** Rows of an export with dates of 2024 that a writer formats. */
function rows(
  count: number,
  row: (
    pick: <T>(values: readonly T[]) => T,
    date: (later?: number) => Date,
    i: number,
  ) => readonly (string | number)[],
): (string | number)[][] {
  const random = seeded(7);
  const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)]!;
  return Array.from({ length: count }, (_, i) => {
    const opened = Date.UTC(2024, 0, 1) + Math.floor(random() * 300 * 86_400) * 1000;
    return [...row(pick, (later = 0) => new Date(opened + later * 1000), i)];
  });
}

const american = (d: Date) => {
  const h = d.getUTCHours();
  return `${two(d.getUTCMonth() + 1)}/${two(d.getUTCDate())}/${d.getUTCFullYear()} ${two(h % 12 || 12)}:${two(d.getUTCMinutes())}:00 ${h < 12 ? 'AM' : 'PM'}`;
};

describe('suggest', () => {
  it('takes the Gregorian of two columns that tell one day in both calendars', async () => {
    const hijri = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
      ...{ timeZone: 'UTC', year: 'numeric', month: '2-digit', day: '2-digit' },
    });
    const table = rows(60, (pick, date, i) => {
      const parts = Object.fromEntries(hijri.formatToParts(date()).map(({ type, value }) => [type, value]));
      return [
        i + 1,
        `${parts.year}/${parts.month}/${parts.day}`,
        date().toISOString().slice(0, 10).replaceAll('-', '/'),
        pick(['مردف', 'البرشاء الأولى']),
      ];
    });
    const both = csv([['رقم الطلب', 'تاريخ الطلب هجري', 'تاريخ الطلب ميلادي', 'المنطقة'], ...table]);
    expect((await suggestionFor(both)).columns.opened).toBe('تاريخ الطلب ميلادي');
    const one = csv([
      ['رقم الطلب', 'تاريخ الطلب هجري', 'المنطقة'],
      ...table.map(([ref, first, , zone]) => [ref!, first!, zone!]),
    ]);
    expect((await suggestionFor(one)).columns.opened).toBe('تاريخ الطلب هجري');
  });

  it('maps New York: two levels of topics, dates with AM and PM, nothing personal', async () => {
    const header = [
      'Unique Key',
      'Created Date',
      'Closed Date',
      'Agency',
      'Agency Name',
      'Complaint Type',
      'Descriptor',
      'Location Type',
      'Incident Zip',
      'Incident Address',
      'Street Name',
      'City',
      'Status',
      'Due Date',
      'Resolution Description',
      'Community Board',
      'Borough',
      'Open Data Channel Type',
      'Latitude',
      'Longitude',
      'Location',
    ];
    const topics = [
      ['Noise - Residential', 'Loud Music/Party'],
      ['Noise - Residential', 'Banging/Pounding'],
      ['Illegal Parking', 'Blocked Hydrant'],
      ['HEAT/HOT WATER', 'ENTIRE BUILDING'],
      ['HEAT/HOT WATER', 'APARTMENT ONLY'],
    ];
    const text = csv([
      header,
      ...rows(200, (pick, date, i) => {
        const borough = pick(['BROOKLYN', 'QUEENS', 'BRONX', 'Unspecified']);
        return [
          6_000_000 + i,
          american(date()),
          american(date(9000)),
          pick(['NYPD', 'HPD', 'DOT']),
          pick(['New York City Police Department', 'Department of Housing']),
          ...pick(topics),
          pick(['Street/Sidewalk', 'Store/Commercial']),
          pick([11201, 10027]),
          `${i} MAIN STREET`,
          'MAIN STREET',
          borough,
          pick(['Closed', 'Open', 'In Progress']),
          american(date(99_000)),
          'The Police Department responded to the complaint and determined that police action was not necessary.',
          `0${1 + (i % 9)} ${borough}`,
          borough,
          pick(['ONLINE', 'PHONE', 'MOBILE']),
          (40.6 + (i % 20) / 100).toFixed(6),
          (-74 + (i % 20) / 100).toFixed(6),
          '(40.7, -73.9)',
        ];
      }),
    ]);
    expect(await suggestionFor(text)).toMatchObject({
      columns: {
        ref: 'Unique Key',
        opened: 'Created Date',
        resolved: 'Closed Date',
        dueResolution: 'Due Date',
        stage: 'Status',
        zone: 'Borough',
        longitude: 'Longitude',
        latitude: 'Latitude',
        channel: 'Open Data Channel Type',
        service: 'Complaint Type',
        topic: 'Descriptor',
        entity: 'Agency',
      },
      dates: { order: 'mdy' },
      timeZone: 'America/New_York',
      zones: 'fromValues',
    });
  });

  it('maps an Arabic export of a municipality: names folded, digits, ص and م, personal columns left out', async () => {
    const write = (d: Date) =>
      arabicDigits(
        `${d.getUTCFullYear()}/${two(d.getUTCMonth() + 1)}/${two(d.getUTCDate())} ${two(d.getUTCHours() % 12 || 12)}:${two(d.getUTCMinutes())}`,
      ) + (d.getUTCHours() < 12 ? ' ص' : ' م');
    const header = [
      'رقم الطلب',
      'تاريخ الإنشاء',
      'تاريخ الإغلاق',
      'الحالة',
      'القناة',
      'المنطقة',
      'نوع الطلب',
      'الموضوع',
      'اسم المتعامل',
      'رقم الهاتف',
      'الوصف',
      'التقييم',
    ];
    const text = csv([
      header,
      ...rows(120, (pick, date, i) => [
        arabicDigits(`${1000 + i}`),
        write(date()),
        write(date(5000)),
        pick(['مغلق', 'قيد المعالجة', 'جديد']),
        pick(['واتساب', 'مركز الاتصال', 'تطبيق الهاتف']),
        pick(['البرشاء الاولى', 'نايف', 'القوز الثالثه', 'ديرة']),
        pick(['شكوى', 'استفسار', 'بلاغ']),
        pick(['إنارة الشوارع', 'تراكم نفايات']),
        'أحمد محمد',
        '٠٥٠١٢٣٤٥٦٧',
        `يوجد تراكم\nأمام المنزل ${i}`,
        pick(['٥', '٣', '']),
      ]),
    ]);
    const found = await suggestionFor(text);
    expect(found.columns).toEqual({
      ref: 'رقم الطلب',
      opened: 'تاريخ الإنشاء',
      resolved: 'تاريخ الإغلاق',
      stage: 'الحالة',
      channel: 'القناة',
      zone: 'المنطقة',
      category: 'نوع الطلب',
      topic: 'الموضوع',
      satisfaction: 'التقييم',
    });
    expect(found).toMatchObject({ zones: 'dubai', timeZone: 'Asia/Dubai' });
  });

  it.each([
    ['Attachments Count', [0, 1, 2, 14]],
    ['No. of Attachments', ['', '0', '3']],
    ['AttachmentCount', [0, 5]],
    ['photos_count', [0, 1]],
    ['Attachments', [0, 1, 2]],
    ['عدد المرفقات', ['٠', '٣']],
    ['المرفقات', [0, 2]],
  ])('takes "%s" with %j for how many there are', async (name, counts) => {
    const text = csv([['Created', name], ...rows(60, (pick, date) => [american(date()), pick([...counts])])]);
    expect((await suggestionFor(text)).columns).toMatchObject({ attachments: name });
  });

  it.each([
    ['Attachments', ['a.jpg', 'scan of my passport.pdf']],
    ['Attachments Count', ['1', 'a.jpg']],
    ['المرفقات', ['صورة.jpg', 'هوية.pdf']],
    ['Attachment ID', [10, 11, 12]],
    ['Attachment URL', ['https://x/1', 'https://x/2']],
    ['Photo', [1, 2]],
  ])('takes "%s" with %j for nothing', async (name, values) => {
    const text = csv([['Created', name], ...rows(60, (pick, date) => [american(date()), pick([...values])])]);
    expect((await suggestionFor(text)).columns).toEqual({ opened: 'Created' });
    const sample = values.map((value) => [String(value)]);
    expect(profileColumns([name], sample)[0]!.personal).toBe(true);
  });

  it('takes a name without rows for how many there are only where it says so', async () => {
    const of = async (name: string) => (await suggestionFor(csv([['Created', name]]))).columns;
    expect(await of('Attachments Count')).toMatchObject({ attachments: 'Attachments Count' });
    expect(await of('Attachments')).toEqual({ opened: 'Created' });
  });

  it('believes values more than the names of columns', async () => {
    const text = csv([
      ['ward', 'creation_date', 'call_type', 'call_description', 'maintenance_yard', 'priority_name'],
      ...rows(100, (pick, date) => [
        pick(['Ward 1', 'WARD 1', 'Ward 22', '']),
        american(date()),
        pick(['Roads', 'Parking']),
        pick(['Potholes', 'Signs', 'Snow', 'Overtime']),
        pick(['Priority - 3', 'TRIM ROADS', 'CYRVILLE ROADS', 'Loretta Yard']),
        'CC PHONE',
      ]),
    ]);
    expect((await suggestionFor(text, 'ottawa_2014.csv')).columns).toEqual({
      opened: 'creation_date',
      zone: 'ward',
      channel: 'priority_name',
      service: 'call_type',
      topic: 'call_description',
    });
  });

  it('maps Open311, whose coordinates alone place nothing in another city', async () => {
    const iso = (d: Date) => d.toISOString().replace('.000', '');
    const text = csv([
      [
        'service_request_id',
        'status',
        'status_notes',
        'service_name',
        'service_code',
        'description',
        'agency_responsible',
        'requested_datetime',
        'updated_datetime',
        'address',
        'lat',
        'long',
        'media_url',
      ],
      ...rows(80, (pick, date, i) => [
        `${i}-24`,
        pick(['open', 'closed']),
        'noted',
        pick(['Pothole', 'Graffiti']),
        '001',
        `There is a hole at my door, number ${i}`,
        'Public Works',
        iso(date()),
        iso(date(900)),
        `${i} Main St`,
        41.9,
        -87.6,
        'http://x/y.jpg',
      ]),
    ]);
    const found = await suggestionFor(text);
    expect(found.columns).toEqual({
      ref: 'service_request_id',
      opened: 'requested_datetime',
      updated: 'updated_datetime',
      stage: 'status',
      longitude: 'long',
      latitude: 'lat',
      topic: 'service_name',
      entity: 'agency_responsible',
    });
    expect(found).toMatchObject({ zones: 'fromValues', timeZone: 'America/Chicago' });
    expect(found.notes.join()).toContain('points are kept');
  });

  it('places requests of Dubai by coordinates where no column names a zone', async () => {
    const text = csv([['Created', 'Lat', 'Lng'], ...rows(60, (_, date) => [american(date()), 25.2, 55.3])]);
    expect(await suggestionFor(text)).toMatchObject({
      zones: 'dubai',
      timeZone: 'Asia/Dubai',
      columns: { latitude: 'Lat', longitude: 'Lng' },
    });
  });

  it('joins a date and a time, and reads Windows-1256 with semicolons', async () => {
    const text = csv(
      [
        ['رقم البلاغ', 'تاريخ البلاغ', 'وقت البلاغ', 'الحالة', 'المنطقة', 'التصنيف', 'المصدر'],
        ...rows(60, (pick, date, i) => [
          i,
          `${date().getUTCDate()}/${date().getUTCMonth() + 1}/2024`,
          date().toISOString().slice(11, 16),
          pick(['منجز', 'قيد التنفيذ']),
          pick(['التعاون', 'المجاز', 'القاسمية']),
          pick(['نظافة', 'مرور']),
          pick(['هاتف', 'بريد إلكتروني']),
        ]),
      ],
      ';',
    );
    const found = await suggestionFor(oneByte(text, 'windows-1256'), 'sharjah.csv');
    expect(found.columns).toEqual({
      ref: 'رقم البلاغ',
      opened: { date: 'تاريخ البلاغ', time: 'وقت البلاغ' },
      stage: 'الحالة',
      zone: 'المنطقة',
      topic: 'التصنيف',
      channel: 'المصدر',
    });
    expect(found).toMatchObject({
      encoding: 'windows-1256',
      delimiter: ';',
      zones: 'fromValues',
      dates: { order: 'dmy' },
    });
  });

  it('tells day and month apart by the number that changes more where no value decides, and says so', async () => {
    const days = (write: (n: number) => string) =>
      csv([['opened'], ...Array.from({ length: 12 }, (_, i) => [write(i + 1)])]);
    const first = await suggestionFor(days((n) => `${n}/3/2024`));
    expect(first.dates).toEqual({ order: 'dmy' });
    expect(first.notes.join()).toContain('the first number changes more');
    expect((await suggestionFor(days((n) => `3/${n}/2024`))).dates).toEqual({ order: 'mdy' });
    const open = await suggestionFor('opened\n3/4/2024\n');
    expect(open.dates).toEqual({ order: 'dmy' });
    expect(open.notes.join()).toContain('check it');
    expect((await suggestionFor('opened\n3/4/2024\n', 'chicago.csv')).dates).toEqual({ order: 'mdy' });
  });

  it('maps no names, numbers, addresses or texts, whatever they are called', async () => {
    const text = csv([
      ['opened', 'Type', 'Topic', 'Source', 'Category', 'Zone', 'Status'],
      ...rows(100, (_, date, i) => [
        american(date()),
        `Person Number${i}`,
        `a${i}@example.com`,
        `+9715012345${two(i % 100)}`,
        `I live at villa ${i} and would like to say that the lamp is broken`,
        `Villa ${i}, Street ${i * 7}`,
        `said on day ${i} that it is fine`,
      ]),
    ]);
    expect((await suggestionFor(text)).columns).toEqual({ opened: 'opened' });
  });

  // Guards: a person's number is never published as a request's, and a contact centre's call has its own.
  it('takes the number of a contact for the reference where contacts are calls, and never where they are people', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [
      ...[`8812${345_600 + i * 7}`, `2026-03-${String((i % 28) + 1).padStart(2, '0')} 10:15`],
      ...[['Roads', 'Waste'][i % 2]!, ['Voice', 'Chat'][i % 2]!],
    ]);
    const refOf = async (date: string) =>
      (await suggestionFor(csv([['Contact ID', date, 'Topic', 'Contact Channel'], ...rows]))).columns.ref;
    expect(await refOf('Contact Start Time')).toBe('Contact ID');
    expect(await refOf('Created Date')).toBeUndefined();
  });

  it('leaves out a column whose name is personal though its values look like words', async () => {
    const text = csv([
      ['opened', 'Home Address', 'Customer Name', 'Caller', 'Type'],
      ...rows(60, (pick, date) => [
        american(date()),
        pick(['Naif', 'Mirdif']),
        pick(['WhatsApp', 'Phone']),
        pick(['Complaint', 'Inquiry']),
        pick(['Complaint', 'Inquiry']),
      ]),
    ]);
    expect((await suggestionFor(text)).columns).toEqual({ opened: 'opened', category: 'Type' });
  });

  it('proposes what stages mean that the dictionary does not have', async () => {
    const words = [
      'Duplicate (closed)',
      'Terminée (provisoire)',
      'heute erledigt',
      'Work in hold',
      'Closed',
      'Not resolved',
      'XYZ',
    ];
    const text = csv([
      ['opened', 'Status'],
      ...rows(70, (_, date, i) => [american(date()), words[i % words.length]!]),
    ]);
    const found = await suggestionFor(text);
    expect(found.words).toEqual({
      stage: {
        'Duplicate (closed)': 'closed',
        'Terminée (provisoire)': 'resolved',
        'heute erledigt': 'resolved',
        'Work in hold': 'in-progress',
        'Not resolved': 'in-progress',
      },
    });
    expect(found.notes.join()).toContain('"heute erledigt" is taken for resolved');
  });

  it('suggests from names alone where there are no rows, and says what is missing where nothing is a date', async () => {
    expect(
      (await suggestionFor('Request ID,Created Date,Closed Date,Status,Neighborhood,Phone\n')).columns,
    ).toEqual({
      ref: 'Request ID',
      opened: 'Created Date',
      resolved: 'Closed Date',
      stage: 'Status',
      zone: 'Neighborhood',
    });
    const none = await suggestionFor('a,b\nx,y\n');
    expect(none.columns).toEqual({});
    expect(none.notes.join()).toContain('name it in columns.opened');
  });
});
