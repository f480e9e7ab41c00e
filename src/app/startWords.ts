import type { Text } from '../i18n/text.ts';
import type { Doing, StartNews } from '../model/doing.ts';

/** What a server does before there is something to show, or while there is not all of it. */
export function doingWords({ t }: Text, { what, part, requests }: Doing): string {
  const name = t(`start.${what}`);
  if (part !== null) return t('start.part', { what: name, part: Math.floor(part * 100) });
  return requests ? t('start.requests', { what: name, requests }) : name;
}

/** The line across the page while some of the data are not there; null where nothing is missing. */
export function startLine(text: Text, { doing, away }: StartNews): string | null {
  const { t } = text;
  const grows = doing.find(({ what }) => what === 'grow');
  if (grows) return t('start.grows', { part: Math.floor((grows.part ?? 0) * 100) });
  if (away.length === 0) return null;
  const minutes = Math.max(1, Math.floor(Math.max(...away.map(({ seconds }) => seconds)) / 60));
  return t('start.away', {
    sources: text.formats.list(away.map(({ id }) => id)),
    count: away.length,
    minutes,
  });
}
