import { useText } from '../../i18n/Provider.tsx';
import type { Text } from '../../i18n/text.ts';
import { type Cell, type MeasureId, measures } from '../../model/measures.ts';
import { Tip } from '../../ui/Tip.tsx';
import { Why, WhySign } from '../../ui/Why.tsx';
import './Value.css';

interface Props {
  readonly measure: MeasureId;
  readonly cell: Cell;
  readonly className?: string;
  /** Where there is little room, a sign stands for the reason why there is no value, and says it when asked. */
  readonly compact?: boolean;
  /** Whether it stands in a control, which then says the reason: a control holds no other one. */
  readonly inside?: boolean;
  /** False beside another estimate that carries the sign for both. */
  readonly signed?: boolean;
}

/**
 * The value of a measure as text. The element carries `data-measure` and the raw number as `data-value`; a cell
 * without a value has `data-cell` with the reason instead. No value is ever shown as a zero.
 */
export function Value({ measure, cell, className, compact = false, inside = false, signed = true }: Props) {
  const text = useText();
  const { t, formats, direction } = text;
  if (cell.kind === 'value') {
    const exact = formats.measure(measure, cell.value);
    const estimated = cell.bound !== undefined;
    const shown = estimated && signed ? t('estimate.value', { value: exact }) : exact;
    return (
      <bdi
        className={className ? `num ${className}` : 'num'}
        dir={direction}
        data-measure={measure}
        data-value={cell.value}
        data-n={cell.n}
        {...(estimated && {
          'data-bound': cell.bound ?? '',
          ...(inside && { 'aria-description': estimateWords(text, measure, cell) }),
        })}
      >
        {estimated && !inside ? <Tip text={estimateWords(text, measure, cell)}>{shown}</Tip> : shown}
      </bdi>
    );
  }
  const words = t(`cell.${cell.kind}`);
  return (
    <bdi
      className={className ? `value-missing ${className}` : 'value-missing'}
      data-measure={measure}
      data-cell={cell.kind}
    >
      {!compact && inside ? (
        <>
          <WhySign kind={cell.kind} /> {words}
        </>
      ) : !compact ? (
        <Tip text={t(`why.${cell.kind}`)}>
          <WhySign kind={cell.kind} /> {words}
        </Tip>
      ) : inside ? (
        <>
          <WhySign kind={cell.kind} />
          <span className="sr">{words}</span>
        </>
      ) : (
        <Why kind={cell.kind} name={words} reason={t(`why.${cell.kind}`)} />
      )}
    </bdi>
  );
}

/** How far the exact value may be from an estimate; empty for what is none. */
export function estimateWords({ t, formats }: Text, measure: MeasureId, cell: Cell): string {
  if (cell.kind !== 'value' || cell.bound === undefined) return '';
  return cell.bound === null
    ? t('estimate.open')
    : t('estimate.within', { bound: formats.measure(measure, cell.bound) });
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
