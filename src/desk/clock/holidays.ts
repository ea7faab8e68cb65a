import { z } from 'zod';

const kinds = ['public', 'bank', 'school', 'optional', 'observance'] as const;

/** Holidays that a country, or a part of it, keeps by law or custom; computed, so that nobody has to write them down each year. */
export const PublicHolidays = z.strictObject({
  /** By ISO 3166: `DE`, `US`. */
  country: z.string().regex(/^[A-Z]{2}$/, 'two letters of ISO 3166 such as DE'),
  state: z.string().min(1).optional(),
  region: z.string().min(1).optional(),
  types: z.array(z.enum(kinds)).min(1).default(['public']),
  /** Days on which one works all the same: dates, or names in English or in the language of the country. */
  except: z.array(z.string().min(1)).default([]),
});
export type PublicHolidays = z.infer<typeof PublicHolidays>;
