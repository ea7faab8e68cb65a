import type { FastifyInstance } from 'fastify';
import { demand } from '../permissions.ts';
import { refusal } from '../refusal.ts';
import { createCheck } from '../rules/check.ts';
import { ChannelType, MessageFlag } from '../codes.ts';
import type { Channel } from '../shapes.ts';
import { channelOf, noteIgnored, publicPost, type World } from '../world.ts';

const ARCHIVE_MINUTES = [60, 1440, 4320, 10_080];
const DEFAULT_ARCHIVE = 4320;

interface ThreadBody {
  name?: string;
  auto_archive_duration?: number;
  rate_limit_per_user?: number;
  type?: number;
}

/** Threads, from a message (whose id they take) or by themselves. */
export function addThreadRoutes(api: FastifyInstance, world: World): void {
  api.post<{ Params: { channel_id: string; message_id: string }; Body: ThreadBody }>(
    '/channels/:channel_id/messages/:message_id/threads',
    async (request, reply) => {
      const parent = channelOf(world, request.params.channel_id);
      demand(world, parent, 'CreatePublicThreads');
      if (parent.type !== ChannelType.text) throw refusal(50024);
      checkThread(world, request.body);
      const { message } = publicPost(world, parent.id, request.params.message_id);
      if (world.channels.has(message.id)) throw refusal(160004);
      const thread = addThread(world, parent, message.id, request.body);
      message.flags |= MessageFlag.hasThread;
      message.thread = thread;
      return reply.code(201).send(thread);
    },
  );
  api.post<{ Params: { channel_id: string }; Body: ThreadBody }>(
    '/channels/:channel_id/threads',
    async (request, reply) => {
      const parent = channelOf(world, request.params.channel_id);
      demand(world, parent, 'CreatePublicThreads');
      if (parent.type !== ChannelType.text || request.body.type !== ChannelType.thread) throw refusal(50024);
      checkThread(world, request.body);
      return reply.code(201).send(addThread(world, parent, world.newId(), request.body));
    },
  );
  api.put<{ Params: { channel_id: string; user_id: string } }>(
    '/channels/:channel_id/thread-members/:user_id',
    async ({ params }, reply) => {
      const thread = channelOf(world, params.channel_id);
      demand(world, thread, 'SendMessagesInThreads');
      if (thread.type !== ChannelType.thread) throw refusal(50024);
      if (!world.people.has(params.user_id)) throw refusal(10013);
      return reply.code(204).send();
    },
  );
}

function checkThread(world: World, body: ThreadBody): void {
  const check = createCheck();
  check.keys(body, [], ['name', 'auto_archive_duration', 'rate_limit_per_user', 'type', 'invitable']);
  check.text(body.name, ['name'], { min: 1, max: 100, required: true });
  if (body.auto_archive_duration !== undefined && !ARCHIVE_MINUTES.includes(body.auto_archive_duration)) {
    check.add(['auto_archive_duration'], 'BASE_TYPE_CHOICES', `Value must be one of {${ARCHIVE_MINUTES.join(', ')}}.`);
  }
  check.done();
  noteIgnored(world, 'thread', check.ignored);
}

function addThread(world: World, parent: Channel, id: string, body: ThreadBody): Channel {
  const created = new Date(world.now()).toISOString();
  const thread: Channel = {
    id,
    type: ChannelType.thread,
    flags: 0,
    guild_id: world.settings.guild.id,
    parent_id: parent.id,
    owner_id: world.bot.id,
    name: body.name ?? '',
    last_message_id: null,
    message_count: 0,
    member_count: 1,
    total_message_sent: 0,
    rate_limit_per_user: body.rate_limit_per_user ?? 0,
    thread_metadata: {
      archived: false,
      archive_timestamp: created,
      auto_archive_duration: body.auto_archive_duration ?? DEFAULT_ARCHIVE,
      locked: false,
      create_timestamp: created,
    },
  };
  world.channels.set(id, thread);
  world.posts.set(id, []);
  world.dispatch('THREAD_CREATE', { ...thread, newly_created: true }, 1);
  world.changed();
  return thread;
}
