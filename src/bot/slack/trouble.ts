import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { SendError } from '../contract.ts';
import { reasonOf } from './library-log.ts';

/** Slack's words for a message that is no more, or that can no longer be edited. */
const GONE = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/** The message in whose thread it belongs is no more. */
const THREAD_GONE = new Set(['thread_not_found', 'cannot_reply_to_message']);

/** Slack stumbled: the message may be there. */
const UNSURE = new Set([
  'internal_error',
  'fatal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);

const LATER = new Set(['ratelimited', 'rate_limited', 'accesslimited', 'message_limit_exceeded']);

/** Words for a message that Slack does not want to draw. */
const TOO_MUCH = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_attachments',
  'msg_blocks_too_long',
  'msg_too_long',
  'too_many_attachments',
]);

/** What mends a refusal. */
const MENDS: Readonly<Record<string, string>> = {
  channel_not_found: 'Slack knows no such channel, or it is private: check the id, and invite the bot with /invite.',
  not_in_channel: 'The bot is not in this channel: invite it there with /invite.',
  is_archived: 'This channel is archived: unarchive it or choose another.',
  is_inactive: 'This channel is archived: unarchive it or choose another.',
  user_not_found: 'Slack knows no such person: check the id.',
  user_disabled: 'This person left the workspace: remove the account here.',
  user_is_deleted: 'This person left the workspace: remove the account here.',
  cannot_dm_bot: 'This account is a bot, which cannot be written to: check the id.',
  restricted_action:
    'The workspace does not let apps post here: an administrator can allow it in the channel settings.',
  not_enabled: 'The app has no home tab: enter manifest.yml in its settings again.',
  missing_scope: 'The app lacks a scope: add the scopes of manifest.yml and install it again.',
  invalid_auth: 'Slack refuses the bot token: copy it anew into SLACK_BOT_TOKEN.',
  not_authed: 'Slack refuses the bot token: copy it anew into SLACK_BOT_TOKEN.',
  token_revoked: 'The bot token was revoked: install the app again and copy the new token into SLACK_BOT_TOKEN.',
  token_expired: 'The bot token has expired: turn token rotation off and install the app again.',
  account_inactive:
    'The app was removed from the workspace: install it again and copy the new token into SLACK_BOT_TOKEN.',
  not_allowed_token_type: 'Slack wants the other kind of token here: xoxb in SLACK_BOT_TOKEN, xapp in SLACK_APP_TOKEN.',
};

/** The request surely did not leave: nobody was there, or the name could not be resolved. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Slack says so when nothing else helps, in milliseconds. */
const DEFAULT_WAIT = 30_000;

/** Slack's word for what it refused, where the error is such a refusal. */
export function refusalOf(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

export function isTooMuch(error: unknown): boolean {
  return TOO_MUCH.has(refusalOf(error) ?? '');
}

export function isThreadGone(error: unknown): boolean {
  return THREAD_GONE.has(refusalOf(error) ?? '');
}

/** A sentence that says what to do about one of Slack's words. */
export function mendFor(word: string): string {
  return MENDS[word] ?? `Slack answered ${word.replaceAll(/[^\w.-]/g, '')}, which nothing here can mend by itself.`;
}

/** What a failed call means for the message. `sent` is false for calls that come before the message itself. */
export function sendErrorFrom(error: unknown, sent: boolean): SendError {
  if (error instanceof SendError) return error;
  if (error instanceof WebAPIRateLimitedError) {
    return new SendError('later', 'Slack asked to wait before the next call.', { retryAfter: error.retryAfter * 1000 });
  }
  const word = refusalOf(error);
  if (word !== undefined) return fromRefusal(word, sent, error);
  if (error instanceof WebAPIHTTPError && error.statusCode === 429) {
    return new SendError('later', 'Slack asked to wait before the next call.', { retryAfter: DEFAULT_WAIT });
  }
  const why = `Slack could not be reached or gave no answer (${causeOf(error)}).`;
  const surely = !sent || NEVER_LEFT.has(codeOf(error) ?? '');
  return new SendError(surely ? 'later' : 'unsure', why, { cause: plainCause(error) });
}

function fromRefusal(word: string, sent: boolean, cause: unknown): SendError {
  const more = { cause: plainCause(cause) };
  if (GONE.has(word) || THREAD_GONE.has(word)) {
    return new SendError('gone', `Slack no longer has this message, or closed it (${word}).`, more);
  }
  if (LATER.has(word)) return new SendError('later', 'Slack asked to wait.', { ...more, retryAfter: DEFAULT_WAIT });
  if (UNSURE.has(word)) return new SendError(sent ? 'unsure' : 'later', `Slack stumbled (${word}).`, more);
  return new SendError('refused', mendFor(word), more);
}

/** The error without what a library hung on it: headers, bodies and tokens. */
function plainCause(error: unknown): Error {
  return new Error(reasonOf(error));
}

/** The code of the network error at the bottom of a chain of causes. */
function codeOf(error: unknown): string | undefined {
  let at: unknown = error instanceof WebAPIRequestError ? error.original : error;
  for (let depth = 0; depth < 5 && at instanceof Error; depth += 1) {
    if ('code' in at && typeof at.code === 'string' && NEVER_LEFT.has(at.code)) return at.code;
    at = at.cause;
  }
  return undefined;
}

function causeOf(error: unknown): string {
  if (error instanceof WebAPIHTTPError) return `HTTP ${error.statusCode}`;
  return codeOf(error) ?? (error instanceof WebAPIRequestError ? error.original.name : 'network');
}
