import { expect, it } from 'vitest';
import { openChannels, toggleAccount, toggleChannel, withChannels } from '../../src/model/accounts.ts';
import { plainChoice } from '../../src/model/choice.ts';
import { makeCity } from '../../src/model/city.ts';
import type { Filter } from '../../src/model/filter.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { requestColumnNames } from '../../src/model/schema.ts';
import { accountsAsk, makeScreen } from '../../src/model/screen.ts';
import { referenceData } from '../../src/server/referenceData.ts';

const { zones, words } = referenceData();
const city = makeCity(zones, words, 'Asia/Dubai');
const filter = (text: string): Filter =>
  Object.fromEntries(
    text.split(' ').flatMap((part) => {
      const [name, ids] = part.split('=');
      return ids ? [[name, ids.split(',')]] : [];
    }),
  );

// Guards: a channel that is chosen, or of which something is, shows its accounts; all others stay shut.
it.each([
  ['', []],
  ['channel=social-media', ['social-media']],
  ['channel=email', []],
  ['account=instagram', ['social-media']],
  ['channel=my-city account=x,tiktok', ['my-city', 'social-media']],
  ['account=unheard-of,none', []],
])('under %j open are %j', (text, open) => {
  expect([...openChannels(city, filter(text))]).toEqual(open);
});

// Guards: an account is never chosen beside the whole of its channel, which would choose it twice and narrow nothing.
it.each([
  ['account', '', 'instagram', 'account=instagram'],
  ['account', 'channel=social-media,email', 'instagram', 'channel=email account=instagram'],
  ['account', 'account=instagram,x', 'x', 'account=instagram'],
  ['account', 'account=instagram', 'instagram', ''],
  [
    'channel',
    'account=instagram,x,my-city-whatsapp',
    'social-media',
    'channel=social-media account=my-city-whatsapp',
  ],
  ['channel', 'channel=social-media', 'social-media', ''],
  ['channel', 'account=x', 'email', 'channel=email account=x'],
])('toggling the %s under %j: %s', (level, before, id, after) => {
  const toggled = level === 'account' ? toggleAccount : toggleChannel;
  expect(toggled(city, filter(before), id)).toEqual(filter(after));
});

// Guards: an account is held against what its channel should reach.
it('names goals by the channels of chosen accounts', () => {
  expect(withChannels(city, filter('category=report account=x,tiktok channel=email'))).toEqual(
    filter('category=report channel=email,social-media'),
  );
  expect(withChannels(city, filter('account=unheard-of'))).toEqual({});
});

// Guards: accounts are asked for only where they are looked at and can be had at once: a drag never waits for details.
it('asks about accounts only of open channels, with the details there, where a request tells one', () => {
  const manifest = { asOf: 1e9, cut: 1e9, days: null, fields: requestColumnNames } as unknown as Manifest;
  const under = (text: string, detailed = true, fields: readonly string[] = requestColumnNames) =>
    accountsAsk(
      makeScreen(city, { ...manifest, fields } as Manifest, plainChoice(filter(text), 'received'), detailed),
    );
  expect(under('channel=social-media category=report')).toMatchObject({
    by: ['account'],
    filter: { category: ['report'] },
  });
  expect(under('account=x')?.filter).toEqual({});
  expect(under('channel=email')).toBeNull();
  expect(under('channel=social-media', false)).toBeNull();
  expect(under('channel=social-media', true, ['channel'])).toBeNull();
});
