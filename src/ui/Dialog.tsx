import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import './Dialog.css';
import { focusIfLost } from './focusIfLost.ts';

interface Props {
  readonly title: string;
  /** Beside the title. */
  readonly note?: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** At the end side of the page, over its full height, instead of in the middle. */
  readonly drawer?: boolean;
  readonly className?: string;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/**
 * A window over the page that keeps the focus; Esc, the cross and the shade close it, and the focus is back on what
 * opened it. Rendered means open.
 */
export function Dialog({
  title,
  note,
  closeLabel,
  onClose,
  drawer = false,
  className = '',
  footer,
  children,
}: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    element.showModal();
    return () => {
      // The browser gives the focus back only while the dialog is still in the page.
      element.close();
      focusIfLost(null);
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click is on the shade; Esc is the keyboard's way
    <dialog
      ref={dialog}
      className={`dialog ${drawer ? 'dialog-drawer' : ''} ${className}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className="dialog-sheet">
        <header className="dialog-head">
          <h2 className="dialog-title" id={id}>
            {title}
          </h2>
          <span className="dialog-note">{note}</span>
          <button
            type="button"
            className="icon-button"
            aria-label={closeLabel}
            title={closeLabel}
            onClick={onClose}
          >
            <X size="1.125rem" aria-hidden />
          </button>
        </header>
        <div className="dialog-body">{children}</div>
        {footer && <footer className="dialog-foot">{footer}</footer>}
      </div>
    </dialog>
  );
}
