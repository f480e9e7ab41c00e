import type { Text } from '../../i18n/text.ts';

/** Whether a change is good or bad, in a word. */
export function toneWords({ t }: Text, tone: 'good' | 'bad'): string {
  return t(tone === 'good' ? 'change.better' : 'change.worse');
}
