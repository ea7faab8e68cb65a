import type { Json } from '../block-kit.ts';
import { messageJson } from '../messages.ts';
import { viewJson } from '../modals.ts';
import { issueResponseUrl } from '../response-urls.ts';
import type { World } from '../world.ts';
import type { Target } from './target.ts';

/** Where the person acted, as interaction payloads tell it: the container with its message or view. */
export function placeOf(world: World, target: Target): Json {
  const { surface } = target;
  if (surface.kind === 'view') {
    return { container: { type: 'view', view_id: surface.view.id }, view: viewJson(world, surface.view) };
  }
  const { channel, message } = surface;
  const attached =
    target.attachmentId === undefined ? {} : { attachment_id: target.attachmentId, is_app_unfurl: false };
  return {
    container: {
      type: target.attachmentId === undefined ? 'message' : 'message_attachment',
      message_ts: message.ts,
      ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
      ...attached,
      channel_id: channel.id,
      is_ephemeral: surface.kind === 'ephemeral',
    },
    channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
    ...(surface.kind === 'message' ? { message: messageJson(channel, surface.message, true) } : {}),
    state: { values: {} },
  };
}

/** The address at which the bot may answer there; views have none. */
export function answerAddress(world: World, user: string, { surface }: Target): Json {
  if (surface.kind === 'view') return {};
  const { channel, message } = surface;
  const thread = message.thread_ts && message.thread_ts !== message.ts ? { threadTs: message.thread_ts } : {};
  const acted = { ts: message.ts, ephemeral: surface.kind === 'ephemeral', ...thread };
  return { response_url: issueResponseUrl(world, 'actions', { user, channel: channel.id, message: acted }) };
}
