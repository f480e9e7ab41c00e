import { useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../i18n/Provider.tsx';
import type { MeasureId } from '../model/measures.ts';
import type { Word } from '../model/words.ts';
import { Arrow } from '../ui/Tone.tsx';
import { headingOf, toneOf } from './change.ts';
import type { AreaRow } from './mapZones.ts';
import { Behind, Value } from './Value.tsx';

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
  readonly x: number;
  readonly y: number;
  /** Read out, as the pointer's card is not. */
  readonly spoken: boolean;
}

/** What a zone or a place has to say when it is pointed at. */
export function MapCard({ row, inZone, shown, x, y, spoken }: Props) {
  const { t, language, name, formats } = useText();
  const element = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<{ left: number; top: number } | null>(null);
  const other = language === 'ar' ? row.area.en : row.area.ar;
  const measures = cardMeasures(shown, row);
  const compared = Object.keys(row.changes).length > 0;

  useLayoutEffect(() => {
    const card = element.current;
    const frame = card?.offsetParent;
    if (!card || !frame) return;
    const size = { width: card.offsetWidth, height: card.offsetHeight };
    setAt(placeCard({ x, y }, size, { width: frame.clientWidth, height: frame.clientHeight }));
  }, [x, y]);

  return (
    <div
      ref={element}
      className="map-card"
      role={spoken ? 'status' : undefined}
      aria-hidden={!spoken || undefined}
      data-placed={at !== null}
      style={at ?? undefined}
    >
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
                  <Value measure={id} cell={cell} />
                </td>
                <td className="map-card-change">
                  {change?.kind === 'value' && (
                    <span data-tone={toneOf(id, change.value)}>
                      <Arrow heading={headingOf(id, change.value)} />
                      <bdi className="num">{formats.change(id, change.value)}</bdi>
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
        {compared && <span>{t('map.card.before')}</span>}
      </p>
    </div>
  );
}
