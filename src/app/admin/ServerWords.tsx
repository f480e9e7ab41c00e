import type { AdminText } from './adminText.ts';

/** What the server says of a fault, in its own English: named as such, and held apart from the words around it. */
export function ServerWords({ text, words }: { readonly text: AdminText; readonly words: string }) {
  return (
    <span className="admin-said">
      <span className="admin-quiet">{text.t('admin.technical')}</span>
      <span lang="en" dir="ltr" className="admin-said">
        {words}
      </span>
    </span>
  );
}
