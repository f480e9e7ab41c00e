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
