import { jsonOf, optionalText, type Arguments } from './arguments.ts';
import { withIds } from './block-ids.ts';
import { isObject, type Attachment, type Block, type Json, type Metadata } from './block-kit.ts';
import { blockProblems, MOST_MARKDOWN, refuseLongBlocks, refuseSecondTable } from './blocks/check.ts';
import { characters } from './blocks/rules.ts';
import { checkedMetadata } from './metadata.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** What a message says. A part that is undefined was not sent at all, which an update treats as "keep". */
export interface Content {
  text: string | undefined;
  blocks: Block[] | undefined;
  attachments: Attachment[] | undefined;
  metadata: Metadata | undefined;
}

const MOST_TEXT = 40_000;
const MOST_ATTACHMENTS = 100;
/** An attachment made of blocks may carry nothing of the older kind beside them. */
const BESIDE_BLOCKS = new Set(['blocks', 'color', 'fallback', 'id']);

/** Reads and checks what a call wants a message to say. */
export function contentFrom(world: World, args: Arguments): Content {
  const markdown = optionalText(args, 'markdown_text');
  const blocks = blocksFrom(world, jsonOf(args, 'blocks', 'invalid_blocks_format'));
  const attachments = attachmentsFrom(world, jsonOf(args, 'attachments', 'invalid_attachments'));
  const metadata = checkedMetadata(jsonOf(args, 'metadata', 'invalid_metadata_format'));
  if (markdown !== undefined) checkMarkdown(args, markdown);
  const lists = [blocks ?? [], ...(attachments ?? []).map((attachment) => attachment.blocks ?? [])];
  refuseSecondTable(lists);
  refuseLongBlocks(lists);
  const text = optionalText(args, 'text') ?? markdown ?? (args['text'] === '' ? '' : undefined);
  return { text: text === undefined ? undefined : shortened(world, text), blocks, attachments, metadata };
}

/** Refused with `no_text` when there would be nothing to see. */
export function refuseNothing(content: Pick<Content, 'text' | 'blocks' | 'attachments'>): void {
  if (content.text || content.blocks?.length || content.attachments?.length) return;
  throw new Refusal('no_text');
}

function checkMarkdown(args: Arguments, markdown: string): void {
  if (args['text'] || args['blocks']) throw new Refusal('markdown_text_conflict');
  if (characters(markdown) > MOST_MARKDOWN) throw new Refusal('msg_too_long');
}

function shortened(world: World, text: string): string {
  if (text.length <= MOST_TEXT || characters(text) <= MOST_TEXT) return text;
  world.mistake('text_truncated', `${characters(text)} characters of text were cut to ${MOST_TEXT}`);
  return Array.from(text).slice(0, MOST_TEXT).join('');
}

function blocksFrom(world: World, blocks: unknown): Block[] | undefined {
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks)) throw new Refusal('invalid_blocks_format');
  refuseProblems('invalid_blocks', blockProblems(blocks, 'message'));
  return withIds(world, blocks as Block[]);
}

function attachmentsFrom(world: World, attachments: unknown): Attachment[] | undefined {
  if (attachments === undefined) return undefined;
  if (!Array.isArray(attachments)) throw new Refusal('invalid_attachments');
  if (attachments.length > MOST_ATTACHMENTS) throw new Refusal('too_many_attachments');
  return attachments.map((attachment: unknown, index) => attachmentFrom(world, attachment, index));
}

function attachmentFrom(world: World, attachment: unknown, index: number): Attachment {
  const pointer = `/attachments/${index}`;
  if (!isObject(attachment)) throw new Refusal('invalid_attachments');
  const named = { id: index + 1, fallback: '[no preview available]', ...attachment };
  if (attachment['blocks'] === undefined) return named;
  const problems = Object.keys(attachment)
    .filter((name) => !BESIDE_BLOCKS.has(name))
    .map((name) => `[ERROR] invalid additional property: ${name} [json-pointer:${pointer}]`);
  problems.push(...blockProblems(attachment['blocks'], 'message', `${pointer}/blocks`));
  refuseProblems('invalid_attachments', problems);
  return { ...named, blocks: withIds(world, attachment['blocks'] as Block[]) };
}

function refuseProblems(error: string, messages: string[]): void {
  if (messages.length === 0) return;
  const errors = messages.map((message) => message.replace('[ERROR] ', ''));
  throw new Refusal(error, { errors, response_metadata: { messages } } satisfies Json);
}
