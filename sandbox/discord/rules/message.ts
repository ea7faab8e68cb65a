import { type Path, refusal } from '../refusal.ts';
import { MessageFlag } from '../codes.ts';
import type { Message, MessageBody } from '../shapes.ts';
import { type Check, createCheck, itemsOf } from './check.ts';
import { checkComponents } from './components.ts';
import { checkEmbeds } from './embeds.ts';
import { checkReferences, demandBearable, type UploadedFile } from './files.ts';
import { checkMentions } from './mentions.ts';

/** Which call a message body came with; they differ in keys, flags and default mentions. */
export type MessageCall = 'create' | 'edit' | 'reply' | 'webhook';

const CONTENT = 2000;
const NONCE = 25;
const SHARED = ['content', 'embeds', 'components', 'flags', 'allowed_mentions', 'attachments'];
/** discord.js adds these everywhere; Discord drops them where they mean nothing. */
const HARMLESS = ['tts', 'nonce', 'enforce_nonce', 'poll'];
const CREATE_ONLY = ['sticker_ids', 'message_reference'];
const SUPPRESS_EMBEDS = 1 << 2;
const SUPPRESS_NOTIFICATIONS = 1 << 12;
const FLAGS: Readonly<Record<MessageCall, number>> = {
  create: SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | MessageFlag.componentsV2,
  edit: SUPPRESS_EMBEDS | MessageFlag.componentsV2,
  reply: SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | MessageFlag.componentsV2 | MessageFlag.ephemeral,
  webhook: SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | MessageFlag.componentsV2 | MessageFlag.ephemeral,
};

/** What is known of a body besides itself: the message being edited, the files beside it, its place in the request. */
interface MessageContext {
  before?: Message | undefined;
  files?: readonly UploadedFile[];
  at?: Path;
}

/** Throws what Discord would answer to the body; returns the keys it would drop. */
export function checkMessage(
  body: MessageBody,
  call: MessageCall,
  { before, files = [], at = [] }: MessageContext = {},
): string[] {
  const check = createCheck();
  demandBearable(files);
  check.keys(body, at, [...SHARED, ...HARMLESS, ...(call === 'create' ? CREATE_ONLY : [])]);
  check.text(body.content, [...at, 'content'], { max: CONTENT });
  checkEmbeds(check, body.embeds, [...at, 'embeds']);
  checkMentions(check, body.allowed_mentions, [...at, 'allowed_mentions']);
  check.list(body.attachments, [...at, 'attachments'], 0, 10);
  check.whole(body.flags, [...at, 'flags'], 0, Number.MAX_SAFE_INTEGER);
  checkNonce(check, body, at);
  const flags = (body.flags ?? 0) | ((before?.flags ?? 0) & MessageFlag.componentsV2);
  const v2 = (flags & MessageFlag.componentsV2) !== 0;
  checkComponents(check, body.components ?? (v2 ? before?.components : undefined), v2, [...at, 'components']);
  if (v2) checkLegacyFields(check, body, before, at);
  checkReferences(check, body, { before, files, v2, at });
  check.done();
  if (files.length === 0 && isEmpty(body, before)) throw refusal(50006);
  const lost = (body.flags ?? 0) & ~(FLAGS[call] | (before?.flags ?? 0));
  if (lost) check.ignored.push([...at, `flags ${lost}`].join('.'));
  return check.ignored;
}

function checkNonce(check: Check, body: MessageBody, at: Path): void {
  const { nonce } = body;
  if (nonce === undefined || nonce === null || Number.isInteger(nonce)) return;
  check.text(nonce, [...at, 'nonce'], { max: NONCE });
}

/** With Components V2 neither the body nor what stays of the old message may hold the old kinds of content. */
function checkLegacyFields(check: Check, body: MessageBody, before: Message | undefined, at: Path): void {
  const content = body.content === undefined ? before?.content : body.content;
  const embeds = body.embeds === undefined ? before?.embeds : body.embeds;
  const present: [string, boolean][] = [
    ['content', Boolean(content)],
    ['embeds', itemsOf(embeds).length > 0],
    ['sticker_ids', itemsOf(body.sticker_ids).length > 0],
    ['poll', body.poll !== undefined && body.poll !== null],
  ];
  for (const [field, used] of present) {
    if (!used) continue;
    const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    check.add([...at, field], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message);
  }
}

function isEmpty(body: MessageBody, before: Message | undefined): boolean {
  const content = body.content === undefined ? before?.content : body.content;
  const rest = [
    body.embeds === undefined ? before?.embeds : body.embeds,
    body.components === undefined ? before?.components : body.components,
    body.attachments === undefined ? before?.attachments : body.attachments,
    body.sticker_ids,
  ];
  if (content?.trim() || rest.some((list) => (list?.length ?? 0) > 0)) return false;
  return body.poll === undefined || body.poll === null;
}
