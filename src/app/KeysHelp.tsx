import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useText } from '../i18n/Provider.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { keysHelp } from './keysHelp.ts';

const lines = [
  'keys.search',
  'keys.tab',
  'keys.arrows',
  'keys.enter',
  'keys.add',
  'keys.page',
  'keys.escape',
  'keys.help',
] as const;

/** What the keys do; `?` opens it, also as an Arabic keyboard writes it. */
export function KeysHelp() {
  const { t, direction } = useText();
  const open = useStore(keysHelp, (state) => state.open);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, target } = event;
      const writing =
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      if (!/^[?؟]$/.test(key) || writing || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      keysHelp.setState({ open: true });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  if (!open) return null;
  return (
    <Dialog
      title={t('keys.title')}
      closeLabel={t('dialog.close')}
      onClose={() => keysHelp.setState({ open: false })}
    >
      <dl className="keys">
        {lines.map((id) => {
          const [keys, ...what] = t(id).split(': ');
          return (
            <div key={id} className="keys-line">
              <dt>
                <bdi dir={direction}>
                  <kbd>{keys}</kbd>
                </bdi>
              </dt>
              <dd>{what.join(': ')}</dd>
            </div>
          );
        })}
      </dl>
    </Dialog>
  );
}
