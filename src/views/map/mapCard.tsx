import { X } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/Provider.tsx';
import type { Compared } from '../../model/comparison.ts';
import type { MeasureId } from '../../model/measures.ts';
import type { Word } from '../../model/words.ts';
import { Arrow } from '../../ui/Tone.tsx';
import { Behind, Value } from '../card/Value.tsx';
import type { AreaRow } from './mapZones.ts';

/** The measures of a card: what the map shows first, then what always belongs to a zone. */
export function cardMeasures(shown: MeasureId, row: AreaRow<Word>): MeasureId[] {
  const usual: readonly MeasureId[] = ['received', 'completionRate', 'onTimeRate', 'open'];
  return [...new Set([...usual, shown])].filter((id) => {
    const cell = row.cells[id];
    return cell !== undefined && cell.kind !== 'unavailable';
  });
}

/**
 * Where a card of some size goes so that it neither covers the point it is about nor leaves its frame: to the side
 * of the point that has more room, all in pixels from the left and top.
 */
export function placeCard(
  point: { readonly x: number; readonly y: number },
  card: { readonly width: number; readonly height: number },
  frame: { readonly width: number; readonly height: number },
): { readonly left: number; readonly top: number } {
  const gap = 14;
  const onRight = point.x < frame.width / 2;
  const left = onRight ? point.x + gap : point.x - gap - card.width;
  const top = point.y - card.height / 2;
  const clamp = (value: number, most: number) => Math.max(8, Math.min(value, most - 8));
  return { left: clamp(left, frame.width - card.width), top: clamp(top, frame.height - card.height) };
}

interface Props {
  readonly row: AreaRow<Word>;
  /** The zone that a place lies in. */
  readonly inZone: string | null;
  readonly shown: MeasureId;
  /** What its changes are against. */
  readonly against: Compared['kind'] | null;
  readonly x: number;
  readonly y: number;
  /** The pointer's card is not read out; that of a finger stays, and is closed by its cross. */
  readonly by: 'pointer' | 'keyboard' | 'touch';
  readonly onClose: () => void;
  /** Leads to all that is said of the area; null where that is nowhere. */
  readonly onMore: (() => void) | null;
}

/** What a zone or a place has to say when it is pointed at. */
export function MapCard({ row, inZone, shown, against, x, y, by, onClose, onMore }: Props) {
  const { t, language, name, formats } = useText();
  const element = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<{ left: number; top: number } | null>(null);
  const other = language === 'ar' ? row.area.en : row.area.ar;
  const measures = cardMeasures(shown, row);
  const compared = Object.keys(row.changes).length > 0 && against;

  const touched = by === 'touch';
  useLayoutEffect(() => {
    const card = element.current;
    const frame = card?.offsetParent;
    // A finger's stands at the lower edge, which may be below the screen's.
    if (touched) card?.scrollIntoView({ block: 'nearest' });
    if (touched || !card || !frame) return;
    const size = { width: card.offsetWidth, height: card.offsetHeight };
    setAt(placeCard({ x, y }, size, { width: frame.clientWidth, height: frame.clientHeight }));
  }, [x, y, touched]);

  return (
    <div
      ref={element}
      className="map-card"
      role={by === 'pointer' ? undefined : 'status'}
      aria-hidden={by === 'pointer' || undefined}
      data-placed={touched || at !== null}
      data-touched={touched || undefined}
      style={touched ? undefined : (at ?? undefined)}
    >
      {touched && (
        <button
          type="button"
          className="icon-button map-card-close"
          aria-label={t('map.card.close')}
          onClick={() => {
            element.current?.closest('.map')?.querySelector('canvas')?.focus({ preventScroll: true });
            onClose();
          }}
        >
          <X size="1.125rem" aria-hidden />
        </button>
      )}
      <p className="map-card-name">{name(row.area)}</p>
      <p className="map-card-other">
        {other !== name(row.area) && <bdi lang={language === 'ar' ? 'en' : 'ar'}>{other}</bdi>}
        {inZone && <span>{t('map.card.in', { zone: inZone })}</span>}
      </p>
      <table>
        <tbody>
          {measures.map((id) => {
            const cell = row.cells[id]!;
            const change = row.changes[id];
            return (
              <tr key={id} data-shown={id === shown}>
                <th scope="row">{t(`measure.${id}`)}</th>
                <td>
                  <Value measure={id} cell={cell} inside />
                </td>
                <td className="map-card-change">
                  {change && (
                    <span data-tone={change.tone}>
                      <Arrow heading={change.heading} />
                      <bdi className="num">{formats.change(id, change.change)}</bdi>
                    </span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="map-card-note">
        <Behind measure={shown} cell={row.cells[shown] ?? { kind: 'noData' }} />
        {compared && <span>{t(`change.${against}`)}</span>}
      </p>
      {touched && onMore && (
        <button type="button" className="control map-card-more" onClick={onMore}>
          {t('map.card.more')}
        </button>
      )}
    </div>
  );
}
