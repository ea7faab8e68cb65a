import type { FastifyInstance } from 'fastify';
import { filesOf } from '../body.ts';
import { composeMessage, reviseMessage } from '../compose.ts';
import { limited } from '../limits.ts';
import { demand, mayReadHistory } from '../permissions.ts';
import { invalidForm, refusal } from '../refusal.ts';
import { itemsOf } from '../rules/check.ts';
import { checkMessage } from '../rules/message.ts';
import { ChannelType } from '../codes.ts';
import type { Channel, Message, MessageBody } from '../shapes.ts';
import { addPost, channelOf, noteIgnored, publicMessages, publicPost, removePost, type World } from '../world.ts';
import { wakeThread } from '../thread-age.ts';
import { listMessages, type ListQuery } from './list.ts';

/** Discord says "the past few minutes". */
const NONCE_WINDOW = 5 * 60_000;
const HOUR = 3_600_000;
const ONE = '/channels/:channel_id/messages/:message_id';

interface ChannelParams {
  channel_id: string;
}

interface MessageParams extends ChannelParams {
  message_id: string;
}

/** Posting, reading, editing and deleting in channels, threads and direct messages. */
export function addMessageRoutes(api: FastifyInstance, world: World): void {
  const oldEdits = new Map<string, number[]>();

  api.post<{ Params: ChannelParams; Body: MessageBody }>('/channels/:channel_id/messages', async ({ params, body }) => {
    const channel = channelOf(world, params.channel_id);
    demandPosting(world, channel);
    judgeBody(world, body, 'create');
    if (itemsOf(body.embeds).length > 0) demand(world, channel, 'EmbedLinks');
    if (filesOf(body).length > 0) demand(world, channel, 'AttachFiles');
    return create(world, channel, body);
  });
  api.patch<{ Params: MessageParams; Body: MessageBody }>(ONE, async ({ params, body }) => {
    const channel = channelOf(world, params.channel_id);
    demand(world, channel);
    const { message, at } = publicPost(world, channel.id, params.message_id);
    if (message.author.id !== world.bot.id) throw refusal(50005);
    if (channel.thread_metadata?.archived) throw refusal(50083);
    judgeBody(world, body, 'edit', message);
    if (world.now() - at > HOUR) countOldEdit(world, oldEdits, channel.id);
    reviseMessage(world, message, { channelId: channel.id, body, files: filesOf(body), byInteraction: false });
    world.changed();
    return message;
  });
  api.delete<{ Params: MessageParams }>(ONE, async ({ params }, reply) => {
    const channel = channelOf(world, params.channel_id);
    demand(world, channel);
    const post = publicPost(world, channel.id, params.message_id);
    if (post.message.author.id !== world.bot.id) demand(world, channel, 'ManageMessages');
    removePost(world, post);
    world.changed();
    return reply.code(204).send();
  });
  addReadingRoutes(api, world);
}

function addReadingRoutes(api: FastifyInstance, world: World): void {
  api.get<{ Params: ChannelParams; Querystring: ListQuery }>('/channels/:channel_id/messages', async (request) => {
    const channel = channelOf(world, request.params.channel_id);
    demand(world, channel);
    const page = listMessages(publicMessages(world, channel.id), request.query);
    return mayReadHistory(world, channel) ? page : [];
  });
  api.get<{ Params: MessageParams }>(ONE, async ({ params }) => {
    const channel = channelOf(world, params.channel_id);
    demand(world, channel, 'ReadMessageHistory');
    return publicPost(world, channel.id, params.message_id).message;
  });
}

function judgeBody(world: World, body: MessageBody, call: 'create' | 'edit', before?: Message): void {
  noteIgnored(world, `message ${call}`, checkMessage(body, call, { before, files: filesOf(body) }));
}

function create(world: World, channel: Channel, body: MessageBody): Message {
  const nonce = body.nonce ?? undefined;
  const first = body.enforce_nonce && nonce !== undefined ? world.nonces.get(String(nonce)) : undefined;
  if (first && nonce !== undefined && world.now() - first.at < NONCE_WINDOW) {
    return { ...publicPost(world, first.channelId, first.messageId).message, nonce };
  }
  const draft = { channelId: channel.id, body, files: filesOf(body), byInteraction: false };
  const message = composeMessage(world, draft);
  refer(world, message, body);
  addPost(world, { message, at: world.now() });
  if (nonce !== undefined) {
    world.nonces.set(String(nonce), { at: world.now(), channelId: channel.id, messageId: message.id });
  }
  world.changed();
  return nonce === undefined ? message : { ...message, nonce };
}

/** Makes the message an answer to another one, which must exist. */
function refer(world: World, message: Message, body: MessageBody): void {
  const reference = body.message_reference;
  if (!reference) return;
  if (!mayReadHistory(world, channelOf(world, message.channel_id))) throw refusal(160002);
  const exists = publicMessages(world, message.channel_id).some(({ id }) => id === reference.message_id);
  if (exists) {
    message.type = 19;
    message.message_reference = { type: 0, channel_id: message.channel_id, message_id: reference.message_id };
  } else if (reference.fail_if_not_exists !== false) {
    const problem = { code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' };
    throw invalidForm([{ at: ['message_reference'], ...problem }]);
  }
}

function demandPosting(world: World, channel: Channel): void {
  if (channel.type === ChannelType.direct) {
    const person = world.people.get(channel.recipients?.[0]?.id ?? '');
    if (!person?.member) throw refusal(50278);
    if (person.dmClosed) throw refusal(50007);
    return;
  }
  demand(world, channel, channel.type === ChannelType.thread ? 'SendMessagesInThreads' : 'SendMessages');
  if (channel.thread_metadata?.locked) throw refusal(160005);
  wakeThread(world, channel);
}

/** 30046 comes as a 429; Discord does not publish its number. */
function countOldEdit(world: World, edits: Map<string, number[]>, channelId: string): void {
  if (!world.settings.limits) return;
  const recent = (edits.get(channelId) ?? []).filter((at) => at > world.now() - HOUR);
  edits.set(channelId, recent);
  const [oldest] = recent;
  if (oldest !== undefined && recent.length >= world.settings.oldEdits) {
    const seconds = (oldest + HOUR - world.now()) / 1000;
    const message = 'Maximum number of edits to messages older than 1 hour reached. Try again later.';
    throw limited(seconds, { 'x-ratelimit-scope': 'user' }, 30_046, message);
  }
  recent.push(world.now());
}
