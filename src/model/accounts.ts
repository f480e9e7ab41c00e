import type { City } from './city.ts';
import { choose, type Filter, toggle } from './filter.ts';

/** Id of the channel of an account or line; null where the city has no such account. */
export function channelOf({ dictionaries }: City, account: string): string | null {
  return dictionaries.account.find(({ id }) => id === account)?.channel ?? null;
}

/** Ids of the accounts of a channel. */
function accountsOf({ dictionaries }: City, channel: string): readonly string[] {
  return dictionaries.account.flatMap((one) => (one.channel === channel ? [one.id] : []));
}

/** Ids of the channels that are open into their accounts: those chosen that have some, and those of chosen accounts. */
export function openChannels(city: City, { channel, account }: Filter): ReadonlySet<string> {
  const chosen = (channel ?? []).filter((id) => accountsOf(city, id).length > 0);
  return new Set([...chosen, ...channelsAbove(city, account)]);
}

/** A choice with each chosen account's channel in its place: what goals, which channels have, are named for. */
export function withChannels(city: City, filter: Filter): Filter {
  const channels = [...(filter.channel ?? []), ...channelsAbove(city, filter.account)];
  return choose(choose(filter, 'channel', channels), 'account', []);
}

/** Chooses a channel as a whole in place of its accounts, or takes it out if it is chosen. */
export function toggleChannel(city: City, filter: Filter, channel: string): Filter {
  const others = (filter.account ?? []).filter((id) => channelOf(city, id) !== channel);
  return toggle(choose(filter, 'account', others), 'channel', channel);
}

/** Chooses an account in place of its channel as a whole, or takes it out if it is chosen. */
export function toggleAccount(city: City, filter: Filter, account: string): Filter {
  const channel = channelOf(city, account);
  const others = (filter.channel ?? []).filter((id) => id !== channel);
  return toggle(choose(filter, 'channel', others), 'account', account);
}

function channelsAbove(city: City, accounts: readonly string[] | undefined): string[] {
  return (accounts ?? []).map((id) => channelOf(city, id)).filter((id) => id !== null);
}
