import type { Check } from '../../desk/check.ts';
import { SystemError } from '../../desk/errors.ts';
import type { ErpnextClient } from './client.ts';
import { KEY_FIELD } from './mark.ts';
import { CurrencyRow, LevelRow, NameRow, UniqueRow } from './schema.ts';

const NEEDED = ['write', 'create', 'delete'] as const;

/**
 * What the bot may do with timesheets, as far as ERPNext tells: it answers about a document, so that there must be one.
 * Level 1 is seen by what a list leaves out.
 */
export async function checkRights(client: ErpnextClient): Promise<Check[]> {
  const [sheet] = await client.list('Timesheet', NameRow, { fields: ['name'], limit: 1 });
  if (!sheet) return [line('rights', 'good', 'can be told when there is a first timesheet')];
  const may = async (right: string): Promise<boolean> => client.mayDo('Timesheet', sheet.name, right);
  const rights = await Promise.all(NEEDED.map(async (right) => ({ right, has: await may(right) })));
  const lacking = rights.filter(({ has }) => !has).map(({ right }) => right);
  const first =
    lacking.length === 0
      ? line('rights', 'good', 'read, write, create and delete on Timesheet')
      : line(
          'rights',
          'bad',
          `the bot may not ${lacking.join(', ')} Timesheet`,
          "Give the role of Deskbell's user read, write, create and delete on Timesheet.",
        );
  const submits = (await may('submit'))
    ? [
        line(
          'submitting',
          'warning',
          'the bot may submit timesheets, which it never does',
          'Take that right away: people submit.',
        ),
      ]
    : [];
  return [first, ...submits, await checkLevel(client)];
}

async function checkLevel(client: ErpnextClient): Promise<Check> {
  const [row] = await client.list('Timesheet', LevelRow, { fields: ['name', 'time_logs.billing_hours'], limit: 1 });
  if (row && 'billing_hours' in row) return line('level 1', 'good', 'billing hours and rates can be written');
  return line(
    'level 1',
    'warning',
    'billing hours and rates are lost on rows that are added later, so that each entry gets a sheet of its own, whatever time.sheets says',
    "Role Permission Manager, Timesheet: give the role of Deskbell's user read and write on level 1.",
  );
}

/** Only those who may read custom fields are told that one is unique. */
export async function checkUnique(client: ErpnextClient): Promise<Check[]> {
  const filters = [
    ['dt', '=', 'Timesheet Detail'],
    ['fieldname', '=', KEY_FIELD],
  ];
  try {
    const [field] = await client.list('Custom Field', UniqueRow, { fields: ['unique'], filters, limit: 1 });
    if (!field?.unique) return [];
  } catch (error) {
    if (error instanceof SystemError) return [];
    throw error;
  }
  const says = `${KEY_FIELD} is unique: no timesheet that was cancelled can be amended`;
  return [line('unique key', 'warning', says, 'Customize Form, Timesheet Detail: take the tick off Unique.')];
}

/** Rates are not converted by ERPNext's API. */
export async function checkCurrencies(client: ErpnextClient): Promise<Check[]> {
  const filters = [
    ['disabled', '=', 0],
    ['default_currency', 'is', 'set'],
  ];
  const rows = await client.list('Customer', CurrencyRow, { fields: ['default_currency'], filters, limit: 2000 });
  const currencies = [...new Set(rows.flatMap((row) => row.default_currency ?? []))].toSorted();
  if (currencies.length < 2) return [];
  const says = `customers are billed in ${currencies.join(', ')}; ERPNext does not convert the rates of activity types`;
  return [line('currencies', 'warning', says, 'Look at the rate of such drafts before they are submitted.')];
}

/** The setting itself is for System Managers to read. */
export const OVERLAPS = line(
  'overlaps',
  'good',
  'hours without a time go where the employee is free; for a given time that is taken ERPNext decides (Projects Settings, Ignore Employee Time Overlap)',
);

function line(what: string, state: Check['state'], says: string, mend?: string): Check {
  return { what: `ERPNext: ${what}`, state, says, ...(mend === undefined ? {} : { mend }) };
}
