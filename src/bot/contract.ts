import type { z } from 'zod';
import type { Card } from '../desk/card.ts';
import type { Check } from '../desk/check.ts';
import type { Destination } from '../desk/destination.ts';
import type { Choice, Filled, Form } from '../desk/form.ts';
import type { Line } from '../desk/text.ts';

/** The face of a folder below `bot/`. Its name is the platform's id, the setting, and the first part of its destinations. */
export interface PlatformSystem<Environment = unknown> {
  readonly id: string;
  readonly title: string;
  /** The environment variables it reads, and nothing else; unknown keys are stripped. */
  readonly environment: z.ZodType<Environment>;
  readonly switches: readonly string[];
  connect(environment: Environment, log: PlatformLog): Platform;
}

/** The part of a logger that platforms need; messages are fixed, what varies is in the object. */
export interface PlatformLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface Platform {
  readonly id: string;
  readonly title: string;
  /** Where everything goes when no route says otherwise. */
  readonly defaultDestination: Destination | undefined;
  readonly outbound: Outbound;
  readonly inbound: Inbound;
  /** Pages of people's own that stand in the platform; absent where it has none. */
  readonly homes?: Homes;
  /** Groups of people who are mentioned as one; absent where it has none that a bot may change. */
  readonly groups?: Groups;
  /** The address at which a browser shows the message with this reference, where it is known. */
  linkTo?(reference: string): string | undefined;
  /** The account of the colleague with this e-mail address, where the platform tells; undefined when nobody has it. */
  findAccount?(email: string): Promise<string | undefined>;
  /** The time zone that the owner of an account has set there, where the platform tells. */
  findZone?(account: string): Promise<string | undefined>;
  /** For platforms that call us over HTTP instead of being listened to. */
  readonly http?: PlatformHttp;
  /** Connections, rights, membership in these destinations, each with its mend. Never throws. */
  check(destinations: readonly Destination[]): Promise<Check[]>;
}

/** Sends what the pump gives it, one call a time and destination, over clients that nothing else uses. */
export interface Outbound {
  readonly pacing: Pacing;
  /** Resolves to an opaque reference (a short string) of the message. */
  post(post: Post): Promise<string>;
  /** Makes an existing message look like the card. */
  edit(destination: Destination, reference: string, card: Card, signal: AbortSignal): Promise<void>;
  /** The message that a post with this key made, if it arrived; undefined when it surely did not. */
  find(post: Post, since: number): Promise<string | undefined>;
  /** Does one message hold the card with its whole list? */
  fits(card: Card): boolean;
}

/** Draws the page that one person alone sees, over clients that no press waits for. */
export interface Homes {
  readonly pacing: Budget;
  /** Makes the account's page look like this. Rejects with a `SendError`. */
  publish(account: string, page: Page, signal: AbortSignal): Promise<void>;
}

/** Groups that exist in the platform, by their ids there. */
export interface Groups {
  /** Makes exactly these accounts the members. Rejects with a `SendError`, its message the sentence that mends it. */
  set(group: string, accounts: readonly string[]): Promise<void>;
  /** May the bot do that? Never throws. */
  check(groups: readonly string[]): Promise<Check[]>;
}

export interface Post {
  destination: Destination;
  /** Names this message for ever: the same key never shows twice. */
  key: string;
  card: Card;
  /** Reference of the message in whose thread it belongs. */
  thread?: string;
  /** A thread message that must be seen in the channel as well. */
  loud?: boolean;
  /** A notice: whom it mentions is called. A standing card calls nobody. */
  rings?: boolean;
  signal: AbortSignal;
}

/** Budgets of a platform. `each` holds for one destination, `all` for the platform; tokens refill evenly over `seconds`. */
export interface Pacing {
  posts: { each: Budget; all: Budget };
  edits: { each: Budget; all: Budget };
}

export interface Budget {
  count: number;
  seconds: number;
  /** How many may go at once after a quiet time. */
  burst: number;
}

