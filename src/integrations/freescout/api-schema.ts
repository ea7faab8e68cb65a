import { z } from 'zod';
import { oneLine } from '../../desk/text.ts';

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

export const ApiFile = z
  .object({ id: Id, fileName: Text, fileUrl: Text, size: z.number().nullish().catch(undefined) })
  .transform(({ id, fileName, fileUrl, size }) => ({
    id,
    name: oneLine(fileName) || 'file',
    ...(fileUrl !== '' && { url: fileUrl }),
    ...(typeof size === 'number' && { size }),
  }));
export type ApiFile = z.infer<typeof ApiFile>;

/** A thread with all that people read of it. */
export const ApiEntry = z
  .object({
    id: Id,
    type: z.string(),
    state: z.string(),
    status: Text,
    action: z.object({ type: Text, text: Text }).nullish().catch(undefined),
    body: Text,
    createdBy: MaybePerson,
    assignedTo: MaybePerson.catch(undefined),
    customer: MaybePerson.catch(undefined),
    cc: Addresses,
    bcc: Addresses,
    createdAt: Instant,
    _embedded: z
      .object({ attachments: z.array(z.unknown()).default([]) })
      .nullish()
      .catch(undefined),
  })
  .transform(({ _embedded: embedded, ...entry }) => ({
    ...entry,
    files: (embedded?.attachments ?? [])
      .map((file) => ApiFile.safeParse(file).data)
      .filter((file) => file !== undefined),
  }));
export type ApiEntry = z.infer<typeof ApiEntry>;

const Values = z.array(z.object({ value: Text }).transform(({ value }) => value));

export const ApiCustomer = z
  .object({
    id: Id,
    firstName: Text,
    lastName: Text,
    company: Text,
    jobTitle: Text,
    _embedded: z.object({ emails: Values, phones: Values.catch([]) }),
  })
  .transform(({ id, firstName: first, lastName: last, company, jobTitle: title, _embedded: { emails, phones } }) => ({
    id,
    first,
    last,
    company,
    title,
    emails,
    phones,
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
