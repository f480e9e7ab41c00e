import { type ComponentProps, lazy, memo, Suspense, useContext, useMemo, useState } from 'react';
import { useText } from '../../i18n/Provider.tsx';
import type { Text } from '../../i18n/text.ts';
import { daysRated, happyShare, type RatingAnswer, type Ratings } from '../../model/ratings.ts';
import { fewestRequests } from '../../model/rule.ts';
import type { Screen } from '../../model/screen.ts';
import { Boundary } from '../../ui/Card.tsx';
import { Figure } from '../../ui/Figure.tsx';
import { WhySign } from '../../ui/Why.tsx';
import { useCardLabels } from '../card/Panel.tsx';
import { useSettled } from '../settled.ts';
import type { View, ViewProps } from '../view.ts';
import {
  answerOf,
  isRated,
  isThinShare,
  type KnownRatings,
  notNarrowing,
  RatingsContext,
} from './ratings.ts';

const RatingsTable = lazy(async () => ({ default: (await import('./RatingsTable.tsx')).RatingsTable }));

function Happiness({ screen, passing }: ViewProps) {
  const labels = useCardLabels();
  const known = useContext(RatingsContext);
  if (!known.ratings && !known.failed) return null;
  return (
    <Boundary labels={labels}>
      <Meter screen={screen} known={known} passing={passing} />
    </Boundary>
  );
}

interface MeterProps {
  readonly screen: Screen;
  readonly known: KnownRatings;
  readonly passing: boolean;
}

/** One figure whether there are ratings or not: whoever pressed to bring them keeps the focus when they come. */
function Meter({ screen, known, passing }: MeterProps) {
  const text = useText();
  const { ratings, trying, retry } = known;
  const [open, setOpen] = useState(false);
  const answer = useMemo(() => ratings && answerOf(ratings, screen), [ratings, screen]);
  const trendLabel = useSettled(passing, () => trendLabelOf(text, answer));
  return (
    <>
      <Figure
        label={text.t('ratings.title')}
        change={null}
        goal={null}
        noGoal=""
        {...(ratings && answer
          ? { ...toldOf(text, screen, ratings, answer), trendLabel, onAction: () => setOpen(true) }
          : { ...failedOf(text, trying), trendLabel: '', onAction: retry })}
      />
      {open && ratings && answer && (
        <Suspense fallback={null}>
          <RatingsTable screen={screen} ratings={ratings} answer={answer} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

type Told = Pick<
  ComponentProps<typeof Figure>,
  'explanation' | 'value' | 'noChange' | 'trend' | 'actionLabel'
>;

/** What the figure says of ratings. */
function toldOf(text: Text, screen: Screen, ratings: Ratings, answer: RatingAnswer): Told {
  const { t, formats, direction } = text;
  const share = happyShare(answer.all);
  const months = [...answer.months];
  return {
    explanation: explanationOf(text, screen, ratings),
    value:
      share.kind === 'value' ? (
        <bdi className="num" dir={direction} data-ratings="share" data-value={share.value} data-n={share.n}>
          {formats.share(share.value)}
        </bdi>
      ) : (
        <bdi className="value-missing" data-ratings="none">
          <WhySign kind="noData" /> {t('cell.noData')}
        </bdi>
      ),
    noChange: noteOf(text, screen, ratings, answer),
    trend:
      months.length > 1
        ? months.map(([, counts]) => {
            const cell = happyShare(counts);
            return cell.kind === 'value' && !isThinShare(cell) ? cell.value : null;
          })
        : null,
    actionLabel: t('ratings.open'),
  };
}

/** What the figure says where ratings could not be brought. */
function failedOf({ t }: Text, trying: boolean): Told {
  return {
    explanation: t('ratings.formula'),
    value: (
      <bdi className="value-missing" data-ratings="failed" data-press>
        <WhySign kind="unavailable" /> {t('ratings.failed')}
      </bdi>
    ),
    noChange: t(trying ? 'ratings.loading' : 'ratings.failed.press'),
    trend: null,
    actionLabel: t('ratings.failed.retry'),
  };
}

function trendLabelOf({ t, formats }: Text, answer: RatingAnswer | null): string {
  const months = [...(answer?.months ?? [])];
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return t('ratings.title');
  return t('ratings.trend', { first: formats.month(first[0]), last: formats.month(last[0]) });
}

/** The line under the value: that it is of ratings, what of the choice does not narrow it, or why there is none. */
function noteOf(text: Text, screen: Screen, ratings: Ratings, { all }: RatingAnswer): string {
  const { t } = text;
  const share = happyShare(all);
  if (share.kind !== 'value') return t(isRated(ratings, screen) ? 'ratings.none.choice' : 'ratings.none');
  const count = share.n;
  if (isThinShare(share)) return t('ratings.thin', { count, few: fewestRequests });
  const what = notNarrowing(text, screen);
  return what === '' ? t('ratings.note', { count }) : t('ratings.notBy', { count, what });
}

/** What the meter is, and what is to be known of it here. */
function explanationOf(text: Text, screen: Screen, ratings: Ratings): string {
  const what = notNarrowing(text, screen);
  const days = daysRated(ratings);
  return [
    text.t('ratings.formula'),
    what === '' ? '' : text.t('ratings.notBy.long', { what }),
    days ? text.t('ratings.days', { period: text.formats.range(days) }) : '',
    ratings.sample ? text.t('ratings.sample') : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** The Happiness Meter: a figure beside the five, and what is behind it by month, service and channel. */
export const happinessView: View = { id: 'happiness', asks: () => [], Component: memo(Happiness) };
