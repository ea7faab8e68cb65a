import { asText } from './as-text.ts';
import { demand, demandVisible } from './access.ts';
import type { DocType } from './doctypes.ts';
import { FrappeError, type ServerMessage } from './errors.ts';
import { nextName, releaseName } from './naming.ts';
import { rowsOf, tableOf, typeNamed, type Doc, type Site, type User } from './site.ts';
import { freshRow, readTable, setFields } from './rows.ts';
import { demandNewest, demandReady, demandWritable, nextState } from './state-rules.ts';
import { validateTimesheet } from './timesheet.ts';
import { demandLengths, demandLinks, demandMandatory, demandUnique } from './validate.ts';

/** Who saves, and what the save has to say besides its result. */
export interface Context {
  site: Site;
  user: User | undefined;
  messages: ServerMessage[];
}

export function loadDoc(site: Site, doctype: string, name: string): Doc {
  const doc = tableOf(site, doctype).get(name);
  if (doc) return doc;
  throw new FrappeError('DoesNotExistError', `${doctype} ${name} not found`);
}

export function insertDoc(context: Context, doctype: string, body: Doc): Doc {
  const { site, user } = context;
  const type = typeNamed(site, doctype);
  const doc = freshRow(site, type, user?.email ?? 'Guest');
  setFields(site, type, doc, body);
  readTables(context, type, doc, body);
  setDefaults(site, type, doc);
  demandLinks(site, type, doc);
  demand(user, doctype, 'create');
  demandVisible(user, doctype, doc);
  doc['docstatus'] = nextState(user, doctype, undefined, body);
  const { name, commit } = nextName(site, type, doc);
  doc['name'] = name;
  if (tableOf(site, doctype).has(name))
    throw new FrappeError('DuplicateEntryError', `${doctype} ${name} already exists`);
  finish(context, type, doc);
  commit();
  return doc;
}

export function updateDoc(context: Context, doctype: string, name: string, body: Doc): Doc {
  const { site, user } = context;
  const type = typeNamed(site, doctype);
  const stored = loadDoc(site, doctype, name);
  demandVisible(user, doctype, stored);
  const doc = structuredClone(stored);
  setFields(site, type, doc, body);
  readTables(context, type, doc, body, stored);
  demandLinks(site, type, doc);
  demand(user, doctype, 'write', name);
  demandVisible(user, doctype, doc);
  demandNewest(stored, body);
  doc['docstatus'] = nextState(user, doctype, stored, body);
  doc['modified'] = site.now();
  doc['modified_by'] = user?.email ?? 'Guest';
  finish(context, type, doc);
  return doc;
}

export function deleteDoc(context: Context, doctype: string, name: string): void {
  const { site, user } = context;
  const doc = loadDoc(site, doctype, name);
  demand(user, doctype, 'delete', name);
  demandVisible(user, doctype, doc);
  if (doc['docstatus'] === 1) {
    throw new FrappeError(
      'ValidationError',
      `${doctype} <strong>${name}</strong>: Submitted Record cannot be deleted. You must cancel it first.`,
    );
  }
  demandWritable(site);
  tableOf(site, doctype).delete(name);
  releaseName(site, typeNamed(site, doctype), name);
  site.changed();
}

/** The doctype's own rules, then what every doctype must keep, then the write. */
function finish(context: Context, type: DocType, doc: Doc): void {
  const { site } = context;
  for (const [name, field] of Object.entries(type.fields)) {
    if (field.type !== 'Table') continue;
    const place = { parent: doc['name'], parenttype: type.name, parentfield: name, docstatus: doc['docstatus'] };
    for (const row of rowsOf(doc, name)) Object.assign(row, place);
  }
  if (type.name === 'Custom Field') addCustomField(site, doc);
  if (type.name === 'Timesheet') validateTimesheet(site, doc, context.messages);
  if (type.name === 'Timesheet') doc['title'] ||= doc['employee_name'] ?? null;
  demandMandatory(site, type, doc);
  demandLengths(site, type, doc);
  if (doc['docstatus'] === 1) demandReady(doc);
  demandUnique(site, type, doc);
  demandWritable(site);
  tableOf(site, type.name).set(asText(doc['name']), doc);
  site.changed();
}

/** Only the field Deskbell asks for can be made: one on a timesheet's rows. */
function addCustomField(site: Site, doc: Doc): void {
  if (doc['dt'] !== 'Timesheet Detail')
    throw new FrappeError('ValidationError', 'Only fields of Timesheet Detail can be added here');
  const scrubbed = asText(doc['label']).toLowerCase().replaceAll(/\W+/g, '_');
  doc['fieldname'] ||= site.settings.version >= 15 ? `custom_${scrubbed}` : scrubbed;
  site.settings.keyField = asText(doc['fieldname']);
  site.settings.keyUnique = doc['unique'] === 1;
}

function readTables({ site, user }: Context, type: DocType, doc: Doc, body: Doc, stored?: Doc): void {
  for (const [name, field] of Object.entries(type.fields)) {
    if (field.type !== 'Table' || !(name in body)) continue;
    doc[name] = readTable(site, user, typeNamed(site, field.options ?? ''), body[name], stored && rowsOf(stored, name));
  }
}

function setDefaults(site: Site, type: DocType, doc: Doc): void {
  if (type.name === 'Timesheet') {
    doc['naming_series'] ||= 'TS-.YYYY.-';
    doc['company'] ||= site.settings.company;
    doc['currency'] ||= site.settings.currency;
    doc['exchange_rate'] ||= 1;
  }
  if (type.name === 'Employee') doc['status'] ||= 'Active';
}
