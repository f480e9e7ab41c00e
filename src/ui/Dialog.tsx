import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import './Dialog.css';

interface Props {
  readonly title: string;
  /** Beside the title. */
  readonly note?: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** At the end side of the page, over its full height, instead of in the middle. */
  readonly drawer?: boolean;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** A window over the page that keeps the focus; Esc, the cross and the shade close it. Rendered means open. */
export function Dialog({ title, note, closeLabel, onClose, drawer = false, footer, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    element.showModal();
    return () => element.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click is on the shade; Esc is the keyboard's way
    <dialog
      ref={dialog}
      className={drawer ? 'dialog dialog-drawer' : 'dialog'}
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
            <X size={18} aria-hidden />
          </button>
        </header>
        <div className="dialog-body">{children}</div>
        {footer && <footer className="dialog-foot">{footer}</footer>}
      </div>
    </dialog>
  );
}
