import { describe, expect, test } from 'vitest';
import { plainChoice } from '../../src/model/choice.ts';
import { choiceText, parseChoice } from '../../src/model/choiceText.ts';
import { makeCity } from '../../src/model/city.ts';
import { parseDay } from '../../src/model/day.ts';
import { referenceData } from '../../src/server/referenceData.ts';

const { zones, words } = referenceData();
const city = makeCity(zones, words, 'Asia/Dubai');
const range = (from: string, to: string) => ({ from: parseDay(from)!, to: parseDay(to)! });
const usual = plainChoice({ opened: range('2026-11-01', '2026-11-28') }, 'completionRate');

/** Addresses as people have kept them since before a choice had a form, with what each of them chooses. */
const kept: readonly (readonly [address: string, text: string])[] = [
  ['', 'v=1'],
  ['?zone=C373', 'v=1&zone=C373'],
  ['?place=PM-R33', 'v=1&place=PM-R33'],
  ['?sector=3', 'v=1&sector=3'],
  ['?district=deira,bur-dubai', 'v=1&district=bur-dubai,deira'],
  ['?zone=C251,C226', 'v=1&zone=C226,C251'],
  ['?zone=C251&category=report&channel=whatsapp', 'v=1&zone=C251&category=report&channel=whatsapp'],
  ['?channel=website&zone=C373', 'v=1&zone=C373&channel=website'],
  ['?category=report,complaint&channel=whatsapp', 'v=1&category=complaint,report&channel=whatsapp'],
  ['?topic=missed-collection', 'v=1&topic=missed-collection'],
  ['?opened=all', 'v=1&opened=all'],
  [
    '?opened=2026-10-01..2026-10-31&category=complaint',
    'v=1&opened=2026-10-01..2026-10-31&category=complaint',
  ],
  ['?opened=2026-10-01', 'v=1&opened=2026-10-01..2026-10-01'],
  ['?category=complaint&measure=onTimeRate', 'v=1&category=complaint&measure=onTimeRate'],
  ['?compare=year', 'v=1&compare=year'],
  ['?compare=none', 'v=1&compare=none'],
  ['?compare=2026-01-01..2026-01-28', 'v=1&compare=2026-01-01..2026-01-28'],
  ['?hour=9,10&weekday=1,none', 'v=1&hour=10,9&weekday=1,none'],
  ['?responseTime=gt-7d', 'v=1&responseTime=gt-7d'],
  ['?list=open', 'v=1&list=open'],
  ['?category=complaint&list=open', 'v=1&category=complaint&list=open'],
  [
    '?zone=C251&measure=open&list=received&list.channel=none&list.zone=&list.opened=all',
    'v=1&zone=C251&measure=open&list=received&list.opened=all&list.zone=&list.channel=none',
  ],
  ['?list=overdue&request=SR-2026-000123', 'v=1&list=overdue&request=SR-2026-000123'],
  ['?request=SR-2026-000123', 'v=1&list=received&list.opened=all&request=SR-2026-000123'],
  ['?view=areas', 'v=1&view=areas'],
  ['?beside=zone:C251,district:deira,zone:C315,city', 'v=1&beside=zone:C251,district:deira,zone:C315,city'],
  ['?beside=none', 'v=1&beside=none'],
  ['?lang=en&category=complaint&utm_source=mail', 'v=1&category=complaint'],
];

// Guards: a link that somebody kept shows for ever what it showed.
describe('an address of before choices had a form', () => {
  test.each(kept)('%s', (address, text) => {
    const { choice, unknown } = parseChoice(address, city, usual);
    expect(unknown).toEqual([]);
    expect(choiceText(choice, usual)).toBe(text);
    expect(parseChoice(text, city, usual)).toEqual({
      choice: parseChoice(`?${text}`, city, usual).choice,
      unknown: [],
    });
  });

  test('chooses what it chose', () => {
    const read = (address: string) => parseChoice(address, city, usual).choice;
    expect(read('?opened=2026-10-01..2026-10-31&zone=C251,none&compare=year&measure=open')).toEqual({
      ...plainChoice({ opened: range('2026-10-01', '2026-10-31'), zone: ['C251', 'none'] }, 'open'),
      comparison: 'yearBefore',
    });
    expect(read('?request=SR-2026-000123')).toEqual({
      ...usual,
      list: { measure: 'received', filter: {} },
      request: 'SR-2026-000123',
    });
    expect(read('?zone=C251&list=open&list.zone=&list.opened=all')).toEqual({
      ...plainChoice({ ...usual.filter, zone: ['C251'] }, 'completionRate'),
      list: { measure: 'open', filter: {} },
    });
    expect(read('?beside=district:deira,zone:C251,city').beside).toEqual({
      areas: [
        { dimension: 'district', id: 'deira' },
        { dimension: 'zone', id: 'C251' },
      ],
      city: true,
    });
  });

  test('names what is not there, as it did', () => {
    expect(parseChoice('?zone=C999&category=report&opened=yesterday', city, usual)).toEqual({
      choice: plainChoice({ ...usual.filter, category: ['report'] }, 'completionRate'),
      unknown: [
        { kind: 'period', value: 'yesterday' },
        { kind: 'word', dimension: 'zone', value: 'C999' },
      ],
    });
  });
});
