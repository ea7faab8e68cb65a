import type { FastifyInstance } from 'fastify';
import { demand } from '../permissions.ts';
import { channelJson } from '../profiles.ts';
import { invalidForm, refusal } from '../refusal.ts';
import { createCheck } from '../rules/check.ts';
import { isSnowflake } from '../snowflake.ts';
import { ChannelType } from '../codes.ts';
import type { Channel } from '../shapes.ts';
import { channelOf, directChannel, type World } from '../world.ts';

const ARCHIVE_MINUTES = [60, 1440, 4320, 10_080];

interface ThreadPatch {
  name?: string;
  archived?: boolean;
  locked?: boolean;
  auto_archive_duration?: number;
}

/** Reading a channel, opening a direct one, archiving a thread. The bot manages neither channels nor threads, so a locked one stays shut to it. */
export function addChannelRoutes(api: FastifyInstance, world: World): void {
  api.get<{ Params: { channel_id: string } }>('/channels/:channel_id', async (request) => {
    const channel = channelOf(world, request.params.channel_id);
    demand(world, channel);
    return channelJson(world, channel);
  });
  api.patch<{ Params: { channel_id: string }; Body: ThreadPatch }>('/channels/:channel_id', async (request) => {
    const channel = channelOf(world, request.params.channel_id);
    demand(world, channel, 'SendMessagesInThreads');
    const mayNot = channel.type !== ChannelType.thread || request.body.locked !== undefined;
    if (mayNot) throw refusal(50013);
    return patchThread(world, channel, request.body);
  });
  api.post<{ Body: { recipient_id?: string } }>('/users/@me/channels', async (request) => {
    const id = request.body.recipient_id;
    if (!isSnowflake(id)) {
      const message = `Value "${String(id)}" is not snowflake.`;
      throw invalidForm([{ at: ['recipient_id'], code: 'NUMBER_TYPE_COERCE', message }]);
    }
    const person = world.people.get(id);
    if (!person) throw refusal(10013);
    const known = directChannel(world, id);
    if (known) return known;
    const channel: Channel = {
      id: world.newId(),
      type: ChannelType.direct,
      flags: 0,
      last_message_id: null,
      recipients: [person.user],
    };
    world.channels.set(channel.id, channel);
    world.changed();
    return channel;
  });
}

function patchThread(world: World, thread: Channel, patch: ThreadPatch): Channel {
  const check = createCheck();
  check.text(patch.name, ['name'], { min: 1, max: 100 });
  if (patch.auto_archive_duration !== undefined && !ARCHIVE_MINUTES.includes(patch.auto_archive_duration)) {
    check.add(['auto_archive_duration'], 'BASE_TYPE_CHOICES', `Value must be one of {${ARCHIVE_MINUTES.join(', ')}}.`);
  }
  check.done();
  const state = thread.thread_metadata;
  if (!state) throw refusal(50024);
  if (state.archived && patch.archived !== false) throw refusal(50083);
  if (state.locked) throw refusal(50013);
  if (patch.name !== undefined) thread.name = patch.name;
  if (patch.archived !== undefined) {
    state.archived = patch.archived;
    state.archive_timestamp = new Date(world.now()).toISOString();
  }
  if (patch.auto_archive_duration !== undefined) state.auto_archive_duration = patch.auto_archive_duration;
  world.dispatch('THREAD_UPDATE', thread, 1);
  world.changed();
  return thread;
}
