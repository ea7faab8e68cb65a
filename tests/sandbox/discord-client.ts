import { Client, Events, GatewayIntentBits, type ClientOptions, type Interaction, type TextChannel } from 'discord.js';
import { afterEach } from 'vitest';
import type { DiscordStandIn } from '../../sandbox/discord/index.ts';
import type { DiscordOptions } from '../../sandbox/discord/options.ts';
import { ALERTS, stand, TOKEN } from './discord-stand.ts';

export interface Bot {
  discord: DiscordStandIn;
  client: Client<true>;
  channel: TextChannel;
}

const clients: Client[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) await client.destroy();
});

/** A real client, not yet logged in; destroyed after the test. */
export function clientFor(discord: DiscordStandIn, options: Partial<ClientOptions> = {}): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: `${discord.url}/api`, version: '10' },
    waitGuildTimeout: 500,
    ...options,
  });
  client.on(Events.Error, () => {});
  clients.push(client);
  return client;
}

/** The stand-in, a real client that is ready, and the alerts channel. */
export async function login(
  onInteraction: (interaction: Interaction) => Promise<unknown> = async () => {},
  options: DiscordOptions = {},
): Promise<Bot> {
  const discord = await stand(options);
  const client = clientFor(discord);
  client.on(Events.InteractionCreate, (interaction) => void onInteraction(interaction));
  const { promise, resolve } = Promise.withResolvers<Client<true>>();
  client.once(Events.ClientReady, resolve);
  await client.login(TOKEN);
  const ready = await promise;
  return { discord, client: ready, channel: (await ready.channels.fetch(ALERTS)) as TextChannel };
}
