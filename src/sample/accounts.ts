import type { Words } from '../model/words.ts';
import { useOf } from './channels.ts';
import { Random } from './random.ts';
import { Weighted } from './weighted.ts';

interface Draw {
  readonly weighted: Weighted;
  readonly codes: readonly (number | null)[];
}

/** Draws through which of a channel's accounts each request comes, by one draw of a stream of its own. */
export class Accounts {
  private readonly random: Random;
  /** By the channel's code; null where no request tells its account. */
  private readonly draws: readonly (Draw | null)[];

  constructor({ channel, account }: Words, seed: number) {
    this.random = new Random(seed, 'accounts');
    this.draws = channel.map(({ id }) => {
      const use = useOf(id).accounts;
      if (!use) return null;
      const own = account.flatMap((one, code) => (one.channel === id ? [{ id: one.id, code }] : []));
      return {
        weighted: new Weighted([use.untold, ...own.map((one) => use[one.id] ?? newAccount)]),
        codes: [null, ...own.map(({ code }) => code)],
      };
    });
  }

  /** The code of an account; null where none is told. @param channel its code */
  next(channel: number): number | null {
    const draw = this.draws[channel];
    return draw ? (draw.codes[draw.weighted.draw(this.random)] ?? null) : null;
  }
}

/** The weight of an account that is new in data/channels.json. */
const newAccount = 5;
