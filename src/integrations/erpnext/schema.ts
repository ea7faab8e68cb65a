import { z } from 'zod';

const blankIsAbsent = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;

/** The environment of ERPNext. A blank variable counts as absent. */
export const Environment = z.object({
  ERPNEXT_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  ERPNEXT_API_KEY: z.string().trim().min(1),
  ERPNEXT_API_SECRET: z
    .string()
    .trim()
    .min(1)
    // Frappe splits at the colon and takes the caller for a guest when there are two.
    .refine((secret) => !secret.includes(':'), 'must not hold a colon'),
  ERPNEXT_TIMEZONE: z.preprocess(blankIsAbsent, z.string().trim().refine(isZone, 'is no IANA time zone').optional()),
  ERPNEXT_COMPANY: z.preprocess(blankIsAbsent, z.string().trim().optional()),
});
export type Environment = z.infer<typeof Environment>;

/** Whether Temporal knows that zone. */
export function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** A refusal of Frappe's, whatever its status. */
export const RefusalBody = z
  .object({
    exc_type: z.string(),
    _server_messages: z.string().optional().catch(undefined),
    _error_message: z.string().optional().catch(undefined),
  })
  .transform(({ exc_type: type, _server_messages: messages, _error_message: message }) => ({
    type,
    messages,
    message,
  }));

export type RefusalBody = z.infer<typeof RefusalBody>;

/** Messages are encoded twice: a JSON text of a list of JSON texts. */
export const ServerMessages = z.array(z.string());
export const ServerMessage = z.object({ message: z.string() });

export const Listing = <T extends z.ZodType>(row: T) => z.object({ data: z.array(row) });
const Message = <T extends z.ZodType>(shape: T) => z.object({ message: shape });

export const NameRow = z.object({ name: z.string() });
export const CustomerRow = z.object({ name: z.string(), customer_name: z.string().nullish() });
export const EmployeeRow = z.object({ name: z.string(), employee_name: z.string().nullish() });

export const CompanyRow = z.object({ company: z.string().nullish() });
export const CurrencyRow = z.object({ default_currency: z.string().nullish() });

/** One row of one sheet; times are naive, in the site's zone. */
export const BusyRow = z.object({
  name: z.string(),
  from_time: z.string().nullish(),
  to_time: z.string().nullish(),
});

/** A sheet that carries an entry's mark. */
export const MarkedRow = z.object({
  name: z.string(),
  docstatus: z.number(),
  owner: z.string().nullish(),
  creation: z.string().nullish(),
});
export type MarkedRow = z.infer<typeof MarkedRow>;

/** A sheet, or one of its rows, that carries an entry's mark. */
export const StandingRow = z.object({
  docstatus: z.number(),
  title: z.string().nullish(),
  custom_deskbell_key: z.string().nullish(),
});

export const Sheet = z.object({
  name: z.string(),
  docstatus: z.number(),
  title: z.string().nullish(),
  time_logs: z.array(
    z.object({
      name: z.string(),
      from_time: z.string().nullish(),
      to_time: z.string().nullish(),
      custom_deskbell_key: z.string().nullish(),
      /** Left out for users without permission level 1. */
      billing_hours: z.number().nullish(),
    }),
  ),
});
export type Sheet = z.infer<typeof Sheet>;
export const SheetAnswer = z.object({ data: Sheet });

export const SheetMessage = Message(Sheet);
const truth = z.union([z.boolean(), z.number()]).transform(Boolean);
export const PermissionMessage = Message(z.object({ has_permission: truth }));
export const UniqueRow = z.object({ unique: truth });
/** The column is left out for users without permission level 1. */
export const LevelRow = z.looseObject({ name: z.string() });
export const TimeZoneMessage = Message(z.object({ time_zone: z.string() }));
export const TextMessage = Message(z.string());
