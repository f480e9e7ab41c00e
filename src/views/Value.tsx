import { useText } from '../i18n/Provider.tsx';
import type { Text } from '../i18n/text.ts';
import { type Cell, type MeasureId, measures } from '../model/measures.ts';
import './Value.css';

interface Props {
  readonly measure: MeasureId;
  readonly cell: Cell;
  readonly className?: string;
  /** Where there is little room, a dash stands for "no data"; it is still read aloud in words. */
  readonly compact?: boolean;
  /** False beside another estimate that carries the sign for both. */
  readonly signed?: boolean;
}

/**
 * The value of a measure as text. The element carries `data-measure` and the raw number as `data-value`; a cell
 * without a value has `data-cell` with the reason instead. No value is ever shown as a zero.
 */
export function Value({ measure, cell, className, compact = false, signed = true }: Props) {
  const text = useText();
  const { t, formats, direction } = text;
  if (cell.kind === 'value') {
    const shown = formats.measure(measure, cell.value);
    return (
      <bdi
        className={className ? `num ${className}` : 'num'}
        dir={direction}
        data-measure={measure}
        data-value={cell.value}
        data-n={cell.n}
        {...(cell.bound !== undefined && estimateOf(text, measure, cell.bound))}
      >
        {cell.bound === undefined || !signed ? shown : t('estimate.value', { value: shown })}
      </bdi>
    );
  }
  const reason = t(`cell.${cell.kind}`);
  return (
    <bdi
      className={className ? `value-missing ${className}` : 'value-missing'}
      data-measure={measure}
      data-cell={cell.kind}
      title={reason}
    >
      {compact && cell.kind === 'noData' ? (
        <>
          <span aria-hidden="true">–</span>
          <span className="sr">{reason}</span>
        </>
      ) : (
        reason
      )}
    </bdi>
  );
}

/** How far the exact value may be from an estimate, in words and as a number. */
function estimateOf({ t, formats }: Text, measure: MeasureId, bound: number | null) {
  const words =
    bound === null ? t('estimate.open') : t('estimate.within', { bound: formats.measure(measure, bound) });
  return { 'data-bound': bound ?? '', title: words, 'aria-description': words };
}

/** How many requests are behind a value: "of 46,112 answered". */
export function Behind({ measure, cell }: Props) {
  const { t, direction } = useText();
  if (cell.kind !== 'value') return null;
  const counted = measures[measure].behind;
  const id = `behind.${counted}` as const;
  return (
    <bdi className="num" dir={direction}>
      {t(isBehind(id) ? id : 'behind.of', { count: cell.n })}
    </bdi>
  );
}

const behinds = [
  'behind.received',
  'behind.completed',
  'behind.rejected',
  'behind.open',
  'behind.overdue',
  'behind.onTimeOf',
  'behind.responded',
  'behind.resolved',
  'behind.reopenedOf',
  'behind.firstContactOf',
  'behind.rated',
] as const;

function isBehind(id: string): id is (typeof behinds)[number] {
  return (behinds as readonly string[]).includes(id);
}
