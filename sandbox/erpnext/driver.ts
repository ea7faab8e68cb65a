import { asText } from './as-text.ts';
import type { StandIn } from '../stand-in.ts';
import { ADMINISTRATOR, BOT, store } from './default-site.ts';
import { insertDoc, loadDoc, updateDoc, type Context } from './save.ts';
import { rowsOf, tableOf, type Doc, type Right, type Site } from './site.ts';

/** What people at ERPNext can do, and how the machine below it can fail. */
export interface ErpnextDriver {
  /** Every draft timesheet, in the order of their making. */
  drafts(): Doc[];
  timesheets(): Doc[];
  /** A person submits the draft: it can no longer be edited or deleted by the bot. Throws what Frappe would. */
  submit(name: string): void;
  cancel(name: string): void;
  /** A sheet made by hand, by somebody who may. Gives its name. */
  addTimesheet(sheet: Doc): string;
  addCustomer(name: string): void;
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
  /** A restart: so many requests meet nginx alone (502, HTML), then so many meet maintenance (503). */
  restart(times?: { badGateway?: number; stopped?: number }): void;
  /** Maintenance that allows reads. `false` ends it. */
  readOnly(on?: boolean): void;
  /** New documents and rows are saved, and the connection is cut before the answer. */
  commitThenDrop(times?: number): void;
  /** Another site's name: HTML 404s that do not mean "deleted". */
  unknownSite(times?: number): void;
  tooManyRequests(retryAfterSeconds: number, times?: number): void;
}

const API = '^/api/';
const SAVES = '^/api/(v1/)?(resource/|method/frappe\\.client\\.(insert|set_value|delete))';

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
    addCustomer(name) {
      store(site, 'Customer', { name, customer_name: name, customer_type: 'Company' });
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

type MachineFaults = Pick<ErpnextDriver, 'restart' | 'readOnly' | 'commitThenDrop' | 'unknownSite' | 'tooManyRequests'>;

function machineFaults(site: Site, standIn: () => StandIn): MachineFaults {
  const html = { 'content-type': 'text/html' };
  const json = { 'content-type': 'application/json' };
  return {
    restart({ badGateway = 2, stopped = 2 } = {}) {
      const body =
        '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';
      const stop = { exc_type: 'SessionStopped', exception: 'frappe.exceptions.SessionStopped' };
      standIn().fail({ path: API, times: badGateway, action: { do: 'answer', status: 502, headers: html, body } });
      standIn().fail({ path: API, times: stopped, action: { do: 'answer', status: 503, headers: json, body: stop } });
    },
    readOnly(on = true) {
      site.settings.readOnly = on;
    },
    commitThenDrop(times = 1) {
      standIn().fail({ path: SAVES, method: 'POST', times, action: { do: 'drop-after' } });
    },
    unknownSite(times = 1) {
      const body =
        '<!doctype html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>desk.example does not exist</p>';
      standIn().fail({ path: API, times, action: { do: 'answer', status: 404, headers: html, body } });
    },
    tooManyRequests(retryAfterSeconds, times = 1) {
      const headers = { ...json, 'retry-after': String(retryAfterSeconds) };
      const body = { exc_type: 'TooManyRequestsError', exception: 'frappe.exceptions.TooManyRequestsError' };
      standIn().fail({ path: API, times, action: { do: 'answer', status: 429, headers, body } });
    },
  };
}

function sheets(site: Site): Doc[] {
  return [...tableOf(site, 'Timesheet').values()].sort((a, b) =>
    asText(a['creation']).localeCompare(asText(b['creation'])),
  );
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

/** A sheet in one line, for the page. */
export function sheetLine(sheet: Doc): Record<string, unknown> {
  const rows = rowsOf(sheet, 'time_logs').map((row) => ({
    hours: row['hours'],
    description: row['description'],
    from: row['from_time'],
  }));
  const { name, docstatus, status, customer, employee_name, total_hours } = sheet;
  return { name, docstatus, status, customer, employee_name, total_hours, rows };
}
