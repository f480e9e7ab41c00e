import type { MouseEvent } from 'react';
import './Sentence.css';

interface Props {
  readonly children: string;
  readonly id?: string;
  /** Shows what the sentence rests on; it is then a button, and is drawn while it has the focus. */
  readonly onProof?: (() => void) | undefined;
}

/** One sentence that says what a part of the page shows: read aloud, not drawn. */
export function Sentence({ children, id, onProof }: Props) {
  if (!onProof)
    return (
      <p className="sr" id={id}>
        {children}
      </p>
    );
  // It may be no button any more once its proof is shown: the keyboard goes on from the part of the page.
  const onClick = ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
    const part = currentTarget.closest('section');
    part?.setAttribute('tabindex', '-1');
    part?.focus({ preventScroll: true });
    onProof();
  };
  return (
    <button type="button" className="sr sentence" id={id} onClick={onClick}>
      {children}
    </button>
  );
}
