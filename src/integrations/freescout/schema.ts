import { z } from 'zod';
import { Zone } from '../../desk/calendar.ts';

const Optional = z
  .string()
  .trim()
  .optional()
  .transform((text) => (text === '' ? undefined : text));

/** The environment variables of FreeScout. Either or both of the API key and the database are needed. */
export const Environment = z
  .object({
    FREESCOUT_URL: z
      .url({
        protocol: /^https?$/,
        error: 'the address at which people open FreeScout, such as https://help.example.com',
      })
      .transform((url) => url.replace(/\/+$/, '')),
    FREESCOUT_API_KEY: Optional,
    FREESCOUT_WEBHOOK_SECRET: Optional,
    FREESCOUT_DATABASE_URL: Optional.refine(
      isDatabase,
      'an address such as mysql://reader:password@127.0.0.1:3306/freescout',
    ),
    FREESCOUT_TIMEZONE: Zone.default('UTC'),
    FREESCOUT_POLL_SECONDS: z.coerce.number().int().min(1).max(3600).default(30),
    FREESCOUT_CUSTOM_NUMBER: z.enum(['yes', 'no']).default('no'),
  })
  .refine((environment) => environment.FREESCOUT_API_KEY ?? environment.FREESCOUT_DATABASE_URL, {
    path: ['FREESCOUT_API_KEY'],
    error: 'FREESCOUT_URL alone is not enough: set FREESCOUT_API_KEY, FREESCOUT_DATABASE_URL, or both',
  });
export type Environment = z.infer<typeof Environment>;

function isDatabase(address: string | undefined): boolean {
  if (address === undefined) return true;
  const url = URL.parse(address);
  return url !== null && url.protocol === 'mysql:' && url.hostname !== '' && url.pathname.length > 1;
}

/** Where the last poll stopped. Instants are epoch milliseconds. */
export const Cursor = z.object({
  version: z.literal(1),
  /** When every open row was read last. */
  sweptAt: z.number(),
  /** The newest change seen, by FreeScout's own clock. */
  since: z.number(),
  /** Of the database only: the newest ids, and which of the last ids were not yet published. */
  ids: z.object({ conversation: z.number(), thread: z.number(), unseen: z.array(z.number()) }).optional(),
  /** Rows that could not be shown yet, each with the instant of the first try. */
  waiting: z.record(z.string(), z.number()),
});
export type Cursor = z.infer<typeof Cursor>;

const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? '');
const Id = z.union([z.string(), z.number()]).transform(String);
const Instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const ApiPerson = z.object({
  id: Id,
  type: Text,
  firstName: Text,
  lastName: Text,
  email: Text,
});
export type ApiPerson = z.infer<typeof ApiPerson>;

/** PHP writes an object without fields as a list. */
const MaybePerson = z.preprocess(
  (value) => (Array.isArray(value) && value.length === 0 ? null : value),
  ApiPerson.nullish().transform((person) => (person && person.id !== '0' ? person : undefined)),
);

const Addresses = z
  .array(z.string())
  .nullish()
  .catch(undefined)
  .transform((list) => list ?? []);

export const ApiThread = z
  .object({
    id: z.number(),
    type: z.string(),
    state: z.string(),
    status: Text,
    action: z.object({ type: Text, text: Text }).nullish().catch(undefined),
    body: Text,
    createdBy: MaybePerson,
    createdAt: Instant,
    imported: z.boolean().optional().catch(undefined),
    _embedded: z
      .object({ attachments: z.array(z.unknown()).default([]) })
      .nullish()
      .catch(undefined),
  })
  .transform(({ _embedded: embedded, ...thread }) => ({ ...thread, files: embedded?.attachments.length ?? 0 }));
export type ApiThread = z.infer<typeof ApiThread>;

/** What staff wrote, whatever became of it. */
export const ApiText = z
  .object({
    type: z.enum(['message', 'note']),
    state: z.string(),
    body: Text,
    createdBy: MaybePerson,
    createdAt: Instant,
  })
  .transform(({ type, state, body, createdBy, createdAt }) => ({
    type,
    by: createdBy?.id ?? '',
    at: createdAt,
    html: body,
    published: state === 'published',
  }));

export const ApiConversation = z
  .object({
    id: Id,
    number: Id,
    type: z.string(),
    status: z.string(),
    state: z.enum(['draft', 'published', 'deleted']),
    subject: Text,
    mailboxId: Id,
    assignee: MaybePerson,
    createdAt: Instant,
    updatedAt: Instant,
    customerWaitingSince: z.object({ latestReplyFrom: Text }).nullish().catch(undefined),
    source: z.object({ type: Text, via: Text }),
    customer: MaybePerson,
    cc: Addresses,
    bcc: Addresses,
    imported: z.boolean().optional().catch(undefined),
    _embedded: z
      .object({ threads: z.array(z.unknown()).optional() })
      .nullish()
      .catch(undefined),
  })
  .transform(({ _embedded: embedded, ...ticket }) => ({ ...ticket, threads: embedded?.threads }));
export type ApiConversation = z.infer<typeof ApiConversation>;

/** One page of a list; its rows are read one by one, so that a broken one does not take the others with it. */
export const ApiPage = z
  .object({
    _embedded: z.record(z.string(), z.array(z.unknown())),
    page: z.object({ totalElements: z.number(), totalPages: z.number() }),
  })
  .transform(({ _embedded: lists, page }) => ({ lists, total: page.totalElements, pages: page.totalPages }));

export const ApiUser = z.object({
  id: Id,
  firstName: Text,
  lastName: Text,
  email: Text,
  alternateEmails: z.union([Text, z.array(z.string()).transform((list) => list.join(','))]),
});
export type ApiUser = z.infer<typeof ApiUser>;

export const ApiMailbox = z.object({ id: Id, name: z.string() });

export const ApiWebhook = z.object({ url: z.string(), lastRunError: Text });
export type ApiWebhook = z.infer<typeof ApiWebhook>;

/** The module's answer to a call that it does not like. */
export const ApiRefusal = z
  .object({
    message: Text,
    _embedded: z
      .object({ errors: z.array(z.object({ message: Text })).default([]) })
      .nullish()
      .catch(undefined),
  })
  .transform(({ message, _embedded: embedded }) => [
    ...(embedded?.errors ?? []).map((error) => error.message),
    message,
  ]);

/** The body of a webhook: the bare ticket. */
export const HookBody = z.object({ id: z.union([z.number().int().positive(), z.string().regex(/^\d+$/)]) });
