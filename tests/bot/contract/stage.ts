import type { Platform } from '../../../src/bot/contract.ts';
import type { Destination } from '../../../src/desk/destination.ts';

/** What the contract suite needs of a platform's stand-in: the eyes and hands of the people there. */
export interface PlatformStage {
  /** Connected to the stand-in; its inbound is not started yet. */
  platform: Platform;
  /** Where the bot may post. */
  channel: Destination;
  /** Well formed, but nothing that the bot can reach. */
  unknown: Destination;
  /** Neither an administrator nor a guest. */
  presser: { account: string; name: string };
  /** Strings that no error may hold: tokens, secrets. */
  secrets: readonly string[];
  /** Every message that people find there, in its threads as well, oldest first. */
  read(destination: Destination): Promise<readonly Seen[]>;
  /** Somebody deletes the message by hand. */
  remove(reference: string): Promise<void>;
  /**
   * Spoils the next message that the bot sends: `busy` asks it to wait one second, `lost` takes the message and drops
   * the answer, `slow` takes the message and answers after more than two seconds.
   */
  spoil(how: 'busy' | 'lost' | 'slow'): void;
  /** Presses a button by its label, on a message, or without a reference on what the presser alone was shown last. */
  press(label: string, reference?: string): Promise<Shown>;
  command(name: string, words: { subcommand?: string; argument?: string }): Promise<Shown>;
  /** Fills in the form that is open, field id to what the person enters (a choice or search by its id), and sends it. */
  submit(filled: Readonly<Record<string, string>>): Promise<Shown>;
  /**
   * Types where the platform can suggest: into the search field of the open form, or into the argument of the command.
   * Resolves to the labels that are offered.
   */
  suggest(where: { field: string; command: string }, typed: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A message as people see it. */
export interface Seen {
  reference: string;
  /** All that is to be read on it, as one text: badge, title, lines, fields, quote, rows and footer. */
  text: string;
  /** Labels of the buttons that can be pressed, links not among them. */
  buttons: readonly string[];
  /** Addresses of the links. */
  links: readonly string[];
  /** Reference of the message in whose thread it is. */
  thread?: string;
  /** To be seen in the channel itself, not only in a thread. */
  inChannel: boolean;
  /** Accounts and groups that it rang when it was posted. */
  rang: readonly string[];
}

/** What the presser, and nobody else, sees after a deed, within five seconds. */
export interface Shown {
  /** Everything new that is to be read, mistakes of a form among it; empty when nothing came. */
  text: string;
  buttons: readonly string[];
  /** The form that is open afterwards. */
  form?: { title: string; fields: readonly ShownField[] };
}

export interface ShownField {
  id: string;
  label: string;
  /** What is filled in beforehand: text, a choice's id, or `yes` for a check. */
  value: string;
}
