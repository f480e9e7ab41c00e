import type { ReactNode } from 'react';

/** What is wider than its place can be moved, with the keyboard too. */
export function Scroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    // biome-ignore lint/a11y/useSemanticElements: it is no set of fields.
    <div className="admin-scroll" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
