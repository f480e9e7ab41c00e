import { ageAt, changesBehind, type LiveState } from '../feed/live/machine.ts';
import type { Text } from '../i18n/text.ts';
import type { DayRange } from '../model/filter.ts';
import type { Manifest } from '../model/manifest.ts';

/** What the sign beside the words shows; each has a shape of its own. */
export type LiveSign = 'live' | 'wait' | 'paused' | 'stale' | 'failed';

export interface LiveWords {
  readonly sign: LiveSign;
  /** What is drawn; it may change every second. */
  readonly words: string;
  /** What is read aloud: it changes with the state only. */
  readonly spoken: string;
  readonly title: string;
  readonly action: 'retry' | 'goLive' | 'reload' | null;
}

interface Moment {
  readonly manifest: Pick<Manifest, 'kind' | 'timeZone'>;
  /** The chosen period. */
  readonly period: DayRange | undefined;
  /** Milliseconds of the browser's monotonic clock. */
  readonly at: number;
}

/** Being behind for less than this many ms is being live. */
const unnoticed = 1_000;

/** How fresh the data of a feed are, in words. */
export function liveWords(
  { t, formats }: Text,
  state: LiveState,
  { manifest, period, at }: Moment,
): LiveWords {
  const when = formats.instant(state.asOf, manifest.timeZone);
  const asOf = t('fresh.asOf', { when });
  const words = (sign: LiveSign, text: string, action: LiveWords['action'] = null): LiveWords => ({
    sign,
    words: text,
    spoken: text,
    title: asOf,
    action,
  });
  if (state.kind === 'failed') return words('failed', t('live.failed'), 'reload');
  if (state.kind === 'stale') return words('stale', t('live.stale', { when }), 'retry');
  if (period && state.paused.has('period')) {
    const count = changesBehind(state);
    const spoken = t('live.paused', { period: formats.range(period) });
    return {
      ...words('paused', t('live.pausedBriefly', { count }), 'goLive'),
      spoken,
      title: `${spoken} · ${t('live.waiting', { count })} · ${asOf}`,
    };
  }
  if (state.kind === 'connecting')
    return words('wait', state.for === 'stream' ? t('live.connecting', { when }) : t('live.reopening'));
  if (state.kind === 'behind' && at - state.since > unnoticed) {
    const text = t('live.behind', { count: changesBehind(state) });
    return { ...words('wait', text), spoken: t('live.reopening') };
  }
  const live = t(manifest.kind === 'sample' ? 'live.simulated' : 'live.on');
  const age = ageAt(state, at);
  const text =
    age === null
      ? live
      : age < 1
        ? t('live.justNow', { live })
        : t('live.ago', { live, ago: formats.ago(Math.floor(age)) });
  return { ...words('live', text), spoken: live };
}
