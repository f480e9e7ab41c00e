import { useMemo } from 'react';
import { Button } from 'react-aria-components/Button';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { ComboField } from '../../ui/ComboField.tsx';
import type { Draft } from './draft.ts';
import type { Work } from './flow.ts';
import { edit, readZones } from './importRun.ts';
import { isolated } from './importText.ts';
import { PointsForm } from './PointsForm.tsx';
import { useImportText } from './useImportText.ts';

const zonesKinds = ['dubai', 'fromValues', 'file'] as const;

/** What is said of the whole file: the time zone of its dates, its zones, its name. */
export function SettingsForm({ work }: { readonly work: Work }) {
  const { t } = useImportText();
  const { draft, zonesLook } = work;
  const timeZones = useMemo(
    () => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), draft.timeZone])],
    [draft.timeZone],
  );
  const change = (part: Partial<Draft>) => edit({ ...draft, ...part });
  return (
    <section className="import-settings" aria-labelledby="import-settings">
      <h3 className="import-subheading" id="import-settings">
        {t('mapping.settings')}
      </h3>
      <div>
        <ComboField
          label={t('mapping.timeZone')}
          options={timeZones}
          value={draft.timeZone}
          onChange={(timeZone) => change({ timeZone })}
          empty={t('mapping.timeZone.none')}
        />
        <p className="import-quiet">{t('mapping.timeZone.note')}</p>
      </div>
      <fieldset className="import-zones">
        <legend className="combo-label">{t('mapping.zones')}</legend>
        {zonesKinds.map((zones) => (
          <label key={zones} className="import-choice">
            <input
              type="radio"
              name="import-zones"
              value={zones}
              checked={draft.zones === zones}
              onChange={() => change({ zones })}
            />
            <span>
              {t(`mapping.zones.${zones}`)}
              <span className="import-quiet">{t(`mapping.zones.${zones}.note`)}</span>
            </span>
          </label>
        ))}
        {draft.zones === 'file' && (
          <div className="import-zones-file">
            <FileTrigger
              onSelect={(files) => {
                const [file] = Array.from(files ?? []);
                if (file) void readZones(file);
              }}
            >
              <Button className="control">{t('mapping.zones.file.choose')}</Button>
            </FileTrigger>
            {zonesLook && (
              <p className="import-quiet">
                {t(zonesLook.shapes ? 'mapping.zones.file.shapes' : 'mapping.zones.file.noShapes', {
                  name: isolated(zonesLook.name),
                  count: zonesLook.zones,
                })}
              </p>
            )}
          </div>
        )}
      </fieldset>
      <PointsForm work={work} />
      <fieldset className="import-names">
        <legend className="combo-label">{t('mapping.name')}</legend>
        {(['ar', 'en'] as const).map((language) => (
          <label key={language} className="import-title-field">
            <span className="import-quiet">{t(`mapping.name.${language}`)}</span>
            <input
              className="combo-input"
              type="text"
              dir="auto"
              lang={language}
              value={draft.title[language]}
              onChange={(event) => change({ title: { ...draft.title, [language]: event.target.value } })}
            />
          </label>
        ))}
      </fieldset>
    </section>
  );
}
