import type { MouseEvent } from 'react';
import { useText } from '../../i18n/Provider.tsx';
import type { Cell, MeasureId } from '../../model/measures.ts';
import type { Zone } from '../../model/zones.ts';
import { Value } from '../card/Value.tsx';
import { usePulsing } from './mapPulse.ts';
import { fillOf, type Scale } from './mapScale.ts';
import { type AreaRow, ranked } from './mapZones.ts';

interface Props {
  readonly rows: readonly AreaRow<Zone>[];
  readonly measure: MeasureId;
  readonly scale: Scale;
  readonly goal: number | null;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (id: string, add: boolean) => void;
}

/** Zones as ranked tiles, what asks for attention first, in the colours of the map that there is not. */
export function MapTiles({ rows, measure, scale, goal, chosen, onChoose }: Props) {
  const { name } = useText();
  const pulsing = usePulsing();
  const first = ranked(rows, measure, goal);
  const rest = rows.filter((row) => !first.includes(row));
  return (
    <ul className="map-tiles">
      {[...first, ...rest].map((row) => {
        const { id } = row.area;
        const cell: Cell = row.cells[measure] ?? { kind: 'noData' };
        const fill = fillOf(scale, cell);
        return (
          <li key={id}>
            <button
              type="button"
              className="map-tile"
              aria-pressed={chosen.has(id)}
              data-dim={chosen.size > 0 && !chosen.has(id)}
              data-pulse={pulsing.has(id) || undefined}
              onClick={(event: MouseEvent) => onChoose(id, event.shiftKey || event.ctrlKey || event.metaKey)}
            >
              <span
                className="map-tile-colour"
                aria-hidden="true"
                data-circle={fill && 'radius' in fill ? true : undefined}
                data-blank={fill && 'blank' in fill ? fill.blank : undefined}
                style={
                  fill && 'colour' in fill
                    ? { background: fill.colour }
                    : fill && 'radius' in fill
                      ? { inlineSize: Math.min(16, fill.radius), blockSize: Math.min(16, fill.radius) }
                      : undefined
                }
              />
              <span className="cut map-tile-name">{name(row.area)}</span>
              <Value measure={measure} cell={cell} inside />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
