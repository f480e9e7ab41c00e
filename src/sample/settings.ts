import type { Area } from './areas.ts';

/** A trait of areas that draws requests to them. */
export type Trait = Exclude<keyof Area, 'character' | 'arabic'>;

/** Where something arises: how much each trait of an area counts. */
export type Setting = Readonly<Partial<Record<Trait, number>>>;

const anywhere: Setting = { homes: 0.7, days: 0.3 };

/** By service id. A service that is not named arises anywhere. */
export const serviceSettings: Readonly<Record<string, Setting>> = {
  'waste-collection': { homes: 0.85, days: 0.1, industry: 0.05 },
  'bulky-waste': { homes: 0.6, works: 0.2, industry: 0.15, days: 0.05 },
  'street-cleanliness': { homes: 0.5, days: 0.45, coast: 0.05 },
  'city-appearance': { homes: 0.35, days: 0.6, industry: 0.05 },
  'pest-control': { homes: 0.9, green: 0.1 },
  animals: { homes: 0.6, green: 0.4 },
  'public-parks': { green: 0.85, homes: 0.15 },
  beaches: { coast: 0.96, days: 0.04 },
  'trees-landscape': { green: 0.8, days: 0.2 },
  'public-facilities': { days: 0.6, homes: 0.25, green: 0.15 },
  rainwater: { wet: 0.9, works: 0.1 },
  sewerage: { homes: 0.7, wet: 0.15, industry: 0.15 },
  'building-permits': { works: 0.6, green: 0.25, days: 0.15 },
  'building-control': { homes: 0.6, works: 0.3, days: 0.1 },
  'engineering-offices': { days: 0.7, works: 0.3 },
  'planning-land': { works: 0.5, green: 0.4, days: 0.1 },
  'survey-maps': { works: 0.6, days: 0.2, green: 0.2 },
  'food-safety': { days: 0.65, homes: 0.3, industry: 0.05 },
  'consumer-products': { days: 0.7, industry: 0.3 },
  'health-safety': { days: 0.6, homes: 0.3, industry: 0.1 },
  environment: { industry: 0.45, homes: 0.35, days: 0.2 },
  markets: { days: 0.7, homes: 0.3 },
  'heritage-cemeteries': { days: 0.6, homes: 0.4 },
  'other-agencies': { homes: 0.55, days: 0.35, works: 0.1 },
};

/** By topic id, where a topic differs from its service. */
export const topicSettings: Readonly<Record<string, Setting>> = {
  'labour-accommodation': { industry: 1 },
  'marine-pollution': { coast: 1 },
  'site-noise': { works: 0.7, days: 0.3 },
  'site-dust': { works: 0.9, homes: 0.1 },
  'night-work-permit': { works: 1 },
  'developer-area': { works: 0.7, green: 0.3 },
  'public-transport-stop': { days: 1 },
  'hazardous-waste': { industry: 0.7, days: 0.3 },
};

/** The setting of a topic, and a name that topics of one setting share. */
export function settingOf(
  topic: string,
  service: string,
): { readonly name: string; readonly setting: Setting } {
  const own = topicSettings[topic];
  return own
    ? { name: topic, setting: own }
    : { name: service, setting: serviceSettings[service] ?? anywhere };
}
