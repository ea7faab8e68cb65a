import { z } from 'zod';

const DEFAULT_API = 'https://discord.com/api';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const Snowflake = z
  .string()
  .trim()
  .regex(
    /^\d{17,20}$/,
    'is not an id; in Discord switch on Settings > Advanced > Developer Mode, then right-click and Copy ID',
  );

/** What Discord needs to be on; the token alone is the switch. */
export const Environment = z.object({
  DISCORD_TOKEN: z
    .string()
    .trim()
    .transform((token) => token.replace(/^Bot\s+/i, ''))
    .pipe(z.string().regex(/^\S+$/, 'is no token; copy it from discord.com/developers > your application > Bot')),
  DISCORD_GUILD_ID: Snowflake,
  DISCORD_CHANNEL: Snowflake.optional(),
  /** The root of the REST interface, without its version. */
  DISCORD_API_URL: z
    .string()
    .refine(isSafe, 'must be an https: address (http: is for loopback only), since the token travels with each call')
    .transform((url) => url.replace(/\/+$/, ''))
    .default(DEFAULT_API),
});
export type Environment = z.infer<typeof Environment>;

function isSafe(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}
