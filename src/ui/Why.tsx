import { CalendarOff, CircleSlash2, Ellipsis, EyeOff, type LucideIcon, Minus } from 'lucide-react';
import type { ReactElement } from 'react';
import { Tip } from './Tip.tsx';
import './Why.css';

/**
 * Why there is no value. Each has a sign of its own: nothing to measure, the source does not tell, too few, withheld,
 * outside the data.
 */
export type WhyKind = 'noData' | 'unavailable' | 'tooFew' | 'suppressed' | 'outside';

const signOf = (kind: WhyKind, Icon: LucideIcon) => (
  <Icon className="why-sign" data-why={kind} size="1em" aria-hidden />
);
const signs: Readonly<Record<WhyKind, ReactElement>> = {
  noData: signOf('noData', Minus),
  unavailable: signOf('unavailable', CircleSlash2),
  tooFew: signOf('tooFew', Ellipsis),
  suppressed: signOf('suppressed', EyeOff),
  outside: signOf('outside', CalendarOff),
};

/** The sign alone, where the reason stands beside it or a control around it says it. */
export function WhySign({ kind }: { readonly kind: WhyKind }) {
  return signs[kind];
}

interface Props {
  readonly kind: WhyKind;
  /** In one or two words: the name of the control. */
  readonly name: string;
  /** The reason in full, which is shown when it is pointed at, pressed, tapped, or focused. */
  readonly reason: string;
}

/** A sign that says its reason to a pointer, a finger and the keyboard alike. */
export function Why({ kind, name, reason }: Props) {
  return (
    <Tip text={reason} label={name} className="why">
      <WhySign kind={kind} />
    </Tip>
  );
}
