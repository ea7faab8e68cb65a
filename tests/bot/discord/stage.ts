import { directAccount, addressOf, type Destination } from '../../../src/desk/destination.ts';
import { system } from '../../../src/bot/discord/index.ts';
import { type DiscordStandIn, startDiscord } from '../../../sandbox/discord/index.ts';
import type { DiscordOptions } from '../../../sandbox/discord/options.ts';
import type { FormValues } from '../../../sandbox/discord/hands/form.ts';
import type { Message, Component } from '../../../sandbox/discord/shapes.ts';
import type { Platform, PlatformLog } from '../../../src/bot/contract.ts';
import { specification } from '../../sandbox/discord-specification.ts';
import type { PlatformStage, Seen, Shown } from '../contract/stage.ts';
import { buttonsOf, fieldsOf, linksOf, rungBy, textOf, walk } from './reading.ts';

export const TOKEN = 'discord-sandbox-token';
export const GUILD = '200000000000000001';
export const ALERTS = '300000000000000001';
export const ANN = '400000000000000001';
export const BEN = '400000000000000002';

const channel: Destination = `discord:${ALERTS}`;

const CHECKBOX = 23;
const POSTS = String.raw`/channels/\d+/messages$`;

export interface DiscordStage extends PlatformStage {
  discord: DiscordStandIn;
  platform: Platform;
  /** Messages of warnings and errors that were logged. */
  logged: string[];
}

/** `judged: false` for tests of something else than what goes over REST: the judge takes its time. */
export interface StageOptions extends DiscordOptions {
  judged?: boolean;
}

type Interaction = Awaited<ReturnType<DiscordStandIn['click']>>;

/** The platform against a stand-in of its own, with Ben Cole as the person who presses. Closing fails when a rule of Discord was broken. */
export async function setUpDiscord(options: StageOptions = {}): Promise<DiscordStage> {
  const { judged = true, ...wanted } = options;
  const discord = await startDiscord({ ...wanted, ...(judged && specification ? { specification } : {}) });
  const logged: string[] = [];
  const platform = connect(discord, logged);
  return {
    discord,
    platform,
    logged,
    channel,
    unknown: 'discord:300000000000009999',
    presser: { account: BEN, name: 'Ben Cole' },
    secrets: [TOKEN],
    read: async (destination) => readAll(discord, destination),
    async remove(reference) {
      const [where = '', message = ''] = reference.split('/');
      discord.removeMessage(where, message);
    },
    spoil(how) {
      const once = { path: POSTS, method: 'POST', times: 1 };
      if (how === 'busy') discord.fail({ ...once, action: busy(1) });
      else if (how === 'lost') discord.fail({ ...once, action: { do: 'drop-after' } });
      else discord.fail({ ...once, action: { do: 'delay-after', milliseconds: 2500 } });
    },
    async press(label, reference) {
      const message = reference?.split('/')[1] ?? discord.ephemerals(BEN).at(-1)?.id;
      return shown(discord, await discord.click({ user: BEN, label, ...(message ? { message } : {}) }));
    },
    async command(name, { subcommand, argument }) {
      return shown(discord, await discord.command(await typed(discord, { name, subcommand, argument })));
    },
    async submit(filled) {
      const modal = discord.modals(BEN).at(-1);
      if (!modal) throw new Error('no form is open');
      const values = enteredIn(modal.components, filled);
      return shown(discord, await discord.submit({ user: BEN, modal: modal.id, values }));
    },
    async suggest({ field, command }, words) {
      const line = await typed(discord, { name: command, subcommand: undefined, argument: words });
      const seen = await discord.autocomplete({ ...line, focused: field });
      return (seen.choices ?? []).map(({ name }) => name);
    },
    async close() {
      await platform.inbound.stop();
      await discord.close();
      const wrong = [...discord.violations, ...discord.drift];
      if (wrong.length > 0) throw new Error(`Discord would not have it: ${wrong.join('\n')}`);
    },
  };
}

export function connect(discord: DiscordStandIn, logged: string[] = []): Platform {
  const environment = system.environment.parse({
    DISCORD_TOKEN: TOKEN,
    DISCORD_GUILD_ID: GUILD,
    DISCORD_CHANNEL: ALERTS,
    DISCORD_API_URL: `${discord.url}/api`,
  });
  const log: PlatformLog = {
    info: () => undefined,
    warn: (_fields, message) => void logged.push(message),
    error: (_fields, message) => void logged.push(message),
  };
  return system.connect(environment, log);
}

/** An answer of 429 as Discord gives it for one channel. */
export function busy(seconds: number): {
  do: 'answer';
  status: number;
  headers: Record<string, string>;
  body: unknown;
} {
  return {
    do: 'answer',
    status: 429,
    headers: { 'retry-after': String(seconds), 'x-ratelimit-scope': 'shared' },
    body: { message: 'The resource is being rate limited.', retry_after: seconds, global: false },
  };
}

async function typed(
  discord: DiscordStandIn,
  { name, subcommand, argument }: { name: string; subcommand: string | undefined; argument: string | undefined },
) {
  const command = await discord.eventually(() => discord.commands().find((one) => one.name === name));
  const declared = subcommand ? command.options?.find((one) => one.name === subcommand)?.options : command.options;
  const option = declared?.[0]?.name;
  return {
    user: BEN,
    channel: ALERTS,
    name,
    ...(subcommand === undefined ? {} : { subcommand }),
    ...(argument === undefined || option === undefined ? {} : { options: { [option]: argument } }),
  };
}

/** What the presser sees in the end: "thinking" is waited for. */
async function shown(discord: DiscordStandIn, first: Interaction): Promise<Shown> {
  const seen = first.kind === 'thinking' && first.changes === 0 ? await discord.later(first.interaction) : first;
  const components = seen.message?.components ?? [];
  return {
    text: textOf(components),
    buttons: buttonsOf(components),
    ...(seen.modal ? { form: { title: seen.modal.title, fields: fieldsOf(seen.modal.components) } } : {}),
  };
}

function enteredIn(components: readonly Component[], filled: Readonly<Record<string, string>>): FormValues {
  const checks = new Set(walk(components).flatMap((one) => (one.type === CHECKBOX ? (one.custom_id ?? []) : [])));
  return Object.fromEntries(
    Object.entries(filled).map(([id, value]) => [id, checks.has(id) ? value === 'yes' : value]),
  );
}

function readAll(discord: DiscordStandIn, destination: Destination): Seen[] {
  const account = directAccount(destination);
  if (account !== undefined) return discord.directMessages(account).map((message) => seenFor(message));
  const address = addressOf(destination);
  const inThreads = discord.threads(address).flatMap((thread) => {
    return discord.messages(thread.id).map((message) => seenFor(message, `${address}/${thread.id}`));
  });
  const all = [...discord.messages(address).map((message) => seenFor(message)), ...inThreads];
  return all.toSorted((left, right) => messageId(left).localeCompare(messageId(right)));
}

function messageId({ reference }: Seen): string {
  return reference.slice(reference.indexOf('/') + 1).padStart(20, '0');
}

function seenFor(message: Message, thread?: string): Seen {
  return {
    reference: `${message.channel_id}/${message.id}`,
    text: textOf(message.components),
    buttons: buttonsOf(message.components),
    links: linksOf(message.components),
    inChannel: thread === undefined,
    rang: rungBy(message),
    ...(thread === undefined ? {} : { thread }),
  };
}
