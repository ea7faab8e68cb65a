import { isObject, type Json } from '../block-kit.ts';
import { handleOf } from '../methods/people.ts';
import { BOT } from '../options.ts';
import { Refusal } from '../refusal.ts';
import { issueResponseUrl, respond } from '../response-urls.ts';
import { issueTrigger } from '../triggers.ts';
import type { Channel, World } from '../world.ts';
import { channelOf, notSent, seen, type Outcome, type Reach } from './outcome.ts';

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
