/** The JSON that the demo's server sends: the wire's own messages, and what else the page shows. */

import type { DiscordPicture } from './discord/wire.d.ts';
import type { SlackApp, SlackPicture } from './slack/wire.d.ts';

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
  /** Systems that answer every call with 429 for now. */
  limited: Record<SystemName, boolean>;
  /** How far the demo's clock is ahead, in milliseconds; `followed` once Deskbell has taken that over. */
  clock: { ahead: number; followed: boolean };
  /** Another one after each reset. */
  run: string;
  logFile: string;
  /** What the app's manifest declares. */
  slackApp?: SlackApp;
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
  snooze_until: string | null;
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
  /** What was written to devices, the newest first. */
  notes: { id: number; hostname: string; note: string; by: string; at: string }[];
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
  employee: string | null;
  employee_name: string | null;
  parent_project: string | null;
  currency: string | null;
  total_hours: number;
  rows: TimesheetRow[];
}

/** Times are naive, in the zone of the site. */
export interface TimesheetRow {
  name: string;
  from: string | null;
  to: string | null;
  hours: number;
  activity: string | null;
  project: string | null;
  description: string | null;
  billable: boolean;
  rate: number;
  amount: number;
  key?: string | null;
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
