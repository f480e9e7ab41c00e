import type { ChannelUse } from './channels.ts';
import { Random } from './random.ts';

/** How often a request of a category comes with a file, of how often a report does. Numbers are invented. */
const categoryShares: Readonly<Record<string, number>> = {
  inquiry: 0.08,
  report: 1,
  observation: 1,
  suggestion: 0.25,
  complaint: 0.7,
  'service-request': 0.5,
  compliment: 0.1,
};
/** Of a category that is new in data/categories.json. */
const usualShare = 0.3;
/** What the channels take. */
const mostFiles = 10;

/** Draws how many files come with each request, by one draw of a stream of its own. */
export class Attachments {
  private readonly random: Random;

  constructor(seed: number) {
    this.random = new Random(seed, 'attachments');
  }

  /** @param category its id */
  next({ attached }: ChannelUse, category: string): number {
    const draw = this.random.float();
    const share = attached.share * (categoryShares[category] ?? usualShare);
    if (draw >= share) return 0;
    // What is left of the draw is even from 0 to 1 again.
    const further = Math.floor(Math.log(1 - draw / share) / Math.log(attached.further));
    return Math.min(1 + further, mostFiles);
  }
}
