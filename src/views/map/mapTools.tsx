import { CopyPlus, Map as MapIcon, Sheet, Table2 } from 'lucide-react';
import { memo } from 'react';
import { useText } from '../../i18n/Provider.tsx';
import type { MapMode } from '../../model/choice.ts';
import type { MeasureId } from '../../model/measures.ts';
import type { Screen } from '../../model/screen.ts';
import { Picker } from '../../ui/map/Picker.tsx';
import { SegmentedControl } from '../../ui/SegmentedControl.tsx';
import { isAvailable, mapMeasures } from './mapMeasures.ts';

interface ModeProps {
  readonly mode: MapMode;
  readonly onMode: (mode: MapMode) => void;
}

export const ModePicker = memo(function ModePicker({ mode, onMode }: ModeProps) {
  const { t } = useText();
  return (
    <SegmentedControl<MapMode>
      label={t('map.mode')}
      options={[
        { id: 'zones', label: t('map.mode.zones') },
        { id: 'heat', label: t('map.mode.heat') },
      ]}
      value={mode}
      onChange={onMode}
    />
  );
});

interface MeasureProps {
  readonly fields: Screen['fields'];
  readonly measure: MeasureId;
  readonly onMeasure: (measure: MeasureId) => void;
}

export const MeasurePicker = memo(function MeasurePicker({ fields, measure, onMeasure }: MeasureProps) {
  const { t } = useText();
  return (
    <Picker<MeasureId>
      label={t('map.measure')}
      items={mapMeasures.map((id) => ({
        id,
        name: t(`measure.${id}`),
        reason: isAvailable(id, fields) ? undefined : t('map.measure.missing'),
      }))}
      chosen={measure}
      onChoose={onMeasure}
    />
  );
});

interface ToggleProps {
  readonly asTable: boolean;
  readonly onTable: (asTable: boolean) => void;
}

export const TableToggle = memo(function TableToggle({ asTable, onTable }: ToggleProps) {
  const { t } = useText();
  return (
    <button
      type="button"
      className="map-toggle"
      data-table={asTable}
      aria-pressed={asTable}
      aria-label={t(asTable ? 'map.chart' : 'map.table')}
      title={t(asTable ? 'map.chart' : 'map.table')}
      onClick={() => onTable(!asTable)}
    >
      {asTable ? <MapIcon size="1rem" aria-hidden /> : <Table2 size="1rem" aria-hidden />}
    </button>
  );
});

export const AreasButton = memo(function AreasButton({ onAreas }: { readonly onAreas: () => void }) {
  const { t } = useText();
  return (
    <button
      type="button"
      className="map-toggle"
      aria-haspopup="dialog"
      aria-label={t('areas.title')}
      title={t('areas.title')}
      onClick={onAreas}
    >
      <Sheet size="1rem" aria-hidden />
    </button>
  );
});

interface AddProps {
  readonly adding: boolean;
  readonly onAdding: (adding: boolean) => void;
}

/** Whether a click or a finger adds an area to those that are chosen, as a held Shift does. */
export const AddToggle = memo(function AddToggle({ adding, onAdding }: AddProps) {
  const { t } = useText();
  return (
    <button
      type="button"
      className="map-toggle"
      data-adding={adding}
      aria-pressed={adding}
      aria-label={t('areas.adding')}
      title={t('areas.adding')}
      onClick={() => onAdding(!adding)}
    >
      <CopyPlus size="1rem" aria-hidden />
    </button>
  );
});
