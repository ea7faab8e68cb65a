import type { FastifyInstance } from 'fastify';
import { filesOf } from '../body.ts';
import { composeMessage, reviseMessage } from '../compose.ts';
import { numbered } from '../stored-components.ts';
import { invalidForm, refusal } from '../refusal.ts';
import { createCheck, itemsOf } from '../rules/check.ts';
import { checkChoice } from '../rules/command-options.ts';
import type { UploadedFile } from '../rules/files.ts';
import { checkMessage } from '../rules/message.ts';
import { checkModal } from '../rules/modal.ts';
import { CallbackType, InteractionType, MessageFlag } from '../codes.ts';
import type { Choice, InteractionMetadata, Message, MessageBody, ModalBody } from '../shapes.ts';
import { addPost, type Interaction, noteIgnored, type World } from '../world.ts';

const FIRST_ANSWER = 3000;

interface CallbackBody {
  type: number;
  data?: MessageBody & ModalBody & { choices?: Choice[] };
}

/** The one first answer to an interaction. */
export function addCallbackRoute(api: FastifyInstance, world: World): void {
  api.post<{
    Params: { interaction_id: string; interaction_token: string };
    Querystring: { with_response?: string };
    Body: CallbackBody;
  }>('/interactions/:interaction_id/:interaction_token/callback', async ({ params, query, body }, reply) => {
    const interaction = world.interactions.get(params.interaction_token);
    if (!interaction || interaction.id !== params.interaction_id) throw refusal(10062);
    if (interaction.answer !== undefined) throw refusal(40060);
    if (world.now() - interaction.at >= FIRST_ANSWER) {
      interaction.late = true;
      world.changed();
      throw refusal(10062);
    }
    demandAnswer(interaction, body);
    const message = answer(world, interaction, body);
    interaction.answer = body.type;
    interaction.answeredAt = world.now();
    world.changed();
    if (query.with_response !== 'true') return reply.code(204).send();
    return callbackJson(interaction, body.type, message);
  });
}

function demandAnswer(interaction: Interaction, body: CallbackBody): void {
  const fitting = answersTo(interaction);
  if (fitting.includes(body?.type)) return;
  const message = `Value must be one of {${fitting.join(', ')}}.`;
  throw invalidForm([{ at: ['type'], code: 'BASE_TYPE_CHOICES', message }]);
}

function answersTo(interaction: Interaction): number[] {
  const { message, deferredMessage, deferredUpdate, update, choices, modal } = CallbackType;
  if (interaction.type === InteractionType.autocomplete) return [choices];
  if (interaction.type === InteractionType.command) return [message, deferredMessage, modal];
  if (interaction.type === InteractionType.component) return [message, deferredMessage, deferredUpdate, update, modal];
  return interaction.source ? [message, deferredMessage, deferredUpdate, update] : [message, deferredMessage];
}

/** Does what the answer says; gives the message that it made or changed. */
function answer(world: World, interaction: Interaction, body: CallbackBody): Message | undefined {
  const { type, data } = body;
  if (type === CallbackType.choices) offer(interaction, data?.choices);
  if (type === CallbackType.modal) openModal(world, interaction, data);
  if (type === CallbackType.choices || type === CallbackType.modal) return undefined;
  if (type === CallbackType.deferredUpdate) {
    if (interaction.source) interaction.original = interaction.source;
    return interaction.source?.message;
  }
  if (type === CallbackType.update) return update(world, interaction, data ?? {}, filesOf(body));
  if (type === CallbackType.deferredMessage) return think(world, interaction, data ?? {});
  return reply(world, interaction, data ?? {}, filesOf(body));
}

function offer(interaction: Interaction, choices: Choice[] | undefined): void {
  const check = createCheck();
  check.list(choices ?? [], ['data', 'choices'], 0, 25);
  for (const [index, choice] of itemsOf(choices).entries()) {
    checkChoice(check, choice, interaction.offersFor, ['data', 'choices', index]);
  }
  check.done();
  interaction.choices = choices ?? [];
}

