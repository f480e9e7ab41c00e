import { Ellipsis } from 'lucide-react';
import { lazy, memo, type RefObject, Suspense, useCallback, useRef, useState } from 'react';
import './CardMenu.css';
import type { MenuAction } from './MenuPopover.tsx';

interface Props {
  /** What the menu is of. */
  readonly label: string;
  readonly actions: readonly MenuAction[];
}

const MenuPopover = lazy(() => import('./MenuPopover.tsx'));

/** The "…" of a card: everything that can be done with it, by mouse, touch and keyboard. */
export function CardMenu({ label, actions }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const toggle = useCallback(() => setOpen((now) => !now), []);
  return (
    <>
      <MenuButton button={button} label={label} open={open} onPress={toggle} />
      {open && (
        <Suspense fallback={null}>
          <MenuPopover trigger={button} label={label} actions={actions} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

interface ButtonProps {
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly label: string;
  readonly open: boolean;
  readonly onPress: () => void;
}

/** Drawn anew only when it opens or closes: what the menu can do changes with each frame of a drag. */
const MenuButton = memo(function MenuButton({ button, label, open, onPress }: ButtonProps) {
  return (
    <button
      type="button"
      ref={button}
      className="icon-button card-menu"
      aria-label={label}
      title={label}
      aria-haspopup="menu"
      aria-expanded={open}
      onClick={onPress}
    >
      <Ellipsis size="1rem" aria-hidden />
    </button>
  );
});
