import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { directMessage, type Destination } from '../../desk/destination.ts';
import { SLACK } from './line.ts';

/** Where somebody acted, and the ways by which an answer reaches them there. */
export interface Spot {
  account: string;
  /** The channel as Slack knows it, `D…` for a direct message; absent for what was done in a modal. */
  channel?: string | undefined;
  place: Destination;
  /** Good for five answers within half an hour. */
  responseUrl?: string | undefined;
  /** Good for one modal within three seconds. */
  trigger?: string | undefined;
  /** Time stamp of the thread in which it was. */
  thread?: string | undefined;
  /** The card that was pressed, where only the presser sees it: its newer state takes its place. */
  ownCard?: string | undefined;
  /** It was on the home tab, or in a modal that lies over it. */
  view?: 'tab' | { modal: string };
}

/** The destination that a channel id of a payload stands for: a direct message goes by the person. */
export function placeFor(channel: string | undefined, account: string): Destination {
  if (channel === undefined || channel.startsWith('D')) return directMessage(SLACK, account);
  return `${SLACK}:${channel}`;
}

/** The channel id of a place, undefined for direct messages. */
export function channelOf(place: Destination): string | undefined {
  const address = place.slice(SLACK.length + 1);
  return address.startsWith('@') ? undefined : address;
}

/** Opens a modal where the person acted, and resolves to its id. Rejects when Slack would not, or there was no press that lets it. */
export async function openView(client: WebClient, { trigger, view: over }: Spot, view: ModalView): Promise<string> {
  if (trigger === undefined) throw new Error('only a press can open a form');
  const wanted = { trigger_id: trigger, view };
  const above = typeof over === 'object';
  const opened = await (above ? client.views.push(wanted) : client.views.open(wanted));
  return opened.view?.id ?? '';
}
