import { itemsOf } from './rules/check.ts';
import type { UploadedFile } from './rules/files.ts';
import { mentioningTexts, rungBy } from './rules/mentions.ts';
import { MessageFlag } from './codes.ts';
import { storedComponents } from './stored-components.ts';
import type { Attachment, Embed, Message, AllowedMentions, MessageBody } from './shapes.ts';
import type { World } from './world.ts';

/** Where a new message goes and whose mention rules it follows. */
export interface Draft {
  channelId: string;
  body: MessageBody;
  files: readonly UploadedFile[];
  /** Interactions and webhooks parse only users unless told otherwise; ordinary messages parse everything. */
  byInteraction: boolean;
}

const PARSE_ALL: AllowedMentions = { parse: ['users', 'roles', 'everyone'] };
const PARSE_USERS: AllowedMentions = { parse: ['users'] };
const KEPT_FLAGS = MessageFlag.ephemeral | MessageFlag.componentsV2 | (1 << 2) | (1 << 12);

/** A new message of the bot, as Discord would store it. */
export function composeMessage(world: World, draft: Draft): Message {
  const { body } = draft;
  const message: Message = {
    id: world.newId(),
    channel_id: draft.channelId,
    type: 0,
    author: world.bot,
    content: (body.content ?? '').trim(),
    embeds: embedsOf(body),
    components: [],
    attachments: attachmentsOf(world, draft),
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    flags: (body.flags ?? 0) & KEPT_FLAGS,
    timestamp: new Date(world.now()).toISOString(),
    edited_timestamp: null,
    pinned: false,
    tts: false,
  };
  message.components = storedComponents(world, body.components ?? [], message.attachments);
  ring(world, message, draft);
  return message;
}

/** Changes a message in place, field by field as the body names them; the V2 flag never goes away. */
export function reviseMessage(world: World, message: Message, draft: Draft): void {
  const { body } = draft;
  if (body.content !== undefined) message.content = (body.content ?? '').trim();
  if (body.embeds !== undefined) message.embeds = embedsOf(body);
  const kept = body.attachments?.map(({ id }) => String(id));
  message.attachments = message.attachments.filter(({ id }) => kept?.includes(id) ?? true);
  message.attachments.push(...attachmentsOf(world, draft));
  if (body.components !== undefined) {
    message.components = storedComponents(world, body.components ?? [], message.attachments);
  }
  message.flags |= (body.flags ?? 0) & MessageFlag.componentsV2;
  message.edited_timestamp = new Date(world.now()).toISOString();
  ring(world, message, draft);
}

function ring(world: World, message: Message, draft: Draft): void {
  const allowed = draft.body.allowed_mentions ?? (draft.byInteraction ? PARSE_USERS : PARSE_ALL);
  const rung = rungBy(mentioningTexts(message.content, message.components), allowed);
  message.mentions = rung.users.flatMap((id) => world.people.get(id)?.user ?? []);
  message.mention_roles = rung.roles;
  message.mention_everyone = rung.everyone;
}

function embedsOf(body: MessageBody): Embed[] {
  return itemsOf(body.embeds).map((embed) => ({ ...structuredClone(embed), type: 'rich' }));
}

function attachmentsOf(world: World, draft: Draft): Attachment[] {
  return draft.files.map((file) => {
    const id = world.newId();
    const url = `https://cdn.discordapp.com/attachments/${draft.channelId}/${id}/${encodeURIComponent(file.name)}`;
    return { id, filename: file.name, size: file.size, url, proxy_url: url };
  });
}
