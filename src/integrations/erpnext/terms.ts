import type { z } from 'zod';
import { SystemError } from '../../desk/errors.ts';
import type { Book } from './book.ts';
import { CompanyRow, CurrencyRow } from './schema.ts';

/** What a sheet has from its employee and its customer. Absent: ERPNext fills in its defaults. */
export interface Terms {
  company: string | undefined;
  currency: string | undefined;
}

/**
 * The configured company, or else the employee's; and the customer's currency, which ERPNext takes over in the browser only: a sheet
 * made by its API has the site's, and the invoice then lacks a rate.
 */
export async function termsOf(book: Book, customer: string, employee: string): Promise<Terms> {
  const [company, currency] = await Promise.all([
    book.company ?? fieldOf(book, 'Employee', employee, 'company', CompanyRow),
    fieldOf(book, 'Customer', customer, 'default_currency', CurrencyRow),
  ]);
  return { company, currency };
}

/** Undefined too where the bot may not look: then it is for ERPNext to say whether that will do. */
async function fieldOf<Field extends string>(
  { client }: Book,
  doctype: string,
  name: string,
  field: Field,
  shape: z.ZodType<Partial<Record<Field, string | null | undefined>>>,
): Promise<string | undefined> {
  try {
    const [row] = await client.list(doctype, shape, { fields: [field], filters: [['name', '=', name]], limit: 1 });
    return row?.[field] || undefined;
  } catch (error) {
    if (error instanceof SystemError && error.retry === 'never' && error.status !== 401) return undefined;
    throw error;
  }
}
