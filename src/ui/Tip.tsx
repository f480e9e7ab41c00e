import { Info } from 'lucide-react';
import { memo, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import './Tip.css';

interface Props {
  /** What is said; one or two sentences. */
  readonly text: string;
  /** What is read aloud for the button where its content does not say it. */
  readonly label?: string;
  readonly className?: string;
  /** What the words are about; a small "i" unless told. */
  readonly children?: ReactNode;
}

/** How long a mouse rests before the words come, and how long they stay after it has left, in ms. */
const rest = 250;
const linger = 150;
/** Between the words, what they are about, and the edge of the window, in px. */
const gap = 6;
const info = <Info className="tip-info" aria-hidden />;

/**
 * Words about something on the page that come by resting on it, by touching it and by the keyboard, and go by Esc, by
 * touching elsewhere and by leaving. They may be pointed at, stand above everything and are read with the button.
 */
export const Tip = memo(function Tip({ text, label, className, children }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const timer = useRef(0);
  const pinned = useRef(false);
  const turn = (to: boolean, after = 0) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setOpen(to), after);
  };
  const close = () => {
    pinned.current = false;
    window.clearTimeout(timer.current);
    setOpen(false);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const enter = (event: { pointerType: string }) => {
    if (event.pointerType === 'mouse') turn(true, rest);
  };
  const leave = (event: { pointerType: string }) => {
    if (event.pointerType === 'mouse' && !pinned.current) turn(false, linger);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className ? `tip ${className}` : 'tip'}
        aria-label={label}
        aria-description={text}
        data-open={open || undefined}
        onPointerEnter={enter}
        onPointerLeave={leave}
        onFocus={(event) => {
          if (event.currentTarget.matches(':focus-visible')) turn(true);
        }}
        onBlur={close}
        onClick={(event) => {
          event.stopPropagation();
          if (pinned.current) return close();
          pinned.current = true;
          turn(true);
        }}
      >
        {children ?? info}
      </button>
      {open && <TipBody text={text} button={button} onEnter={enter} onLeave={leave} onClose={close} />}
    </>
  );
});

interface BodyProps {
  readonly text: string;
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly onEnter: (event: { pointerType: string }) => void;
  readonly onLeave: (event: { pointerType: string }) => void;
  readonly onClose: () => void;
}

function TipBody({ text, button, onEnter, onLeave, onClose }: BodyProps) {
  const body = useRef<HTMLSpanElement>(null);
  const onCloseNow = useRef(onClose);
  onCloseNow.current = onClose;
  useLayoutEffect(() => {
    const [shown, about] = [body.current, button.current];
    if (!shown || !about) return;
    shown.showPopover();
    place(shown, about);
    const close = () => onCloseNow.current();
    const outside = (event: Event) => {
      if (event.target instanceof Node && !about.contains(event.target) && !shown.contains(event.target))
        close();
    };
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // Only the words go, not the window that they stand in.
      event.stopPropagation();
      event.preventDefault();
      close();
    };
    document.addEventListener('keydown', onEscape, true);
    document.addEventListener('pointerdown', outside, true);
    document.addEventListener('scroll', outside, true);
    window.addEventListener('resize', close);
    return () => {
      document.removeEventListener('keydown', onEscape, true);
      document.removeEventListener('pointerdown', outside, true);
      document.removeEventListener('scroll', outside, true);
      window.removeEventListener('resize', close);
    };
  }, [button]);
  return (
    // The button says the same to whom it is read.
    <span
      ref={body}
      popover="manual"
      className="tip-body"
      aria-hidden="true"
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
    >
      {text}
    </span>
  );
}

/** Below what it is about, above where there is no room; always within the window. */
function place(shown: HTMLElement, about: HTMLElement): void {
  const at = about.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = shown;
  const below = at.bottom + gap;
  const fits = below + height + gap <= window.innerHeight || at.top < height + 2 * gap;
  const left = Math.max(gap, Math.min(at.left + at.width / 2 - width / 2, window.innerWidth - width - gap));
  shown.style.top = `${fits ? below : at.top - gap - height}px`;
  shown.style.left = `${left}px`;
}
