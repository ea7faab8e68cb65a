import type { z } from 'zod';
import type { Check } from '../desk/check.ts';
import type { Contact, Conversation } from '../desk/ticket/conversation.ts';
import type { DeviceHistory, DeviceState } from '../desk/device/device.ts';
import type { Link } from '../desk/alert/alert.ts';
import type { Write } from '../desk/effect.ts';
import type { Signal, TicketSignal } from '../desk/signal.ts';
import type { TicketWish } from '../desk/ticket/link.ts';
import type { TimeWish } from '../desk/time/entry.ts';

/** The face of a folder below `integrations/`. Its name is the system's id, the setting, and the first part of its references. */
export interface IntegrationSystem<Environment = unknown> {
  readonly id: string;
  /** As people call it, for messages. */
  readonly title: string;
  /** The environment variables it reads, and nothing else; unknown keys are stripped. */
  readonly environment: z.ZodType<Environment>;
  /** The variables whose presence turns the system on; with none of them set it is absent. */
  readonly switches: readonly string[];
  /** `now` is the desk's clock, in epoch milliseconds: whatever goes into a signal is told by it. */
  connect(environment: Environment, now: () => number): Integration;
}

/** A connected system: the contracts it fulfils. What it cannot do is absent. */
export interface Integration {
  readonly id: string;
  readonly title: string;
  /** Where people open it in a browser, where that is configured. */
  readonly url?: string;
  readonly source?: Source;
  readonly writeBack?: WriteBack;
  readonly ticketBook?: TicketBook;
  readonly conversations?: Conversations;
  readonly deviceBook?: DeviceBook;
  readonly timeBook?: TimeBook;
  readonly timeReader?: TimeReader;
  /** For `doctor`: connection, rights, settings, each known trap with its mend. Never throws. */
  check(): Promise<Check[]>;
  close(): Promise<void>;
}

/** What the desk holds open of a source, so that an absence from the list can be asked about. */
export interface Known {
  /** What the last poll returned, or undefined at the first. */
  cursor: string | undefined;
  /** When a webhook of this source was heard last; absent where none ever was. */
  told?: number | undefined;
  /** Rows that the desk believes open. `attended` ones are acknowledged or claimed. */
  open: readonly { row: string; condition: string; attended: boolean }[];
  /** Everything is to be told, also what a poll may leave for later or need not list, however long that takes; what cannot be read is then a failure. */
  whole?: boolean;
}

export interface Poll {
  signals: readonly Signal[];
  cursor: string;
  /** The source's own count of what is open, shown beside ours in digests. */
  openAtSource: number;
  /** Rows of which a webhook should have told us, and what to look at where none does; absent where none is set up. */
  telling?: { due: readonly string[]; mend: string };
  /** What reaches the source itself (devices' reports, mail); absent where that says nothing. */
  pulse?: Pulse;
}

/** When the source was last reached by what it watches. Without that it answers, and knows nothing. Instants are epoch milliseconds. */
export interface Pulse {
  last: number;
  /** When that was known. */
  asOf: number;
  /** What is wrong where `last` is long ago: a headline, what follows from it, and what to look at. */
  title: string;
  means: string;
  mend: string;
}

/** Where alerts or tickets come from. All failures are `SystemError`s. */
export interface Source {
  readonly kind: 'alert' | 'ticket';
  readonly pollSeconds: number;
  /** Every open row, every change since the cursor, and the fate of each known row that is missing. */
  poll(known: Known): Promise<Poll>;
  /** The row as it is now; undefined when there is none and the desk never needs to hear of it. */
  read(row: string): Promise<Signal | undefined>;
  /** Every device that it watches, as it was known a few minutes ago at most; undefined while that cannot be told. Absent where it has none. */
  devices?(): Promise<WatchedDevices | undefined>;
  /** Understands a webhook without doing any I/O; absent when the system sends none. */
  hear?(call: WebhookCall): Hearing;
}

/** `readAt` is the instant at which the read began (epoch milliseconds). */
export interface WatchedDevices {
  readAt: number;
  devices: readonly WatchedDevice[];
}

/** A device in the names by which alerts are about it. */
export interface WatchedDevice {
  id: string;
  name: string;
  client: string | undefined;
  site: string | undefined;
  kind: 'server' | 'workstation' | 'unknown';
  /** The source itself makes no alerts of it for now. */
  maintenance: boolean;
  state: DeviceState;
  /** Epoch milliseconds. */
  lastSeen?: number;
  /** Its own pages, where each technician logs in as themselves. */
  links: readonly Link[];
}

/** What is known of one device when somebody asks for it. */
export interface DeviceBook {
  /** What happened on it since that instant, as far as it can be told within a few seconds; undefined where there is no such device. */
  history(id: string, since: number): Promise<DeviceHistory | undefined>;
}

