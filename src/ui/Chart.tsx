import type { EChartsType } from 'echarts/core';
import { type KeyboardEvent, memo, useEffect, useEffectEvent, useRef, useState } from 'react';
import { stepOf } from './BarList.tsx';
import './Chart.css';
import type { ChartOption } from './echarts.ts';
import { type Look, useLook } from './look.ts';
import { useSharp } from './paper.ts';
import { setChartLines } from './picture/chartLines.ts';

export interface ChartItem {
  readonly id: string;
  readonly label: string;
  readonly selected: boolean;
}

/** Items of a chart's first series by their index: those in the style of its `select`, and of its `emphasis`. */
export interface ChartMarks {
  readonly selected: readonly number[];
  readonly emphasised: readonly number[];
}

interface Props {
  /** A pure function of the theme's tokens and the size in pixels: keep its identity while nothing changes. */
  readonly option: (look: Look, width: number, height: number) => ChartOption;
  /** What the chart shows, read aloud. */
  readonly label: string;
  /** The axis whose categories can be chosen, one for each item. */
  readonly axis?: 'x' | 'y';
  readonly items?: readonly ChartItem[];
  readonly onPick?: (id: string) => void;
  /** The item whose tooltip is shown from outside. */
  readonly hover?: number | null;
  /** Changes without the chart being laid out anew. */
  readonly marks?: ChartMarks;
  /** False while something is dragged. */
  readonly animate?: boolean;
}

/**
 * One ECharts canvas. ECharts is fetched when the first chart is drawn; the container reads from left to right in
 * every language, because ECharts mirrors nothing itself. Its items can be reached and chosen by keyboard.
 */
export const Chart = memo(function Chart({
  option,
  label,
  axis = 'x',
  items,
  onPick,
  hover,
  marks = noMarks,
  animate = true,
}: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  const [size, setSize] = useState<readonly [number, number]>([0, 0]);
  const [active, setActive] = useState(0);
  const look = useLook();
  const sharp = useSharp();
  const latest = useRef({ items, onPick });
  useEffect(() => {
    latest.current = { items, onPick };
  });

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let made: EChartsType | null = null;
    let gone = false;
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth === 0 || clientHeight === 0) return;
      // The option for the new size follows, and draws it: ECharts' own resize would draw once more.
      made?.getZr().resize();
      setSize([clientWidth, clientHeight]);
    });
    const loaded = sharp ? import('./echartsSvg.ts') : import('./echarts.ts');
    void loaded.then(({ init }) => {
      if (gone) return;
      made = init(element, null, { renderer: sharp ? 'svg' : 'canvas' });
      setChart(made);
      observer.observe(element);
    });
    return () => {
      gone = true;
      observer.disconnect();
      made?.dispose();
      setChart(null);
    };
  }, [sharp]);

  const marked = useRef(noMarks);
  const isAnimated = useEffectEvent(() => animate && !matchMedia('(prefers-reduced-motion: reduce)').matches);
  const marksNow = useEffectEvent(() => marks);
  useEffect(() => {
    if (!chart || size[0] === 0) return;
    chart.setOption(
      {
        animation: isAnimated(),
        animationDuration: 240,
        animationDurationUpdate: 240,
        ...option(look, ...size),
      },
      { silent: true },
    );
    mark(chart, marked.current, noMarks);
    mark(chart, noMarks, marksNow());
    marked.current = marksNow();
  }, [chart, option, look, size]);

  useEffect(() => {
    const element = host.current;
    if (!element || !chart) return;
    setChartLines(element, async () => {
      const { init } = await import('./echartsSvg.ts');
      const drawn = (lines: EChartsType, light: Look, width: number, height: number) => {
        lines.setOption({ animation: false, ...option(light, width, height) });
        mark(lines, noMarks, marks);
      };
      return {
        svg: (light, width, height) => {
          const lines = init(null, null, { renderer: 'svg', ssr: true, width, height });
          drawn(lines, light, width, height);
          const svg = lines.renderToSVGString();
          lines.dispose();
          return svg;
        },
        pixels: (light, width, height, devicePixelRatio) => {
          const room = document.createElement('div');
          const lines = init(room, null, { renderer: 'canvas', width, height, devicePixelRatio });
          drawn(lines, light, width, height);
          const pixels = lines.renderToCanvas({ pixelRatio: devicePixelRatio });
          lines.dispose();
          return pixels;
        },
      };
    });
  }, [chart, option, marks]);

  useEffect(() => {
    if (!chart || marks === marked.current) return;
    mark(chart, marked.current, marks);
    marked.current = marks;
  }, [chart, marks]);

  useEffect(() => {
    if (!chart || !latest.current.onPick) return;
    const indexAt = (event: { offsetX: number; offsetY: number }): number => {
      const index = axis === 'x' ? 0 : 1;
      const at = chart.convertFromPixel({ gridIndex: 0 }, [event.offsetX, event.offsetY])[index];
      return at === undefined ? -1 : Math.round(at);
    };
    const zr = chart.getZr();
    const onClick = (event: { offsetX: number; offsetY: number }) => {
      const item = latest.current.items?.[indexAt(event)];
      if (item) latest.current.onPick?.(item.id);
    };
    const onMove = (event: { offsetX: number; offsetY: number }) => {
      if (latest.current.items?.[indexAt(event)]) zr.setCursorStyle('pointer');
    };
    zr.on('click', onClick);
    zr.on('mousemove', onMove);
    return () => {
      zr.off('click', onClick);
      zr.off('mousemove', onMove);
    };
  }, [chart, axis]);

  useEffect(() => {
    if (!chart || hover === undefined) return;
    showTip(chart, hover);
  }, [chart, hover]);

  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const key = { ArrowRight: 'ArrowDown', ArrowLeft: 'ArrowUp' }[event.key] ?? event.key;
    const next = stepOf(key, active, items?.length ?? 0);
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  };

  return (
    <div className="chart">
      <div className="chart-canvas" ref={host} dir="ltr" role="img" aria-label={label} />
      {items && onPick && (
        <ul className="chart-items" aria-label={label} onKeyDown={onKeyDown}>
          {items.map((item, index) => (
            <li key={item.id}>
              <button
                type="button"
                tabIndex={index === Math.min(active, items.length - 1) ? 0 : -1}
                aria-pressed={item.selected}
                data-id={item.id}
                onFocus={() => {
                  setActive(index);
                  if (chart) showTip(chart, index);
                }}
                onBlur={() => chart && showTip(chart, null)}
                onClick={() => onPick(item.id)}
              >
                {item.label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
});

const noMarks: ChartMarks = { selected: [], emphasised: [] };

/** Takes off the marks that are no longer, and sets those that are new. */
function mark(chart: EChartsType, before: ChartMarks, now: ChartMarks) {
  const turn = (type: string, from: readonly number[], than: readonly number[]) => {
    const dataIndex = from.filter((index) => !than.includes(index));
    if (dataIndex.length > 0) chart.dispatchAction({ type, seriesIndex: 0, dataIndex }, { silent: true });
  };
  turn('unselect', before.selected, now.selected);
  turn('downplay', before.emphasised, now.emphasised);
  turn('select', now.selected, before.selected);
  turn('highlight', now.emphasised, before.emphasised);
}

function showTip(chart: EChartsType, index: number | null) {
  if (index === null) chart.dispatchAction({ type: 'hideTip' });
  else chart.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: index });
}
