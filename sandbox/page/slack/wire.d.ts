/** Slack's JSON as far as the page draws it. */

export interface SlackText {
  type: string;
  text: string;
  emoji?: boolean;
}

export interface SlackOption {
  text: SlackText;
  value: string;
  description?: SlackText;
  url?: string;
}

export interface SlackOptionGroup {
  label: SlackText;
  options: SlackOption[];
}

export interface SlackConfirm {
  title?: SlackText;
  text: SlackText;
  confirm?: SlackText;
  deny?: SlackText;
  style?: string;
}

interface FeedbackButton {
  text: SlackText;
  value: string;
  accessibility_label?: string;
}

/** An element of a block, or of rich text. */
export interface SlackElement {
  type: string;
  action_id?: string;
  text?: SlackText | string;
  url?: string;
  style?: string | Record<string, boolean>;
  confirm?: SlackConfirm;
  placeholder?: SlackText;
  options?: SlackOption[];
  option_groups?: SlackOptionGroup[];
  initial_option?: SlackOption;
  initial_options?: SlackOption[];
  initial_value?: unknown;
  initial_date?: string;
  initial_time?: string;
  initial_date_time?: number;
  initial_user?: string;
  initial_users?: string[];
  initial_channel?: string;
  initial_channels?: string[];
  initial_conversation?: string;
  initial_conversations?: string[];
  default_to_current_conversation?: boolean;
  max_selected_items?: number;
  min_query_length?: number;
  min_length?: number;
  max_length?: number;
  min_value?: string;
  max_value?: string;
  is_decimal_allowed?: boolean;
  multiline?: boolean;
  dispatch_action_config?: { trigger_actions_on?: string[] };
  visible_to_user_ids?: string[];
  accessibility_label?: string;
  icon?: string;
  positive_button?: FeedbackButton;
  negative_button?: FeedbackButton;
  elements?: SlackElement[];
  user_id?: string;
  usergroup_id?: string;
  channel_id?: string;
  team_id?: string;
  range?: string;
  name?: string;
  unicode?: string;
  value?: string;
  timestamp?: number;
  format?: string;
  fallback?: string;
  indent?: number;
  offset?: number;
  border?: number;
  image_url?: string;
  slack_file?: unknown;
  alt_text?: string;
}

/** A cell of a table: `raw_text`, `raw_number`, or a rich text block. */
export interface SlackCell {
  type: string;
  text?: string;
  elements?: SlackElement[];
}

export interface SlackBlock {
  type: string;
  block_id?: string;
  text?: SlackText | string;
  fields?: SlackText[];
  accessory?: SlackElement;
  elements?: (SlackElement & SlackBlock)[];
  element?: SlackElement;
  label?: SlackText;
  hint?: SlackText;
  optional?: boolean;
  dispatch_action?: boolean;
  /** Words of an image, container or card; a task and a plan have it as a string. */
  title?: SlackText | string;
  rich_text_title?: SlackBlock;
  subtitle?: SlackText;
  body?: SlackText;
  icon?: SlackElement;
  hero_image?: SlackElement;
  actions?: SlackElement[];
  child_blocks?: SlackBlock[];
  width?: string;
  is_collapsible?: boolean;
  default_collapsed?: boolean;
  has_header_divider?: boolean;
  level?: string;
  alt_text?: string;
  image_url?: string;
  caption?: string;
  rows?: SlackCell[][];
  column_settings?: ({ align?: string; is_wrapped?: boolean } | null)[];
  page_size?: number;
  row_header_column_index?: number;
  tasks?: SlackBlock[];
  status?: string;
  details?: SlackBlock;
  output?: SlackBlock;
  sources?: { url?: string; text?: string }[];
}

export interface SlackAttachment {
  id?: number;
  color?: string;
  fallback?: string;
  pretext?: string;
  author_name?: string;
  author_link?: string;
  title?: string;
  title_link?: string;
  text?: string;
  fields?: { title?: string; value?: string; short?: boolean }[];
  image_url?: string;
  thumb_url?: string;
  footer?: string;
  ts?: number | string;
  blocks?: SlackBlock[];
}

export interface SlackMessage {
  ts: string;
  user: string;
  bot_id?: string;
  channel?: string;
  subtype?: string;
  thread_ts?: string;
  text: string;
  blocks?: SlackBlock[];
  attachments?: SlackAttachment[];
  edited?: { ts: string };
  replies?: SlackMessage[];
}

export interface SlackChannel {
  id: string;
  name: string;
  kind: 'channel' | 'im';
  person?: string;
  member: boolean;
  members?: string[];
  messages: SlackMessage[];
}

/** What fields hold, by block id and action id. */
export type SlackValues = Record<string, Record<string, { type: string } & Record<string, unknown>>>;

export interface SlackView {
  id: string;
  hash: string;
  title: SlackText | null;
  submit: SlackText | null;
  close: SlackText | null;
  blocks: SlackBlock[];
  state?: { values: SlackValues };
}

export interface SlackApp {
  home: boolean;
  commands: { command: string; description: string; hint: string }[];
  shortcuts: { name: string; description: string; type: string; callbackId: string }[];
}

export interface SlackPicture {
  team: { name: string };
  users: { id: string; name: string; isBot?: boolean }[];
  userGroups?: { id: string; handle: string }[];
  channels: SlackChannel[];
  ephemerals: SlackMessage[];
  views: Record<string, SlackView[]>;
  homes?: Record<string, SlackView>;
  connections: { open: number };
}
