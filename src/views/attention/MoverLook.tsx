import { Filter, List, Map as MapIcon } from 'lucide-react';
import { sayClaim } from '../../i18n/claims.ts';
import { nameOfKey } from '../../i18n/names.ts';
import { useText } from '../../i18n/Provider.tsx';
import type { MoverClaim } from '../../model/claim.ts';
import { type MeasureId, measures } from '../../model/measures.ts';
import type { Screen } from '../../model/screen.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { Arrow } from '../../ui/Tone.tsx';
import { describeChange } from '../card/change.ts';
import { Behind, Value } from '../card/Value.tsx';
import { mapMeasures } from '../map/mapMeasures.ts';
import './MoverLook.css';
import type { Look } from './whereabouts.ts';
import { toneWords } from './words.ts';

interface Props {
  readonly screen: Screen;
  readonly claim: MoverClaim;
  /** Null where it cannot be counted. */
  readonly look: Look | 'coming' | null;
  /** Whether it is what is chosen. */
  readonly chosen: boolean;
  readonly onList: () => void;
  readonly onChoose: () => void;
  /** Shows it on the map, which has its measure. */
  readonly onMap: (measure: MeasureId) => void;
  readonly onClose: () => void;
}

/** A closer look at one of the largest changes: how it went, where it happened, and the ways on from it. */
export function MoverLook(props: Props) {
  const { screen, claim, look, chosen, onList, onChoose, onMap, onClose } = props;
  const text = useText();
  const { t, formats } = text;
  const { dimension, key, measure, now, before } = claim;
  const period = screen.before ? formats.range(screen.before.period) : '';
  const span = screen.before?.span ?? 1;
  const change = describeChange(text, measure, now, before, period, { span });
  const what = nameOfKey(text, screen.city, dimension, key);
  const where = look && look !== 'coming' && look.where && sayClaim(text, screen.city, look.where);
  const go = (way: () => void) => () => {
    onClose();
    way();
  };
  const mapped = mapMeasures.find((id) => id === measure);
  return (
    <Dialog
      title={what}
      note={t(`dimension.${dimension}`)}
      closeLabel={t('dialog.close')}
      onClose={onClose}
      className="look-dialog"
      footer={
        <>
          <button type="button" className="control" onClick={go(onList)}>
            <List size="0.9375rem" aria-hidden />
            {t('movers.list')}
          </button>
          {mapped && (
            <button type="button" className="control" onClick={go(() => onMap(mapped))}>
              <MapIcon size="0.9375rem" aria-hidden />
              {t('movers.map')}
            </button>
          )}
          <button type="button" className="control" onClick={go(onChoose)}>
            <Filter size="0.9375rem" aria-hidden />
            {t(chosen ? 'movers.all' : 'movers.only')}
          </button>
        </>
      }
    >
      <div className="look">
        <p className="look-measure">{t(`measure.${measure}`)}</p>
        <p className="look-values">
          <strong>
            <Value measure={measure} cell={now} />
          </strong>
          {measures[measure].unit !== 'count' && (
            <small>
              <Behind measure={measure} cell={now} />
            </small>
          )}
          {change && (
            <span data-tone={change.tone} className="look-change">
              <Arrow heading={change.heading} />
              {change.text}
              {change.tone !== 'neutral' && <> · {toneWords(text, change.tone)}</>}
            </span>
          )}
        </p>
        <p className="look-note">
          {text.rich('movers.before', { before: <Value key="before" measure={measure} cell={before} /> })}{' '}
          {change?.title}
        </p>
        {look === null ? (
          <p role="alert">{t('movers.unknown')}</p>
        ) : look === 'coming' ? (
          <div aria-busy="true">
            <span className="sr">{t('movers.looking')}</span>
            <Skeleton rows={3} />
          </div>
        ) : (
          <>
            <div className="look-line">
              <Sparkline
                values={look.trend.values}
                ripe={look.trend.ripe}
                label={t('movers.trend', { measure: t(`measure.${measure}`), what })}
              />
            </div>
            <p className="look-note">
              {formats.range(screen.period)}
              {look.trend.ripe < look.trend.values.length && ` · ${t('rule.young')}`}
            </p>
            {where && <p className="look-where">{where}</p>}
          </>
        )}
      </div>
    </Dialog>
  );
}
