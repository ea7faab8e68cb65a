/** A moment as FreeScout stores it: `YYYY-MM-DD HH:MM:SS`, wall-clock in APP_TIMEZONE. */
export type WallClock = string;

export interface ConversationRow {
  id: number;
  number: number;
  threads_count: number;
  type: number;
  folder_id: number;
  status: number;
  state: number;
  subject: string | null;
  customer_email: string | null;
  cc: string | null;
  bcc: string | null;
  preview: string;
  imported: number;
  has_attachments: number;
  mailbox_id: number;
  user_id: number | null;
  customer_id: number | null;
  created_by_user_id: number | null;
  created_by_customer_id: number | null;
  source_via: number;
  source_type: number;
  closed_by_user_id: number | null;
  closed_at: WallClock | null;
  user_updated_at: WallClock | null;
  last_reply_at: WallClock | null;
  last_reply_from: number | null;
  last_customer_reply_at: WallClock | null;
  read_by_user: number;
  created_at: WallClock;
  updated_at: WallClock;
  channel: number | null;
  meta: string | null;
}

export interface ThreadRow {
  id: number;
  conversation_id: number;
  /** The assignee after this event, not the author. */
  user_id: number | null;
  type: number;
  subtype: number | null;
  status: number;
  state: number;
  action_type: number | null;
  action_data: string | null;
  body: string | null;
  headers: string | null;
  from: string | null;
  to: string | null;
  cc: string | null;
  bcc: string | null;
  has_attachments: number;
  message_id: string | null;
  source_via: number;
  source_type: number;
  customer_id: number | null;
  created_by_user_id: number | null;
  created_by_customer_id: number | null;
  edited_by_user_id: number | null;
  edited_at: WallClock | null;
  body_original: string | null;
  first: number;
  saved_reply_id: number | null;
  send_status: number | null;
  send_status_data: string | null;
  opened_at: WallClock | null;
  created_at: WallClock;
  updated_at: WallClock;
  meta: string | null;
  imported: number;
}

export interface CustomerRow {
  id: number;
  first_name: string | null;
  last_name: string | null;
  company: string | null;
  job_title: string | null;
  photo_type: number | null;
  photo_url: string | null;
  phones: string | null;
  websites: string | null;
  social_profiles: string | null;
  notes: string | null;
  address: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  country: string | null;
  created_at: WallClock;
  updated_at: WallClock;
  channel: number | null;
  channel_id: string | null;
  meta: string | null;
}

export interface EmailRow {
  id: number;
  customer_id: number;
  email: string;
  type: number;
}

export interface UserRow {
  id: number;
  first_name: string;
  last_name: string;
  email: string;
  password: string;
  role: number;
  timezone: string;
  type: number;
  status: number;
  invite_state: number;
  emails: string | null;
  job_title: string | null;
  phone: string | null;
  time_format: number;
  locked: number;
  locale: string | null;
  permissions: string | null;
  photo_url: string | null;
  created_at: WallClock;
  updated_at: WallClock;
}

export interface MailboxRow {
  id: number;
  name: string;
  email: string;
  aliases: string | null;
  from_name: number;
  ticket_status: number;
  ticket_assignee: number;
  signature: string | null;
  in_password: string | null;
  out_password: string | null;
  auto_reply_enabled: number;
  auto_reply_subject: string | null;
  auto_reply_message: string | null;
  meta: string | null;
  created_at: WallClock;
  updated_at: WallClock;
}

export interface MailboxUserRow {
  id: number;
  mailbox_id: number;
  user_id: number;
  after_send: number;
  hide: number;
  mute: number;
  access: string | null;
}

export interface FolderRow {
  id: number;
  mailbox_id: number;
  user_id: number | null;
  type: number;
  total_count: number;
  active_count: number;
  meta: string | null;
}

export interface ConversationFolderRow {
  id: number;
  folder_id: number;
  conversation_id: number;
}

export interface AttachmentRow {
  id: number;
  thread_id: number | null;
  user_id: number | null;
  file_dir: string;
  file_name: string;
  mime_type: string;
  type: number;
  size: number | null;
  embedded: number;
  token_type: number;
}

export interface FollowerRow {
  id: number;
  conversation_id: number;
  user_id: number;
}

/** One outgoing mail; `mail_type` 1 goes to a customer, 3 is an auto reply. */
export interface SendLogRow {
  id: number;
  thread_id: number | null;
  customer_id: number | null;
  user_id: number | null;
  message_id: string | null;
  email: string;
  mail_type: number;
  status: number;
  status_message: string | null;
  created_at: WallClock;
  updated_at: WallClock;
}

/** Work that waits for the queue worker; times are Unix seconds. */
export interface JobRow {
  id: number;
  queue: string;
  payload: string;
  attempts: number;
  reserved_at: number | null;
  available_at: number;
  created_at: number;
}

export interface OptionRow {
  id: number;
  name: string;
  value: string;
}
