import { DiscordAPIError } from 'discord.js';
import { TOKEN_REFUSED } from './trouble.ts';

/** What the library says when the gateway closes with a code after which there is no use in trying again. */
const REFUSALS: Readonly<Record<string, string>> = {
  'Authentication failed': TOKEN_REFUSED,
  'An invalid token was provided.': TOKEN_REFUSED,
  'Used disallowed intents': 'Discord refuses the bot the intents it asks for; it needs none that are privileged.',
  'Used invalid intents': 'Discord does not know the intents the bot asks for; a newer version of Deskbell may.',
  'Used an invalid API version': 'Discord no longer speaks this version of its interface; update Deskbell.',
  'Sharding is required': 'The bot is in too many servers; use an application of its own for the desk.',
  'Invalid shard': 'Discord refuses the shard; use an application of its own for the desk.',
};

/** Why Discord will not have the bot, with what to mend; undefined when trying again may help. */
export function refusalOf(error: unknown): string | undefined {
  if (error instanceof DiscordAPIError && error.status === 401) return TOKEN_REFUSED;
  return error instanceof Error ? REFUSALS[error.message] : undefined;
}
