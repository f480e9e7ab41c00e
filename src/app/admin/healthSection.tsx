import { Mark } from '../../ui/Tone.tsx';
import { type AdminText, messageOf, sizeText } from './adminText.ts';
import { ServerWords } from './ServerWords.tsx';
import type { Section, SectionProps } from './section.ts';

/** How the server itself is doing. */
export const healthSection: Section = {
  id: 'health',
  title: ({ t }) => t('health.title'),
  wide: true,
  body: (props) => <Health {...props} />,
};

function Health({ text, state: { at, server }, city }: SectionProps) {
  const { t, formats } = text;
  const { ailments } = server;
  const facts: [string, string][] = [
    [t('health.requests'), formats.count(city.requests)],
    [t('health.asOf'), city.asOf > 0 ? formats.instant(city.asOf, city.timeZone) : t('admin.unknown')],
    [t('health.sequence'), formats.count(city.sequence)],
    [t('health.outbox'), formats.count(city.outbox)],
    [t('health.pages'), formats.count(server.pages)],
    [t('health.store'), sizeText(text, city.store)],
    [t('health.files'), sizeText(text, server.files)],
    [t('health.free'), server.free === null ? t('admin.unknown') : sizeText(text, server.free)],
    [t('health.memory'), sizeText(text, server.memory)],
    [t('health.started'), formats.ago(at - server.startedAt)],
    [t('health.version'), server.version],
    [t('health.runtime'), server.runtime],
  ];
  return (
    <>
      <p className="admin-verdict" data-well={ailments.length === 0}>
        <Mark met={ailments.length === 0} />
        {ailments.length === 0 ? t('admin.well') : t('admin.ill', { count: ailments.length })}
      </p>
      {ailments.length > 0 && (
        <ul className="admin-ailments">
          {ailments.map(({ part, since, why }) => (
            <li key={part}>
              <strong>{partName(text, part)}</strong>{' '}
              <span className="admin-quiet num">
                {t('admin.since', { time: formats.instant(Date.parse(since) / 1000, city.timeZone) })}
              </span>
              <ServerWords text={text} words={why} />
            </li>
          ))}
        </ul>
      )}
      {server.works.map(({ what }) => (
        <p key={what} className="admin-note">
          {text.rich('health.works', { what: <bdi lang="en">{what}</bdi> })}
        </p>
      ))}
      <dl className="admin-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function partName(text: AdminText, part: string): string {
  const [kind, id] = part.split(' ', 2);
  if (kind === 'source' && id) return text.t('health.part.source', { id });
  return messageOf(text, `health.part.${part}`) ?? part;
}
