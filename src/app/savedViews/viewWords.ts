import { choiceLines } from '../../i18n/choiceLines.ts';
import type { Text } from '../../i18n/text.ts';
import type { Choice } from '../../model/choice.ts';
import { isNewer } from '../../model/choiceForm.ts';
import { choiceText, parseChoice } from '../../model/choiceText.ts';
import type { City } from '../../model/city.ts';
import { formOfName, longestName } from '../../model/records/savedView.ts';

/** What a choice is read and said with. */
export interface Known {
  readonly city: City;
  /** What is so where a text tells nothing. */
  readonly usual: Choice;
}

/**
 * The text of a choice that is kept: its period goes on with the data where it is the usual one, else these days stay.
 * What is open over the page is a matter of the moment.
 */
export function keptText(choice: Choice, usual: Choice): string {
  return choiceText({ ...choice, list: null, request: null, view: null, beside: null }, usual);
}

/** A kept text in the form that `keptText` makes, so that equal choices have equal texts; of a newer page's as it is. */
export function sameForm(text: string, { city, usual }: Known): string {
  return isNewer(text) ? text : keptText(parseChoice(text, city, usual).choice, usual);
}

/** A choice in words: what is chosen, a text a dimension; the period; the measure of the map where it is not the usual one. */
function partsOf(text: Text, { city, usual }: Known, choice: Choice) {
  const { t, formats } = text;
  const chosen = choiceLines(text, city, choice.filter).map(({ value }) => value);
  const { opened } = choice.filter;
  const isUsual = opened?.from === usual.filter.opened?.from && opened?.to === usual.filter.opened?.to;
  const period = !opened ? t('preset.all') : isUsual ? t('preset.28') : formats.range(opened);
  const measure = choice.measure === usual.measure ? [] : [t(`measure.${choice.measure}`)];
  return {
    chosen: chosen.length > 0 ? chosen : [t('views.city')],
    period,
    stays: opened && !isUsual,
    measure,
  };
}

/** What a choice is, in a line, and whether its period goes on. */
export function lineOf(text: Text, known: Known, choice: Choice): string {
  const { chosen, period, stays, measure } = partsOf(text, known, choice);
  const when = text.t(stays ? 'views.stays' : 'views.goesOn', { period });
  return [...chosen, when, ...measure].join(' · ');
}

/** A name for a choice: as many of its words as a name may have. */
export function proposedName(text: Text, known: Known, choice: Choice): string {
  const { chosen, period, measure } = partsOf(text, known, choice);
  const whole = formOfName([...chosen, period, ...measure].join(' · '));
  const letters = [...whole];
  return letters.length <= longestName
    ? whole
    : `${letters
        .slice(0, longestName - 1)
        .join('')
        .trimEnd()}…`;
}
