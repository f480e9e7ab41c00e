import { useId } from 'react';
import { useStore } from 'zustand';
import type { Text } from '../../i18n/text.ts';
import type { Choice } from '../../model/choice.ts';
import { formOfName, longestName } from '../../model/records/savedView.ts';
import { faultWords, quoted } from './faultWords.ts';
import { savedViews, saveView, type View } from './savedViews.ts';
import { type Known, keptText, lineOf, proposedName } from './viewWords.ts';

interface Props {
  readonly text: Text;
  readonly known: Known;
  /** What is chosen now. */
  readonly choice: Choice;
  /** The view that it is. */
  readonly current: View | null;
  readonly busy: boolean;
}

/** Saves what is chosen now under a name, which is proposed; what was written stays until it is saved. */
export function SaveForm({ text, known, choice, current, busy }: Props) {
  const { t } = text;
  const draft = useStore(savedViews, (state) => state.draft);
  const fault = useStore(savedViews, (state) => (state.fault?.of === null ? state.fault.fault : null));
  const id = useId();
  const words = lineOf(text, known, choice);
  if (current)
    return (
      <section className="saved-views-now" aria-label={t('views.save.title')}>
        <p>{t('views.is', { name: quoted(current.content.name) })}</p>
        <p className="saved-view-words">{words}</p>
      </section>
    );
  const name = draft ?? proposedName(text, known, choice);
  return (
    <form
      className="saved-views-now"
      onSubmit={async (event) => {
        event.preventDefault();
        if (busy || formOfName(name) === '') return;
        savedViews.setState({ draft: name });
        const saved = await saveView({
          choice: keptText(choice, known.usual),
          content: { name: formOfName(name) },
        });
        if (saved) savedViews.setState({ draft: null });
      }}
    >
      <h3 className="saved-views-title">{t('views.save.title')}</h3>
      <p className="saved-view-words">{words}</p>
      <div className="saved-views-line">
        <input
          className="control saved-views-name"
          dir="auto"
          required
          maxLength={longestName}
          value={name}
          aria-label={t('views.save.name')}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? id : undefined}
          onChange={({ target }) => savedViews.setState({ draft: target.value })}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="submit" className="control saved-views-save" disabled={formOfName(name) === ''}>
          {t('views.save')}
        </button>
      </div>
      {fault && (
        <p className="saved-views-fault" role="alert" id={id}>
          {faultWords(text, fault)}
        </p>
      )}
    </form>
  );
}
