import { z } from 'zod';
import { Calendar, Zone } from './clock/calendar.ts';
import { ClosureSettings } from './closure/settings.ts';
import { defaultSeverityRules } from './alert/default-severity.ts';
import { Destination } from './destination.ts';
import { DigestSetting } from './digest/settings.ts';
import { Duration, LENGTH } from './clock/duration.ts';
import { RunbookSetting } from './guide/settings.ts';
import { EscalationSettings } from './escalation/settings.ts';
import { MaintenanceSetting } from './quiet/maintenance.ts';
import { OnCallSettings } from './on-call/settings.ts';
import { OutageSettings } from './storm/outage-settings.ts';
import { ReviewSettings } from './review/settings.ts';
import { Role } from './people.ts';
import { Priority } from './ticket/priority.ts';
import { QuietSetting } from './quiet/settings.ts';
import { severities, Severity, SeverityRule } from './alert/severity.ts';
import { SlaSettings, SlaTerms } from './clock/sla-settings.ts';
import { TicketSettings } from './ticket/settings.ts';
import { TimeOfDay } from './clock/time-of-day.ts';
import { TimeContract, TimeSettings } from './time/settings.ts';

/** How soon an alert wants an answer: within a time round the clock, or by the end of a working day. */
const Target = z.union([z.enum(['same day', 'this week', 'none']), Duration], {
  error: `same day, this week, none, or ${LENGTH}`,
});
export type Target = z.infer<typeof Target>;

/** An account's id. A long one without quotes would lose its last digits on the way. */
const Account = z
  .union([z.string().min(1), z.number()], { error: 'an account is a text or a number' })
  .refine((id) => typeof id === 'string' || Number.isSafeInteger(id), 'too long for a number: write it in quotes')
  .transform(String);

const PersonSetting = z
  .object({
    name: z.string().min(1),
    email: z.email().optional(),
    role: Role.default('technician'),
    zone: Zone.optional(),
  })
  /** Every further key is a system's id with the person's account there. */
  .catchall(Account);

const ClientSetting = z.strictObject({
  name: z.string().min(1),
  /** Other names by which sources call the same client. */
  also: z.array(z.string()).default([]),
  tier: z.string().optional(),
  /** Mail domains and addresses of its people. */
  mail: z.array(z.string().toLowerCase()).default([]),
  /** Names or addresses of those who may order changes. */
  authorised: z.array(z.string().min(1)).default([]),
  coverage: z.enum(['none', 'monitoring', 'help desk']).default('help desk'),
  /** Channels of this client alone: its items go there, and nobody else's ever do. */
  channels: z.array(Destination).default([]),
  /** Whose address stands on a ticket that is made from one of its alerts. */
  contact: z.email().optional(),
  /** The customer's id in the time book; its name is tried where it is absent. */
  customer: z.string().optional(),
  /** Where its working hours are lived: goes before the zone of a calendar. */
  zone: Zone.optional(),
  ...SlaTerms.shape,
  time: TimeContract.optional(),
});
export type ClientSetting = z.infer<typeof ClientSetting>;

const TierSetting = z.strictObject({
  /** Billing rate an hour for work after hours. */
  afterHoursRate: z.number().positive().optional(),
  /** How soon somebody must have acknowledged or claimed an alert; what is left out is as under `targets`. */
  targets: z.partialRecord(Severity, Target).default({}),
  ...SlaTerms.shape,
  time: TimeContract.optional(),
});

const RouteSetting = z.strictObject({
  when: z
    .strictObject({
      kind: z.enum(['alert', 'ticket']).optional(),
      client: z.string().optional(),
      tier: z.string().optional(),
      site: z.string().optional(),
      mailbox: z.string().optional(),
      severity: z.array(Severity).optional(),
      priority: z.array(Priority).optional(),
    })
    .prefault({}),
  to: z.array(Destination).min(1),
  as: z.enum(['card', 'listed']).optional(),
});

/** What must not be touched while nobody knows how far it has gone. */
const TOUCH = [
  'Do not power off or restart the machine.',
  'Do not reimage, clean or restore it.',
  'Do not log in on it with admin credentials.',
  'Do not delete mail, files or accounts.',
  'Isolate it at the network: pull the cable or block it at the switch.',
  'Write down times and what was seen.',
  'Call the lead before anything else.',
];

