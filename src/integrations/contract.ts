import type { z } from 'zod';
import type { Check } from '../desk/check.ts';
import type { Write } from '../desk/effect.ts';
import type { Signal } from '../desk/signal.ts';
import type { TimeWish } from '../desk/time-entry.ts';

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
  readonly timeBook?: TimeBook;
  /** For `doctor`: connection, rights, settings, each known trap with its mend. Never throws. */
  check(): Promise<Check[]>;
  close(): Promise<void>;
}

/** What the desk holds open of a source, so that an absence from the list can be asked about. */
export interface Known {
  /** What the last poll returned, or undefined at the first. */
  cursor: string | undefined;
  /** Rows that the desk believes open. `attended` ones are acknowledged or claimed. */
  open: readonly { row: string; condition: string; attended: boolean }[];
}

export interface Poll {
  signals: readonly Signal[];
  cursor: string;
  /** The source's own count of what is open, shown beside ours in digests. */
  openAtSource: number;
}

/** Where alerts or tickets come from. All failures are `SystemError`s. */
export interface Source {
  readonly kind: 'alert' | 'ticket';
  readonly pollSeconds: number;
  /** Every open row, every change since the cursor, and the fate of each known row that is missing. */
  poll(known: Known): Promise<Poll>;
  /** The row as it is now; undefined when there is none and the desk never needs to hear of it. */
  read(row: string): Promise<Signal | undefined>;
  /** Understands a webhook without doing any I/O; absent when the system sends none. */
  hear?(call: WebhookCall): Hearing;
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

/** `done` with the row as it was read back; `lost` when somebody else was faster; `refused` with the system's reason. */
export type WriteOutcome =
  | { is: 'done'; readBack?: Signal }
  | { is: 'lost'; sentence: string; readBack?: Signal }
  | { is: 'refused'; sentence: string };

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
  /** Takes a draft back; a submitted one is refused, one that is gone counts as taken back. */
  undo(name: string, key: string): Promise<{ is: 'undone' } | { is: 'refused'; sentence: string }>;
}
