import { type KeyboardEvent, type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import './RangeBrush.css';

/** Whole steps, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface BrushScale {
  readonly min: number;
  readonly max: number;
  /** Where a step begins, 0 to 1; `max + 1` ends at 1. */
  readonly position: (step: number) => number;
  /** The step that lies at a place from 0 to 1. */
  readonly stepAt: (place: number) => number;
  /** The steps of the bar that a step belongs to: what a click chooses. */
  readonly barOf: (step: number) => Span;
}

interface Props {
  readonly scale: BrushScale;
  readonly value: Span;
  readonly onChange: (value: Span) => void;
  /** Called when dragging begins and ends, by the pointer or by a key that is held. */
  readonly onDragging?: (dragging: boolean) => void;
  /** The bar under the pointer, as a step; null when it leaves. */
  readonly onHover?: (step: number | null) => void;
  readonly labels: { readonly from: string; readonly to: string; readonly window: string };
  readonly textOf: (step: number) => string;
}

type Part = 'from' | 'to' | 'window' | 'new';
interface Drag {
  readonly part: Part;
  readonly start: number;
  readonly value: Span;
  moved: boolean;
}

/**
 * A window over a scale: drag across it to choose, drag the window to move it, drag an end to change it; or by
 * keyboard on either end and on the window. Left is earlier in every language.
 */
export function RangeBrush({ scale, value, onChange, onDragging, onHover, labels, textOf }: Props) {
  const ground = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag | null>(null);
  /** Whether a key moves the window. */
  const keyed = useRef(false);
  const queued = useRef<{ frame: number; value: Span } | null>(null);
  const [dragged, setDragged] = useState<Span | null>(null);
  const shown = dragged ?? value;

  // One change for each frame of the screen: the newest.
  const send = (next: Span) => {
    setDragged(next);
    if (queued.current) {
      queued.current.value = next;
      return;
    }
    const entry = {
      value: next,
      frame: requestAnimationFrame(() => {
        queued.current = null;
        onChange(entry.value);
      }),
    };
    queued.current = entry;
  };
  /** Sends what waits for its frame. */
  const flush = () => {
    const waiting = queued.current;
    if (!waiting) return;
    cancelAnimationFrame(waiting.frame);
    queued.current = null;
    onChange(waiting.value);
  };
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ground.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(queued.current?.frame ?? 0);
    };
  }, []);

  const letGo = useEffectEvent(() => {
    if (keyed.current || drag.current?.moved) onDragging?.(false);
  });
  useEffect(() => () => letGo(), []);

  const stepAt = (event: PointerEvent): number => {
    const box = ground.current?.getBoundingClientRect();
    if (!box || box.width === 0) return scale.min;
    const place = (event.clientX - box.left) / box.width;
    return Math.max(scale.min, Math.min(scale.max, scale.stepAt(Math.max(0, Math.min(1, place)))));
  };

  const onPointerDown = (part: Part) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    ground.current?.setPointerCapture(event.pointerId);
    drag.current = { part, start: stepAt(event), value, moved: false };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const now = drag.current;
    const at = stepAt(event);
    if (!now) {
      onHover?.(at);
      return;
    }
    if (at === now.start && !now.moved) return;
    if (!now.moved) onDragging?.(true);
    now.moved = true;
    send(draggedSpan(now.part, now.value, now.start, at, scale));
  };
  const onPointerUp = () => {
    const now = drag.current;
    if (!now) return;
    drag.current = null;
    if (now.moved) {
      flush();
      setDragged(null);
      onDragging?.(false);
    } else if (now.part === 'new' || now.part === 'window') onChange(scale.barOf(now.start));
  };

  const onKeyDown = (part: Part) => (event: KeyboardEvent) => {
    const by = keySteps(event.key, scale, part === 'window' ? value.to - value.from + 1 : 7);
    if (by === null) return;
    event.preventDefault();
    if (!keyed.current) onDragging?.(true);
    keyed.current = true;
    const at = part === 'to' ? value.to : value.from;
    onChange(draggedSpan(part, value, at, at + by, scale));
  };
  const onKeyUp = () => {
    if (!keyed.current) return;
    keyed.current = false;
    onDragging?.(false);
  };

  const left = scale.position(shown.from) * 100;
  const right = scale.position(shown.to + 1) * 100;
  // Narrower than a fingertip, the window leaves its room to the ends, which can do the same.
  const graspable = ((right - left) / 100) * width >= 24;
  return (
    <div
      className="brush"
      dir="ltr"
      ref={ground}
      onPointerDown={onPointerDown('new')}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onLostPointerCapture={onPointerUp}
      onPointerLeave={() => onHover?.(null)}
    >
      <div
        className="brush-window"
        data-all={(shown.from <= scale.min && shown.to >= scale.max) || undefined}
        style={{ left: `${left}%`, width: `${right - left}%` }}
        onPointerDown={onPointerDown('window')}
        {...(graspable && {
          role: 'slider',
          tabIndex: 0,
          'aria-label': labels.window,
          'aria-valuemin': scale.min,
          'aria-valuemax': scale.max,
          'aria-valuenow': shown.from,
          'aria-valuetext': `${textOf(shown.from)} – ${textOf(shown.to)}`,
          onKeyDown: onKeyDown('window'),
          onKeyUp,
          onBlur: onKeyUp,
        })}
      />
      {(['from', 'to'] as const).map((end) => (
        <div
          key={end}
          className={`brush-handle brush-${end}`}
          style={{ left: `${end === 'from' ? left : right}%` }}
          role="slider"
          tabIndex={0}
          aria-label={labels[end]}
          aria-valuemin={end === 'from' ? scale.min : shown.from}
          aria-valuemax={end === 'from' ? shown.to : scale.max}
          aria-valuenow={shown[end]}
          aria-valuetext={textOf(shown[end])}
          onPointerDown={onPointerDown(end)}
          onKeyDown={onKeyDown(end)}
          onKeyUp={onKeyUp}
          onBlur={onKeyUp}
        />
      ))}
    </div>
  );
}

/** The span after one of its parts went from one step to another; it stays within the scale and never turns over. */
export function draggedSpan(
  part: Part,
  value: Span,
  start: number,
  at: number,
  scale: { min: number; max: number },
): Span {
  const clamp = (step: number) => Math.max(scale.min, Math.min(scale.max, step));
  switch (part) {
    case 'new':
      return { from: clamp(Math.min(start, at)), to: clamp(Math.max(start, at)) };
    case 'from':
      return { from: Math.min(clamp(at), value.to), to: value.to };
    case 'to':
      return { from: value.from, to: Math.max(clamp(at), value.from) };
    case 'window': {
      const by = Math.max(scale.min - value.from, Math.min(scale.max - value.to, at - start));
      return { from: value.from + by, to: value.to + by };
    }
  }
}

/** How many steps a key moves; null for a key that moves nothing. */
function keySteps(key: string, scale: { min: number; max: number }, page: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return -1;
    case 'ArrowRight':
    case 'ArrowUp':
      return 1;
    case 'PageDown':
      return -page;
    case 'PageUp':
      return page;
    case 'Home':
      return scale.min - scale.max;
    case 'End':
      return scale.max - scale.min;
    default:
      return null;
  }
}
