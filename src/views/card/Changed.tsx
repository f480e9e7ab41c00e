import { useText } from '../../i18n/Provider.tsx';
import type { MeasureId } from '../../model/measures.ts';
import type { News } from '../../model/rule.ts';
import { Tip } from '../../ui/Tip.tsx';
import { Arrow } from '../../ui/Tone.tsx';

interface Props {
  readonly measure: MeasureId;
  readonly news: News;
  readonly className?: string;
}

/** A change with its direction; one that chance would show says so when it is asked. */
export function Changed({ measure, news, className = '' }: Props) {
  const { t, formats, direction } = useText();
  const shown = (
    <>
      <Arrow heading={news.heading} />
      <bdi className="num" dir={direction}>
        {formats.change(measure, news.change)}
      </bdi>
    </>
  );
  return (
    <span className={`changed ${className}`} data-tone={news.tone} data-certain={news.certain || undefined}>
      {news.certain ? shown : <Tip text={t('rule.chance')}>{shown}</Tip>}
    </span>
  );
}
