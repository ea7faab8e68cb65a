import type { FastifyInstance } from 'fastify';
import { filesOf } from '../body.ts';
import { composeMessage, reviseMessage } from '../compose.ts';
import { refusal } from '../refusal.ts';
import { checkMessage } from '../rules/message.ts';
import { CallbackType, MessageFlag } from '../codes.ts';
import type { Message, MessageBody } from '../shapes.ts';
import { addPost, type Interaction, noteIgnored, type Post, removePost, type World } from '../world.ts';
import { signMessage } from './callback.ts';

const TOKEN_LIFE = 15 * 60_000;

interface TokenParams {
  webhook_id: string;
  webhook_token: string;
}

interface MessageParams extends TokenParams {
  message_id: string;
}

/** What may follow the first answer, for fifteen minutes: more messages, edits and deletes. */
export function addWebhookRoutes(api: FastifyInstance, world: World): void {
  const one = '/webhooks/:webhook_id/:webhook_token/messages/:message_id';

  api.post<{ Params: TokenParams; Body: MessageBody }>(
    '/webhooks/:webhook_id/:webhook_token',
    async ({ params, body }) => {
      const interaction = interactionFor(world, params);
      const waiting = waitingPost(interaction);
      const message = waiting ? revise(world, interaction, waiting, body) : followUp(world, interaction, body);
      interaction.changes += 1;
      world.changed();
      return message;
    },
  );
  api.get<{ Params: MessageParams }>(one, async ({ params }) => {
    return postFor(world, interactionFor(world, params), params.message_id).message;
  });
  api.patch<{ Params: MessageParams; Body: MessageBody }>(one, async ({ params, body }) => {
    const interaction = interactionFor(world, params);
    const message = revise(world, interaction, postFor(world, interaction, params.message_id), body);
    interaction.changes += 1;
    world.changed();
    return message;
  });
  api.delete<{ Params: MessageParams }>(one, async ({ params }, reply) => {
    const interaction = interactionFor(world, params);
    removePost(world, postFor(world, interaction, params.message_id));
    interaction.changes += 1;
    world.changed();
    return reply.code(204).send();
  });
}

/** Before the first answer there is no webhook yet (10015); after fifteen minutes its token is void (50027). */
function interactionFor(world: World, params: TokenParams): Interaction {
  const interaction = world.interactions.get(params.webhook_token);
  if (!interaction || params.webhook_id !== world.settings.applicationId) throw refusal(10015);
  if (interaction.answer === undefined) throw refusal(10015);
  if (world.now() - interaction.at > TOKEN_LIFE) throw refusal(50027);
  return interaction;
}

function postFor(world: World, interaction: Interaction, id: string): Post {
  const own = [interaction.original, ...interaction.followUps];
  const post = id === '@original' ? interaction.original : own.find((candidate) => candidate?.message.id === id);
  const standing = post && world.posts.get(post.message.channel_id)?.includes(post);
  if (!post || !standing) throw refusal(10008);
  return post;
}

/** A reply that still says "thinking": the first follow-up fills it in instead of making a new message. */
function waitingPost({ answer, original }: Interaction): Post | undefined {
  if (answer !== CallbackType.deferredMessage || !original) return undefined;
  return original.message.flags & MessageFlag.loading ? original : undefined;
}

function revise(world: World, interaction: Interaction, post: Post, body: MessageBody): Message {
  const { message } = post;
  noteIgnored(world, 'webhook message', checkMessage(body, 'webhook', { before: message, files: filesOf(body) }));
  const wasLoading = (message.flags & MessageFlag.loading) !== 0;
  const draft = { channelId: interaction.channelId, body, files: filesOf(body), byInteraction: true };
  reviseMessage(world, message, draft);
  message.flags &= ~MessageFlag.loading;
  if (wasLoading) message.edited_timestamp = null;
  return message;
}

function followUp(world: World, interaction: Interaction, body: MessageBody): Message {
  noteIgnored(world, 'webhook message', checkMessage(body, 'webhook', { files: filesOf(body) }));
  const draft = { channelId: interaction.channelId, body, files: filesOf(body), byInteraction: true };
  const message = composeMessage(world, draft);
  signMessage(world, interaction, message);
  message.type = 0;
  const viewer = message.flags & MessageFlag.ephemeral ? { viewer: interaction.userId } : {};
  const post = { message, at: world.now(), ...viewer };
  addPost(world, post);
  interaction.followUps.push(post);
  return message;
}
