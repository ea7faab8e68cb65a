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

/** A custom emoji has an id, one of Unicode only its name. */
export interface Emoji {
  id?: string | null;
  name?: string | null;
}

/** A picture or file; all but its address is Discord's to fill in. */
export interface Media {
  url: string;
  id?: string;
  proxy_url?: string;
  attachment_id?: string;
}

export interface SelectOption {
  label: string;
  value: string;
  description?: string;
  emoji?: Emoji | null;
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
  emoji?: Emoji | null;
  sku_id?: string;
  media?: Media;
  file?: Media;
  items?: { media: Media; description?: string }[];
  spacing?: number;
  default_values?: { id: string; type: string }[];
  channel_types?: number[];
  file_types?: string[];
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
  footer?: { text: string; icon_url?: string };
  author?: { name: string; url?: string; icon_url?: string };
  image?: Media;
  thumbnail?: Media;
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

/** The press, command or form that a message answers. */
export interface InteractionMetadata {
  id: string;
  type: number;
  user: User;
  authorizing_integration_owners: Record<string, string>;
  /** The message whose button was pressed. */
  interacted_message_id?: string;
  triggering_interaction_metadata?: InteractionMetadata;
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
  interaction_metadata?: InteractionMetadata;
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
  name_localizations?: Record<string, string> | null;
  description?: string;
  description_localizations?: Record<string, string> | null;
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
  name_localizations?: Record<string, string> | null;
  description: string;
  description_localizations?: Record<string, string> | null;
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
