import type { Text } from '../../i18n/text.ts';
import { axisLabel, axisRoom, chartBase, coloured, isolated } from '../../ui/chartBase.ts';
import { chartTip } from '../../ui/chartTip.ts';
import type { ChartOption } from '../../ui/echarts.ts';
import type { Look } from '../../ui/look.ts';
import { textWidth } from '../../ui/textWidth.ts';

export interface ResponseBar {
  readonly id: string;
  readonly name: string;
  /** Written where the bar begins: the least time of its bucket. */
  readonly edge: string;
  readonly received: number;
  /** Share of all requests answered by the bucket's end; null for those not answered. */
  readonly cumulative: number | null;
  readonly selected: boolean;
  readonly pending: boolean;
}

/**
 * Bars of requests by time to first response, short to long from the left, with the share answered by then.
 * `target` is where the target lies along the bars, in bars from the left; null where there is none.
 */
export function responseTimesOption(
  text: Text,
  bars: readonly ResponseBar[],
  target: { readonly at: number; readonly label: string } | null,
  look: Look,
  width: number,
): ChartOption {
  const { formats, direction, t } = text;
  const widthOf = (label: string) => textWidth(label, look, look.textXs);
  const pending = t('responseTimes.pending');
  // The last label stands under the middle of the last bar, and may be wider than it.
  const left = Math.ceil(Math.max(widthOf(formats.goal('completionRate', 1)) + 10, 2.4 * look.textXs));
  const slot = (width - left - 8) / bars.length;
  const sides = { left, right: Math.max(8, Math.ceil((widthOf(pending) - slot) / 2) + 2) };
  const step = (width - left - sides.right) / bars.length;
  const thinned = collide(bars, step, widthOf);
  // Where the name of the last bar begins.
  const named = (bars.length - 0.5) * step - widthOf(pending) / 2;
  const hasRoom = (bar: ResponseBar, at: number) => at * step + widthOf(bar.edge) / 2 + 8 <= named;
  const chosen = bars.some((bar) => bar.selected);
  const usual = chosen ? look.neutral : look.bar;
  const colour = (bar: ResponseBar) => (bar.selected ? look.accent : bar.pending ? look.neutral : null);
  return {
    ...chartBase(look),
    grid: { ...sides, top: target ? look.textXs + 8 : 8, bottom: axisRoom(look), outerBoundsMode: 'none' },
    tooltip: {
      ...chartBase(look).tooltip,
      trigger: 'axis',
      axisPointer: { type: 'none' },
      formatter: (params: unknown) => {
        const bar = bars[(params as readonly { dataIndex: number }[])[0]?.dataIndex ?? -1];
        if (!bar) return '';
        const rows = [{ label: t('responseTimes.requests'), value: formats.count(bar.received) }];
        if (bar.cumulative !== null) {
          rows.push({ label: t('responseTimes.cumulative'), value: formats.share(bar.cumulative) });
        }
        return chartTip(bar.name, rows, direction);
      },
    },
    xAxis: [
      {
        type: 'category',
        data: bars.map((bar) => bar.id),
        axisLine: { lineStyle: { color: look.line } },
        axisTick: { show: false },
        axisLabel: {
          ...axisLabel(look),
          // A label without text costs ECharts as much as one with.
          interval: (index: number) => bars[index]?.pending ?? false,
          margin: 6,
          formatter: () => isolated(pending, direction),
        },
      },
      // Counts in bars, so that times stand at the edges of bars and the target can lie between two of them.
      {
        type: 'value',
        position: 'bottom',
        min: 0,
        max: bars.length,
        interval: 1,
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { show: false },
        axisLabel: {
          ...axisLabel(look),
          margin: 6,
          customValues: bars.flatMap((bar, at) =>
            bar.pending || (thinned && at % 2 === 1) || !hasRoom(bar, at) ? [] : [at],
          ),
          formatter: (at: number) => isolated(bars[at]?.edge ?? '', direction),
        },
      },
    ],
    yAxis: [
      {
        type: 'value',
        show: false,
        min: 0,
        max: (extent: { max: number }) => Math.max(1, extent.max * 1.05),
      },
      {
        type: 'value',
        position: 'left',
        axisLine: { show: false },
        axisTick: { show: false },
        min: 0,
        max: 1,
        interval: 0.5,
        axisLabel: {
          ...axisLabel(look),
          formatter: (value: number) => formats.goal('completionRate', value),
        },
        splitLine: { lineStyle: { color: look.line } },
      },
    ],
    series: [
      {
        id: 'received',
        type: 'bar',
        barCategoryGap: '18%',
        cursor: 'pointer',
        itemStyle: { color: usual, borderRadius: [2, 2, 0, 0] },
        data: bars.map((bar) => coloured(bar.received, colour(bar))),
      },
      {
        id: 'cumulative',
        type: 'line',
        yAxisIndex: 1,
        silent: true,
        symbol: 'circle',
        symbolSize: 0.25 * look.rem,
        lineStyle: { color: look.ink, width: 0.0875 * look.rem },
        itemStyle: { color: look.ink },
        data: bars.map((bar) => bar.cumulative),
        z: 3,
      },
      {
        id: 'target',
        type: 'line',
        xAxisIndex: 1,
        yAxisIndex: 1,
        silent: true,
        data: [],
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          lineStyle: { color: look.ink2, type: 'dashed', width: 1 },
          label: {
            color: look.ink2,
            fontSize: look.textXs,
            fontFamily: look.font,
            formatter: target ? isolated(target.label, direction) : '',
          },
          data: target ? [{ xAxis: target.at }] : [],
        },
      },
    ],
  };
}

/** Whether two neighbouring edges would run into each other. */
function collide(bars: readonly ResponseBar[], slot: number, widthOf: (label: string) => number): boolean {
  const half = (bar: ResponseBar | undefined) => widthOf(bar?.edge ?? '') / 2;
  return bars.some((bar, index) => index > 0 && half(bars[index - 1]) + half(bar) + 4 > slot);
}
