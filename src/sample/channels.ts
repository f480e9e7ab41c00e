import type { DayKind, Habit } from './rhythm.ts';

/** How customers use one channel, and how it answers. Numbers are invented. */
export interface ChannelUse {
  readonly id: string;
  readonly habit: Habit;
  /** Share of all requests two years before the end of the data, and at the end. */
  readonly share: readonly [before: number, now: number];
  /** How much of a working day's use there is on a day off. */
  readonly dayOff: number;
  /** Weights of the categories. */
  readonly categories: Readonly<Record<string, number>>;
  /** Share of requests that come with a point on the map. */
  readonly located: number;
  /** Time until a person or the assistant answers an inquiry. Elapsed where the desk is always staffed. */
  readonly answer: { readonly medianSeconds: number; readonly spread: number; readonly working: boolean };
  /** Share of inquiries that are solved in that first answer. */
  readonly firstContact: number;
  /** Share of requests in a language other than Arabic and English. */
  readonly otherLanguages: number;
  /** Share of reports that come with a file, most often a photo, and the chance of each further one. */
  readonly attached: { readonly share: number; readonly further: number };
  /** Weights of its accounts or lines, and of a request that tells none; left out: none tells one. */
  readonly accounts?: Readonly<Record<string, number>> & { readonly untold: number };
}

const minute = 60;
const hour = 3600;

/**
 * The channels, from the most used. Call centre: 77.5 % information, of which 77.9 % solved at first contact, as a
 * government contact centre published for 2013.
 */
export const channelUses: readonly ChannelUse[] = [
  {
    id: 'call-centre',
    habit: 'desk',
    share: [0.4, 0.3],
    dayOff: 0.85,
    categories: {
      inquiry: 83.4,
      report: 9.6,
      observation: 0.9,
      suggestion: 0.5,
      complaint: 5.4,
      'service-request': 4.2,
      compliment: 0.4,
    },
    located: 0.56,
    answer: { medianSeconds: 50, spread: 0.9, working: false },
    firstContact: 0.779,
    otherLanguages: 0.17,
    attached: { share: 0.02, further: 0.2 },
  },
  {
    id: 'whatsapp',
    habit: 'chat',
    share: [0.15, 0.235],
    dayOff: 1.15,
    categories: {
      inquiry: 35,
      report: 32,
      observation: 4,
      suggestion: 1.6,
      complaint: 8.6,
      'service-request': 13,
      compliment: 1.8,
    },
    located: 0.74,
    answer: { medianSeconds: 20 * minute, spread: 1.1, working: false },
    firstContact: 0.61,
    otherLanguages: 0.1,
    attached: { share: 0.5, further: 0.25 },
  },
  {
    id: 'website',
    habit: 'desk',
    share: [0.14, 0.11],
    dayOff: 0.9,
    categories: {
      inquiry: 15,
      report: 21,
      observation: 4,
      suggestion: 5,
      complaint: 12,
      'service-request': 38,
      compliment: 2,
    },
    located: 0.78,
    answer: { medianSeconds: 1.1 * hour, spread: 0.8, working: true },
    firstContact: 0.546,
    otherLanguages: 0,
    attached: { share: 0.3, further: 0.3 },
  },
  {
    id: 'mobile-app',
    habit: 'chat',
    share: [0.11, 0.15],
    dayOff: 1.2,
    categories: {
      inquiry: 7,
      report: 46,
      observation: 9,
      suggestion: 3,
      complaint: 8,
      'service-request': 24,
      compliment: 2,
    },
    located: 0.97,
    answer: { medianSeconds: 1.2 * hour, spread: 0.9, working: true },
    firstContact: 0.58,
    otherLanguages: 0,
    attached: { share: 0.65, further: 0.3 },
  },
  {
    id: 'fares',
    habit: 'chat',
    share: [0.06, 0.09],
    dayOff: 1.1,
    categories: {
      inquiry: 84,
      report: 5,
      observation: 0.8,
      suggestion: 0.7,
      complaint: 1.5,
      'service-request': 8,
      compliment: 0,
    },
    located: 0.45,
    answer: { medianSeconds: 9, spread: 0.6, working: false },
    firstContact: 0.69,
    otherLanguages: 0.04,
    attached: { share: 0.12, further: 0.15 },
  },
  {
    id: 'social-media',
    habit: 'chat',
    share: [0.045, 0.038],
    dayOff: 1.2,
    categories: {
      inquiry: 36,
      report: 22,
      observation: 10,
      suggestion: 6,
      complaint: 17,
      'service-request': 2,
      compliment: 7,
    },
    located: 0.45,
    answer: { medianSeconds: 48 * minute, spread: 1.1, working: false },
    firstContact: 0.415,
    otherLanguages: 0.02,
    attached: { share: 0.35, further: 0.2 },
    accounts: { instagram: 36, x: 30, facebook: 13, tiktok: 9, snapchat: 4, linkedin: 2, untold: 6 },
  },
  {
    id: 'service-centre',
    habit: 'counter',
    share: [0.03, 0.014],
    dayOff: 0,
    categories: {
      inquiry: 46,
      report: 2,
      observation: 1,
      suggestion: 1,
      complaint: 8,
      'service-request': 40,
      compliment: 2,
    },
    located: 0.6,
    answer: { medianSeconds: 13 * minute, spread: 0.6, working: false },
    firstContact: 0.82,
    otherLanguages: 0.1,
    attached: { share: 0.3, further: 0.3 },
  },
  {
    id: 'email',
    habit: 'desk',
    share: [0.04, 0.025],
    dayOff: 0.55,
    categories: {
      inquiry: 24,
      report: 10,
      observation: 5,
      suggestion: 6,
      complaint: 22,
      'service-request': 25,
      compliment: 4,
    },
    located: 0.5,
    answer: { medianSeconds: 2.6 * hour, spread: 0.7, working: true },
    firstContact: 0.47,
    otherLanguages: 0,
    attached: { share: 0.4, further: 0.3 },
  },
  {
    id: 'platform-04',
    habit: 'desk',
    share: [0.016, 0.018],
    dayOff: 0.8,
    categories: {
      inquiry: 6,
      report: 24,
      observation: 15,
      suggestion: 14,
      complaint: 36,
      'service-request': 2,
      compliment: 3,
    },
    located: 0.8,
    answer: { medianSeconds: 1.5 * hour, spread: 0.7, working: true },
    firstContact: 0.5,
    otherLanguages: 0,
    attached: { share: 0.45, further: 0.3 },
  },
  {
    id: 'my-city',
    habit: 'field',
    share: [0.001, 0.019],
    dayOff: 0.9,
    categories: {
      inquiry: 0,
      report: 73,
      observation: 26,
      suggestion: 1,
      complaint: 0,
      'service-request': 0,
      compliment: 0,
    },
    located: 1,
    answer: { medianSeconds: 1 * hour, spread: 0.7, working: true },
    firstContact: 0,
    otherLanguages: 0,
    attached: { share: 0.93, further: 0.4 },
    accounts: { 'my-city-dubai-now': 68, 'my-city-whatsapp': 32, untold: 0 },
  },
  {
    id: 'virtual-appointment',
    habit: 'counter',
    share: [0.004, 0.011],
    dayOff: 0,
    categories: {
      inquiry: 56,
      report: 0,
      observation: 0,
      suggestion: 0,
      complaint: 10,
      'service-request': 34,
      compliment: 0,
    },
    located: 0.7,
    answer: { medianSeconds: 7 * minute, spread: 0.7, working: false },
    firstContact: 0.74,
    otherLanguages: 0,
    attached: { share: 0.35, further: 0.3 },
  },
];

