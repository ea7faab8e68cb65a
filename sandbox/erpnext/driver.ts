import { asText } from './as-text.ts';
import type { StandIn } from '../stand-in.ts';
import { ADMINISTRATOR, BOT, store } from './default-site.ts';
import { FrappeError } from './errors.ts';
import { machineFaults, type MachineFaults } from './machine.ts';
import { deleteDoc, insertDoc, loadDoc, updateDoc, type Context } from './save.ts';
import { addHours, readDatetime, writeDatetime } from './wall-clock.ts';
import { rowsOf, tableOf, type Doc, type Right, type Site } from './site.ts';

/** What people at ERPNext can do, and how the machine below it can fail. */
export interface ErpnextDriver extends MachineFaults {
  /** Every draft timesheet, in the order of their making. */
  drafts(): Doc[];
  timesheets(): Doc[];
  /** A person submits the draft: it can no longer be edited or deleted by the bot. Throws what Frappe would. */
  submit(name: string): void;
  /** Only what was submitted can be cancelled. */
  cancel(name: string): void;
  /** A new draft in place of the cancelled one, with all its rows, keys too. Gives its name: the old one and `-1`. */
  amend(name: string): string;
  /** A person edits or deletes a sheet by hand. */
  edit(name: string, changes: Doc): void;
  remove(name: string): void;
  /** A person adds a quarter of an hour to a draft. */
  addRow(name: string): void;
  /** A sheet made by hand, by somebody who may. Gives its name. */
  addTimesheet(sheet: Doc): string;
  /** Where customers are named by a series, what they are called differs from their name. */
  addCustomer(name: string, customerName?: string): void;
  /** Links follow; the old name is gone. */
  renameCustomer(name: string, next: string): void;
  disableCustomer(name: string): void;
  deactivateEmployee(name: string): void;
  addKeyField(unique?: boolean): void;
  removeKeyField(): void;
  /** What the bot may do with a doctype; an empty list refuses it all. */
  setRights(doctype: string, rights: readonly Right[]): void;
  setLevelOne(allowed: boolean): void;
  /** The mistake of linking the bot's user to an employee: it sees and may use no other. Null undoes it. */
  restrictToEmployee(name: string | null): void;
  /** Rotates the bot's keys: what it has is worth nothing any more. */
  revokeKeys(): void;
}

export function openDriver(site: Site, standIn: () => StandIn): ErpnextDriver {
  const administrator = (): Context => ({ site, user: site.users.get(ADMINISTRATOR.key), messages: [] });
  const bot = () => [...site.users.values()].find((user) => user.key === BOT.key);
  const change = (doctype: string, name: string, fields: Doc) => {
    Object.assign(loadDoc(site, doctype, name), fields, { modified: site.now() });
    site.changed();
  };

  return {
    drafts: () => sheets(site).filter((sheet) => sheet['docstatus'] === 0),
    timesheets: () => sheets(site),
    submit: (name) => void updateDoc(administrator(), 'Timesheet', name, { docstatus: 1 }),
    cancel: (name) => void updateDoc(administrator(), 'Timesheet', name, { docstatus: 2 }),
    addTimesheet: (sheet) => asText(insertDoc(administrator(), 'Timesheet', sheet)['name']),
    amend: (name) => asText(insertDoc(administrator(), 'Timesheet', amended(site, name))['name']),
    edit: (name, changes) => void updateDoc(administrator(), 'Timesheet', name, changes),
    addRow: (name) => addRow(administrator(), name),
    remove: (name) => deleteDoc(administrator(), 'Timesheet', name),
    addCustomer(name, customerName = name) {
      store(site, 'Customer', { name, customer_name: customerName, customer_type: 'Company' });
      site.changed();
    },
    renameCustomer: (name, next) => renameCustomer(site, name, next),
    disableCustomer: (name) => change('Customer', name, { disabled: 1 }),
    deactivateEmployee: (name) => change('Employee', name, { status: 'Inactive' }),
    addKeyField(unique = false) {
      Object.assign(site.settings, { keyField: 'custom_deskbell_key', keyUnique: unique });
    },
    removeKeyField() {
      site.settings.keyField = null;
    },
    setRights(doctype, rights) {
      const user = bot();
      if (user) user.rights[doctype] = rights;
    },
    setLevelOne(allowed) {
      const user = bot();
      if (user) user.levelOne = allowed ? ['Timesheet'] : [];
    },
    restrictToEmployee(name) {
      const user = bot();
      if (user) user.only = name === null ? {} : { Employee: name };
    },
    revokeKeys() {
      site.users.delete(BOT.key);
    },
    ...machineFaults(site, standIn),
  };
}

function sheets(site: Site): Doc[] {
  return [...tableOf(site, 'Timesheet').values()].sort((a, b) =>
    asText(a['creation']).localeCompare(asText(b['creation'])),
  );
}

/** What the Desk's Amend sends: everything but the names, fields that must not be copied included. */
function amended(site: Site, name: string): Doc {
  const doc = loadDoc(site, 'Timesheet', name);
  if (doc['docstatus'] !== 2) throw new FrappeError('ValidationError', `${name} is not cancelled`);
  const time_logs = rowsOf(doc, 'time_logs').map((row) => ({ ...row, name: null }));
  return { ...doc, name: null, docstatus: 0, amended_from: name, time_logs };
}

function renameCustomer(site: Site, name: string, next: string): void {
  const customers = tableOf(site, 'Customer');
  const customer = loadDoc(site, 'Customer', name);
  customers.delete(name);
  customers.set(next, Object.assign(customer, { name: next, customer_name: next, modified: site.now() }));
  for (const doctype of ['Timesheet', 'Project']) {
    for (const doc of tableOf(site, doctype).values()) if (doc['customer'] === name) doc['customer'] = next;
  }
  site.changed();
}

/** A sheet as the page shows it. */
export function sheetLine(sheet: Doc): Record<string, unknown> {
  const { name, docstatus, status, customer, employee, employee_name, parent_project, currency, total_hours } = sheet;
  const rows = rowsOf(sheet, 'time_logs').map((row) => ({
    name: row['name'],
    from: row['from_time'],
    to: row['to_time'],
    hours: row['hours'],
    activity: row['activity_type'],
    project: row['project'],
    description: row['description'],
    billable: row['is_billable'] === 1,
    rate: row['billing_rate'],
    amount: row['billing_amount'],
    key: row['custom_deskbell_key'],
  }));
  return { name, docstatus, status, customer, employee, employee_name, parent_project, currency, total_hours, rows };
}

/** A quarter of an hour after what the sheet has last. */
function addRow(administrator: Context, name: string): void {
  const rows = rowsOf(loadDoc(administrator.site, 'Timesheet', name), 'time_logs');
  const from_time = rows.map((row) => asText(row['to_time'])).reduce((last, time) => (time > last ? time : last), '');
  const to_time = writeDatetime(addHours(readDatetime(from_time), 0.25));
  const row = { activity_type: 'Communication', from_time, to_time, description: 'Added by hand' };
  updateDoc(administrator, 'Timesheet', name, { time_logs: [...rows, row] });
}
