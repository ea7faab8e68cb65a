import { demand, demandVisible, may, visible } from './access.ts';
import { objectArgument, type Call } from './call.ts';
import { FrappeError } from './errors.ts';
import { getCount, getList } from './list.ts';
import { docJson } from './rows.ts';
import { deleteDoc, insertDoc, loadDoc, updateDoc } from './save.ts';
import { appendRow, changeRow, removeRow } from './table-rows.ts';
import { typeNamed, type Doc } from './site.ts';

interface Method {
  guest?: true;
  /** The first version that has it. */
  since?: 15;
  /** Verbs it may be called with; all of them when absent. */
  verbs?: readonly string[];
  work: (call: Call) => unknown;
}

const WRITES = ['POST', 'PUT'];

/** The functions that may be called by name; each answers under `message`. */
const METHODS: Readonly<Record<string, Method>> = {
  ping: { guest: true, work: () => 'pong' },
  'frappe.ping': { guest: true, since: 15, work: () => 'pong' },
  'frappe.handler.ping': { guest: true, work: () => 'pong' },
  'frappe.auth.get_logged_user': { work: ({ user }) => user?.email },
  'frappe.utils.change_log.get_versions': { work: ({ site }) => versions(site.settings.version) },
  'frappe.client.get_time_zone': { guest: true, work: ({ site }) => ({ time_zone: site.settings.timeZone }) },
  'frappe.client.get_list': { work: ({ site, user, form }) => getList(site, user, argument(form, 'doctype'), form) },
  'frappe.client.get_count': { work: ({ site, user, form }) => getCount(site, user, argument(form, 'doctype'), form) },
  'frappe.client.get': { work: (call) => get(call) },
  'frappe.client.get_value': { work: (call) => getValue(call) },
  'frappe.client.has_permission': { work: (call) => hasPermission(call) },
  'frappe.client.insert': { verbs: WRITES, work: (call) => insert(call) },
  'frappe.client.set_value': { verbs: WRITES, work: (call) => setValue(call) },
  'frappe.client.delete': {
    verbs: ['POST', 'DELETE'],
    work: (call) => remove(call),
  },
  'frappe.desk.search.search_link': { work: (call) => searchLink(call) },
};

export function callMethod(call: Call, path: string): unknown {
  const method = Object.hasOwn(METHODS, path) ? METHODS[path] : undefined;
  if (!method || call.site.settings.version < (method.since ?? 0)) {
    throw new FrappeError(
      'ValidationError',
      `Failed to get method for command ${path} with module '${path}' not found`,
    );
  }
  if (!method.guest && !call.user) {
    throw new FrappeError('PermissionError', 'You are not permitted to access this resource. Login to access');
  }
  if (method.verbs && !method.verbs.includes(call.method)) throw new FrappeError('PermissionError', 'Not permitted');
  return method.work(call);
}

function argument(form: Doc, name: string): string {
  const value = form[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new FrappeError('TypeError', `missing 1 required positional argument: '${name}'`, 'traceback');
}

function versions(version: number): unknown {
  return {
    frappe: {
      title: 'Frappe Framework',
      description: 'Full stack web framework',
      branch: `version-${version}`,
      version: `${version}.55.1`,
    },
    erpnext: {
      title: 'ERPNext',
      description: 'ERP made simple',
      branch: `version-${version}`,
      version: `${version}.52.0`,
    },
  };
}

function get(call: Call): Doc {
  const { site, user, form } = call;
  const type = typeNamed(site, argument(form, 'doctype'));
  demand(user, type.name, 'read');
  const doc = loadDoc(site, type.name, argument(form, 'name'));
  demandVisible(user, type.name, doc);
  return docJson(site, user, type, doc);
}

/** The first document that matches, or `{}`. */
function getValue({ site, user, form }: Call): unknown {
  const given = form['filters'];
  const filters =
    typeof given === 'string' && !given.startsWith('{') && !given.startsWith('[') ? { name: given } : given;
  const fieldname = form['fieldname'] ?? 'name';
  const isList = Array.isArray(fieldname) || (typeof fieldname === 'string' && fieldname.startsWith('['));
  const query = { filters, fields: isList ? fieldname : [fieldname], limit: 1 };
  return getList(site, user, argument(form, 'doctype'), query)[0] ?? {};
}

function hasPermission({ site, user, form }: Call): unknown {
  const doctype = argument(form, 'doctype');
  const doc = loadDoc(site, doctype, argument(form, 'docname'));
  const right = form['perm_type'] ?? 'read';
  const rights = ['read', 'write', 'create', 'delete', 'submit'] as const;
  const known = rights.find((one) => one === right);
  return { has_permission: known !== undefined && may(user, doctype, known) && visible(user, doctype, doc) };
}

/** A row of a table comes back as the whole parent. */
function insert(call: Call): Doc {
  const { site, user, form } = call;
  const body = objectArgument(form['doc']);
  const type = typeNamed(site, argument(body, 'doctype'));
  if (!type.child) return docJson(site, user, type, insertDoc(call, type.name, body));
  return docJson(site, user, typeNamed(site, type.child.parent), appendRow(call, type, body));
}

function remove(call: Call): void {
  const type = typeNamed(call.site, argument(call.form, 'doctype'));
  const work = type.child ? removeRow : deleteDoc;
  work(call, type.name, argument(call.form, 'name'));
}

function setValue(call: Call): Doc {
  const { site, user, form } = call;
  const type = typeNamed(site, argument(form, 'doctype'));
  const name = argument(form, 'name');
  const fieldname = form['fieldname'];
  const isPlain = typeof fieldname === 'string' && !fieldname.startsWith('{');
  const changes = isPlain ? { [fieldname]: form['value'] } : objectArgument(fieldname);
  if (!type.child) return docJson(site, user, type, updateDoc(call, type.name, name, changes));
  return docJson(site, user, typeNamed(site, type.child.parent), changeRow(call, type.name, name, changes));
}

/** Active documents whose name or title holds the text. */
function searchLink({ site, user, form }: Call): unknown {
  const doctype = argument(form, 'doctype');
  const type = typeNamed(site, doctype);
  const title = Object.keys(type.fields)[0] ?? 'name';
  const like = `%${typeof form['txt'] === 'string' ? form['txt'] : ''}%`;
  const filters = 'disabled' in type.fields ? [['disabled', '=', 0]] : [];
  const or_filters = [
    ['name', 'like', like],
    [title, 'like', like],
  ];
  const query = {
    fields: ['name', title],
    filters,
    or_filters,
    limit: form['page_length'] ?? 10,
    order_by: 'name asc',
  };
  const found = getList(site, user, doctype, query) as Doc[];
  return found.map((row) => ({ value: row['name'], description: row[title] }));
}
