import type { Bucket } from '../../analysis/buckets.ts';
import type { Text } from '../../i18n/text.ts';
import { monthOfDay } from '../../model/day.ts';
import type { DayRange } from '../../model/filter.ts';
import type { ChartMarks } from '../../ui/Chart.tsx';
import { axisLabel, chartBase, isolated } from '../../ui/chartBase.ts';
import { chartTip } from '../../ui/chartTip.ts';
import type { ChartOption } from '../../ui/echarts.ts';
import type { Look } from '../../ui/look.ts';
import { textWidth } from '../../ui/textWidth.ts';
import { overlap } from './timeScale.ts';

/** Room beside and under the bars, in rem: the brush lies over the bars alone. */
const room = { left: 3, right: 0.625, top: 0.375, bottom: 1.4375 } as const;

/** The room as the style of what lies over the bars. */
export const timelineRoom = {
  left: `${room.left}rem`,
  right: `${room.right}rem`,
  top: `${room.top}rem`,
  bottom: `${room.bottom}rem`,
} as const;

/** Which bars are of the period, and which of the one before it, by their index. */
export function timelineMarks(
  buckets: readonly Bucket[],
  period: DayRange,
  before: DayRange | null,
): ChartMarks {
  const selected: number[] = [];
  const emphasised: number[] = [];
  // Everything chosen is nothing marked.
  if (isWhole(buckets, period)) return { selected, emphasised };
  buckets.forEach((bucket, index) => {
    if (overlap(bucket, period) >= 0.5 || (bucket.from <= period.from && bucket.to >= period.to))
      selected.push(index);
    else if (before && overlap(bucket, before) >= 0.5) emphasised.push(index);
  });
  return { selected, emphasised };
}

/** Whether a period has all bars. */
export function isWhole(buckets: readonly Bucket[], period: DayRange): boolean {
  return period.from <= (buckets[0]?.from ?? 0) && period.to >= (buckets.at(-1)?.to ?? 0);
}

interface Timeline {
  readonly buckets: readonly Bucket[];
  /** Whether the period is all of the data. */
  readonly whole: boolean;
  readonly nameOf: (bucket: Bucket) => string;
}

/**
 * Bars of requests over all of the data; selected, as the period is, in the accent; emphasised a little darker.
 * @param width of the chart, in pixels
 */
export function timelineOption(
  text: Text,
  { buckets, whole, nameOf }: Timeline,
  look: Look,
  width: number,
): ChartOption {
  const { formats, direction, t } = text;
  const monthName = (index: number) => formats.monthShort(monthOfDay(buckets[index]?.from ?? 0));
  const bar = (width - (room.left + room.right) * look.rem) / buckets.length;
  const named = namedBars(buckets, bar, (index) => textWidth(monthName(index), look, look.textXs));
  return {
    ...chartBase(look),
    grid: {
      left: room.left * look.rem,
      right: room.right * look.rem,
      top: room.top * look.rem,
      bottom: room.bottom * look.rem,
      outerBoundsMode: 'none',
    },
    tooltip: {
      ...chartBase(look).tooltip,
      trigger: 'item',
      formatter: (params: unknown) => {
        const bucket = buckets[(params as { dataIndex: number }).dataIndex];
        if (!bucket) return '';
        return chartTip(
          nameOf(bucket),
          [{ label: t('measure.received'), value: formats.count(bucket.value) }],
          direction,
          bucket.complete ? '' : t('time.incomplete'),
        );
      },
    },
    xAxis: {
      type: 'category',
      // ECharts selects by name: each bar has its own.
      data: buckets.map((bucket) => String(bucket.key)),
      axisLine: { lineStyle: { color: look.line } },
      axisTick: { show: false },
      axisLabel: {
        ...axisLabel(look),
        formatter: (_: string, index: number) => isolated(monthName(index), direction),
        interval: (index: number) => named.has(index),
        hideOverlap: true,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
      },
    },
    yAxis: {
      type: 'value',
      splitNumber: 2,
      minInterval: 1,
      axisLabel: { ...axisLabel(look), formatter: (value: number) => formats.count(value) },
      splitLine: { lineStyle: { color: look.line } },
    },
    series: [
      {
        id: 'received',
        type: 'bar',
        barCategoryGap: buckets.length > 200 ? '0%' : '22%',
        large: false,
        cursor: 'default',
        selectedMode: 'multiple',
        itemStyle: { color: whole ? look.bar : look.neutral, borderRadius: [2, 2, 0, 0] },
        select: { itemStyle: { color: look.accent, borderWidth: 0 } },
        emphasis: { itemStyle: { color: look.bar } },
        data: buckets.map((bucket) => ({
          value: bucket.value,
          ...(!bucket.complete && { itemStyle: { opacity: 0.6 } }),
        })),
      },
    ],
  };
}

/**
 * The bars under which the name of their month stands: the first of each month, of each second, third … where names
 * would run into each other, so that they are evenly far apart.
 * @param bar its width, as that of a name, in pixels
 */
function namedBars(
  buckets: readonly Bucket[],
  bar: number,
  widthOf: (index: number) => number,
): ReadonlySet<number> {
  const starts = buckets.flatMap(({ from }, index) =>
    index === 0 || monthOfDay(from) !== monthOfDay(buckets[index - 1]?.from ?? 0) ? [index] : [],
  );
  // A first month of a few days leaves no room for its own name.
  if (starts.length > 1 && (starts[1] ?? 0) < buckets.length / 60) starts.shift();
  const widest = Math.max(0, ...starts.map(widthOf));
  const every = (step: number) =>
    starts.filter((index) => monthOfDay(buckets[index]?.from ?? 0) % step === 0);
  const fits = (step: number) =>
    every(step).every((index, i, all) => i === 0 || (index - (all[i - 1] ?? 0)) * bar >= widest + 8);
  return new Set(every([1, 2, 3, 6].find(fits) ?? 12));
}
