import { asks } from '../model/screen.ts';
import { barsView } from './bars.tsx';

/** Requests by channel, with how many were solved at first contact, or completed where the source does not tell. */
export const channelsView = barsView({
  id: 'channels',
  dimension: 'channel',
  title: 'channels.title',
  ask: asks.channels,
  rates: [
    { measure: 'firstContactRate', note: 'bars.firstContact' },
    { measure: 'completionRate', note: 'bars.completion' },
  ],
});
