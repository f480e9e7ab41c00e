import { expect, it } from 'vitest';
import { makeCity } from '../../../src/model/city.ts';
import { referenceData } from '../../../src/server/referenceData.ts';
import { linesOf } from '../../../src/views/groups/accountRows.ts';
import { type Group, received } from '../../../src/views/groups/groups.ts';

const { zones, words } = referenceData();
const city = makeCity(zones, words, 'Asia/Dubai');
const group = (id: string, count: number): Group => ({
  id,
  name: id,
  cells: { received: { kind: 'value', value: count, n: count } },
});
const channels = [
  group('call-centre', 90),
  group('social-media', 40),
  group('my-city', 12),
  group('none', 3),
];
const accounts = [
  ...[group('instagram', 20), group('my-city-dubai-now', 12), group('x', 15), group('none', 98)],
];
const told = (filter: object) =>
  linesOf({ city, filter }, channels, accounts, 'not told').map(
    (line) => `${line.id} ${received(line.group)}${line.untold ? ' untold' : ''}`,
  );

// Guards: a channel's rows sum up to it, what tells no account is said, and no other channel's accounts are among them.
it('opens a channel into its accounts and what tells none', () => {
  expect(told({ channel: ['social-media'] })).toEqual([
    'call-centre 90',
    ...['social-media 40', 'social-media/instagram 20', 'social-media/x 15', 'social-media/none 5 untold'],
    ...['my-city 12', 'none 3'],
  ]);
  expect(told({ account: ['my-city-whatsapp'] })).toEqual([
    ...['call-centre 90', 'social-media 40', 'my-city 12', 'my-city/my-city-dubai-now 12', 'none 3'],
  ]);
});

it('leaves shut what is not chosen, and a channel of which no request tells an account', () => {
  const shut = ['call-centre 90', 'social-media 40', 'my-city 12', 'none 3'];
  expect(told({})).toEqual(shut);
  expect(told({ channel: ['call-centre'] })).toEqual(shut);
});
