import { once } from 'node:events';
import { Client, Events, GatewayIntentBits, type Interaction, Options, Status } from 'discord.js';
import type { PlatformLog } from '../contract.ts';
import { gatewayRest } from './rest.ts';
import type { Environment } from './schema.ts';
import { buildStrategy } from './strategy.ts';

/** One connection to the gateway, from login to its end. It is never used again. */
export interface Session {
  readonly application: string;
  /** Resolves with the reason once nothing will mend it. */
  readonly lost: Promise<string>;
  /** Why presses do not arrive; undefined when they do. */
  deaf(): string | undefined;
  close(): Promise<void>;
}

const LOGIN_PATIENCE = 30_000;
/** An unavailable guild would hold back every press for 15 s, which is far too long for an answer. */
const GUILD_PATIENCE = 1000;
const WATCH_EVERY = 5000;
/** The library resumes by itself; what is deaf for longer is begun anew. */
const DEAF_PATIENCE = 60_000;
/** Discord asks for a heartbeat every 41 s; this is two of them, and a little. */
const HEARTBEAT_PATIENCE = 100_000;
const CACHED_PEOPLE = 200;

/** Resolves when presses arrive; rejects with the library's error when Discord refuses or does not answer. */
export async function openSession(
  environment: Environment,
  { hear, log, signal }: { hear: (interaction: Interaction) => void; log: PlatformLog; signal: AbortSignal },
): Promise<Session> {
  const client = createClient(environment);
  const lost = Promise.withResolvers<string>();
  const ready = Promise.withResolvers<Client<true>>();
  client.on(Events.Error, (error) => log.error({ cause: String(error) }, 'the Discord client stumbled'));
  client.on(Events.ShardError, (error) => log.warn({ cause: String(error) }, 'the Discord gateway stumbled'));
  client.on(Events.ShardDisconnect, ({ code }) => lost.resolve(`Discord closed the gateway for good (${code})`));
  client.on(Events.ClientReady, ready.resolve);
  client.on(Events.InteractionCreate, hear);
  try {
    const [arrived] = await Promise.race([
      Promise.all([ready.promise, client.login(environment.DISCORD_TOKEN)]),
      ending(AbortSignal.any([signal, AbortSignal.timeout(LOGIN_PATIENCE)])),
    ]);
    return watch(arrived, lost);
  } catch (error) {
    await end(client);
    throw error;
  }
}

function watch(client: Client<true>, lost: PromiseWithResolvers<string>): Session {
  const opened = Date.now();
  let heard = opened;
  const timer = setInterval(() => {
    const why = deafness(client, opened);
    if (why === undefined) heard = Date.now();
    else if (Date.now() - heard > DEAF_PATIENCE) lost.resolve(why);
  }, WATCH_EVERY);
  return {
    application: client.application.id,
    lost: lost.promise,
    deaf: () => deafness(client, opened),
    async close() {
      clearInterval(timer);
      await end(client);
    },
  };
}

function deafness(client: Client, opened: number): string | undefined {
  const shard = client.ws.shards.first();
  if (shard?.status !== Status.Ready) return 'the connection to Discord is being made again';
  const beat = Math.max(opened, shard.lastPingTimestamp);
  return Date.now() - beat > HEARTBEAT_PATIENCE ? 'Discord’s gateway has gone silent' : undefined;
}

async function ending(signal: AbortSignal): Promise<never> {
  await once(signal, 'abort');
  throw new Error('Discord’s gateway did not let the bot in in time');
}

async function end(client: Client): Promise<void> {
  client.removeAllListeners(Events.InteractionCreate);
  await client.destroy();
}

/** Caches are kept small: presses bring along whatever they need. */
function createClient(environment: Environment): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    waitGuildTimeout: GUILD_PATIENCE,
    rest: gatewayRest(environment),
    ws: { buildStrategy },
    allowedMentions: { parse: [] },
    sweepers: { ...Options.DefaultSweeperSettings },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      GuildMemberManager: { maxSize: CACHED_PEOPLE, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: CACHED_PEOPLE, keepOverLimit: (user) => user.id === user.client.user?.id },
    }),
  });
}
