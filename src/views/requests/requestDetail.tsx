import { ArrowLeft, Check, ChevronLeft, ChevronRight, Copy, ExternalLink } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { MessageId } from '../../i18n/catalogue.ts';
import { useText } from '../../i18n/Provider.tsx';
import type { City } from '../../model/city.ts';
import { OldStateNote } from './oldState.tsx';
import { instantField, type RequestField, stageField, wordField } from './requestFields.tsx';
import type { RequestItem } from './requestItem.ts';
import './requestDetail.css';

interface Props {
  readonly city: City;
  readonly asOf: number;
  readonly request: RequestItem;
  /** Whether its latest telling cannot be read, so that this is the state before. */
  readonly old: boolean;
  /** Its place in the list that it was opened from, from 0, and how many there are; null where it was opened alone. */
  readonly place: { readonly at: number; readonly total: number } | null;
  readonly onGo: (place: number) => void;
  /** Null where there is no list to go back to. */
  readonly onBack: (() => void) | null;
  readonly copy: (text: string) => Promise<boolean>;
  /** Where it is in the system that it came from; null where nobody says. */
  readonly link: string | null;
}

/** What is known of one request: what its row in the data says. */
export function RequestDetail({ city, asOf, request, old, place, onGo, onBack, copy, link }: Props) {
  const text = useText();
  const { t } = text;
  const start = useRef<HTMLElement>(null);
  const onKey = useEffectEvent(({ key, altKey, ctrlKey, metaKey }: KeyboardEvent) => {
    if (altKey || ctrlKey || metaKey) return;
    const forward = text.direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (key === 'ArrowRight' || key === 'ArrowLeft') step(key === forward ? 1 : -1);
  });
  useEffect(() => {
    const element = start.current;
    const listener = (event: KeyboardEvent) => onKey(event);
    element?.focus();
    element?.addEventListener('keydown', listener);
    return () => element?.removeEventListener('keydown', listener);
  }, []);
  const word = (id: Parameters<typeof wordField>[2]) => wordField(text, city, id);
  const instant = (id: Parameters<typeof instantField>[2]) => instantField(text, city, id, asOf);
  const sections: readonly { readonly title: MessageId; readonly fields: readonly RequestField[] }[] = [
    {
      title: 'request.what',
      fields: [
        word('category'),
        word('topic'),
        word('zone'),
        word('place'),
        word('priority'),
        stageField(text, city),
      ],
    },
    {
      title: 'request.times',
      fields: [
        instant('opened'),
        instant('dueResponse'),
        instant('responded'),
        instant('dueResolution'),
        instant('resolved'),
      ],
    },
    {
      title: 'request.who',
      fields: [
        word('channel'),
        ...(request.account === null ? [] : [word('account')]),
        word('customerKind'),
        word('language'),
        word('entity'),
      ],
    },
  ];
  const step = (by: 1 | -1) => {
    if (!place) return;
    const to = place.at + by;
    if (to >= 0 && to < place.total) onGo(to);
  };
  const rating = request.satisfaction;
  return (
    <section
      className="request"
      ref={start}
      tabIndex={-1}
      aria-label={t('request.title', { ref: request.ref })}
    >
      <div className="request-bar">
        {onBack && (
          <button type="button" className="control request-back" onClick={onBack}>
            <ArrowLeft size="0.9375rem" className="flip" aria-hidden />
            {t('request.back')}
          </button>
        )}
        <bdi dir="ltr" className="request-ref num">
          {request.ref}
        </bdi>
        <CopyButton value={request.ref} copy={copy} />
        {link && (
          <a className="control request-link" href={link} target="_blank" rel="noopener noreferrer">
            {t('request.link')}
            <ExternalLink size="0.9375rem" className="flip" aria-hidden />
          </a>
        )}
        {place && (
          <span className="request-steps">
            <button
              type="button"
              className="control"
              aria-label={t('request.previous')}
              title={t('request.previous')}
              disabled={place.at <= 0}
              onClick={() => step(-1)}
            >
              <ChevronLeft size="1rem" className="flip" aria-hidden />
            </button>
            <bdi className="num">{t('request.place', { place: place.at + 1, total: place.total })}</bdi>
            <button
              type="button"
              className="control"
              aria-label={t('request.next')}
              title={t('request.next')}
              disabled={place.at >= place.total - 1}
              onClick={() => step(1)}
            >
              <ChevronRight size="1rem" className="flip" aria-hidden />
            </button>
          </span>
        )}
      </div>
      <OldStateNote old={old} text={text} />
      <div className="request-parts">
        {sections.map(({ title, fields }) => (
          <section key={title} className="request-part">
            <h3>{t(title)}</h3>
            <dl>
              {fields.map((field) => (
                <div key={field.id}>
                  <dt>{field.title}</dt>
                  <dd data-tone={field.tone?.(request)} data-field={field.id}>
                    {field.cell(request)}
                  </dd>
                </div>
              ))}
              {title === 'request.who' && request.attachments !== null && (
                <div>
                  <dt>{t('list.attachments')}</dt>
                  <dd className="num">{text.formats.count(request.attachments)}</dd>
                </div>
              )}
              {title === 'request.who' && rating !== null && (
                <div>
                  <dt>{t('list.rating')}</dt>
                  <dd className="num">{text.formats.count(rating)}</dd>
                </div>
              )}
            </dl>
          </section>
        ))}
      </div>
    </section>
  );
}

function CopyButton({ value, copy }: { readonly value: string; readonly copy: Props['copy'] }) {
  const { t } = useText();
  const [copied, setCopied] = useState('');
  const done = copied === value;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={t(done ? 'request.copied' : 'request.copy')}
      title={t(done ? 'request.copied' : 'request.copy')}
      onClick={() => void copy(value).then((ok) => ok && setCopied(value))}
    >
      {done ? <Check size="1rem" aria-hidden /> : <Copy size="1rem" aria-hidden />}
    </button>
  );
}
