/** The JSON that the demo's server sends: the wire's own messages, and what else the page shows. */

export interface Person {
  name: string;
  email: string;
  slack: string;
  discord: string;
  does: string;
}

export type SystemName = 'slack' | 'discord' | 'trmm' | 'freescout' | 'erpnext';

export interface DemoPicture {
  people: Person[];
  bot: { is: 'starting' | 'running' | 'down'; pid?: number; restarts: number; lastWords: string };
  plugged: Record<SystemName, boolean>;
  logFile: string;
}

export interface SlackText {
  type: string;
  text: string;
}

export interface SlackOption {
  text: SlackText;
  value: string;
  description?: SlackText;
}

export interface SlackConfirm {
  title?: SlackText;
  text: SlackText;
  confirm?: SlackText;
  deny?: SlackText;
  style?: string;
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
  option_groups?: { label: SlackText; options: SlackOption[] }[];
  initial_option?: SlackOption;
  initial_options?: SlackOption[];
  initial_value?: string;
  min_query_length?: number;
  max_length?: number;
  min_value?: string;
  max_value?: string;
  multiline?: boolean;
  elements?: SlackElement[];
  user_id?: string;
  usergroup_id?: string;
  channel_id?: string;
  range?: string;
  name?: string;
  unicode?: string;
  timestamp?: number;
  format?: string;
  fallback?: string;
  indent?: number;
  alt_text?: string;
}

export interface SlackBlock {
  type: string;
  block_id?: string;
  text?: SlackText;
  fields?: SlackText[];
  accessory?: SlackElement;
  elements?: SlackElement[];
  element?: SlackElement;
  label?: SlackText;
  hint?: SlackText;
  optional?: boolean;
}

export interface SlackAttachment {
  color?: string;
  fallback?: string;
  pretext?: string;
  title?: string;
  text?: string;
  blocks?: SlackBlock[];
}

export interface SlackMessage {
  ts: string;
  user: string;
  bot_id?: string;
  channel?: string;
  subtype?: string;
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
  messages: SlackMessage[];
}

export interface SlackView {
  id: string;
  hash: string;
  title: SlackText | null;
  submit: SlackText | null;
  close: SlackText | null;
  blocks: SlackBlock[];
}

export interface SlackPicture {
  team: { name: string };
  users: { id: string; name: string; isBot?: boolean }[];
  channels: SlackChannel[];
  ephemerals: SlackMessage[];
  views: Record<string, SlackView[]>;
  connections: { open: number };
}

export interface DiscordComponent {
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
  options?: { label: string; value: string; description?: string; default?: boolean }[];
  accent_color?: number | null;
  spoiler?: boolean;
  divider?: boolean;
  components?: DiscordComponent[];
  component?: DiscordComponent;
  accessory?: DiscordComponent;
}

export interface DiscordEmbed {
  title?: string;
  description?: string;
  color?: number;
  fields?: { name: string; value: string; inline?: boolean }[];
  footer?: { text: string };
}

export interface DiscordMessage {
  id: string;
  channel_id: string;
  author: { id: string; username: string; global_name: string | null; bot: boolean };
  content: string;
  embeds: DiscordEmbed[];
  components: DiscordComponent[];
  flags: number;
  timestamp: string;
  edited_timestamp: string | null;
  interaction_metadata?: { user: { global_name: string | null } };
}

export interface DiscordThread {
  id: string;
  name: string;
  messages: DiscordMessage[];
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
  options?: DiscordOption[];
}

export interface DiscordCommand {
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
  users: { id: string; name: string }[];
  channels: DiscordChannel[];
  directMessages: Record<string, DiscordMessage[]>;
  ephemerals: Record<string, DiscordMessage[]>;
  modals: Record<string, DiscordModal[]>;
  commands: DiscordCommand[];
  connections: number;
}

export interface TrmmAlert {
  id: number;
  hostname?: string;
  client?: string;
  alert_type: 'availability' | 'check' | 'task' | 'custom';
  severity: 'error' | 'warning' | 'info';
  message: string | null;
  alert_time: string;
  resolved: boolean;
  resolved_on: string | null;
  snoozed: boolean;
  hidden: boolean;
  check_name?: string;
  task_name?: string;
}

export interface TrmmAgent {
  hostname: string;
  status: string;
  client: string;
  site: string;
  monitoring_type: string;
  checks: string[];
}

export interface TrmmPicture {
  agents: TrmmAgent[];
  /** The first of `total`: open ones, then the newest. */
  alerts: TrmmAlert[];
  total: number;
  open: number;
}

export interface Ticket {
  id: number;
  number: number;
  subject: string;
  status: string;
  state: string;
  customer: string;
  assignee: string | null;
  createdAt: string | null;
  threads: { id: number; type: string; author: string; body: string }[];
}

export interface Timesheet {
  name: string;
  docstatus: number;
  status: string;
  customer: string | null;
  employee_name: string;
  total_hours: number;
  rows: { hours: number; description: string | null; from: string }[];
}

export interface Pictures {
  demo?: DemoPicture;
  slack?: SlackPicture;
  discord?: DiscordPicture;
  trmm?: TrmmPicture;
  freescout?: { tickets: Ticket[] };
  erpnext?: { timesheets: Timesheet[] };
}

/** A sentence for the person, near where it happened. */
export interface Notice {
  id: number;
  text: string;
  bad: boolean;
}

export type Column = 'slack' | 'discord' | 'panel';
