import { useId, useState } from 'react';
import { latinDigits } from '../../model/fold.ts';
import { useImportText } from './useImportText.ts';

/** A system of coordinates by its EPSG code, for those that are not offered. */
export function SystemCode({ onCode }: { readonly onCode: (code: string) => void }) {
  const { t } = useImportText();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  return (
    <form
      className="import-system-code"
      onSubmit={(event) => {
        event.preventDefault();
        const code = /^(?:EPSG:?)?\s*(\d{4,6})$/i.exec(latinDigits(typed.trim()))?.[1];
        setWrong(code === undefined);
        if (code !== undefined) onCode(code);
      }}
    >
      <label className="import-title-field">
        <span className="combo-label">{t('mapping.points.code')}</span>
        <input
          className="combo-input"
          type="text"
          inputMode="numeric"
          dir="ltr"
          value={typed}
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? id : undefined}
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      <button type="submit" className="control">
        {t('mapping.points.use')}
      </button>
      {wrong && (
        <p className="import-wrong" id={id} role="alert">
          {t('mapping.points.badCode')}
        </p>
      )}
    </form>
  );
}