/** How a channel is used that data/channels.json has and `channelUses` does not: a little, for everything. */
const newChannelUse: Omit<ChannelUse, 'id'> = {
  habit: 'desk',
  share: [0.01, 0.01],
  dayOff: 0.8,
  categories: {
    inquiry: 40,
    report: 25,
    observation: 5,
    suggestion: 3,
    complaint: 10,
    'service-request': 15,
    compliment: 2,
  },
  located: 0.6,
  answer: { medianSeconds: 1 * hour, spread: 0.8, working: true },
  firstContact: 0.55,
  otherLanguages: 0.02,
  attached: { share: 0.3, further: 0.3 },
};

/** The use of a channel by its id. */
export function useOf(id: string): ChannelUse {
  return channelUses.find((use) => use.id === id) ?? { ...newChannelUse, id };
}

/** The weight of a category in a channel; one that is new in data/categories.json comes up a little everywhere. */
export function categoryWeight(use: ChannelUse, category: string): number {
  return use.categories[category] ?? 1;
}

/** The channel whose topics must be open to virtual appointments. */
export const virtualAppointment = 'virtual-appointment';
/** The channel that takes reports of its own topics only. */
export const myCity = 'my-city';

/** The channel's weight on a day. @param yearsBeforeEnd how long before the end of the data the day is */
export function channelWeight(use: ChannelUse, kind: DayKind, yearsBeforeEnd: number): number {
  const [before, now] = use.share;
  const trend = now * (before / now) ** (Math.min(2, Math.max(0, yearsBeforeEnd)) / 2);
  return trend * (kind.work === 0 ? use.dayOff : 1);
}
