import { useStore } from 'zustand';
import type { Board } from '../../board/board.ts';
import { choiceLines } from '../../i18n/choiceLines.ts';
import { useText } from '../../i18n/Provider.tsx';
import { versionOf } from '../../model/manifest.ts';

/** The head of the page on paper: what is chosen, of which days, and which data it is of. */
export function PaperHead({ board }: { readonly board: Board }) {
  const text = useText();
  const { t, formats, direction } = text;
  const screen = useStore(board.store, ({ shown }) => shown?.screen);
  if (!screen) return null;
  const { city, manifest, filter, period, before } = screen;
  const choice = choiceLines(text, city, filter);
  return (
    <header className="paper-head">
      <div>
        <h1 className="paper-title">
          {t('app.title')} · {text.name({ id: '', ...manifest.title })}
        </h1>
        <p className="paper-choice">
          <bdi dir={direction}>{formats.range(period)}</bdi>
          {before && (
            <>
              {' · '}
              {t('fact.compared')}: <bdi dir={direction}>{formats.range(before.period)}</bdi>
            </>
          )}
        </p>
        <p className="paper-choice">
          {choice.length === 0
            ? t('fact.noChoice')
            : choice.map(({ name, value }, i) => (
                <span key={name}>
                  {i > 0 && ' · '}
                  {name}: <strong>{value}</strong>
                </span>
              ))}
        </p>
      </div>
      <div className="paper-facts">
        <p>
          {t('fact.asOf')}: <bdi dir={direction}>{formats.instant(manifest.asOf, city.timeZone.name)}</bdi>
        </p>
        <p>
          {t('fact.version')}: <bdi dir="ltr">{versionOf(manifest)}</bdi>
        </p>
        {manifest.kind === 'sample' && <p>{t('sample.badge')}</p>}
      </div>
    </header>
  );
}
