import type { Mutant } from '../mutant.ts';
import { mutantsOf } from './breaking.ts';

/** Posting and reading, nonces, threads, direct messages, permissions and limits. */
export const channels: Mutant[] = [
  ...mutantsOf('routes/messages', '-channels', [
    [
      'a nonce is the author’s, in any channel',
      'world.nonces.get(String(nonce))',
      'world.nonces.get(`${channel.id} ${nonce}`)',
    ],
    ['a nonce counts only when enforced', 'body.enforce_nonce && nonce !== undefined', 'nonce !== undefined'],
    [
      'the deleted first message of a nonce is 10008',
      'return { ...publicPost(world, first.channelId, first.messageId).message, nonce };',
      'const known = world.posts.get(first.channelId)?.find(({ message }) => message.id === first.messageId);\n    if (known) return { ...known.message, nonce };',
    ],
    ['no edits in an archived thread', 'if (channel.thread_metadata?.archived) throw refusal(50083);', ''],
    ['nothing in a locked thread', 'if (channel.thread_metadata?.locked) throw refusal(160005);', ''],
    ['closed direct messages', 'if (person.dmClosed) throw refusal(50007);', ''],
    ['no guild in common', 'if (!person?.member) throw refusal(50278);', 'if (!person) throw refusal(50278);'],
    ['embeds need a permission', "demand(world, channel, 'EmbedLinks')", 'demand(world, channel)'],
    [
      'threads have a permission of their own',
      "? 'SendMessagesInThreads' : 'SendMessages'",
      "? 'SendMessages' : 'SendMessages'",
    ],
    ['without history a list is empty', 'mayReadHistory(world, channel) ? page : []', 'page'],
    ['without history there is no answer', 'throw refusal(160002);', ''],
  ]),
  ...mutantsOf('routes/messages', '', [
    ['a nonce is remembered for five minutes', 'NONCE_WINDOW = 5 *', 'NONCE_WINDOW = 7 *'],
    ['a nonce is told once', ': { ...message, nonce };', ': Object.assign(message, { nonce });'],
  ]),
  ...mutantsOf('routes/messages', '-limits', [
    ['edits of old messages are counted', 'if (world.now() - at > HOUR) countOldEdit', 'if (false) countOldEdit'],
    ['too many of them are 30046', '30_046', '30_045'],
    ['edits of young messages are not', 'if (world.now() - at > HOUR) countOldEdit', 'countOldEdit'],
  ]),
  ...mutantsOf('routes/list', '-channels', [
    ['a page of a hundred', 'MOST = 100', 'MOST = 101'],
    ['a page begins at a number', 'if (id === undefined ||', 'if (id !== null ||'],
    ['the newest comes first', '.toReversed()', ''],
  ]),
  ...mutantsOf('thread-age', '-channels', [
    ['an idle thread archives itself', 'if (world.now() < idleAt) continue;', 'continue;'],
    ['what is said keeps it open', 'last ? createdAt(last) : 0', '0'],
    ['a message wakes it', 'if (!state?.archived) return;', 'if (!state?.locked) return;'],
  ]),
  ...mutantsOf('routes/channels', '-channels', [
    ['a locked thread is the moderators’', 'if (state.locked) throw refusal(50013);', ''],
    ['a bot changes only threads', 'channel.type !== ChannelType.thread || request', 'request'],
    ['one direct channel a person', 'if (known) return known;', ''],
  ]),
  ...mutantsOf('routes/threads', '', [
    ['one thread a message', 'if (world.channels.has(message.id)) throw refusal(160004);', ''],
  ]),
  ...mutantsOf('routes/threads', '-channels', [
    ['a thread is named in 100', "['name'], { min: 1, max: 100", "['name'], { min: 1, max: 101"],
    ['how long a thread waits', '!ARCHIVE_MINUTES.includes(body.auto_archive_duration)', 'false'],
    ['no thread in a thread', 'if (parent.type !== ChannelType.text) throw', 'if (false) throw'],
  ]),
  ...mutantsOf('permissions', '-channels', [
    ['what cannot be seen is 50001', "if (denied.has('ViewChannel')) throw refusal(50001);", ''],
    ['what is not granted is 50013', 'throw refusal(50013);', 'throw refusal(50001);'],
  ]),
  ...mutantsOf('refusal', '-channels', [
    ['a message that is gone is 404', '10008: [404', '10008: [400'],
    ['a channel that is gone is 404', '10003: [404', '10003: [400'],
  ]),
  ...mutantsOf('rest', '-channels', [
    ['a wrong token is refused', '!isOpen(path) && request', 'false && request'],
    ['a call that makes something has a body', 'demandBody(request);', ''],
    ['an id is a number', 'demandIds(request.params as Record<string, string>);', ''],
  ]),
  ...mutantsOf('limits', '-limits', [
    ['50 calls a second', 'GLOBAL_PER_SECOND = 50', 'GLOBAL_PER_SECOND = 51'],
    ['five posts in five seconds', "name: 'post', calls: 5, seconds: 5", "name: 'post', calls: 6, seconds: 5"],
    ['posts for five seconds', "name: 'post', calls: 5, seconds: 5", "name: 'post', calls: 5, seconds: 9"],
    ['five edits in five seconds', "name: 'edit', calls: 5", "name: 'edit', calls: 6"],
    ['five deletes in five seconds', "name: 'delete', calls: 5", "name: 'delete', calls: 6"],
    ['five follow-ups in two seconds', "name: 'follow-up', calls: 5", "name: 'follow-up', calls: 6"],
    [
      'five edits of a token in two seconds',
      "name: 'webhook-edit', calls: 5, seconds: 2",
      "name: 'webhook-edit', calls: 5, seconds: 5",
    ],
    ['each channel has its own', '`${bucket.name} ${bucket.major}`', 'bucket.name'],
    ['posts and edits are counted apart', '`${bucket.name} ${bucket.major}`', 'bucket.major'],
    [
      'callbacks and webhooks are exempt',
      "path.startsWith('/interactions/') || path.startsWith('/webhooks/')",
      'path === ""',
    ],
    ['retry-after is in seconds', 'String(Math.ceil(seconds))', 'String(Math.ceil(seconds * 1000))'],
    ['reset-after is what is left', 'after.toFixed(3)', 'bucket.seconds.toFixed(3)'],
    ['a global limit says so', "{ 'x-ratelimit-global': 'true',", '{'],
    ['a shared limit is not the bot’s', "if (scope === 'shared') return;", ''],
    ['refusals are counted for ten minutes', 'INVALID_WINDOW = 600_000', 'INVALID_WINDOW = 700_000'],
  ]),
  ...mutantsOf('limits', '', [
    ['a limit names its scope', "'x-ratelimit-scope': 'user'", "'x-ratelimit-scope': 'shared'"],
  ]),
];
