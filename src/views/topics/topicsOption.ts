import type { Text } from '../../i18n/text.ts';
import { axisLabel, chartBase, coloured, isolated } from '../../ui/chartBase.ts';
import { chartTip } from '../../ui/chartTip.ts';
import type { ChartOption } from '../../ui/echarts.ts';
import { fittedLines } from '../../ui/fittedLines.ts';
import type { Look } from '../../ui/look.ts';
import { textWidth } from '../../ui/textWidth.ts';

export interface TopicBar {
  readonly id: string;
  readonly name: string;
  /** Name of the main service; empty where there is none. */
  readonly service: string;
  readonly received: number;
  /** Share of all requests up to and with this bar. */
  readonly cumulative: number;
  readonly selected: boolean;
  /** The rest, as one bar; it cannot be chosen. */
  readonly rest: boolean;
}

/** Bars from the side where reading starts, the most frequent on top. */
export function topicsOption(
  text: Text,
  bars: readonly TopicBar[],
  look: Look,
  width: number,
  height: number,
): ChartOption {
  const { formats, direction, t } = text;
  const rtl = direction === 'rtl';
  const chosen = bars.some((bar) => bar.selected);
  const widthOf = (line: string) => textWidth(line, look, look.textS);
  const most = Math.max(1, ...bars.filter((bar) => !bar.rest).map((bar) => bar.received));
  const longest = Math.max(...bars.map((bar) => formats.count(bar.received).length), 3);
  const valueRoom = Math.round(look.textS * 0.62 * longest) + 12;
  // As wide as the longest name asks for, as long as bars have room; longer ones take a second line where rows are high.
  const room = width - valueRoom - Math.max(72, width * 0.2);
  const labels = Math.round(
    Math.min(room, Math.max(width * 0.3, ...bars.map(({ name }) => widthOf(name) + 14))),
  );
  const lineHeight = Math.round(look.textS * 1.35);
  const lines = height / Math.max(1, bars.length) >= 2 * lineHeight ? 2 : 1;
  const grid = { top: 4, bottom: 4, outerBoundsMode: 'none' as const };
  return {
    ...chartBase(look),
    grid: rtl ? { ...grid, left: valueRoom, right: labels } : { ...grid, left: labels, right: valueRoom },
    tooltip: {
      ...chartBase(look).tooltip,
      trigger: 'axis',
      axisPointer: { type: 'none' },
      formatter: (params: unknown) => {
        const bar = bars[(params as readonly { dataIndex: number }[])[0]?.dataIndex ?? -1];
        if (!bar) return '';
        return chartTip(
          bar.name,
          [
            ...(bar.service ? [{ label: t('dimension.service'), value: bar.service }] : []),
            { label: t('measure.received'), value: formats.count(bar.received) },
            { label: t('topics.cumulative'), value: formats.share(bar.cumulative) },
          ],
          direction,
        );
      },
    },
    xAxis: { type: 'value', show: false, inverse: rtl, min: 0, max: most },
    yAxis: [
      {
        type: 'category',
        inverse: true,
        position: rtl ? 'right' : 'left',
        data: bars.map(({ name }) =>
          fittedLines(name, labels - 12, lines, widthOf)
            .map((line) => isolated(line, direction))
            .join('\n'),
        ),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: {
          ...axisLabel(look),
          color: look.ink,
          fontSize: look.textS,
          // Names begin where reading begins, as in the lists beside.
          align: rtl ? 'right' : 'left',
          lineHeight,
          interval: 0,
          margin: labels,
        },
      },
      // The counts: a column at the far end.
      {
        type: 'category',
        inverse: true,
        position: rtl ? 'left' : 'right',
        data: bars.map((bar) => formats.count(bar.received)),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: {
          ...axisLabel(look),
          color: look.ink,
          fontSize: look.textS,
          align: rtl ? 'left' : 'right',
          interval: 0,
          margin: valueRoom,
        },
      },
    ],
    series: [
      {
        id: 'received',
        type: 'bar',
        barCategoryGap: '38%',
        barMaxWidth: 1.25 * look.rem,
        cursor: 'pointer',
        itemStyle: {
          color: chosen ? look.neutral : look.bar,
          borderRadius: rtl ? [2, 0, 0, 2] : [0, 2, 2, 0],
        },
        // The rest is no topic: it has its count, and no bar.
        data: bars.map((bar) => coloured(bar.rest ? null : bar.received, bar.selected ? look.accent : null)),
      },
    ],
  };
}
