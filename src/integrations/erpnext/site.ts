import { SystemError } from '../../desk/errors.ts';
import type { ErpnextClient } from './client.ts';
import { KEY_FIELD } from './mark.ts';
import { isZone, NameRow } from './schema.ts';

/** What is asked of the site once and then remembered. */
export interface Site {
  /** The IANA zone of its wall clock. */
  zone(): Promise<string>;
  /** The bot's own user: the owner of what it makes. */
  user(): Promise<string>;
  /** Whether Timesheet Detail has the custom field for the key. */
  hasKeyField(): Promise<boolean>;
}

/** The administrator may add the field, or take it away, at any time. */
const FIELD_AGE = 10 * 60_000;

export function openSite(client: ErpnextClient, given: string | undefined, now: () => number): Site {
  let zone = given;
  let user: string | undefined;
  let field: { there: boolean; at: number } | undefined;
  return {
    async zone() {
      zone ??= known(await client.timeZone());
      return zone;
    },
    async user() {
      user ??= await client.loggedUser();
      return user;
    },
    async hasKeyField() {
      if (!field || now() - field.at > FIELD_AGE) {
        field = { there: await asksForKeyField(client), at: now() };
      }
      return field.there;
    },
  };
}

function known(zone: string): string {
  if (isZone(zone)) return zone;
  const sentence = `ERPNext's time zone "${zone}" is not known here: set ERPNEXT_TIMEZONE`;
  throw new SystemError('erpnext', 'never', sentence);
}

/** A filter on a field that does not exist is refused. */
async function asksForKeyField(client: ErpnextClient): Promise<boolean> {
  const filters = [['Timesheet Detail', KEY_FIELD, '=', 'none']];
  const reply = await client.tryList('Timesheet', NameRow, { fields: ['name'], filters, limit: 1 });
  return reply.is === 'done';
}
