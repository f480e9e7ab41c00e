import { useEffect, useRef } from 'react';
import { type Draft, withCoordinates, withRole } from './draft.ts';
import type { Work } from './flow.ts';
import { edit, tryPoints } from './importRun.ts';
import { type ImportText, isolated, quoted } from './importText.ts';
import { SystemCode } from './SystemCode.tsx';
import { useImportText } from './useImportText.ts';

/** In which system of coordinates, and in which order, the file tells points; nothing where it tells none. */
export function PointsForm({ work }: { readonly work: Work }) {
  const { t } = useImportText();
  const summary = useRef<HTMLElement>(null);
  const taken = useRef(false);
  useEffect(() => {
    // The button that had the focus is gone.
    if (taken.current) summary.current?.focus();
    taken.current = false;
  });
  const isPair = work.draft.roles.includes('longitude') && work.draft.roles.includes('latitude');
  if (!isPair && !work.draft.roles.includes('point')) {
    const take = (draft: Draft) => {
      taken.current = true;
      edit(draft);
    };
    return <UnknownGrid work={work} onTake={take} />;
  }
  return (
    <details
      className="import-points"
      open={work.triesPoints}
      onToggle={({ currentTarget }) => tryPoints(currentTarget.open)}
    >
      <summary ref={summary}>{t('mapping.points')}</summary>
      <Choices work={work} kind={isPair ? 'pair' : 'text'} />
    </details>
  );
}

function Choices({ work, kind }: { readonly work: Work; readonly kind: 'pair' | 'text' }) {
  const text = useImportText();
  const { t } = text;
  const { draft, points } = work;
  const told = draft.rest.coordinates ?? {};
  if (!points) return <p className="import-quiet">{t('mapping.points.waiting')}</p>;
  const { taken, systems, looked, shapes } = points;
  const order = told.order ?? taken.order;
  const most = Math.max(...systems.flatMap((one) => Object.values(one.inside)));
  const inside = (count: number) =>
    shapes && (
      <span className="import-quiet" data-most={(count > 0 && count === most) || undefined}>
        {t('mapping.points.inside', { inside: count, looked })}
      </span>
    );
  const named = (wanted: string | undefined) => systems.find(({ system }) => system === wanted);
  // What was chosen a moment ago is not tried yet.
  const now = named(told.system) ?? named(taken.system)!;
  const change = (part: Draft['rest']['coordinates']) => edit(withCoordinates(draft, part));
  return (
    <>
      {!shapes && <p className="import-quiet">{t('mapping.points.noShapes')}</p>}
      <fieldset className="import-zones">
        <legend className="combo-label">{t('mapping.points.system')}</legend>
        <label className="import-choice">
          <input
            type="radio"
            name="import-system"
            value="auto"
            checked={told.system === undefined}
            onChange={() => change({ system: undefined })}
          />
          <span>
            {t('mapping.points.auto')}
            {told.system === undefined && (
              <span className="import-quiet">
                {t('mapping.points.auto.now', { system: systemName(text, now) })}
              </span>
            )}
          </span>
        </label>
        {systems.map((one) => (
          <label key={one.system} className="import-choice" data-system={one.system}>
            <input
              type="radio"
              name="import-system"
              value={one.system}
              checked={told.system !== undefined && now === one}
              onChange={() => change({ system: one.system })}
            />
            <span>
              {systemName(text, one)}
              {inside(one.inside[order])}
            </span>
          </label>
        ))}
      </fieldset>
      <SystemCode onCode={(code) => change({ system: `EPSG:${code}` })} />
      <fieldset className="import-zones">
        <legend className="combo-label">{t('mapping.points.order')}</legend>
        {(['xy', 'yx'] as const).map((one) => (
          <label key={one} className="import-choice" data-order={one}>
            <input
              type="radio"
              name="import-axes"
              value={one}
              checked={order === one}
              onChange={() => change({ order: one })}
            />
            <span>
              {t(`mapping.points.${kind}.${one}`)}
              {inside(now.inside[one])}
            </span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

/** Columns that look like a grid which nothing names: the way to say which it is. */
function UnknownGrid({ work, onTake }: { readonly work: Work; readonly onTake: (draft: Draft) => void }) {
  const text = useImportText();
  const { t, formats } = text;
  const { inspection, draft } = work;
  const { header } = inspection.layout;
  const unknown = inspection.reasons.find(({ code }) => code === 'gridUnknown');
  if (!unknown) return null;
  const [x, y] = [String(unknown.values.x), String(unknown.values.y)];
  const names = y === '' ? [x] : [x, y];
  const take = () => {
    const first = withRole(draft, header.indexOf(x), y === '' ? 'point' : 'longitude');
    onTake(y === '' ? first : withRole(first, header.indexOf(y), 'latitude'));
  };
  return (
    <section className="import-points" aria-labelledby="import-points">
      <h3 className="import-subheading" id="import-points">
        {t('mapping.points')}
      </h3>
      <p className="import-quiet">
        {t('mapping.points.found', { columns: formats.list(names.map((name) => quoted(text, name))) })}
      </p>
      <button type="button" className="control" data-points-choose="true" onClick={take}>
        {t('mapping.points.choose')}
      </button>
    </section>
  );
}

const namedSystems = ['4326', '3997', '32640', '32639', '3857', '4270', '27040', '27039'] as const;

/** What a system is called, with its code. */
function systemName({ t }: ImportText, { system, name }: { readonly system: string; readonly name: string }) {
  const code = namedSystems.find((one) => system === `EPSG:${one}`);
  return code ? `${t(`system.${code}`)} (${system})` : isolated(name);
}
