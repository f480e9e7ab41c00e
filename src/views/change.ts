import { createElement } from 'react';
import type { Text } from '../i18n/text.ts';
import { changeOf } from '../model/ask.ts';
import { type Cell, type MeasureId, measures } from '../model/measures.ts';
import type { FigureChange } from '../ui/Figure.tsx';
import type { Heading, Tone } from '../ui/Tone.tsx';

/** Which way a change goes as it is shown: what rounds to 0.0 is flat. */
export function headingOf(measure: MeasureId, change: number): Heading {
  const shown = measures[measure].unit === 'rating' ? change : change * 100;
  return Math.abs(shown) < 0.05 ? 'flat' : shown > 0 ? 'up' : 'down';
}

export function toneOf(measure: MeasureId, change: number): Tone {
  const heading = headingOf(measure, change);
  const { better } = measures[measure];
  if (heading === 'flat' || better === null) return 'neutral';
  return heading === better ? 'good' : 'bad';
}

/** A change as a figure shows it; null where there is nothing to compare. */
export function describeChange(
  text: Text,
  measure: MeasureId,
  now: Cell,
  before: Cell,
  period: string,
): FigureChange | null {
  const change = changeOf(measure, now, before);
  if (change.kind !== 'value') return null;
  const tone = toneOf(measure, change.value);
  const exactly = text.formats.change(measure, change.value);
  const shown = change.bound === undefined ? exactly : text.t('estimate.value', { value: exactly });
  return {
    text: createElement(
      'bdi',
      { dir: text.direction, 'data-change': measure, 'data-value': change.value },
      shown,
    ),
    heading: headingOf(measure, change.value),
    tone,
    toneText: tone === 'neutral' ? '' : text.t(tone === 'good' ? 'change.better' : 'change.worse'),
    note: text.t('change.before'),
    title: text.t('change.from', { period }),
  };
}

/** Whether a value reaches its goal; a measure with no good direction always does. */
export function meets(measure: MeasureId, value: number, goal: number): boolean {
  switch (measures[measure].better) {
    case 'up':
      return value >= goal;
    case 'down':
      return value <= goal;
    case null:
      return true;
  }
}