/**
 * Why a message could not be sent.
 * `later`: surely not there, again after `retryAfter`; `unsure`: perhaps there, look first;
 * `gone`: the message to edit is no more (or can no longer be edited); `refused`: this destination cannot take it until somebody mends it.
 */
export type SendTrouble = 'later' | 'unsure' | 'gone' | 'refused';

export class SendError extends Error {
  override readonly name = 'SendError';
  readonly trouble: SendTrouble;
  readonly retryAfter: number | undefined;

  constructor(trouble: SendTrouble, sentence: string, more: { retryAfter?: number | undefined; cause?: unknown } = {}) {
    super(sentence, more.cause === undefined ? undefined : { cause: more.cause });
    this.trouble = trouble;
    this.retryAfter = more.retryAfter;
  }
}

/** A route that the platform itself calls; it checks the signature of what arrives. */
export interface PlatformHttp {
  readonly path: string;
  serve(call: { headers: Readonly<Record<string, string | undefined>>; body: Buffer }): Promise<HttpAnswer>;
}

export interface HttpAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Listens to people. */
export interface Inbound {
  /** Only one process may listen at a time: it is started under a lease. */
  readonly single: boolean;
  /** Connects and serves until stopped; rejects when the platform refuses the bot (the sentence says what to mend). */
  start(interactions: Interactions): Promise<void>;
  /** Is somebody who presses a button being heard? Undefined: yes; else why not. */
  deaf(): string | undefined;
  /** No new presses; waits for those under way. */
  stop(): Promise<void>;
}

/** Whoever pressed, as the platform knows them. */
export interface Presser {
  platform: string;
  account: string;
  name: string;
  email?: string;
  zone?: string;
  /** Administers the workspace or server: counts as an owner. */
  admin: boolean;
  /** From another organisation or restricted to some channels: never counts as a colleague by e-mail. */
  guest: boolean;
}

export type Ask =
  /** The page of their own was opened. */
  | { is: 'home' }
  | { is: 'click'; verb: string; ref: string; revision: number; with?: string }
  /** Chosen in the menu of a message that somebody has written. */
  | { is: 'message'; name: string; message: QuotedMessage }
  | { is: 'command'; name: string; subcommand?: string; argument?: string }
  | { is: 'submit'; form: string; token: string; filled: Filled };

/** A message of the chat as it is put into a ticket; `at` in epoch milliseconds. */
export interface QuotedMessage {
  text: string;
  author: string;
  at: number;
}

export interface Request {
  /** The same for every delivery of the same press. */
  id: string;
  presser: Presser;
  /** Where it happened, also for a direct message. */
  place: Destination;
  ask: Ask;
}

/** What the presser sees, and nobody else. `mistakes` go back into the form: field id to sentence. */
export type Answer =
  | { is: 'said'; line: Line }
  | { is: 'card'; card: Card }
  | { is: 'form'; form: Form }
  | { is: 'mistakes'; form: Form; mistakes: Readonly<Record<string, string>> };

/** What a page of somebody's own can show. */
export type Page = Extract<Answer, { is: 'said' | 'card' }>;

/** The one way in: what platforms turn presses into. */
export interface Interactions {
  readonly commands: readonly CommandSpec[];
  /** Known without any I/O, since a form must be the first answer on some platforms. */
  opensForm(ask: Ask): boolean;
  /** Durable when it resolves. Never throws: trouble is an answer too. */
  answer(request: Request): Promise<Answer>;
  /** For fields of kind `search` and for command arguments that name one: at most 25. */
  choices(among: string, typed: string, request: { presser: Presser; place: Destination }): Promise<readonly Choice[]>;
}

export interface CommandSpec {
  name: string;
  /** Chosen under this label in the menu of a message, instead of typed. */
  label?: string;
  description: string;
  argument?: ArgumentSpec;
  subcommands?: readonly { name: string; description: string; argument?: ArgumentSpec }[];
}

export interface ArgumentSpec {
  name: string;
  description: string;
  required: boolean;
  /** Autocompleted from these choices where the platform can. */
  among?: string;
}
