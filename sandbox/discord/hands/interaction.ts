import { permissionsOf, BOT } from '../permissions.ts';
import { memberJson } from '../profiles.ts';
import { CallbackType, ChannelType, InteractionType } from '../codes.ts';
import type { Channel, Choice, Message } from '../shapes.ts';
import type { Interaction, OpenModal, Person, Post, World } from '../world.ts';

/** What a person sees of one press, command or form. */
export interface Seen {
  /** Interaction id, to look again later. */
  interaction: string;
  acked: boolean;
  /** The first answer; `quiet` and `thinking` are filled in later, and then counted in `changes`. */
  kind: 'nothing' | 'message' | 'thinking' | 'quiet' | 'update' | 'choices' | 'modal' | 'link';
  /** Milliseconds to the first answer. */
  took?: number;
  /** What Discord writes under the button or command when no answer came in three seconds. */
  error?: string;
  /** The answer, or the updated card, as it is now; absent once deleted. */
  message?: Message;
  ephemeral?: boolean;
  modal?: OpenModal;
  choices?: Choice[];
  followUps: Message[];
  /** Edits, follow-ups and deletions since the first answer. */
  changes: number;
  url?: string;
}

export interface Opening {
  type: number;
  person: Person;
  channel: Channel;
  data: Record<string, unknown>;
  source?: Post;
  origin?: Pick<Interaction, 'opener' | 'fromMenu' | 'offersFor'>;
}

const FAILURES: Readonly<Record<number, string>> = {
  [InteractionType.command]: 'The application did not respond',
  [InteractionType.component]: 'This interaction failed',
  [InteractionType.autocomplete]: 'Loading options failed',
  [InteractionType.modal]: 'Something went wrong. Try again.',
};

const KINDS: Readonly<Record<number, Seen['kind']>> = {
  [CallbackType.message]: 'message',
  [CallbackType.deferredMessage]: 'thinking',
  [CallbackType.deferredUpdate]: 'quiet',
  [CallbackType.update]: 'update',
  [CallbackType.choices]: 'choices',
  [CallbackType.modal]: 'modal',
};

/** Sends INTERACTION_CREATE to the bot and keeps what becomes of it. */
export function openInteraction(world: World, opening: Opening): Interaction {
  const id = world.newId();
  const interaction: Interaction = {
    id,
    token: Buffer.from(`interaction:${id}`).toString('base64url'),
    type: opening.type,
    at: world.now(),
    userId: opening.person.user.id,
    channelId: opening.channel.id,
    ...(opening.source ? { source: opening.source } : {}),
    ...opening.origin,
    followUps: [],
    changes: 0,
    late: false,
  };
  world.interactions.set(interaction.token, interaction);
  world.dispatch('INTERACTION_CREATE', payloadFor(world, interaction, opening));
  return interaction;
}

function payloadFor(world: World, interaction: Interaction, opening: Opening): Record<string, unknown> {
  const { guild, applicationId } = world.settings;
  const direct = opening.channel.type === ChannelType.direct;
  const permissions = permissionsOf(opening.person);
  const { user, roles } = opening.person;
  const place = direct
    ? { user, context: 1, authorizing_integration_owners: { 0: '0' } }
    : {
        guild_id: guild.id,
        guild: { id: guild.id, locale: 'en-US', features: [] },
        guild_locale: 'en-US',
        member: { ...memberJson(roles, user), permissions },
        context: 0,
        authorizing_integration_owners: { 0: guild.id },
      };
  return {
    id: interaction.id,
    application_id: applicationId,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    locale: 'en-US',
    channel: { ...opening.channel, ...(direct ? {} : { permissions }) },
    channel_id: opening.channel.id,
    app_permissions: BOT,
    entitlements: [],
    attachment_size_limit: 10_485_760,
    ...place,
    data: opening.data,
    ...(opening.source ? { message: opening.source.message } : {}),
  };
}

/** How the interaction stands now, for the person who made it. */
export function seenOf(world: World, interaction: Interaction): Seen {
  const { original } = interaction;
  const standing = original && world.posts.get(original.message.channel_id)?.includes(original);
  const open = world.modals.find(({ id }) => id === interaction.id);
  const acked = interaction.answer !== undefined;
  return structuredClone({
    interaction: interaction.id,
    acked,
    kind: kindOf(interaction),
    ...(interaction.answeredAt === undefined ? {} : { took: interaction.answeredAt - interaction.at }),
    ...(acked ? {} : { error: FAILURES[interaction.type] ?? 'This interaction failed' }),
    ...(original && standing ? { message: original.message, ephemeral: original.viewer !== undefined } : {}),
    ...(open ? { modal: open } : {}),
    ...(interaction.choices ? { choices: interaction.choices } : {}),
    followUps: interaction.followUps
      .filter((post) => world.posts.get(post.message.channel_id)?.includes(post))
      .map(({ message }) => message),
    changes: interaction.changes,
  });
}

function kindOf({ answer }: Interaction): Seen['kind'] {
  return answer === undefined ? 'nothing' : (KINDS[answer] ?? 'nothing');
}
