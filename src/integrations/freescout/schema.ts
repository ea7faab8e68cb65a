import { z } from 'zod';
import { Zone } from '../../desk/clock/calendar.ts';

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
    FREESCOUT_EMAIL: Optional,
    FREESCOUT_PASSWORD: z
      .string()
      .optional()
      .transform((text) => (text === '' ? undefined : text)),
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
  })
  .refine(
    ({ FREESCOUT_EMAIL: email, FREESCOUT_PASSWORD: password }) => (email === undefined) === (password === undefined),
    {
      path: ['FREESCOUT_PASSWORD'],
      error: 'FREESCOUT_EMAIL and FREESCOUT_PASSWORD belong together: set both, or neither',
    },
  );
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

/** What a button of FreeScout's pages answers. */
export const SessionAnswer = z.object({
  status: z.enum(['success', 'error']),
  msg: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
});

/** The body of a webhook: the bare ticket. */
export const HookBody = z.object({ id: z.union([z.number().int().positive(), z.string().regex(/^\d+$/)]) });
