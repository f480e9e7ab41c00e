import type { Text } from '../i18n/text.ts';
import { monthOfDay } from '../model/day.ts';
import type { DayRange } from '../model/filter.ts';
import { axisLabel, chartBase, isolated } from '../ui/chartBase.ts';
import { chartTip } from '../ui/chartTip.ts';
import type { ChartOption } from '../ui/echarts.ts';
import type { Look } from '../ui/look.ts';
import { type Bucket, overlap } from './timeScale.ts';

/** Room beside and under the bars, in pixels: the brush lies over the bars alone. */
export const timelineGrid = { left: 48, right: 10, top: 6, bottom: 20 } as const;

interface Timeline {
  readonly buckets: readonly Bucket[];
  readonly period: DayRange;
  readonly before: DayRange | null;
  readonly nameOf: (bucket: Bucket) => string;
}

/** Bars of requests over all of the data; the period in the accent, the one before it paler. */
export function timelineOption(
  text: Text,
  { buckets, period, before, nameOf }: Timeline,
  look: Look,
): ChartOption {
  const { formats, direction, t } = text;
  const whole = period.from <= (buckets[0]?.from ?? 0) && period.to >= (buckets.at(-1)?.to ?? 0);
  const colour = (bucket: Bucket) => {
    // Everything chosen is nothing marked.
    if (whole) return look.bar;
    if (overlap(bucket, period) >= 0.5 || (bucket.from <= period.from && bucket.to >= period.to))
      return look.accent;
    return before && overlap(bucket, before) >= 0.5 ? look.bar : look.neutral;
  };
  const starts = buckets.map(
    (bucket, index) => index === 0 || monthOfDay(bucket.from) !== monthOfDay(buckets[index - 1]?.from ?? 0),
  );
  // A first month of a few days leaves no room for its own name.
  if (starts[0] && starts.indexOf(true, 1) < buckets.length / 60) starts[0] = false;
  return {
    ...chartBase(look),
    grid: { ...timelineGrid, outerBoundsMode: 'none' },
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
      data: buckets.map((bucket) => isolated(formats.monthShort(monthOfDay(bucket.from)), direction)),
      axisLine: { lineStyle: { color: look.line } },
      axisTick: { show: false },
      axisLabel: {
        ...axisLabel(look),
        interval: (index: number) => starts[index] ?? false,
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
        emphasis: { disabled: true },
        data: buckets.map((bucket) => ({
          value: bucket.value,
          itemStyle: {
            color: colour(bucket),
            opacity: bucket.complete ? 1 : 0.6,
            borderRadius: [2, 2, 0, 0],
          },
        })),
      },
    ],
  };
}
