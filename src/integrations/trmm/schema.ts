import { z } from 'zod';

const blankIsAbsent = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;
const Address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/** The environment of Tactical RMM. A blank variable counts as absent. */
export const Environment = z.object({
  TRMM_API_URL: Address,
  TRMM_API_KEY: z.string().trim().min(1),
  TRMM_WEB_URL: z.preprocess(blankIsAbsent, Address.optional()),
  TRMM_WEBHOOK_TOKEN: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .trim()
      .refine(
        (token) => token !== 'None' && !token.includes('{{'),
        'is what TRMM sends when its key store has no token',
      )
      .optional(),
  ),
  TRMM_POLL_SECONDS: z.preprocess(blankIsAbsent, z.coerce.number().positive().max(3600).default(60)),
  TRMM_SEVERITY_FIELDS: z
    .string()
    .default('')
    .transform((names) => names.split(',').flatMap((name) => name.trim() || [])),
  TRMM_ACKNOWLEDGE_NOTES: z.preprocess(blankIsAbsent, z.enum(['yes', 'no']).default('yes')),
});
export type Environment = z.infer<typeof Environment>;

const text = z.string().nullish().catch(undefined);
const yes = z.boolean().catch(false);
const key = z.number().nullish();

/** An alert. What comes from its agent is absent when it has none. */
export const AlertRow = z.object({
  id: z.number(),
  alert_type: z.string(),
  severity: z.string(),
  message: text,
  alert_time: text,
  snoozed: yes,
  snooze_until: text,
  resolved: yes,
  resolved_on: text,
  hidden: yes,
  action_run: text,
  action_retcode: z.number().nullish().catch(undefined),
  action_stdout: text,
  resolved_action_run: text,
  resolved_email_sent: text,
  resolved_sms_sent: text,
  hostname: text,
  agent_id: text,
  client: text,
  site: text,
  assigned_check: key,
  assigned_task: key,
});
export type AlertRow = z.infer<typeof AlertRow>;
export const AlertRows = z.array(AlertRow);

/** `top: 0`: all that is open, un-snoozed and not hidden. */
export const OpenCount = z.object({ alerts_count: z.number() });

const FieldValue = z
  .union([z.string(), z.boolean(), z.array(z.string())])
  .nullish()
  .catch(undefined);

/** A custom field of agents, without anybody's value. */
export const FieldRow = z.object({
  id: z.number(),
  name: z.string(),
  type: z.string(),
  default_value_string: text,
  default_value_bool: yes,
  default_values_multiple: z.array(z.string()).nullish().catch(undefined),
});
export type FieldRow = z.infer<typeof FieldRow>;
export const FieldRows = z.array(FieldRow);

/** The few fields of an agent that may be shown; the rest can hold passwords. */
export const AgentRow = z.object({
  agent_id: z.string(),
  hostname: z.string(),
  client_name: text,
  site_name: text,
  monitoring_type: z.enum(['server', 'workstation']).optional().catch(undefined),
  status: text,
  last_seen: text,
  maintenance_mode: yes,
  needs_reboot: yes,
  /** Seconds since 1970, with a fraction. */
  boot_time: z.number().nullish().catch(undefined),
  logged_username: text,
  /** True when the user is the last one, who has gone. */
  italic: yes,
  checks: z.object({ has_failing_checks: yes }).optional().catch(undefined),
  /** Read only for the fields that TRMM_SEVERITY_FIELDS names. */
  custom_fields: z.array(z.object({ field: z.number(), value: FieldValue })).catch([]),
});
export type AgentRow = z.infer<typeof AgentRow>;
export const AgentRows = z.array(AgentRow);

const count = z.number().nullish().catch(undefined);

/** A check of an agent with its newest result, which is empty while it never ran. */
export const CheckRow = z.object({
  id: z.number(),
  check_type: z.string(),
  readable_desc: text,
  check_result: z
    .object({ id: count, status: text, more_info: text, stdout: text, stderr: text, fail_count: count, last_run: text })
    .partial()
    .catch({}),
});
export type CheckRow = z.infer<typeof CheckRow>;
export const CheckRows = z.array(CheckRow);

/** A task of an agent with its newest result. */
export const TaskRow = z.object({
  id: z.number(),
  name: text,
  task_result: z.object({ status: text, stdout: text, stderr: text }).partial().catch({}),
});
export type TaskRow = z.infer<typeof TaskRow>;
export const TaskRows = z.array(TaskRow);

/** One run of a check: 1 for a failure and 0 for none, where its kind measures nothing else. */
export const HistoryPoints = z.array(z.object({ x: z.string(), y: z.number().nullish().catch(undefined) }));

const PendingRow = z.object({ action_type: text, status: text, due: text, description: text });
export type PendingRow = z.infer<typeof PendingRow>;
export const PendingRows = z.array(PendingRow);

const UpdateRow = z.object({
  kb: text,
  title: text,
  severity: text,
  installed: yes,
  action: text,
  date_installed: text,
});
export type UpdateRow = z.infer<typeof UpdateRow>;
export const UpdateRows = z.array(UpdateRow);

export const NoteRows = z.array(z.object({ note: z.string().nullish() }));

export const Version = z.object({ trmm_version: z.string() });

/** What the webhook's body template renders to; every value is text. Anything else is somebody trying it out. */
export const WebhookBody = z.object({
  alert_id: z.string().regex(/^\d{1,10}$/),
  alert_type: z.enum(['availability', 'check', 'task', 'custom']),
  severity: z.enum(['info', 'warning', 'error']),
});

/** What one poll leaves for the next. Instants are epoch milliseconds. */
export const Cursor = z.object({
  /** When everything that is open was asked for last. */
  sweptAt: z.number(),
  /** How many rows that gave, and how many TRMM counted itself, without hidden ones. */
  listed: z.number(),
  counted: z.number(),
  /** The newest row that was more than a day old then; below it a short list says nothing. */
  old: z.number(),
  /** The last missing row that was asked about; the next poll goes on after it. */
  asked: z.number(),
  /** Up to when nothing can have been missed; an older version did not keep it. */
  heardAt: z.number().optional(),
  /** When it failed last to learn what came and went since then. */
  askedAt: z.number().optional(),
});
export type Cursor = z.infer<typeof Cursor>;
