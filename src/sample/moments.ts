import { type ChannelUse, channelWeight } from './channels.ts';
import type { Random } from './random.ts';
import { type DayKind, hoursOf } from './rhythm.ts';
import { Weighted } from './weighted.ts';

/** A moment of a day and a channel share one number, so that a day's requests sort fast. */
const channelSlots = 64;
const tries = 200;

/** When a day's requests come: seconds of the day in ascending order, each with its channel. */
export class Moments {
  private readonly packed: Uint32Array;

  /**
   * @param uses the use of each channel
   * @param lastSecond none comes later in the day
   */
  constructor(
    kind: DayKind,
    uses: readonly ChannelUse[],
    yearsBeforeEnd: number,
    count: number,
    lastSecond: number,
    random: Random,
  ) {
    const hours = uses.map((use) => {
      const weights = hoursOf(kind, use.habit);
      return weights ? new Weighted(weights) : null;
    });
    const channels = new Weighted(
      uses.map((use, i) => (hours[i] ? channelWeight(use, kind, yearsBeforeEnd) : 0)),
    );
    const atNight = uses.findIndex((use) => use.habit === 'chat');
    this.packed = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      // Soon after midnight hardly any draw comes in time; then somebody writes.
      let moment = random.below(Math.min(lastSecond, 86_399) + 1) * channelSlots + atNight;
      for (let k = 0; k < tries; k++) {
        const channel = channels.draw(random);
        const second = hours[channel]!.draw(random) * 3600 + random.below(3600);
        if (second > lastSecond) continue;
        // The offices open and close at the half hour.
        if (
          uses[channel]!.habit === 'counter' &&
          !kind.hours.some(({ from, to }) => from <= second && second < to)
        ) {
          continue;
        }
        moment = second * channelSlots + channel;
        break;
      }
      this.packed[i] = moment;
    }
    this.packed.sort();
  }

  get length(): number {
    return this.packed.length;
  }

  second(index: number): number {
    return Math.floor(this.packed[index]! / channelSlots);
  }

  channel(index: number): number {
    return this.packed[index]! % channelSlots;
  }
}
