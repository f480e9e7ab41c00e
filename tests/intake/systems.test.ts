import { expect, it } from 'vitest';
import { systemOf, systems } from '../../src/intake/systems/systems.ts';
import { headerOf, rowsOf } from '../corpus/rows.ts';
import { corpus } from '../corpus/score.ts';
import { csv, suggestionFor } from '../support/exports.ts';

const sheets = corpus();
const ofSystem = (name: string) => sheets.filter((sheet) => systemOf(headerOf(sheet))?.name === name);

it.each(systems.map((system) => [system.name, system] as const))(
  '%s: is known by the names of its columns, and that is said',
  async (name, system) => {
    const [sheet] = ofSystem(name);
    const header = headerOf(sheet!);
    const found = await suggestionFor(csv([header, ...rowsOf(sheet!)]));
    expect(found.columns).toMatchObject(
      Object.fromEntries(Object.entries(system.columns).filter(([, column]) => header.includes(column))),
    );
    for (const column of system.nothing) expect(JSON.stringify(found.columns)).not.toContain(`"${column}"`);
    expect(found.notes.join()).toContain(`those of ${name}`);
  },
);

it('no other system has all signs of one', () => {
  const known = sheets.flatMap((sheet) => {
    const system = systemOf(headerOf(sheet));
    return system ? [`${sheet.system}: ${system.name}`] : [];
  });
  expect(known.sort()).toEqual([
    'CKAN 311: Boston 311',
    'Call centre: Genesys',
    'FixMyStreet Pro: FixMyStreet',
    'Oracle Siebel: Oracle Siebel',
    'SeeClickFix: SeeClickFix',
    'Socrata 311: Los Angeles 311',
  ]);
});

it('one name less, and it is not known', () => {
  for (const { signs } of systems) {
    expect(systemOf(signs)).not.toBeNull();
    expect(systemOf(signs.slice(1))).toBeNull();
  }
});

// Guards: a few rows, of some columns only, are still Boston's: its `subject` is the department in words.
it.each([
  ['all columns', []],
  ['some of them', ['case_title', 'sla_target_dt', 'queue', 'on_time']],
  ['without a topic', ['type']],
  ['without a service', ['reason']],
] as const)('Boston 311, five rows of %s', async (_, left) => {
  const all = [
    ...[
      'case_enquiry_id',
      'open_dt',
      'sla_target_dt',
      'closed_dt',
      'on_time',
      'case_status',
      'closure_reason',
    ],
    ...['case_title', 'subject', 'reason', 'type', 'queue', 'department', 'location', 'ward', 'neighborhood'],
    ...['latitude', 'longitude', 'source'],
  ];
  const about = [
    ['Public Works Department', 'Sanitation', 'Missed Trash', 'PWDx_Missed Trash', 'PWDx'],
    ['Parks & Recreation Department', 'Trees', 'Tree Pruning', 'PARK_Maintenance', 'PARK'],
  ];
  const rows = Array.from({ length: 5 }, (_, i) => {
    const [subject, reason, type, queue, department] = about[i % 2]!;
    const day = `2024-03-0${i + 1}`;
    return [
      ...[101_005_000 + i, `${day} 08:12:00`, `${day} 18:30:00`, i % 2 ? `${day} 16:00:00` : '', 'ONTIME'],
      ...[i % 2 ? 'Closed' : 'Open', i % 2 ? 'Case Closed. Resolved' : ' ', type!, subject!, reason!, type!],
      ...[queue!, department!, `${i} Beacon St  Boston  MA`, `Ward ${i}`, ['Roxbury', 'Dorchester'][i % 2]!],
      ...[(42.33 + i / 1000).toFixed(4), (-71.08 - i / 1000).toFixed(4), 'Citizens Connect App'],
    ];
  });
  const kept = all.flatMap((name, i) => ((left as readonly string[]).includes(name) ? [] : [i]));
  const found = await suggestionFor(csv([all, ...rows].map((row) => kept.map((i) => row[i]!))));
  const { entity, service, topic } = found.columns;
  const has = (name: string) => (kept.includes(all.indexOf(name)) ? name : undefined);
  expect({ entity, service, topic }).toEqual({
    entity: 'subject',
    service: has('reason'),
    topic: has('type'),
  });
  expect(found.columns).toMatchObject({ ref: 'case_enquiry_id', opened: 'open_dt', resolved: 'closed_dt' });
  expect(found.notes.join()).toContain('those of Boston 311');
});
