import type { DayKind } from './rhythm.ts';

/** When in the year something comes up most, and how much: e^strength times the yearly middle at the peak. */
interface Season {
  /** Month of the peak, 1 to 12, fractions allowed. */
  readonly peak: number;
  readonly strength: number;
}

const summer = (strength: number): Season => ({ peak: 7.7, strength });
const winter = (strength: number): Season => ({ peak: 1.2, strength });

/** By topic id. A topic that is not named comes up all year. */
export const seasons: Readonly<Record<string, Season>> = {
  mosquitoes: { peak: 3.6, strength: 0.6 },
  rodents: winter(0.25),
  'cockroaches-ants': summer(0.65),
  'stray-cats-dogs': { peak: 4, strength: 0.2 },
  'playground-damage': winter(0.35),
  'park-cleanliness': winter(0.4),
  'park-entry-tickets': winter(0.45),
  'park-event-booking': winter(0.7),
  'beach-cleanliness': { peak: 4.2, strength: 0.35 },
  'beach-safety': summer(0.3),
  'beach-activity-permit': winter(0.5),
  'food-event-permit': winter(0.6),
  'billboard-permit': winter(0.3),
  'irrigation-leak': summer(0.6),
  'fallen-tree': { peak: 4, strength: 0.3 },
  'tree-planting': winter(0.5),
  'overflowing-container': summer(0.2),
  'sand-accumulation': { peak: 5.5, strength: 0.5 },
  'site-dust': summer(0.4),
  'night-work-permit': summer(0.5),
  'food-poisoning': summer(0.4),
  'expired-food': summer(0.25),
  'labour-accommodation': summer(0.6),
  'power-water-cut': summer(0.7),
  'septic-tanker': summer(0.25),
  'rainwater-pool': winter(0.8),
  'blocked-gully': winter(0.7),
  'nature-reserve-visit': winter(0.8),
};

/** How much more often a topic comes up when it rains: times this and the rain's strength. By topic id. */
export const rainTopics: Readonly<Record<string, number>> = {
  'rainwater-pool': 6,
  'blocked-gully': 4,
  'sewage-overflow': 0.8,
  'road-damage': 0.9,
  'fallen-tree': 1.5,
  'power-water-cut': 0.6,
};

/** How much more often in Ramadan. By topic id. */
export const ramadanTopics: Readonly<Record<string, number>> = {
  'unclean-restaurant': 0.7,
  'expired-food': 1.6,
  'food-event-permit': 2.2,
  'food-outlet-approval': 1.4,
  'street-vendors': 1.7,
  'market-cleanliness': 1.3,
  'night-work-permit': 1.5,
  'site-noise': 0.8,
};

/** Topics that the days before and of Eid Al Adha multiply. By topic id. */
export const adhaTopics: Readonly<Record<string, number>> = { slaughterhouse: 14 };

/** What a topic's weight is multiplied by on a day. */
export function seasonOf(topic: string, kind: DayKind): number {
  const season = seasons[topic];
  let factor = 1;
  if (season) {
    factor *= Math.exp(season.strength * Math.cos(kind.season - (2 * Math.PI * (season.peak - 1)) / 12));
  }
  if (kind.rain > 0) factor *= 1 + (rainTopics[topic] ?? 0) * kind.rain;
  if (kind.ramadan) factor *= ramadanTopics[topic] ?? 1;
  if (kind.untilAdha !== null) factor *= adhaTopics[topic] ?? 1;
  return factor;
}
