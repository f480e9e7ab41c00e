import { expect, it } from 'vitest';
import { joinRatings } from '../../src/intake/ratings/joinRatings.ts';
import { RatingWords } from '../../src/intake/ratings/ratingWords.ts';
import { readRatings } from '../../src/intake/ratings/readRatings.ts';
import { formatDay } from '../../src/model/day.ts';
import { countRatings, daysRated, happyShare } from '../../src/model/ratings.ts';
import { sampleRatings } from '../../src/sample/ratings.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { fileOf } from '../support/exports.ts';

const asOf = Date.UTC(2026, 10, 20, 9) / 1000;

// Guards: the sample's ratings are a table as the reader takes it, without a word that is not known, the same for the same
// options, and of the months that the city has.
it('invents ratings that the reader takes whole', async () => {
  const options = { rows: 20_000, seed: 3, asOf, months: 6, reference: referenceData() };
  const text = sampleRatings(options);
  expect(sampleRatings(options)).toBe(text);
  expect(sampleRatings({ ...options, seed: 4 })).not.toBe(text);
  const { words, synonyms } = options.reference;
  const read = await readRatings(fileOf(text), new RatingWords(words, synonyms));
  expect(read.problems).toEqual([]);
  expect(read.entries.length).toBe(text.trim().split('\n').length - 1);
  const ratings = { ...joinRatings([read], true).ratings, mark: '' };
  const days = daysRated(ratings)!;
  expect([formatDay(days.from).slice(0, 7), formatDay(days.to)]).toEqual(['2026-06', '2026-11-20']);
  expect([ratings.services.length, ratings.channels.length]).toEqual([12, 3]);
  const share = happyShare(countRatings(ratings, { period: days, services: [], channels: [] }).all);
  if (share.kind !== 'value') throw new Error('the sample has no ratings');
  expect(share.n).toBeGreaterThan(7000);
  expect(share.n).toBeLessThan(9000);
  expect(share.value).toBeGreaterThan(0.8);
  expect(share.value).toBeLessThan(0.95);
});