export interface WebhookCall {
  /** What follows `/webhooks/<system>`: empty, or for instance `/failure/17`. */
  path: string;
  /** Lower-case names. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
}

/** `hint`: read that row; `test`: somebody tries the webhook out; `refused`: not from the source. `says` is the answer's body. */
export type Hearing =
  | { is: 'hint'; row: string; says: string }
  | { is: 'test'; says: string }
  | { is: 'refused'; status: 400 | 401 | 404; says: string };

/** Writes what was decided here into the system that owns it. */
export interface WriteBack {
  readonly can: readonly Write['verb'][];
  /** `number` counts from 1; from the second attempt on the key, or the state wanted, is looked up before it is sent again. */
  write(write: Write, attempt: { key: string; number: number }): Promise<WriteOutcome>;
  /** May this account of the system have that row assigned? Undefined: yes; else why not, as a sentence. */
  mayOwn?(row: string, account: string): Promise<string | undefined>;
  /** The system's account of a person by e-mail address. */
  account?(email: string): Promise<{ id: string; name: string } | undefined>;
}

/**
 * `done` with the row as it was read back; `lost` when somebody else was faster; `refused` with the system's reason. `said` where
 * the words stand there all the same, and only what was to follow them does not.
 */
export type WriteOutcome =
  | { is: 'done'; readBack?: Signal }
  | { is: 'lost'; sentence: string; readBack?: Signal; said?: true }
  | { is: 'refused'; sentence: string; said?: true };

export interface Mailbox {
  id: string;
  name: string;
}

/** `made` with the ticket as it was read back; `refused` with the system's reason: then there surely is none. */
export type MakeOutcome = { is: 'made'; readBack: TicketSignal } | { is: 'refused'; sentence: string };

/** Where tickets can be made. */
export interface TicketBook {
  /** Where a ticket can be put; an empty list really is empty. */
  mailboxes(): Promise<Mailbox[]>;
  /** Makes one ticket exactly once: from the second attempt on its key is looked up first. Throws `unsure` when it cannot know yet. */
  make(wish: TicketWish, attempt: TicketAttempt): Promise<MakeOutcome>;
}

/** What is read of tickets and their people when somebody asks for it. Throws `SystemError`s. */
export interface Conversations {
  /** Everything that was written in it; undefined when there is no such ticket. */
  read(row: string): Promise<Conversation | undefined>;
  /** Whoever has this e-mail address; undefined when nobody has. */
  contact(email: string): Promise<Contact | undefined>;
}

/** `number` counts from 1; `since` is the instant of the wish: no ticket of this key is older. */
export interface TicketAttempt {
  key: string;
  number: number;
  since: number;
}

export interface Customer {
  id: string;
  name: string;
}

export type SaveOutcome =
  | { is: 'saved'; name: string; url?: string; from: string; to: string }
  | { is: 'refused'; sentence: string };

/** Where time is written as drafts. */
export interface TimeBook {
  /** All active customers; an empty list really is empty, a lack of rights or of contact throws. */
  customers(): Promise<Customer[]>;
  /** The person's account in the book; undefined when there is none, `never` error when it is not unique. */
  account(email: string): Promise<{ id: string; name: string } | undefined>;
  /** Writes one draft exactly once: from the second attempt on its key is looked up first. Throws `unsure` when it cannot know yet. */
  save(wish: TimeWish, attempt: number): Promise<SaveOutcome>;
  /**
   * Takes the draft of that key back; a submitted one is refused, one that is gone counts as taken back. Without a name it is looked for;
   * `keep` is what has to stay, and only what else carries the key goes.
   */
  undo(
    key: string,
    which: { name?: string; keep?: string },
  ): Promise<{ is: 'undone' } | { is: 'refused'; sentence: string }>;
}

/** What is read of a time book before anything is written into it. Throws `SystemError`s. */
export interface TimeReader {
  /** The kinds of work that can be chosen. */
  activities(): Promise<string[]>;
  /**
   * What is taken of a span of time in this account's sheets, drafts included, by its beginning. Epoch milliseconds; where the
   * book's clock was set back or ahead meanwhile, rather too much than too little.
   */
  taken(account: string, from: number, to: number): Promise<TakenTime[]>;
  /** The IANA zone by whose wall clock the book keeps time, and counts its hours. */
  zone(): Promise<string>;
  /** How the sheets of entries stand, by the entries' keys: all that were asked for. What merely may not be seen throws. */
  standing(entries: readonly SheetOfEntry[]): Promise<ReadonlyMap<string, Standing>>;
}

/** An entry by its key, and the sheet in which it was saved. */
export interface SheetOfEntry {
  key: string;
  name: string;
}

/** `gone`: deleted or cancelled, without another that took its place. */
export type Standing = 'draft' | 'submitted' | 'gone';

export interface TakenTime {
  from: number;
  to: number;
  /** The sheet. */
  name: string;
}
