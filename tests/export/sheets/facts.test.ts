import { expect, test } from 'vitest';
import { factsOf } from '../../../src/export/sheets/facts.ts';
import { makeText } from '../../../src/i18n/text.ts';
import { plainChoice, usualChoice } from '../../../src/model/choice.ts';
import { parseChoice } from '../../../src/model/choiceText.ts';
import { openingOf } from '../../support/opening.ts';
import { randomCity } from '../../support/randomCity.ts';

// Guards: who gets a file can open what it was made of, months later too, when another period is the usual one.
test.each(['ar', 'en'] as const)(
  'a file says what is chosen as a text that a link may have, %s',
  async (language) => {
    const { city, manifest } = await openingOf(randomCity(4, 60));
    const filter = { ...usualChoice(city, manifest).filter, zone: ['zone-2', 'zone-1'] };
    const choice = { ...plainChoice(filter, 'open'), list: { measure: 'overdue', filter } } as const;
    const text = makeText(language);
    const facts = factsOf(text, '', { city, manifest, choice, compared: null, measures: [] });
    const told = facts.find(({ name }) => name === text.t('fact.text'))!.value;
    expect(told).toMatch(
      /^v=1&opened=2026-\d\d-\d\d\.\.2026-\d\d-\d\d&zone=zone-1,zone-2&measure=open&list=overdue$/,
    );
    const read = parseChoice(told, city, plainChoice({}, 'received'));
    expect(read.choice.filter.opened).toEqual(filter.opened);
    expect(read.unknown).toEqual([]);
  },
);
