/** The JSON of Discord's wire, as far as the stand-in reads or writes it. Ids are strings of 17 to 19 digits. */
export interface User {
  id: string;
  username: string;
  global_name: string | null;
  discriminator: string;
  avatar: string | null;
  bot: boolean;
  flags: number;
  public_flags: number;
  primary_guild: null;
}

export interface Choice {
  name: string;
  value: string | number;
}

export interface SelectOption {
  label: string;
  value: string;
  description?: string;
  default?: boolean;
}

export interface Component {
  type: number;
  id?: number;
  custom_id?: string;
  style?: number;
  label?: string;
  description?: string;
  url?: string;
  disabled?: boolean;
  placeholder?: string;
  content?: string;
  value?: string;
  default?: boolean;
  required?: boolean;
  min_length?: number;
  max_length?: number;
  min_values?: number;
  max_values?: number;
  options?: SelectOption[];
  accent_color?: number | null;
  components?: Component[];
  component?: Component;
  accessory?: Component;
}

interface EmbedField {
  name: string;
  value: string;
  inline?: boolean;
}

export interface Embed {
  type?: string;
  title?: string;
  description?: string;
  url?: string;
  color?: number;
  timestamp?: string;
  fields?: EmbedField[];
  footer?: { text: string };
  author?: { name: string };
}

export interface AllowedMentions {
  parse?: string[];
  users?: string[];
  roles?: string[];
  replied_user?: boolean;
}

/** The body of every call that makes or changes a message. */
export interface MessageBody {
  content?: string | null;
  embeds?: Embed[] | null;
  components?: Component[] | null;
  flags?: number | null;
  nonce?: string | number | null;
  enforce_nonce?: boolean | null;
  allowed_mentions?: AllowedMentions | null;
  attachments?: { id: string | number; filename?: string; description?: string }[] | null;
  message_reference?: { message_id: string; fail_if_not_exists?: boolean } | null;
  poll?: unknown;
  sticker_ids?: string[] | null;
}

export interface Attachment {
  id: string;
  filename: string;
  size: number;
  url: string;
  proxy_url: string;
}

export interface Message {
  id: string;
  channel_id: string;
  type: number;
  author: User;
  content: string;
  embeds: Embed[];
  components: Component[];
  attachments: Attachment[];
  /** Whom the message rings, after `allowed_mentions`. */
  mentions: User[];
  mention_roles: string[];
  mention_everyone: boolean;
  flags: number;
  timestamp: string;
  edited_timestamp: string | null;
  pinned: boolean;
  tts: boolean;
  nonce?: string | number;
  application_id?: string;
  webhook_id?: string;
  thread?: Channel;
  message_reference?: { type: number; channel_id: string; message_id: string };
  interaction_metadata?: { id: string; type: number; user: User };
}

interface Overwrite {
  id: string;
  type: number;
  allow: string;
  deny: string;
}

export interface Channel {
  id: string;
  /** See `ChannelType`. */
  type: number;
  flags: number;
  name?: string;
  guild_id?: string;
  parent_id?: string | null;
  position?: number;
  permission_overwrites?: Overwrite[];
  recipients?: User[];
  last_message_id?: string | null;
  owner_id?: string;
  message_count?: number;
  member_count?: number;
  total_message_sent?: number;
  rate_limit_per_user?: number;
  thread_metadata?: {
    archived: boolean;
    archive_timestamp: string;
    auto_archive_duration: number;
    locked: boolean;
    create_timestamp: string;
  };
}

export interface CommandOption {
  type: number;
  name: string;
  description?: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: Choice[];
  options?: CommandOption[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
}

export interface Command {
  id: string;
  application_id: string;
  version: string;
  type: number;
  name: string;
  description: string;
  options?: CommandOption[];
  default_member_permissions: string | null;
  guild_id?: string;
  contexts?: number[] | null;
}

export interface ModalBody {
  custom_id: string;
  title: string;
  components: Component[];
}
