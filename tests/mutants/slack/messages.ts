import type { Mutant } from '../mutant.ts';
import { group } from './group.ts';

/** Posting, editing, history, response addresses, metadata. */
export const messages: Mutant[] = [
  ...group('content', 'messages', [
    ['text is cut at 40,000', 'MOST_TEXT = 40_000', 'MOST_TEXT = 80_000'],
    ['cut text is noted', "world.mistake('text_truncated'", "void ('text_truncated'"],
    ['nothing to see', "throw new Refusal('no_text')", 'return'],
    ['markdown stands alone', "throw new Refusal('markdown_text_conflict')", 'return'],
    ['markdown has its length', "throw new Refusal('msg_too_long')", 'return'],
    [
      'blocks are a list',
      "if (!Array.isArray(blocks)) throw new Refusal('invalid_blocks_format')",
      'if (!blocks) return',
    ],
  ]),
  ...group('content', 'attachments', [
    ['a hundred attachments', 'MOST_ATTACHMENTS = 100', 'MOST_ATTACHMENTS = 1000'],
    ['the code for many attachments', "Refusal('too_many_attachments')", "Refusal('invalid_attachments')"],
    ['older fields beside blocks', "'fallback', 'id']", "'fallback', 'id', 'text']"],
    [
      'blocks in attachments are checked',
      "problems.push(...blockProblems(attachment['blocks']",
      "void (blockProblems(attachment['blocks']",
    ],
    ['the code for blocks in attachments', "refuseProblems('invalid_attachments'", "refuseProblems('invalid_blocks'"],
    ['one table in all of a message', '  refuseSecondTable(lists);\n', ''],
  ]),
  ...group('content', 'blocks', [
    ['the code for blocks', "refuseProblems('invalid_blocks'", "refuseProblems('invalid_arguments'"],
    ['sentences beside the code', 'response_metadata: { messages } } satisfies', 'response_metadata: {} } satisfies'],
  ]),
  ...group('metadata', 'messages', [
    ['metadata has its size', 'MOST_BYTES = 2000', 'MOST_BYTES = 20_000'],
    ['the code for large metadata', "Refusal('metadata_too_large')", "Refusal('invalid_metadata_schema')"],
    ['metadata is one level deep', 'if (!flat.every(isScalar)) throw', 'if (!flat) throw'],
    ['metadata has a name', " || eventType === ''", ''],
    ['metadata has a payload', "if (!isObject(payload)) throw new Refusal('invalid_metadata_schema');", ''],
  ]),
  ...group('methods/chat', 'messages', [
    ['omitted blocks are kept', 'blocks: content.blocks ?? message.blocks', 'blocks: content.blocks'],
    ['omitted attachments are kept', 'content.attachments ?? message.attachments', 'content.attachments'],
    ['omitted metadata is kept', 'else if (content.metadata) delete', 'else delete'],
    ['empty attachments clear', 'else delete message.attachments', ''],
    ['an edit has its length', 'MOST_EDITED_TEXT = 4000', 'MOST_EDITED_TEXT = 40_000'],
    ['only its own messages', 'if (message.bot_id !== BOT.botId) throw', 'if (!message) throw'],
    ['the code for editing a stranger', "'cant_update_message'", "'message_not_found'"],
    ['the code for deleting a stranger', "'cant_delete_message'", "'message_not_found'"],
    ['an edit in an archived channel', "if (channel.isArchived) throw new Refusal('is_inactive');", ''],
    ['a thread hangs on something', "throw new Refusal('thread_not_found')", 'return ts'],
    ['a thread is a string of digits', "throw new Refusal('invalid_thread_ts')", 'return ts'],
    ['no thread inside a thread', "throw new Refusal('cannot_reply_to_message')", 'return ts'],
    ['no whisper in an archived channel', "if (channel.isArchived) throw new Refusal('is_archived');", ''],
    ['no whisper where the bot is not', "if (!isMember(channel)) throw new Refusal('not_in_channel');", ''],
  ]),
  ...group('methods/chat', 'conversations', [
    ['a whisper needs its reader', 'if (!channel.members.includes(user)) throw', 'if (!channel) throw'],
    ['a gravestone keeps its thread', 'if (repliesTo(channel, message.ts).length === 0)', 'if (channel)'],
  ]),
  ...group('messages', 'messages', [
    ['metadata only on demand', 'withMetadata && metadata', 'metadata'],
    ['beside blocks the text rings nobody', 'if (!message.blocks?.length) collect', 'collect'],
    ['plain text rings nobody', "(type === 'mrkdwn' || type === 'markdown')", '(type)'],
  ]),
  ...group('methods/conversations', 'conversations', [
    ['history is for members', "if (!isMember(channel)) throw new Refusal('not_in_channel');", ''],
    ['history is newest first', 'compareTs(second.ts, first.ts)', 'compareTs(first.ts, second.ts)'],
    [
      'a beginning alone pages forward',
      "optionalText(args, 'latest') === undefined;",
      "optionalText(args, 'latest') === '';",
    ],
    ['the ends are left out', "flag(args, 'inclusive') ? 0 : 1", '0'],
    ['the end may be named too', "flag(args, 'inclusive') ? 0 : 1", '1'],
    [
      'answers stay in their thread',
      'message.thread_ts === undefined || message.thread_ts === message.ts ||',
      'message ||',
    ],
    ['broadcasts show in the channel', "message.subtype === 'thread_broadcast'", 'false'],
    ['an instant is a number', 'throw new Refusal(`invalid_ts_${name}`)', 'return undefined'],
    ['a page has its length', 'limitOf(args, fallback, 999)', '999'],
    ['there is more', "has_more: next !== ''", 'has_more: false'],
    [
      'a stranger gets no channel',
      "if (!user) throw new Refusal('user_not_found')",
      'if (!user) return { channel: {} }',
    ],
  ]),
  ...group('calls', 'messages', [
    ['a private channel is invisible', '(channel.isPrivate && !isMember(channel))', 'false'],
    ['an archived channel', "if (channel.isArchived) throw new Refusal('is_archived');", ''],
    ['a channel the bot is not in', "throw new Refusal('not_in_channel')", 'return'],
    ['chat:write.public', "!world.scopes.has('chat:write.public')", 'world'],
  ]),
  ...group('calls', 'conversations', [
    ['a cursor of its own making', "throw new Refusal('invalid_cursor')", 'return 0'],
    ['a bot has no direct messages', "throw new Refusal('cannot_dm_bot')", 'void 0'],
    ['no Messages tab, nobody to write to', "channel.kind === 'im' && !world.settings.appHome.messages", 'false'],
  ]),
  ...group('response-urls', 'answers', [
    ['five answers', 'MOST_USES = 5', 'MOST_USES = 6'],
    ['half an hour', 'LIFETIME = 30 * 60_000', 'LIFETIME = 31 * 60_000'],
    ['a used address is gone', 'gone ? 404 : 400', '400'],
    ['an answer is for one alone', "=== 'in_channel') postAsBot", "!== '') postAsBot"],
    ['an answer may be for all', "=== 'in_channel') postAsBot", "=== 'all') postAsBot"],
    ['replace_original', "flag(args, 'replace_original') && right.message", 'false'],
    ['delete_original', "if (flag(args, 'delete_original')) return removeOriginal(world, right);", ''],
    ['an answer replaces old blocks', '  delete target.blocks;\n', ''],
  ]),
];
