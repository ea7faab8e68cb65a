import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes as Code } from 'discord.js';
import { SendError, type SendTrouble } from '../contract.ts';

/** The connection was never made, so that nothing can have arrived. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** How long to leave alone whatever stands in front of Discord and turns calls away, in milliseconds. */
const BLOCKED_PAUSE = 60_000;

export const TOKEN_REFUSED =
  'Discord refuses the bot’s token; copy it anew from discord.com/developers > your application > Bot into DISCORD_TOKEN and restart.';

/** The message is not there to be changed. Of a post this is said when it was made before, and deleted since. */
const GONE: Readonly<Record<number, string>> = {
  [Code.UnknownMessage]: 'The message was deleted in Discord.',
  [Code.CannotEditMessageAuthoredByAnotherUser]: 'The message was posted by another bot, so it cannot be changed.',
  [Code.MaximumNumberOfEditsToMessagesOlderThanOneHourReached]:
    'Discord lets no more edits through for messages this old.',
};

const OVERLOADED = new Set<number>([Code.ServiceResourceIsBeingRateLimited, Code.APIResourceOverloaded]);

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
export function troubleFor(error: unknown): SendError {
  if (error instanceof SendError) return error;
  if (error instanceof RateLimitError) return rateLimited(error);
  if (error instanceof HTTPError) return trouble('unsure', `Discord answered ${error.status}.`, error);
  if (error instanceof DiscordAPIError) return refusedByDiscord(error);
  const code = networkCode(error);
  if (code !== undefined && NEVER_SENT.has(code)) {
    return trouble('later', `Discord cannot be reached (${code}); is the machine online?`, error);
  }
  return trouble('unsure', `The connection to Discord broke (${code ?? 'no answer in time'}).`, error);
}

export function isCode(error: unknown, ...codes: number[]): boolean {
  return error instanceof DiscordAPIError && codes.includes(Number(error.code));
}

/** A mistake in the code, which no network is to blame for and no repeat will mend. */
export function isOurs(error: unknown): boolean {
  const ours = error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  return ours && networkCode(error) === undefined;
}

/** The token is no longer accepted: nothing works until it is replaced. */
export function isUnauthorized(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status === 401;
}

function refusedByDiscord(error: DiscordAPIError): SendError {
  const code = Number(error.code);
  if (error.status === 401) return trouble('refused', TOKEN_REFUSED, error);
  // Without a code of Discord's own the answer came from something in front of it, and the call did not reach Discord.
  if (Number.isNaN(code)) {
    const sentence = `Something in front of Discord answered ${error.status}.`;
    return new SendError('later', sentence, { retryAfter: BLOCKED_PAUSE });
  }
  if (OVERLOADED.has(code)) return trouble('later', 'Discord is overloaded.', error);
  const gone = GONE[code];
  if (gone !== undefined) return trouble('gone', gone, error);
  return trouble('refused', MENDS[code] ?? `Discord says: ${firstLine(error.message)} (${code}).`, error);
}

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
