import { sayClaim } from '../../i18n/claims.ts';
import { useText } from '../../i18n/Provider.tsx';
import { plainChoice } from '../../model/choice.ts';
import { choiceText } from '../../model/choiceText.ts';
import type { Claim } from '../../model/claim.ts';
import type { Screen } from '../../model/screen.ts';
import { useSettled } from '../settled.ts';
import type { ViewProps } from '../view.ts';

/** A claim as a card tells it. */
export interface Said {
  /** Empty where nothing is claimed. */
  readonly sentence: string;
  /** Shows its proof; undefined where that is on the screen. */
  readonly onSentence: (() => void) | undefined;
}

/** What a view claims, in the reader's language; as it was while a drag passes through many frames. */
export function useSaid(
  { screen, passing, onProof }: Pick<ViewProps, 'screen' | 'passing' | 'onProof'>,
  make: () => Claim | null,
): Said {
  const text = useText();
  return useSettled(passing, (): Said => {
    const claim = make();
    if (!claim) return { sentence: '', onSentence: undefined };
    return {
      sentence: sayClaim(text, screen.city, claim),
      onSentence: isElsewhere(screen, claim) ? () => onProof(claim.proof) : undefined,
    };
  });
}

/** Whether the proof of a claim is under another choice than a screen's. */
function isElsewhere({ filter, measure, comparison }: Screen, { proof, figure }: Claim): boolean {
  if (!figure) return false;
  return choiceText(proof) !== choiceText({ ...plainChoice(filter, measure), comparison });
}
