import { differing, type Match, type MatchNews } from '../../../model/match.ts';

/** From the best to the worst. */
const outcomes = ['equal', 'mended', 'left', 'failed'] as const satisfies readonly MatchNews['outcome'][];

/** The last match of each source that can be asked, for whoever is to know the worst of them. */
export class LastMatches {
  private readonly bySource = new Map<string, MatchNews>();

  /** Takes in a match; what is older than what is known of its source is nothing new. */
  add(match: Match): void {
    const { source, at, outcome, mended } = match;
    if (outcome === 'unasked' || at < (this.bySource.get(source)?.at ?? 0)) return;
    this.bySource.set(source, {
      at,
      outcome: outcome === 'differed' ? (mended ? 'mended' : 'left') : outcome,
      requests: differing(match),
    });
  }

  /** The worst; of those that are alike the oldest, with the requests of all that differed so. Null: there is none. */
  worst(): MatchNews | null {
    const all = [...this.bySource.values()];
    const worst = outcomes.findLast((outcome) => all.some((one) => one.outcome === outcome));
    if (!worst) return null;
    const alike = all.filter(({ outcome }) => outcome === worst);
    return {
      at: Math.min(...alike.map(({ at }) => at)),
      outcome: worst,
      requests: alike.reduce((sum, { requests }) => sum + requests, 0),
    };
  }
}
