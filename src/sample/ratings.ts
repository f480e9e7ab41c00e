import { parseCalendar, workingHoursOn } from '../model/calendar.ts';
import { firstDayOfMonth, formatDay, monthOfDay } from '../model/day.ts';
import { timeZone } from '../model/timeZone.ts';
import { Random } from './random.ts';
import type { SampleOptions } from './sampleCity.ts';

/** Where the meter stands, by channel: its share of all ratings, and how many of a hundred are happy there. */
const places = [
  { channel: 'service-centre', share: 0.5, happy: 93 },
  { channel: 'mobile-app', share: 0.3, happy: 88 },
  { channel: 'website', share: 0.2, happy: 84 },
] as const;
/** Services with a meter: those of most requests. */
const rated = 12;
/** Ratings for each request that comes in. */
const ratingsPerRequest = 0.4;

/**
 * Invented ratings of the Happiness Meter as a table, of the working days of a sample city. The same options make the same
 * text.
 */
export function sampleRatings({ rows, seed, asOf, months = 24, reference }: SampleOptions): string {
  const { calendar: json, topics, words } = reference;
  const calendar = parseCalendar(json);
  const last = timeZone(calendar.timeZone).dayOf(asOf);
  const first = firstDayOfMonth(monthOfDay(last) - months + 1);
  const days = Array.from({ length: last - first + 1 }, (_, i) => first + i).filter(
    (day) => workingHoursOn(calendar, day).length > 0,
  );
  const random = new Random(seed, 'ratings');
  const services = words.service
    .map(({ id, en }) => ({
      en,
      weight: topics.reduce((sum, { service, weight }) => sum + (service === id ? weight : 0), 0),
      // Points that a service lies above or below its channel.
      lift: random.normal() * 3,
    }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, rated);
  const weights = services.reduce((sum, { weight }) => sum + weight, 0);
  const channels = places.flatMap((place) => {
    const word = words.channel.find(({ id }) => id === place.channel);
    return word ? [{ ...place, en: word.en }] : [];
  });
  const perDay = (rows * ratingsPerRequest) / Math.max(1, days.length);
  const lines = ['Day,Service,Channel,Happy,Neutral,Unhappy'];
  for (const day of days) {
    // It became a little better over the years.
    const drift = (3 * (day - last)) / 730;
    for (const { en, weight, lift } of services) {
      for (const place of channels) {
        const share = Math.min(0.99, Math.max(0.5, (place.happy + lift + drift) / 100));
        const mean = perDay * (weight / weights) * place.share;
        const [happy, neutral, unhappy] = [share, (1 - share) * 0.6, (1 - share) * 0.4].map((part) =>
          random.poisson(mean * part),
        );
        if (happy! + neutral! + unhappy! === 0) continue;
        lines.push([formatDay(day), quoted(en), quoted(place.en), happy, neutral, unhappy].join(','));
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
