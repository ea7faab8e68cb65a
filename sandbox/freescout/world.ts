import type { HookEvent } from './hooks/events.ts';
import type { Queue } from './queue.ts';
import type {
  AttachmentRow,
  ConversationFolderRow,
  ConversationRow,
  CustomerRow,
  EmailRow,
  FolderRow,
  FollowerRow,
  JobRow,
  MailboxRow,
  MailboxUserRow,
  OptionRow,
  SendLogRow,
  ThreadRow,
  UserRow,
} from './rows.ts';
import { createTable, type Table, type Written } from './table.ts';
import { wallClockOf } from './wall-clock.ts';

interface Tables {
  conversations: Table<ConversationRow>;
  threads: Table<ThreadRow>;
  customers: Table<CustomerRow>;
  emails: Table<EmailRow>;
  users: Table<UserRow>;
  mailboxes: Table<MailboxRow>;
  mailbox_user: Table<MailboxUserRow>;
  folders: Table<FolderRow>;
  conversation_folder: Table<ConversationFolderRow>;
  attachments: Table<AttachmentRow>;
  followers: Table<FollowerRow>;
  send_logs: Table<SendLogRow>;
  options: Table<OptionRow>;
  jobs: Table<JobRow>;
}

interface FireOptions {
  /** Milliseconds before the hook is due. */
  after?: number;
  /** The body is made now, as when the hook fires before the thread is saved. */
  early?: boolean;
}

interface CustomField {
  id: number;
  name: string;
  value: string;
  text: string;
}

/** One FreeScout instance: its rows, its clock, and what happens later. */
export interface World extends Tables {
  readonly zone: string;
  readonly customNumber: boolean;
  /** A module that does not know lists of statuses, nor the status hook of a reply. */
  readonly oldModule: boolean;
  /** How long a reply can be undone, which is also how late its hook and its mail are. */
  readonly undoMilliseconds: number;
  /** "Waiting since" stays at the first message that nobody answered. */
  readonly waitingSinceFirst: boolean;
  readonly queue: Queue;
  /** Bytes of attachments, by id. */
  readonly files: Map<number, Buffer>;
  /** Mails that wait until their thread can no longer be undone, by the thread's id. */
  readonly mails: Map<number, object>;
  /** Names of the tags on each ticket. */
  readonly tags: Map<number, string[]>;
  /** Values of the Custom Fields module on each ticket. */
  readonly customFields: Map<number, CustomField[]>;
  /** Epoch milliseconds. */
  now(): number;
  /** The moment as it is stored. */
  time(): string;
  /** Tells webhooks about a ticket. */
  fire(event: HookEvent, conversation: ConversationRow, options?: FireOptions): void;
  /** Tells webhooks about a customer. */
  fireCustomer(event: HookEvent, customer: CustomerRow): void;
}

export interface WorldSettings {
  zone: string;
  customNumber: boolean;
  oldModule: boolean;
  undoMilliseconds: number;
  waitingSinceFirst: boolean;
  queue: Queue;
  now: () => number;
  written: Written;
  fire: World['fire'];
  fireCustomer: World['fireCustomer'];
}

/** A world without rows. Ids of different kinds start far apart, so that one taken for the other is noticed. */
export function createWorld(settings: WorldSettings): World {
  const time = (): string => wallClockOf(settings.now(), settings.zone);
  function table<Row extends { id: number }>(name: string, firstId = 1): Table<Row> {
    return createTable<Row>({ name, firstId, time, written: settings.written });
  }
  return {
    ...settings,
    time,
    files: new Map(),
    mails: new Map(),
    tags: new Map(),
    customFields: new Map(),
    conversations: table('conversations', 101),
    threads: table('threads', 2001),
    customers: table('customers', 31),
    emails: table('emails', 51),
    users: table('users'),
    mailboxes: table('mailboxes'),
    mailbox_user: table('mailbox_user'),
    folders: table('folders'),
    conversation_folder: table('conversation_folder'),
    attachments: table('attachments', 701),
    followers: table('followers'),
    send_logs: table('send_logs'),
    options: table('options'),
    jobs: table('jobs'),
  };
}
