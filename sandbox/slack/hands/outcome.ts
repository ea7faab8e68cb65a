import type { Json } from '../block-kit.ts';
import type { Ack } from '../delivery/parcel.ts';
import type { PostOffice } from '../delivery/post-office.ts';
import { stackOf, viewJson } from '../modals.ts';
import { handleOf } from '../methods/people.ts';
import { BOT } from '../options.ts';
import type { Channel, World } from '../world.ts';

/** What the person has before them once the bot answered, or failed to. */
export interface Outcome {
  acked: boolean;
  /** What came with the ack, where Slack makes use of it. */
  response?: unknown;
  /** Slack's word for what went wrong; the person sees a warning. */
  error?: string;
  /** Sentences under fields of a form, by block id. */
  errors?: Record<string, string>;
  /** The modal on top at this moment. */
  view?: Json;
  /** The page that a link button opened. */
  opened?: string;
  /** Real time until the ack. */
  milliseconds: number;
}

/** What hands need: the workspace and the way to the bot. */
export interface Reach {
  world: World;
  office: PostOffice;
}

/** The outcome of a delivery as the person sees it. */
export function seen(world: World, user: string, ack: Ack, more: Partial<Outcome> = {}): Outcome {
  const top = stackOf(world, user).at(-1);
  const milliseconds = Math.round(ack.milliseconds);
  const view = top ? { view: viewJson(world, top) } : {};
  if (!ack.acked) return { acked: false, error: ack.error, ...view, milliseconds };
  return { acked: true, ...view, milliseconds, ...more };
}

/** The outcome of something that never left the person's screen. */
export function notSent(error: string, more: Partial<Outcome> = {}): Outcome {
  return { acked: false, error, milliseconds: 0, ...more };
}

/** A person is known; anything else is a mistake of whoever moves the hands. */
export function personIn(world: World, user: string): void {
  if (!world.users.has(user)) throw new Error(`Nobody in this workspace is ${user}`);
}

/** The channel a person acts in; throws unless they are in it. */
export function channelOf(world: World, user: string, id: string): Channel {
  personIn(world, user);
  const channel = world.channels.get(id);
  if (!channel?.members.includes(user)) throw new Error(`${user} is not in ${id}`);
  return channel;
}

/** Fields that every interaction payload has. */
export function commonPayload(world: World, user: string): Json {
  const { team } = world.settings;
  const setup = world.users.get(user);
  const name = setup ? handleOf(setup) : user;
  return {
    team: { id: team.id, domain: team.domain },
    user: { id: user, username: name, name, team_id: team.id },
    api_app_id: BOT.appId,
    token: 'sandbox-verification-token',
    enterprise: null,
    is_enterprise_install: false,
  };
}
