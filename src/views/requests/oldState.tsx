import { History } from 'lucide-react';
import type { Text } from '../../i18n/text.ts';

/** The mark of a request in a list whose source told something later that cannot be read; nothing for any other. */
export function OldStateMark({ old, text }: { readonly old: boolean; readonly text: Text }) {
  if (!old) return null;
  const said = text.t('request.oldState');
  return (
    <span className="list-old" role="img" aria-label={said} title={said}>
      <History size="0.8125rem" aria-hidden />
    </span>
  );
}

/** The same beside all that is known of one request. */
export function OldStateNote({ old, text }: { readonly old: boolean; readonly text: Text }) {
  if (!old) return null;
  return (
    <p className="request-old" role="note">
      <History size="0.9375rem" aria-hidden />
      {text.t('request.oldState')}
    </p>
  );
}
