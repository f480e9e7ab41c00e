import type { Text } from '../i18n/text.ts';
import type { MatchNews } from '../model/match.ts';
import { timeZone } from '../model/timeZone.ts';

/** Seconds after which a night is not the last one any more. */
const lastNight = 26 * 3600;

/**
 * Whether the data are what the source has, in words.
 * @param now epoch seconds
 * @param zone the city's: an IANA name
 */
export function matchWords(
  { t, formats }: Text,
  { at, outcome, requests }: MatchNews,
  now: number,
  zone: string,
): string {
  const hour = timeZone(zone).hourOf(at);
  const isNight = (hour < 8 || hour >= 20) && now - at < lastNight;
  const when = formats.instant(at, zone);
  switch (outcome) {
    case 'equal':
      return isNight ? t('live.matched.night') : t('live.matched.on', { when });
    case 'mended':
    case 'left':
      return t(`live.matched.${outcome}`, {
        count: requests,
        when: isNight ? t('live.matched.when.night') : t('live.matched.when.on', { when }),
      });
    case 'failed':
      return t('live.matched.not');
  }
}