/** Everything in the YAML file. Each part has defaults that make the main job run. */
export const Settings = z.strictObject({
  zone: Zone.default('UTC'),
  people: z.array(PersonSetting).default([]),
  roles: z.strictObject({ colleague: Role.default('technician') }).prefault({}),
  clients: z.array(ClientSetting).default([]),
  tiers: z.record(z.string(), TierSetting).default({}),
  routes: z.array(RouteSetting).default([]),
  severity: z
    .strictObject({
      overrides: z.array(SeverityRule).default([]),
      rules: z.array(SeverityRule).default(() => defaultSeverityRules()),
      post: z.array(Severity).default([severities[0], severities[1]]),
      /** A condition that fires again within this time is still the same alert. */
      sameWithin: Duration.prefault('60m'),
    })
    .prefault({}),
  silence: z
    .strictObject({
      /** A source that has not answered for this long is an alert. */
      after: Duration.prefault('5m'),
      /** So is one that answers, but which nothing has reached for this long: no device's report, no mail. */
      pulse: Duration.prefault('15m'),
      /** So is one that has not called its webhook for so many alerts or tickets in a row; 0 for never. */
      webhooks: z.int().min(0).default(5),
    })
    .prefault({}),
  outages: OutageSettings,
  acknowledge: z
    .strictObject({
      /** Whoever acknowledged and did nothing since is reminded after this time, and loses the acknowledge after the other. */
      remindAfter: Duration.prefault('30m'),
      lapseAfter: Duration.prefault('60m'),
    })
    .prefault({}),
  /** How soon somebody must have acknowledged or claimed an alert, where a tier says nothing else. */
  targets: z
    .strictObject({
      critical: Target.prefault('15m'),
      high: Target.prefault('1h'),
      warning: Target.default('same day'),
      info: Target.default('this week'),
    })
    .prefault({}),
  /** Times in which alerts of a client, a site or a device are neither posted nor rung for. */
  maintenance: z.array(MaintenanceSetting).default([]),
  calendars: z.record(z.string(), Calendar).default({}),
  sla: SlaSettings,
  tickets: TicketSettings,
  closure: ClosureSettings,
  /** Pages of the operator's own, shown beside the guide of a ticket. */
  runbooks: z.array(RunbookSetting).default([]),
  oncall: OnCallSettings,
  escalation: EscalationSettings,
  digests: z.array(DigestSetting).optional(),
  reviews: ReviewSettings,
  /** When channels are left alone. */
  quiet: z.array(QuietSetting).default([]),
  /** Malware or account abuse at a client: what must not be touched, and who is called. */
  stop: z
    .strictObject({
      touch: z.array(z.string().min(1)).default(TOUCH),
      page: z
        .strictObject({
          roles: z.array(Role).default(['lead', 'owner']),
          /** Names of people who are called besides. */
          people: z.array(z.string()).default([]),
        })
        .prefault({}),
    })
    .prefault({}),
  /** When every source is counted again, item by item. */
  ledger: z.strictObject({ proveAt: TimeOfDay.default('03:00') }).prefault({}),
  /** How long closed items stay, and the folder into which they are written when they go. */
  keep: z.strictObject({ for: Duration.prefault('400d'), archive: z.string().min(1).default('archive') }).prefault({}),
  time: TimeSettings,
});
export type Settings = z.infer<typeof Settings>;

/** The client that a source calls by this name. */
export function clientNamed(name: string | undefined, settings: Settings): ClientSetting | undefined {
  if (name === undefined) return undefined;
  return settings.clients.find((client) => client.name === name || client.also.includes(name));
}

/** The client whose mail domain or address this is. */
export function clientByMail(address: string | undefined, settings: Settings): ClientSetting | undefined {
  const whole = address?.trim().toLowerCase();
  const domain = whole?.split('@')[1];
  return settings.clients.find(
    (client) => (whole && client.mail.includes(whole)) || (domain && client.mail.includes(domain)),
  );
}