function openModal(world: World, interaction: Interaction, data: ModalBody | undefined): void {
  const check = createCheck();
  checkModal(check, data ?? { custom_id: '', title: '', components: [] }, ['data']);
  check.done();
  if (!data) return;
  noteIgnored(world, 'modal', check.ignored);
  const modal: ModalBody = { custom_id: data.custom_id, title: data.title, components: numbered(data.components) };
  interaction.modal = modal;
  world.modals.push({
    ...modal,
    id: interaction.id,
    userId: interaction.userId,
    channelId: interaction.channelId,
    ...(interaction.source ? { source: interaction.source } : {}),
  });
}

function update(world: World, interaction: Interaction, data: MessageBody, files: UploadedFile[]): Message | undefined {
  const { source } = interaction;
  if (!source) return undefined;
  noteIgnored(
    world,
    'interaction callback',
    checkMessage(data, 'edit', { before: source.message, files, at: ['data'] }),
  );
  const draft = { channelId: source.message.channel_id, body: data, files, byInteraction: true };
  reviseMessage(world, source.message, draft);
  interaction.original = source;
  return source.message;
}

function think(world: World, interaction: Interaction, data: MessageBody): Message {
  const flags = (data.flags ?? 0) & MessageFlag.ephemeral;
  if (data.flags && data.flags !== flags)
    noteIgnored(world, 'interaction callback', [`data.flags ${data.flags - flags} on a deferred reply`]);
  const draft = { channelId: interaction.channelId, body: { flags }, files: [], byInteraction: true };
  const message = composeMessage(world, draft);
  message.flags |= MessageFlag.loading;
  return post(world, interaction, message);
}

function reply(world: World, interaction: Interaction, data: MessageBody, files: UploadedFile[]): Message {
  noteIgnored(world, 'interaction callback', checkMessage(data, 'reply', { files, at: ['data'] }));
  const draft = { channelId: interaction.channelId, body: data, files, byInteraction: true };
  return post(world, interaction, composeMessage(world, draft));
}

function post(world: World, interaction: Interaction, message: Message): Message {
  signMessage(world, interaction, message);
  const viewer = message.flags & MessageFlag.ephemeral ? { viewer: interaction.userId } : {};
  interaction.original = { message, at: world.now(), ...viewer };
  addPost(world, interaction.original);
  return message;
}

/** Marks a message as an application's answer to somebody. */
export function signMessage(world: World, interaction: Interaction, message: Message): void {
  message.application_id = world.settings.applicationId;
  message.webhook_id = world.settings.applicationId;
  message.interaction_metadata = metadataOf(world, interaction);
  if (interaction.type === InteractionType.command) message.type = interaction.fromMenu ? 23 : 20;
}

/** Who caused the message, and with what; a form also tells what opened it. */
function metadataOf(world: World, { id, type, userId, source, opener }: Interaction): InteractionMetadata {
  const user = world.people.get(userId)?.user ?? world.bot;
  const metadata = { id, type, user, authorizing_integration_owners: { '0': world.settings.guild.id } };
  if (opener) return { ...metadata, triggering_interaction_metadata: metadataOf(world, opener) };
  return source ? { ...metadata, interacted_message_id: source.message.id } : metadata;
}

function callbackJson(interaction: Interaction, type: number, message: Message | undefined): Record<string, unknown> {
  const { id, type: kind, channelId } = interaction;
  const about = message
    ? {
        response_message_id: message.id,
        response_message_loading: (message.flags & MessageFlag.loading) !== 0,
        response_message_ephemeral: (message.flags & MessageFlag.ephemeral) !== 0,
      }
    : {};
  return {
    interaction: { id, type: kind, channel_id: channelId, ...about },
    ...(message ? { resource: { type, message } } : {}),
  };
}
