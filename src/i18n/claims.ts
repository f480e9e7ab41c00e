import type { ReactNode } from 'react';
import type { City } from '../model/city.ts';
import type { Claim, Figure, MoverClaim, NothingClaim, WhereaboutsClaim } from '../model/claim.ts';
import { fewestRequests } from '../model/rule.ts';
import type { MessageId } from './catalogue.ts';
import { nameOfKey } from './names.ts';
import type { Text } from './text.ts';

/** The message of a claim and what stands in its places; a figure stands there as its value. */
interface Worded {
  readonly id: MessageId;
  readonly values?: Readonly<Record<string, string | number | Figure>>;
}

/** A claim as a sentence of a language. */
export function sayClaim(text: Text, city: City, claim: Claim): string {
  const { id, values } = worded(text, city, claim);
  if (!values) return text.t(id);
  const said = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'object' ? sayFigure(text, value) : value,
  ]);
  return text.t(id, Object.fromEntries(said));
}

/** The same with its figures drawn. @param draw makes an element of a figure, under a key of its own */
export function drawClaim(
  text: Text,
  city: City,
  claim: Claim,
  draw: (figure: Figure, key: string) => ReactNode,
): ReactNode {
  const { id, values = {} } = worded(text, city, claim);
  const drawn = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'object' ? draw(value, name) : value,
  ]);
  return text.rich(id, Object.fromEntries(drawn));
}

function sayFigure({ t, formats }: Text, { measure, cell }: Figure): string {
  if (cell.kind !== 'value') return t(`cell.${cell.kind}`);
  const value = formats.measure(measure, cell.value);
  return cell.bound === undefined ? value : t('estimate.value', { value });
}

const nothing: Readonly<Record<NothingClaim['of'], MessageId>> = {
  requests: 'claim.nothing',
  topics: 'claim.nothing.topics',
  ratings: 'ratings.sentence.none',
  data: 'empty.data',
};

function worded(text: Text, city: City, claim: Claim): Worded {
  const { t, formats } = text;
  const measured = (measure: Figure['measure'], cell: Figure['cell']): Figure => ({ measure, cell });
  switch (claim.kind) {
    case 'nothing':
      return { id: nothing[claim.of] };
    case 'outside':
      return { id: 'figures.outside', values: { period: formats.range(claim.reach) } };
    case 'lead': {
      const { dimension, key, count, total } = claim;
      const first = nameOfKey(text, city, dimension, key);
      return { id: 'bars.sentence', values: { first, share: formats.share(count / total), total } };
    }
    case 'topics': {
      const { key, count, reached, topics } = claim;
      const first = nameOfKey(text, city, 'topic', key);
      return { id: 'topics.sentence', values: { first, count, share: formats.share(reached), topics } };
    }
    case 'answered': {
      const { answered, total, hours, pending } = claim;
      const values = { total, share: formats.share(answered / total), limit: formats.within(hours), pending };
      return { id: 'responseTimes.sentence', values };
    }
    case 'timeline': {
      const { total, days, step, key, most } = claim;
      const values = { total, period: formats.range(days), peak: nameOfKey(text, city, step, key), most };
      return { id: 'time.sentence', values };
    }
    case 'extremes': {
      const { measure, zones, thin, highest, lowest } = claim;
      const nameOf = ({ key }: { readonly key: number }) => {
        const zone = city.words.zone[key];
        return zone ? text.name(zone) : '';
      };
      return {
        id: thin ? 'map.sentence.solid' : 'map.sentence',
        values: {
          ...{ count: zones, measure: t(`measure.${measure}`) },
          ...{ highest: nameOf(highest), most: formats.measure(measure, highest.value) },
          ...{ lowest: nameOf(lowest), least: formats.measure(measure, lowest.value) },
        },
      };
    }
    case 'noExtremes':
      return {
        id: 'map.sentence.none',
        values: { count: claim.zones, measure: t(`measure.${claim.measure}`) },
      };
    case 'points':
      return { id: 'map.sentence.heat', values: { count: claim.requests } };
    case 'overdue':
      return {
        id: 'figures.overdue',
        values: { value: measured('overdue', claim.overdue), share: measured('overdueRate', claim.share) },
      };
    case 'changes':
      return { id: 'attention.sentence', values: { count: claim.count } };
    case 'uncompared':
      return claim.days === null
        ? { id: 'change.off' }
        : { id: 'attention.noBefore', values: { days: claim.days } };
    case 'mover':
      return moved(text, claim);
    case 'whereabouts':
      return happened(text, city, claim);
    case 'happy':
      return {
        id: 'ratings.sentence',
        values: { share: formats.share(claim.share), count: claim.ratings, few: fewestRequests },
      };
  }
}

function moved({ t }: Text, { measure, now, before, score }: MoverClaim): Worded {
  const values = { now: { measure, cell: now }, before: { measure, cell: before } };
  if (measure === 'received') return { id: score > 0 ? 'attention.more' : 'attention.fewer', values };
  return { id: 'attention.rate', values: { measure: t(`measure.${measure}`), ...values } };
}

const whereabouts = {
  zone: { most: 'movers.where', beyond: 'movers.whereAll', spread: 'movers.spread' },
  other: { most: 'movers.what', beyond: 'movers.whatAll', spread: 'movers.whatSpread' },
} as const;

function happened(text: Text, city: City, { by, spread, keys, share }: WhereaboutsClaim): Worded {
  const names = text.formats.list(keys.map((key) => `\u2068${nameOfKey(text, city, by, key)}\u2069`));
  const of = by === 'zone' ? 'zone' : 'other';
  return {
    id: whereabouts[of][spread],
    values: { [of === 'zone' ? 'areas' : 'topics']: names, share: text.formats.share(share) },
  };
}
