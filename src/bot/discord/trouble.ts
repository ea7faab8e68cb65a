import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes as Code } from 'discord.js';
import { SendError, type SendTrouble } from '../contract.ts';

/** What was being done, for the sentence. */
export type Doing = 'post' | 'edit' | 'look';

/** The connection was never made, so that nothing can have arrived. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
]);

const MENDS: Readonly<Record<number, string>> = {
  [Code.UnknownChannel]: 'The channel is gone; point the route at another one.',
  [Code.UnknownUser]: 'Discord knows no such user; correct the person’s Discord id.',
  [Code.MissingAccess]: 'The bot cannot see the channel; give its role View Channel there.',
  [Code.MissingPermissions]:
    'The bot lacks a permission in the channel; give its role Send Messages, Read Message History, Create Public Threads and Send Messages in Threads.',
  [Code.CannotSendMessagesToThisUser]:
    'The person takes no direct messages from this server; they can allow them under Privacy Settings of the server.',
  [Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds]:
    'The person has left the server, so the bot cannot write to them.',
  [Code.CannotSendMessagesInNonTextChannel]: 'This kind of channel takes no messages; choose a text channel.',
  [Code.CannotExecuteActionOnThisChannelType]: 'This kind of channel has no threads; choose a text channel.',
  [Code.CannotSendAMessageInAForumChannel]: 'A forum takes no plain messages; choose a text channel.',
  [Code.InvalidActionOnArchivedThread]:
    'The thread is archived and could not be opened again; give the bot Manage Threads.',
  [Code.ThreadLocked]: 'The thread is locked; unlock it or give the bot Manage Threads.',
  [Code.MaximumActiveThreads]: 'The server has as many open threads as Discord allows; archive some.',
  [Code.CannotReplyWithoutPermissionToReadMessageHistory]:
    'The bot cannot answer a message whose history it cannot read; give its role Read Message History.',
};

/** The failure as the pump understands it. */
export function troubleFor(error: unknown, doing: Doing): SendError {
  if (error instanceof SendError) return error;
  if (error instanceof RateLimitError) return rateLimited(error);
  if (error instanceof HTTPError) return trouble('unsure', `Discord answered ${error.status}.`, error);
  if (error instanceof DiscordAPIError) return refusedByDiscord(error, doing);
  const code = networkCode(error);
  if (code !== undefined && NEVER_SENT.has(code)) {
    return trouble('later', `Discord cannot be reached (${code}); is the machine online?`, error);
  }
  return trouble('unsure', `The connection to Discord broke (${code ?? 'no answer in time'}).`, error);
}

export function isCode(error: unknown, ...codes: number[]): boolean {
  return error instanceof DiscordAPIError && codes.includes(Number(error.code));
}

/** The token is no longer accepted: nothing works until it is replaced. */
export function isUnauthorized(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status === 401;
}

export const TOKEN_REFUSED =
  'Discord refuses the bot’s token; copy it anew from discord.com/developers > your application > Bot into DISCORD_TOKEN and restart.';

function refusedByDiscord(error: DiscordAPIError, doing: Doing): SendError {
  if (error.status === 401) return trouble('refused', TOKEN_REFUSED, error);
  if (isCode(error, Code.UnknownMessage)) {
    return trouble(
      'gone',
      doing === 'post' ? 'This message was posted and then deleted in Discord.' : 'The message was deleted in Discord.',
      error,
    );
  }
  if (isCode(error, Code.CannotEditMessageAuthoredByAnotherUser)) {
    return trouble('gone', 'The message was posted by another bot, so it cannot be changed.', error);
  }
  if (isCode(error, Code.MaximumNumberOfEditsToMessagesOlderThanOneHourReached)) {
    return trouble('gone', 'Discord lets no more edits through for messages this old.', error);
  }
  // Without a code of Discord's own the answer came from something in front of it, and the call did not reach Discord.
  if (error.code === undefined)
    return new SendError('later', `Something in front of Discord answered ${error.status}.`, {
      retryAfter: BLOCKED_PAUSE,
    });
  return trouble(
    'refused',
    MENDS[Number(error.code)] ?? `Discord says: ${firstLine(error.message)} (${error.code}).`,
    error,
  );
}

const BLOCKED_PAUSE = 60_000;

function rateLimited(error: RateLimitError): SendError {
  const wait = Math.max(error.retryAfter, error.timeToReset);
  return new SendError('later', 'Discord asks to slow down.', {
    cause: withoutBody(error),
    ...(wait > 0 ? { retryAfter: wait } : {}),
  });
}

function trouble(kind: SendTrouble, sentence: string, cause: unknown): SendError {
  return new SendError(kind, sentence, { cause: withoutBody(cause) });
}

/** The library's errors carry the whole request and its address; a log needs neither. */
function withoutBody(cause: unknown): unknown {
  return cause instanceof Error ? `${cause.name}: ${firstLine(cause.message)}` : cause;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function networkCode(error: unknown): string | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return error instanceof AggregateError ? networkCode(error.errors[0]) : undefined;
}
