import type { Check } from '../../desk/check.ts';
import { SystemError } from '../../desk/errors.ts';
import { checkCurrencies, checkRights, checkUnique, OVERLAPS } from './check-rights.ts';
import type { ErpnextClient } from './client.ts';
import { KEY_FIELD } from './mark.ts';
import { NameRow } from './schema.ts';
import type { Site } from './site.ts';

/** Each connection, right and known trap of ERPNext, with its mend. Never throws. */
export async function checkErpnext(client: ErpnextClient, site: Site): Promise<Check[]> {
  const connection = await tried('connection', () => client.ping(), 'answers', REACH);
  if (connection.state === 'bad') return [connection];
  const user = await client.loggedUser().catch((error: unknown) => sentenceOf(error, 'key'));
  if (typeof user !== 'string') return [connection, user];
  const rest = await Promise.all([
    checkUser(client, user),
    listable(client, 'Customer', [['disabled', '=', 0]], 'there is no active customer: nothing can be logged'),
    listable(client, 'Employee', [['status', '=', 'Active']], 'there is no active employee: nothing can be logged'),
    listable(client, 'Activity Type', [['disabled', '=', 0]], 'there is no activity type: a sheet needs one'),
    listable(client, 'Timesheet', [], ''),
    checkField(site),
    tried(
      'time zone',
      () => site.zone(),
      `is ${await zoneOf(site)}`,
      'Set ERPNEXT_TIMEZONE, for instance Europe/Berlin.',
    ),
  ]);
  const more = await Promise.all([checkRights(client), checkUnique(client), checkCurrencies(client)].map(quietly));
  return [connection, ...rest, OVERLAPS, ...more.flat()];
}

/** What cannot be read is told of by the lines above. */
async function quietly(work: Promise<Check[]>): Promise<Check[]> {
  return work.catch(() => []);
}

const REACH =
  'Check ERPNEXT_URL (the address in the browser, without a path), and the key and secret: a wrong pair is refused everywhere.';

function line(what: string, state: Check['state'], says: string, mend?: string): Check {
  return { what: `ERPNext: ${what}`, state, says, ...(mend === undefined ? {} : { mend }) };
}

async function tried(what: string, work: () => Promise<unknown>, good: string, mend: string): Promise<Check> {
  try {
    await work();
    return line(what, 'good', good);
  } catch (error) {
    return sentenceOf(error, what, mend);
  }
}

function sentenceOf(error: unknown, what: string, mend = 'Make new keys: User, Settings, API Access.'): Check {
  return line(what, 'bad', error instanceof SystemError ? error.message : 'failed in an unexpected way', mend);
}

async function zoneOf(site: Site): Promise<string> {
  return site.zone().catch(() => 'unknown');
}

async function checkUser(client: ErpnextClient, user: string): Promise<Check> {
  if (user === 'Administrator') {
    return line('user', 'warning', 'the key is that of Administrator', 'Make a user of its own for Deskbell.');
  }
  try {
    const query = { fields: ['name'], filters: [['user_id', '=', user]], limit: 1 };
    const [employee] = await client.list('Employee', NameRow, query);
    if (!employee) return line('user', 'good', `is ${user}`);
    const says = `${user} is linked to employee ${employee.name}, so that it may only see and log for that one`;
    return line('user', 'bad', says, 'Take the user out of that employee, and delete its User Permissions.');
  } catch {
    return line('user', 'good', `is ${user}`);
  }
}

async function listable(client: ErpnextClient, doctype: string, filters: unknown[], none: string): Promise<Check> {
  const what = doctype.toLowerCase();
  try {
    const rows = await client.list(doctype, NameRow, { fields: ['name'], filters, limit: 1 });
    if (rows.length > 0 || none === '') return line(what, 'good', 'can be listed');
    return line(what, 'bad', none, `Add one in ERPNext, or look at the User Permissions of Deskbell's user.`);
  } catch (error) {
    const rights = doctype === 'Timesheet' ? 'read, write, create and delete' : 'read';
    return sentenceOf(error, what, `Give the role of Deskbell's user ${rights} on ${doctype}.`);
  }
}

async function checkField(site: Site): Promise<Check> {
  const what = 'key field';
  try {
    if (await site.hasKeyField()) return line(what, 'good', `${KEY_FIELD} is there`);
  } catch (error) {
    return sentenceOf(error, what, 'Try again when ERPNext answers.');
  }
  const says = `${KEY_FIELD} is missing: entries are found again by the title of their sheet alone, and each gets a sheet of its own`;
  const mend =
    'Customize Form, Timesheet Detail: add a Data field "Deskbell Key" (Read Only, No Copy, Search Index, not Unique).';
  return line(what, 'warning', says, mend);
}
