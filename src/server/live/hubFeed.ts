import type { Watch } from '../intake/watch.ts';
import type { Hub } from './hub.ts';

/** Tells open pages what a publisher does. */
export function hubFeed(hub: Hub): Required<Pick<Watch, 'opened' | 'published'>> {
  return {
    opened: ({ version, ring }) => hub.open(version, ring),
    published(news) {
      if (news.kind === 'published') hub.push(news.delta);
      if (news.kind === 'newFields') hub.reload('newWords', news.version);
      if (news.kind === 'forgotten') hub.forget(news.sequence);
    },
  };
}
