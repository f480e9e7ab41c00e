import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useText } from '../../i18n/Provider.tsx';
import type { AreaLine } from '../areas/allAreas.ts';
import { residentsWords } from '../areas/area.ts';
import { kindOf } from '../areas/areaColumns.ts';

interface Props {
  readonly line: AreaLine;
  /** The year that residents are of, where the zones say it. */
  readonly year: number | undefined;
  /** Its place among the areas, and how many there are; null for the city, which stays at the end. */
  readonly place: { readonly at: number; readonly of: number } | null;
  readonly onMove: (by: number) => void;
  readonly onRemove: () => void;
}

/** The head of one column: which area it is, and what moves it or takes it out. */
export function BesideHead({ line, year, place, onMove, onRemove }: Props) {
  const text = useText();
  const { t } = text;
  const residents = line.residents === null ? null : residentsWords(text, line.residents, year);
  const area = line.name;
  const mover = (by: number, name: string, Icon: typeof ChevronLeft, end: boolean) => (
    <button
      type="button"
      className="icon-button"
      data-move={by}
      aria-label={name}
      title={name}
      aria-disabled={end}
      onClick={() => !end && onMove(by)}
    >
      <Icon size="0.9375rem" className="flip" aria-hidden />
    </button>
  );
  return (
    <th scope="col" className="beside-head" data-area={line.id} data-kind={line.kind}>
      <bdi className="beside-name">{area}</bdi>
      <span className="beside-facts">
        {[kindOf(text, line.kind), line.within, residents].filter(Boolean).join(' · ')}
      </span>
      {place && (
        <span className="beside-tools">
          {mover(-1, t('beside.toStart', { area }), ChevronLeft, place.at === 0)}
          {mover(1, t('beside.toEnd', { area }), ChevronRight, place.at === place.of - 1)}
          <button
            type="button"
            className="icon-button"
            data-remove=""
            aria-label={t('beside.remove', { area })}
            title={t('beside.remove', { area })}
            onClick={onRemove}
          >
            <X size="0.9375rem" aria-hidden />
          </button>
        </span>
      )}
    </th>
  );
}
