import { X } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import './Chips.css';
import { fitting } from './fitting.ts';
import { focusIfLost } from './focusIfLost.ts';

export interface Chip {
  readonly id: string;
  /** What kind of choice it is, and what is chosen. */
  readonly kind: string;
  readonly label: string;
  readonly removeLabel: string;
}

const cross = <X size="0.8125rem" aria-hidden />;

interface Props {
  readonly label: string;
  readonly chips: readonly Chip[];
  readonly onRemove: (id: string) => void;
  readonly clearLabel: string;
  readonly onClear: () => void;
  /** What stands for the chips that there is no room for: the number drawn, and the words that go on after it. */
  readonly rest: (count: number) => { readonly number: string; readonly words: string };
}

/**
 * What is chosen, each with a button that takes it out, on one line: those that do not fit are behind a button that says
 * how many they are. Draws nothing where nothing is chosen.
 */
export function Chips({ label, chips, onRemove, clearLabel, onClear, rest }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useShown(place, chips);
  const taken = useRef<number | null>(null);
  // Who took one out was on a button that is gone: the next one has the focus then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chips stand for what is drawn
  useLayoutEffect(() => {
    const at = taken.current;
    if (at === null) return;
    taken.current = null;
    const left = place.current?.querySelectorAll<HTMLElement>(
      '.chips-list > :not([data-folded]) .chip-remove',
    );
    focusIfLost(left?.[Math.min(at, left.length - 1)]);
  }, [chips]);
  if (chips.length === 0) return null;
  const remove = (chip: Chip) => {
    taken.current = chips.indexOf(chip);
    onRemove(chip.id);
  };
  const folded = chips.slice(shown);
  const more = rest(folded.length);
  return (
    <div className="chips" ref={place}>
      <ul className="chips-list" aria-label={label}>
        {chips.map((chip, index) => (
          <One key={chip.id} chip={chip} folded={index >= shown} onRemove={remove} />
        ))}
      </ul>
      {folded.length > 0 && (
        <DialogTrigger>
          <Button className="chips-more" aria-label={`${more.number} ${more.words}`}>
            <bdi className="num">{more.number}</bdi>
          </Button>
          <Popover className="chips-rest" placement="bottom start" offset={6}>
            <Dialog aria-label={label} className="chips-dialog">
              <ul className="chips-column">
                {folded.map((chip) => (
                  <One key={chip.id} chip={chip} folded={false} onRemove={remove} />
                ))}
              </ul>
            </Dialog>
          </Popover>
        </DialogTrigger>
      )}
      <button
        type="button"
        className="chips-clear"
        onClick={() => {
          taken.current = 0;
          onClear();
        }}
      >
        {clearLabel}
      </button>
    </div>
  );
}

interface OneProps {
  readonly chip: Chip;
  readonly folded: boolean;
  readonly onRemove: (chip: Chip) => void;
}

function One({ chip, folded, onRemove }: OneProps) {
  return (
    <li className="chip" data-folded={folded || undefined}>
      <span className="chip-kind">{chip.kind}</span>
      <bdi className="cut chip-label" title={chip.label}>
        {chip.label}
      </bdi>
      <button
        type="button"
        className="chip-remove"
        aria-label={chip.removeLabel}
        data-id={chip.id}
        onClick={() => onRemove(chip)}
      >
        {cross}
      </button>
    </li>
  );
}

/** How many chips there is room for, measured anew whenever they or the room change. */
function useShown(place: { readonly current: HTMLDivElement | null }, chips: readonly Chip[]): number {
  const [shown, setShown] = useState(chips.length);
  const some = chips.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chips stand for what is measured
  useLayoutEffect(() => {
    const root = place.current;
    if (!root || !some) return;
    const measure = () => {
      const list = root.querySelector<HTMLElement>('.chips-list');
      const clear = root.querySelector<HTMLElement>('.chips-clear');
      if (!list || !clear) return;
      const gap = Number.parseFloat(getComputedStyle(list).columnGap) || 0;
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      // As wide as it would be with all of its words, also where it is cut now.
      const widths = [...list.querySelectorAll<HTMLElement>('.chip')].map((chip) => {
        const words = chip.querySelector<HTMLElement>('.chip-label');
        const cut = words ? words.scrollWidth - words.clientWidth : 0;
        return Math.min(widest * rem, chip.offsetWidth + cut);
      });
      setShown(fitting(widths, root.clientWidth - clear.offsetWidth - 2 * gap, gap, moreWidth * rem));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(root);
    document.fonts.addEventListener('loadingdone', measure);
    return () => {
      observer.disconnect();
      document.fonts.removeEventListener('loadingdone', measure);
    };
  }, [place, chips, some]);
  return Math.min(shown, chips.length);
}

/** Width that the button for the rest takes, and the most that a chip takes, in rem; as in Chips.css. */
const moreWidth = 3.25;
const widest = 18;
