export type AlertType = 'availability' | 'check' | 'task' | 'custom';
export type Severity = 'info' | 'warning' | 'error';
export type CheckType = 'diskspace' | 'ping' | 'cpuload' | 'memory' | 'winsvc' | 'script' | 'eventlog';
export type AgentStatus = 'online' | 'offline' | 'overdue';
export type FieldValue = string | boolean | string[] | null;

/** A stored value of a custom field; where there is none, the field's default holds. */
export interface CustomValue {
  id: number;
  field: number;
  value: FieldValue;
}

export interface Client {
  id: number;
  name: string;
  custom_fields: CustomValue[];
}

export interface Site {
  id: number;
  name: string;
  client: number;
  custom_fields: CustomValue[];
}

export interface Agent {
  pk: number;
  agent_id: string;
  hostname: string;
  site: number;
  monitoring_type: 'server' | 'workstation';
  operating_system: string;
  status: AgentStatus;
  last_seen: string;
  /** Seconds since 1970, with a fraction. */
  boot_time: number;
  maintenance_mode: boolean;
  needs_reboot: boolean;
  logged_in_username: string;
  last_logged_in_user: string;
  description: string;
  local_ips: string;
  public_ip: string;
  custom_fields: CustomValue[];
}

export interface Check {
  id: number;
  /** Internal keys of the agents it runs on: several when it belongs to a policy. */
  agents: Set<number>;
  policy: number | null;
  check_type: CheckType;
  name: string;
  readable_desc: string;
  alert_severity: Severity;
  fails_b4_alert: number;
}

/** One run of a check: `y` is what was measured, or 1 and 0 for failing and passing. */
export interface HistoryPoint {
  x: string;
  y: number;
  results: unknown;
}

/** The newest outcome of one check on one agent; `current` is the severity of that run. */
export interface CheckResult {
  id: number;
  check: number;
  agent: number;
  status: 'passing' | 'failing' | 'pending';
  alert_severity: Severity;
  more_info: string;
  last_run: string | null;
  fail_count: number;
  stdout: string;
  stderr: string;
  retcode: number;
  /** Hits of an event-log check. */
  extra_details: { log: { message: string }[] } | null;
  /** Newest first. */
  history: HistoryPoint[];
}

export interface Task {
  id: number;
  agent: number;
  name: string;
  alert_severity: Severity;
  result: {
    status: 'passing' | 'failing' | 'pending';
    retcode: number;
    stdout: string;
    stderr: string;
    last_run: string | null;
  };
}

/** The stored columns of an alert, named as on the wire. */
export interface Alert {
  id: number;
  alert_time: string | null;
  alert_type: AlertType;
  message: string | null;
  snoozed: boolean;
  snooze_until: string | null;
  resolved: boolean;
  resolved_on: string | null;
  severity: Severity;
  email_sent: string | null;
  resolved_email_sent: string | null;
  sms_sent: string | null;
  resolved_sms_sent: string | null;
  hidden: boolean;
  action_run: string | null;
  action_stdout: string | null;
  action_stderr: string | null;
  action_retcode: number | null;
  action_execution_time: string | null;
  resolved_action_run: string | null;
  resolved_action_stdout: string | null;
  resolved_action_stderr: string | null;
  resolved_action_retcode: number | null;
  resolved_action_execution_time: string | null;
  agent: number | null;
  assigned_check: number | null;
  assigned_task: number | null;
}

export interface CustomField {
  id: number;
  name: string;
  model: 'agent' | 'client' | 'site';
  type: 'text' | 'number' | 'single' | 'multiple' | 'checkbox' | 'datetime';
  options: string[];
  default_value_string: string;
  default_value_bool: boolean;
  default_values_multiple: string[];
  hide_in_ui: boolean;
}

export interface Note {
  pk: number;
  agent: number;
  entry_time: string;
  note: string;
  username: string;
}

export interface PendingAction {
  id: number;
  agent: number;
  action_type: 'schedreboot' | 'agentupdate' | 'chocoinstall';
  status: 'pending' | 'completed';
  due: string;
  entry_time: string;
  description: string;
}

/** An update of Windows that a scan found on an agent. */
export interface WinUpdate {
  id: number;
  agent: number;
  guid: string;
  kb: string;
  title: string;
  installed: boolean;
  downloaded: boolean;
  severity: string;
  action: 'inherit' | 'approve' | 'ignore' | 'nothing';
  result: string;
  date_installed: string | null;
}

/** A key acts as its user; no role at all refuses everything. Empty client and site lists see everything. */
export interface ApiKey {
  key: string;
  username: string;
  permissions: readonly string[] | 'superuser' | 'no role';
  clients: readonly number[];
  sites: readonly number[];
  expired: boolean;
  active: boolean;
}

/** What is not given is as the bot's own key has it. */
export type NewKey = Partial<ApiKey> & { key: string };
