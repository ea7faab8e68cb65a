/** Discord's JSON as far as the page draws it. */

export interface DiscordEmoji {
  id?: string | null;
  name?: string | null;
}

export interface DiscordChoice {
  label: string;
  value: string;
  description?: string;
  default?: boolean;
  emoji?: DiscordEmoji;
}

export interface DiscordMedia {
  url: string;
}

export interface DiscordComponent {
  type: number;
  id?: number;
  custom_id?: string;
  style?: number;
  label?: string;
  emoji?: DiscordEmoji;
  description?: string | null;
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
  options?: DiscordChoice[];
  default_values?: { id: string; type: string }[];
  accent_color?: number | null;
  spoiler?: boolean;
  divider?: boolean;
  spacing?: number;
  media?: DiscordMedia;
  file?: DiscordMedia;
  items?: { media: DiscordMedia; description?: string | null; spoiler?: boolean }[];
  components?: DiscordComponent[];
  component?: DiscordComponent;
  accessory?: DiscordComponent;
}

export interface DiscordEmbed {
  title?: string;
  url?: string;
  description?: string;
  color?: number;
  timestamp?: string;
  author?: { name: string; url?: string };
  fields?: { name: string; value: string; inline?: boolean }[];
  image?: DiscordMedia;
  thumbnail?: DiscordMedia;
  footer?: { text: string };
}

export interface DiscordAttachment {
  id: string;
  filename: string;
  size: number;
}

export interface DiscordMessage {
  id: string;
  channel_id: string;
  author: { id: string; username: string; global_name: string | null; bot: boolean };
  content: string;
  embeds: DiscordEmbed[];
  components: DiscordComponent[];
  attachments?: DiscordAttachment[];
  mentions?: { id: string }[];
  mention_everyone?: boolean;
  mention_roles?: string[];
  flags: number;
  timestamp: string;
  edited_timestamp: string | null;
  message_reference?: { message_id: string };
  interaction_metadata?: { type?: number; user: { global_name: string | null } };
}

export interface DiscordThread {
  id: string;
  name: string;
  messages: DiscordMessage[];
  thread_metadata?: { archived: boolean; locked: boolean };
}

export interface DiscordChannel {
  id: string;
  name: string;
  messages: DiscordMessage[];
  threads: DiscordThread[];
}

export interface DiscordOption {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: { name: string; value: string | number }[];
  options?: DiscordOption[];
}

export interface DiscordCommand {
  type?: number;
  name: string;
  description: string;
  options?: DiscordOption[];
}

export interface DiscordModal {
  id: string;
  custom_id: string;
  title: string;
  components: DiscordComponent[];
}

export interface DiscordPicture {
  guild: { name: string };
  users: { id: string; name: string; roles?: string[] }[];
  roles?: { id: string; name: string }[];
  channels: DiscordChannel[];
  directMessages: Record<string, DiscordMessage[]>;
  ephemerals: Record<string, DiscordMessage[]>;
  modals: Record<string, DiscordModal[]>;
  commands: DiscordCommand[];
  connections: number;
}
