import type { Ask } from '../../src/model/ask.ts';
import type { City } from '../../src/model/city.ts';
import { type Dimension, dimensions, isTimeDimension } from '../../src/model/dimension.ts';
import { choose, type DayRange, type Filter } from '../../src/model/filter.ts';
import { type MeasureId, measureIds } from '../../src/model/measures.ts';
import { daysEarlier } from '../../src/model/period.ts';

/**
 * Makes asks of any kind: up to two dimensions, any measures, choices in any dimension, periods that reach out of the
 * data, and instants, some of them ends of half days.
 * @param days of the data
 */
export function randomAsks(
  random: () => number,
  city: City,
  days: DayRange,
  asOf: number,
  ids: readonly MeasureId[] = measureIds,
): () => Ask {
  const below = (n: number) => Math.floor(random() * n);
  const { from, to } = days;
  const choices: [Exclude<keyof Filter, 'opened'>, string[]][] = [
    ...(
      [
        'zone',
        'place',
        'sector',
        'district',
        'category',
        'channel',
        'account',
        'service',
        'topic',
        'entity',
        'stage',
      ] as const
    ).map((d) => [d, [...city.words[d].map((w) => w.id), 'none', 'unheard-of']] as [typeof d, string[]]),
    ['hour', Array.from({ length: 24 }, (_, i) => String(i))],
    ['weekday', ['1', '2', '3', '4', '5', '6', '7']],
    ['responseTime', ['lt-15m', '1h-2h', '8h-24h', '3d-7d', 'gt-7d', 'none']],
  ];
  return () => {
    let filter: Filter = {};
    if (random() < 0.6) {
      const start = from - 3 + below(to - from);
      filter = { opened: { from: start, to: start + below(40) } };
    }
    // Some asks keep to what a cube covers.
    const simple = random() < 0.4;
    for (const [dimension, all] of choices) {
      if (simple && !['zone', 'sector', 'district', 'category', 'channel'].includes(dimension)) continue;
      if (random() < 0.2)
        filter = choose(
          filter,
          dimension,
          Array.from({ length: 1 + below(4) }, () => all[below(all.length)]!),
        );
    }
    const by: Dimension[] = [];
    for (let i = below(3); i > 0; i--) {
      const dimension = dimensions[below(dimensions.length)]!;
      if (!by.includes(dimension) && !(isTimeDimension(dimension) && by.some(isTimeDimension)))
        by.push(dimension);
    }
    const measures = random() < 0.3 ? ids : [ids[below(ids.length)]!, ids[below(ids.length)]!];
    const back = below(40);
    const at =
      random() < 0.6
        ? {}
        : random() < 0.4
          ? { at: asOf - below(40 * 86_400) }
          : {
              at:
                random() < 0.5
                  ? daysEarlier(city.timeZone, asOf, back)
                  : city.timeZone.startOfDay(to - back) - 1,
            };
    return { by, measures: [...new Set(measures)], filter, ...at };
  };
}
