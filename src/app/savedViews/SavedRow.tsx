import { Check, FilePenLine, Pencil, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Text } from '../../i18n/text.ts';
import { isNewer } from '../../model/choiceForm.ts';
import type { Doing } from '../../model/record.ts';
import { formOfName, longestName } from '../../model/records/savedView.ts';
import { quoted } from './faultWords.ts';
import { deleteView, renameView, replaceView, type View } from './savedViews.ts';

interface Props {
  readonly text: Text;
  readonly view: View;
  /** What it chooses, in words. */
  readonly words: string;
  /** Whether that is what is chosen now. */
  readonly isCurrent: boolean;
  /** The text of what is chosen now. */
  readonly present: string;
  readonly may: readonly Doing[];
  readonly busy: boolean;
  readonly onOpen: () => void;
}

/** One saved view: a press opens it; beside it what can be done with it. */
export function SavedRow({ text, view, words, isCurrent, present, may, busy, onOpen }: Props) {
  const { t } = text;
  const [renaming, setRenaming] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const wasRenaming = useRef(false);
  useEffect(() => {
    if (wasRenaming.current && !renaming) pencil.current?.focus();
    wasRenaming.current = renaming;
  }, [renaming]);
  const name = quoted(view.content.name);
  if (renaming)
    return (
      <li className="saved-view">
        <Rename text={text} view={view} busy={busy} onClose={() => setRenaming(false)} />
      </li>
    );
  const mayChange = may.includes('change');
  return (
    <li className="saved-view" data-current={isCurrent || undefined}>
      <button
        type="button"
        className="saved-view-open"
        aria-current={isCurrent ? 'true' : undefined}
        onClick={onOpen}
      >
        <span className="saved-view-name">
          <bdi>{view.content.name}</bdi>
          {isCurrent && (
            <span className="saved-view-current">
              <Check size="0.875rem" aria-hidden /> {t('views.current')}
            </span>
          )}
        </span>
        <span className="saved-view-words">{isNewer(view.choice) ? t('views.newer') : words}</span>
      </button>
      <span className="saved-view-ways">
        {mayChange && (
          <Way
            label={t('views.rename', { name })}
            sign={Pencil}
            button={pencil}
            disabled={busy}
            run={() => setRenaming(true)}
          />
        )}
        {mayChange && !isCurrent && (
          <Way
            label={t('views.replace', { name })}
            sign={FilePenLine}
            disabled={busy}
            run={() => void replaceView(view, present)}
          />
        )}
        {may.includes('end') && (
          <Way
            label={t('views.delete', { name })}
            sign={Trash2}
            disabled={busy}
            run={() => void deleteView(view)}
          />
        )}
      </span>
    </li>
  );
}

interface WayProps {
  readonly label: string;
  readonly sign: typeof Pencil;
  readonly button?: React.RefObject<HTMLButtonElement | null>;
  readonly disabled: boolean;
  readonly run: () => void;
}

function Way({ label, sign: Sign, button, disabled, run }: WayProps) {
  return (
    <button
      type="button"
      className="icon-button"
      ref={button}
      aria-label={label}
      title={label}
      aria-disabled={disabled || undefined}
      onClick={() => {
        if (!disabled) run();
      }}
    >
      <Sign size="1rem" aria-hidden />
    </button>
  );
}

interface RenameProps extends Pick<Props, 'text' | 'view' | 'busy'> {
  readonly onClose: () => void;
}

/** The name of a view as it is written anew; Esc leaves it as it was. */
function Rename({ text: { t }, view, busy, onClose }: RenameProps) {
  const [name, setName] = useState(view.content.name);
  return (
    <form
      className="saved-views-line"
      onSubmit={async (event) => {
        event.preventDefault();
        if (busy || formOfName(name) === '') return;
        if (formOfName(name) === view.content.name || (await renameView(view, formOfName(name)))) onClose();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      <input
        className="control saved-views-name"
        dir="auto"
        // biome-ignore lint/a11y/noAutofocus: whoever pressed the button wants to write
        autoFocus
        required
        maxLength={longestName}
        value={name}
        aria-label={t('views.save.name')}
        onChange={({ target }) => setName(target.value)}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="submit" className="control" disabled={formOfName(name) === ''}>
        {t('views.rename.done')}
      </button>
      <button type="button" className="control" onClick={onClose}>
        {t('views.cancel')}
      </button>
    </form>
  );
}
