import { isObject, type Json } from '../block-kit.ts';
import { messageJson } from '../messages.ts';
import { viewJson } from '../modals.ts';
import { handleOf } from '../methods/people.ts';
import { BOT } from '../options.ts';
import { Refusal } from '../refusal.ts';
import { issueResponseUrl, respond } from '../response-urls.ts';
import { issueTrigger } from '../triggers.ts';
import { directChannel, type Channel, type Message, type World } from '../world.ts';
import { commonPayload, notSent, personIn, seen, type Outcome, type Reach } from './outcome.ts';

export interface Command {
  user: string;
  channel: string;
  /** With its slash. */
  command: string;
  text?: string;
}

/** Types a slash command. What the ack says is shown to the person, or to all with `in_channel`. */
export async function command({ world, office }: Reach, typed: Command): Promise<Outcome> {
  const channel = channelOf(world, typed.user, typed.channel);
  const known = world.settings.commands?.includes(typed.command) ?? true;
  if (!known || !world.scopes.has('commands')) return notSent('unknown_command');
  const ack = await office.deliver('slash_commands', commandPayload(world, channel, typed), true);
  if (!ack.acked) return seen(world, typed.user, ack);
  const failed = show(world, typed, ack.payload);
  const response = hasContent(ack.payload) ? { response: ack.payload } : {};
  return seen(world, typed.user, ack, { ...response, ...(failed ? { error: failed } : {}) });
}

function commandPayload(world: World, channel: Channel, typed: Command): Json {
  const { team } = world.settings;
  const user = world.users.get(typed.user);
  return {
    token: 'sandbox-verification-token',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channel.kind === 'im' ? 'directmessage' : channel.name,
    user_id: typed.user,
    user_name: user ? handleOf(user) : typed.user,
    command: typed.command,
    text: typed.text ?? '',
    api_app_id: BOT.appId,
    is_enterprise_install: 'false',
    response_url: issueResponseUrl(world, 'commands', { user: typed.user, channel: channel.id }),
    trigger_id: issueTrigger(world, typed.user),
  };
}

function show(world: World, typed: Command, answer: unknown): string | undefined {
  if (!hasContent(answer)) return undefined;
  const args = isObject(answer) ? answer : { text: answer };
  const right = { user: typed.user, channel: typed.channel, issuedAt: world.standIn.now(), uses: 0 };
  try {
    respond(world, right, args);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    world.mistake('invalid_ack', `${typed.command}: ${error.error} ${JSON.stringify(error.extra)}`);
    return error.error;
  }
}

function hasContent(answer: unknown): boolean {
  return typeof answer === 'string' ? answer !== '' : isObject(answer) && Object.keys(answer).length > 0;
}

export interface Shortcut {
  user: string;
  callbackId: string;
  /** Of the message it is used on; without both it is a global shortcut. */
  channel?: string;
  ts?: string;
}

/** Uses a shortcut, on a message or from the menu. */
export async function shortcut({ world, office }: Reach, used: Shortcut): Promise<Outcome> {
  personIn(world, used.user);
  const payload: Json = {
    type: 'shortcut',
    ...commonPayload(world, used.user),
    callback_id: used.callbackId,
    trigger_id: issueTrigger(world, used.user),
    action_ts: world.nextTs(),
    ...(used.channel === undefined || used.ts === undefined ? {} : onMessage(world, used.user, used.channel, used.ts)),
  };
  return seen(world, used.user, await office.deliver('interactive', payload, false));
}

function onMessage(world: World, user: string, channelId: string, ts: string): Json {
  const channel = channelOf(world, user, channelId);
  const message = channel.messages.get(ts);
  if (!message) throw new Error(`No message ${ts} in ${channelId}`);
  return {
    type: 'message_action',
    message_ts: ts,
    channel: { id: channel.id, name: channel.name },
    message: messageJson(channel, message, true),
    response_url: issueResponseUrl(world, 'app', {
      user,
      channel: channel.id,
      message: { ts, ephemeral: false, ...(message.thread_ts ? { threadTs: message.thread_ts } : {}) },
    }),
  };
}

/** Opens the app's home tab; the view is what the bot had published by the time it acked. */
export async function openHome({ world, office }: Reach, { user }: { user: string }): Promise<Outcome> {
  personIn(world, user);
  if (!world.settings.events.includes('app_home_opened')) return notSent('not_subscribed');
  const home = world.homes.get(user);
  const ack = await office.deliverEvent({
    type: 'app_home_opened',
    user,
    channel: directChannel(world, user).id,
    tab: 'home',
    ...(home ? { view: viewJson(world, home) } : {}),
  });
  const shown = world.homes.get(user);
  return { ...seen(world, user, ack), ...(shown ? { view: viewJson(world, shown) } : {}) };
}

export interface Saying {
  user: string;
  channel: string;
  text: string;
  threadTs?: string;
}

/** Writes a message as a person; the bot hears of it only where it subscribed to `message`. */
export async function say({ world, office }: Reach, said: Saying): Promise<Message> {
  const channel = channelOf(world, said.user, said.channel);
  const message: Message = {
    type: 'message',
    ts: world.nextTs(),
    user: said.user,
    team: world.settings.team.id,
    text: said.text,
    ...(said.threadTs ? { thread_ts: said.threadTs } : {}),
  };
  channel.messages.set(message.ts, message);
  world.standIn.changed();
  const heard = world.settings.events.includes('message') && channel.members.includes(BOT.userId);
  const kind = channel.kind === 'im' ? 'im' : 'channel';
  if (heard) await office.deliverEvent({ ...message, channel: channel.id, channel_type: kind, event_ts: message.ts });
  return structuredClone(message);
}

function channelOf(world: World, user: string, id: string): Channel {
  personIn(world, user);
  const channel = world.channels.get(id);
  if (!channel?.members.includes(user)) throw new Error(`${user} is not in ${id}`);
  return channel;
}
