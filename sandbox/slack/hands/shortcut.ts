import type { Json } from '../block-kit.ts';
import { messageJson } from '../messages.ts';
import { issueResponseUrl } from '../response-urls.ts';
import { issueTrigger } from '../triggers.ts';
import type { World } from '../world.ts';
import { channelOf, commonPayload, notSent, personIn, seen, type Outcome, type Reach } from './outcome.ts';

export interface Shortcut {
  user: string;
  callbackId: string;
  /** Of the message it is used on; without both it is a global shortcut. */
  channel?: string;
  ts?: string;
}

/** Uses a shortcut, on a message or from the menu. */
export async function shortcut({ world, office }: Reach, used: Shortcut): Promise<Outcome> {
  personIn(world, used.user);
  const { shortcuts } = world.settings;
  const known = shortcuts?.includes(used.callbackId) ?? true;
  if (!known || !world.scopes.has('commands')) return notSent('unknown_shortcut');
  if (!world.settings.interactivity) return notSent('not_interactive');
  const payload: Json = {
    type: 'shortcut',
    ...commonPayload(world, used.user),
    callback_id: used.callbackId,
    trigger_id: issueTrigger(world, used.user),
    action_ts: world.nextTs(),
    ...(used.channel === undefined || used.ts === undefined ? {} : onMessage(world, used.user, used.channel, used.ts)),
  };
  return seen(world, used.user, await office.deliver('interactive', payload, false));
}

function onMessage(world: World, user: string, channelId: string, ts: string): Json {
  const channel = channelOf(world, user, channelId);
  const message = channel.messages.get(ts);
  if (!message) throw new Error(`No message ${ts} in ${channelId}`);
  return {
    type: 'message_action',
    message_ts: ts,
    channel: { id: channel.id, name: channel.name },
    message: messageJson(channel, message, true),
    response_url: issueResponseUrl(world, 'app', {
      user,
      channel: channel.id,
      message: { ts, ephemeral: false, ...(message.thread_ts ? { threadTs: message.thread_ts } : {}) },
    }),
  };
}
