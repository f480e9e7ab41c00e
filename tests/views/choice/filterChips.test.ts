import { describe, expect, test } from 'vitest';
import { makeText } from '../../../src/i18n/text.ts';
import { makeCity } from '../../../src/model/city.ts';
import type { Filter } from '../../../src/model/filter.ts';
import { chipsOf, withoutChip } from '../../../src/views/choice/filterChips.ts';
import { plain } from '../../support/plainText.ts';
import { randomCity } from '../../support/randomCity.ts';

const source = randomCity(1, 1);
const city = makeCity(source.zones, source.words, 'Asia/Dubai');
const text = makeText('en');
const opening = { from: 20000, to: 20027 };
const shown = (filter: Filter) =>
  chipsOf(text, city, filter, opening).map(({ kind, label }) => plain(`${kind}: ${label}`));

describe('chips', () => {
  test('the page as it opens has none', () => {
    expect(shown({ opened: opening })).toEqual([]);
  });

  test('one for each choice, named', () => {
    expect(
      shown({ opened: opening, zone: ['zone-2', 'none'], responseTime: ['lt-15m', 'none'], hour: ['7'] }),
    ).toEqual([
      'Zone: zone-2',
      'Zone: No zone',
      'Hour: 07:00',
      'First response: under 15 min',
      'First response: Not answered yet',
    ]);
  });

  test('many of one dimension share a chip', () => {
    expect(shown({ opened: opening, zone: ['zone-1', 'zone-2', 'zone-3', 'zone-4'] })).toEqual([
      'Zone: zone-1 and 3 more',
    ]);
  });

  test('another period than the opening one is a choice', () => {
    expect(shown({})).toEqual(['Period: All']);
    expect(shown({ opened: { from: 20000, to: 20001 } })).toEqual(['Period: 4 – 5 Oct 2024']);
  });

  test('an id that the city does not know is shown as it is', () => {
    expect(shown({ opened: opening, zone: ['nowhere'] })).toEqual(['Zone: nowhere']);
  });

  test('each takes out what it stands for', () => {
    const filter: Filter = { opened: { from: 1, to: 2 }, zone: ['zone-1', 'zone-2'], topic: ['a=b'] };
    expect(withoutChip(filter, 'zone=zone-1', opening).zone).toEqual(['zone-2']);
    expect(withoutChip(filter, 'zone', opening).zone).toBeUndefined();
    expect(withoutChip(filter, 'topic=a=b', opening).topic).toBeUndefined();
    expect(withoutChip(filter, 'opened', opening)).toEqual({ ...filter, opened: opening });
  });
});
