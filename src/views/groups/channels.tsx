import { memo } from 'react';
import { accountsAsk, asks } from '../../model/screen.ts';
import type { View, ViewProps } from '../view.ts';
import { Bars, type BarsOf } from './Bars.tsx';

const channels: BarsOf = {
  id: 'channels',
  dimension: 'channel',
  title: 'channels.title',
  ask: asks.channels,
  rates: [
    { measure: 'firstContactRate', note: 'bars.firstContact' },
    { measure: 'completionRate', note: 'bars.completion' },
  ],
  accounts: accountsAsk,
};

function Channels(props: ViewProps) {
  return <Bars {...props} of={channels} />;
}

/**
 * Requests by channel, with how many were solved at first contact, or completed where the source does not tell; a
 * chosen channel is open into its accounts or lines.
 */
export const channelsView: View = {
  id: 'channels',
  asks: (screen) => [asks.channels(screen), accountsAsk(screen)].filter((ask) => ask !== null),
  Component: memo(Channels),
};
