import { useEffect, useRef } from 'react';
import type { Text } from '../../i18n/text.ts';
import { focusIfLost } from '../../ui/focusIfLost.ts';
import { Notice } from '../../ui/State.tsx';
import { quoted } from './faultWords.ts';
import { type Done, undo } from './savedViews.ts';

interface Props {
  readonly text: Text;
  readonly done: Done;
  readonly busy: boolean;
}

/** What was done last, and the way back; it has the focus of a control that went with it. */
export function DoneLine({ text: { t }, done, busy }: Props) {
  const line = useRef<HTMLDivElement>(null);
  const { what, view, before } = done;
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each thing that is done a control may go
  useEffect(() => {
    focusIfLost(line.current?.querySelector('button') ?? line.current);
  }, [done]);
  const names = { name: quoted(view.content.name), before: quoted(before?.content.name ?? '') };
  return (
    <div ref={line} tabIndex={-1} className="saved-views-done">
      <Notice
        action={
          before && (
            <button type="button" className="control" disabled={busy} onClick={() => void undo(done)}>
              {t('views.undo')}
            </button>
          )
        }
      >
        {t(`views.said.${what}`, names)}
      </Notice>
    </div>
  );
}
