import { channelOf, openChannels } from '../../model/accounts.ts';
import { noneId } from '../../model/dimension.ts';
import type { Screen } from '../../model/screen.ts';
import { type Group, received } from './groups.ts';

/** A channel, or an account of one that is open. */
export interface Line {
  /** Free of those of other lines: of an account its channel's id stands before its own. */
  readonly id: string;
  readonly group: Group;
  /** The channel that it is of; null for a channel itself. */
  readonly within: Group | null;
  /** Requests of the channel that tell no account: nothing that a filter can choose. */
  readonly untold: boolean;
}

/**
 * Channels, and after each that is open its accounts and what tells none, so that these sum up to it.
 * @param accounts all accounts that have requests; those of channels that are not open are left out
 * @param untoldName what requests without an account are called
 */
export function linesOf(
  { city, filter }: Pick<Screen, 'city' | 'filter'>,
  channels: readonly Group[],
  accounts: readonly Group[],
  untoldName: string,
): Line[] {
  const open = openChannels(city, filter);
  return channels.flatMap((channel): Line[] => {
    const line: Line = { id: channel.id, group: channel, within: null, untold: false };
    const own = open.has(channel.id)
      ? accounts.filter(({ id }) => id !== noneId && channelOf(city, id) === channel.id)
      : [];
    if (own.length === 0) return [line];
    const inside = own.map(
      (group): Line => ({
        ...{ id: `${channel.id}/${group.id}`, group, within: channel, untold: false },
      }),
    );
    const rest = own.reduce((left, account) => left - received(account), received(channel));
    if (rest === 0) return [line, ...inside];
    const cells = { received: { kind: 'value', value: rest, n: rest } } as const;
    const untold: Line = {
      id: `${channel.id}/${noneId}`,
      group: { id: noneId, name: untoldName, cells },
      within: channel,
      untold: true,
    };
    return [line, ...inside, untold];
  });
}
